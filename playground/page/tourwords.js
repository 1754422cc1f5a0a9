// What the guided tour says by itself, in both languages; the captions come with its script.
import { language } from "./words.js";

const russian = {
  tour: "Показать",
  tourHint: "Показ: бот играет сам",
  bar: "Показ",
  all: "Всё по порядку",
  allAbout: "пять частей, около двух минут",
  part: (title, at, of) => `${title} · ${at} из ${of}`,
  pause: "Пауза",
  goOn: "Продолжить",
  next: "Следующий шаг",
  stop: "Дальше сам",
  close: "Закрыть показ",
  follow: (title) => `Дальше: «${title}»`,
  quickly: "Сначала быстро заведём кабинет…",
  over: "Готово. Разговоры остались открытыми: продолжайте сами.",
  yours: "Дальше вы: разговор остался там, где был.",
  lost: "Ответа, которого ждал показ, нет. Дальше — вы: всё осталось на месте.",
};

const english = {
  tour: "Tour",
  tourHint: "Guided tour: the bot plays by itself",
  bar: "Tour",
  all: "Everything in order",
  allAbout: "five parts, about two minutes",
  part: (title, at, of) => `${title} · ${at} of ${of}`,
  pause: "Pause",
  goOn: "Go on",
  next: "Next step",
  stop: "Take over",
  close: "Close the tour",
  follow: (title) => `Next: “${title}”`,
  quickly: "First an account is made, quickly…",
  over: "Done. The conversations are still open: go on by yourself.",
  yours: "Yours now: the conversation stays where it was.",
  lost: "The answer that the tour waits for does not come. Yours now: all is as it was.",
};

export const tourWords = language === "en" ? english : russian;

/** Where the tray of specimens keeps a document. */
export const specimenKey = (key) => `[data-specimen="${CSS.escape(key)}"]`;

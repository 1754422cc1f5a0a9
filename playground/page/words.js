// Every word the page itself says, in Russian; english.js has the same shape. Which one is spoken is chosen here.
import { english } from "./english.js";
import { recall } from "./prefs.js";

export const languages = { ru: "Русский", en: "English" };

export const russian = {
  title: "Площадка бота",
  playground: "Площадка",
  clock: "Часы площадки",
  switches: "Переключатели",
  settings: "Настройки",
  theme: "Тема",
  themes: { system: "Как в системе", light: "Светлая", dark: "Тёмная" },
  language: "Язык",
  help: "Помощь",
  shortcuts: "Горячие клавиши",
  keys: [
    [["F6"], "следующая колонка"],
    [["Shift", "F6"], "предыдущая колонка"],
    [["Enter"], "отправить"],
    [["Shift", "Enter"], "новая строка"],
    [["↑"], "исправить своё последнее сообщение"],
    [["↑", "↓"], "по сообщениям, когда выбрана переписка"],
    [["Enter"], "действия с выбранным сообщением"],
    [["Esc"], "закрыть меню, отменить ответ"],
  ],
  ok: "Сохранить",
  follow: "Перейти",

  bot: "бот",
  you: "Вы",
  privateChat: "личный чат с ботом",
  blockedBot: "блокирует бота",
  outside: "не состоит в группе",
  typing: "печатает…",
  lost: "Нет связи с площадкой. Подключаюсь снова…",
  cannotStart: "Площадка не отвечает. Обновите страницу, когда она запустится.",
  empty: "Сообщений ещё нет",
  startHint: "Здесь начинается разговор с ботом",
  start: "Начать",
  earlier: "Показать более ранние",
  toBottom: "К последним сообщениям",
  messages: (title) => `Сообщения: ${title}`,
  column: (person, chat) => `${person}: ${chat}`,
  close: "Закрыть",
  closeColumn: "Закрыть колонку",
  renameColumn: "Переименовать колонку",
  columnName: "Название колонки",
  columnNameHint: "Видно только на этой странице. Пустое поле вернёт имя человека.",
  moveLeft: "Сдвинуть влево",
  moveRight: "Сдвинуть вправо",
  openLink: "Перейти по ссылке на бота",
  botLink: "Ссылка",
  notBotLink: (bot) => `Нужна ссылка вида https://t.me/${bot}?start=…`,
  chatMenu: "Действия",
  roles: { customer: "клиент", staff: "поддержка", admin: "админ" },

  today: "Сегодня",
  yesterday: "Вчера",
  edited: "изменено",
  protected: "Защищено от пересылки и сохранения",
  messageMenu: "Действия с сообщением",
  reply: "Ответить",
  edit: "Изменить",
  copyText: "Копировать текст",
  remove: "Удалить",
  forward: "Переслать сюда",
  forwardTo: (title) => `Переслать: ${title}`,
  forwardedFrom: (name) => `Переслано от: ${name}`,
  copyCode: "Скопировать",
  reveal: "Показать скрытый текст",
  revealMedia: "Показать скрытое",
  unfold: "Развернуть цитату",
  fold: "Свернуть цитату",
  goneMessage: "Удалённое сообщение",
  reaction: (emoji) => `Реакция бота: ${emoji}`,
  copied: "Скопировано",
  unsupported: "На этой странице не работает",
  unknownKind: "Сообщение, которое страница не показывает",

  photo: "Фотография",
  album: "Альбом",
  video: "Видео",
  animation: "Анимация",
  document: "Файл",
  audio: "Аудиозапись",
  sticker: "Стикер",
  voice: "Голосовое сообщение",
  location: "Геопозиция",
  contact: "Контакт",
  download: (name) => `Скачать ${name}`,
  openPhoto: "Открыть фотографию",
  sizes: ["Б", "КБ", "МБ", "ГБ"],

  input: "Сообщение",
  send: "Отправить",
  attach: "Прикрепить",
  pickFiles: "Фото или файлы",
  ownContact: "Поделиться контактом",
  othersContact: "Чужой контакт",
  contactOf: (name) => `Контакт: ${name}`,
  commands: "Команды бота",
  showKeyboard: "Показать клавиатуру",
  hideKeyboard: "Скрыть клавиатуру",
  keyboard: "Клавиатура бота",
  replying: (name) => `Ответ: ${name}`,
  editing: "Изменение сообщения",
  cancel: "Отмена",
  caption: "Подпись",
  asPhoto: "как фото",
  asFile: "как файл",
  howToSend: "Как отправить",
  specimens: "Образцы документов",
  specimenLooks: { sharp: "чётко", blurred: "смазано", dark: "темно", glaring: "блик" },
  allSpecimens: "Все три сразу, чётко",
  sendSpecimen: (title) => `Отправить образец: ${title}`,
  dropFile: (name) => `Убрать ${name}`,
  dropHere: "Отпустите, чтобы прикрепить",

  block: "Заблокировать бота",
  unblock: "Разблокировать бота",
  leave: "Выйти из группы",
  join: "Вступить в группу",
  blockedHint: "Бот заблокирован: сообщения не доходят.",
  outsideHint: "Этот человек вышел из группы.",

  mail: "Почта",
  sms: "SMS",
  noMail: "Писем нет",
  noSms: "SMS нет",
  toAddress: (address) => `кому: ${address}`,
  useCode: (code) => `Вставить ${code}`,
  arrived: { mail: (title) => `Новое письмо: ${title}`, sms: () => "Новое SMS" },
  unread: (count) => `новых: ${count}`,

  topics: "Темы",
  allTopics: "Все",
  general: "General",
  fresh: "есть новое",
  topicClosed: "тема закрыта",
  deleteTopic: (name) => `Удалить тему «${name}»`,
  anonymous: "Стать анонимным админом",
  visible: "Писать от своего имени",

  spans: ["д", "ч", "мин"],
  moveClock: (lead) => `${lead}: перевести часы вперёд`,

  people: "Колонки",
  addPerson: "Добавить человека",
  newPerson: "Новый человек",
  firstName: "Имя",
  lastName: "Фамилия",
  username: "Имя пользователя",
  phone: "Телефон",
  theirLanguage: "Язык",
  inRussian: "русский",
  inEnglish: "английский",
  theirRole: "Кто это",
  add: "Добавить",

  service: {
    joined: (name) => `${name} теперь в группе`,
    left: (name) => `${name} больше не в группе`,
    topicCreated: (name) => `Тема «${name}» создана`,
    topicEdited: (name) => `Тема переименована: «${name}»`,
    topicClosed: (name) => `Тема «${name}» закрыта`,
    topicReopened: (name) => `Тема «${name}» открыта снова`,
    pinned: "Сообщение закреплено",
    migrated: "Группа стала супергруппой",
    title: (title) => `Группа теперь называется «${title}»`,
  },
};

const ours = /^(ru|be|uk|kk|ky|uz)\b/u.test(navigator.language) ? "ru" : "en";
const chosen = recall("language", ours);

/** The language that is spoken: the chosen one, else the browser's. */
export const language = chosen in languages ? chosen : ours;

export const words = language === "en" ? { ...russian, ...english } : russian;

/** Says what stands in the page's own markup in the language that is spoken. */
export function translate(root) {
  document.documentElement.lang = language;
  const said = (path) => path.split(".").reduce((inside, key) => inside[key], words);
  for (const node of root.querySelectorAll("[data-word]")) node.textContent = said(node.dataset.word);
  for (const node of root.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", said(node.dataset.label));
    if (node.matches("button")) node.title = said(node.dataset.label);
  }
}

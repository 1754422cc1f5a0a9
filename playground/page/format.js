// How names, sizes, times and short descriptions of messages are written.
import { language, words } from "./words.js";

const locale = language === "en" ? "en-GB" : "ru";
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
const thisYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" });
const otherYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" });

export const fullName = (who) => [who?.first_name, who?.last_name].filter(Boolean).join(" ") || who?.title || "";

/** Who a message shows as its author: the group itself, where an anonymous admin wrote it. */
export const author = (message) => message.sender_chat ?? message.from;

/** Whether a person wrote it, under whatever name. */
export const isBy = (personId, message) => (message.written_by ?? message.from?.id) === personId;

export const initials = (who) =>
  [who?.first_name ?? who?.title, who?.last_name].filter(Boolean).map((word) => [...word][0].toUpperCase()).join("");

/** One of seven colours, always the same one for the same person. */
export const tint = (id) => String(Math.abs(Number(id) || 0) % 7);

export const time = (seconds) => clock.format(new Date(seconds * 1000));

const weekday = new Intl.DateTimeFormat(locale, { weekday: "short", hour: "2-digit", minute: "2-digit" });

export const weekdayTime = (date) => weekday.format(date);

/** How far ahead a clock is: «+1 ч», «+2 д 3 ч». */
export function lead(ahead) {
  const minutes = Math.round(ahead / 60);
  const parts = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const said = parts.map((count, at) => count && `${count}\u00a0${words.spans[at]}`).filter(Boolean);
  return `+${said.join(" ") || `0\u00a0${words.spans[2]}`}`;
}

/** The line above the first message of a day. */
export function day(seconds, now) {
  const date = new Date(seconds * 1000);
  const daysAgo = Math.round((midnight(now) - midnight(date)) / 86_400_000);
  if (daysAgo === 0) return words.today;
  if (daysAgo === 1) return words.yesterday;
  return (date.getFullYear() === now.getFullYear() ? thisYear : otherYear).format(date);
}

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

export function size(bytes) {
  if (!Number.isFinite(bytes)) return "";
  let [amount, unit] = [bytes, 0];
  while (amount >= 1024 && unit < words.sizes.length - 1) [amount, unit] = [amount / 1024, unit + 1];
  return `${amount.toLocaleString(locale, { maximumFractionDigits: unit ? 1 : 0 })} ${words.sizes[unit]}`;
}

export const seconds = (count) => `${Math.floor(count / 60)}:${String(count % 60).padStart(2, "0")}`;

const KINDS = ["photo", "video", "animation", "document", "audio", "sticker", "voice", "location", "contact"];

/** A message in one line: for quotes and the bar above the input. */
export function brief(message) {
  const text = message.text ?? message.caption;
  if (text) return text;
  const kind = KINDS.find((one) => message[one]);
  return message.document?.file_name ?? (kind ? words[kind] : words.unknownKind);
}

/** The mail's or SMS's moment, whether it came as seconds or as an ISO date. */
export function moment(date) {
  return typeof date === "number" ? time(date) : clock.format(new Date(date));
}

// Both kinds of keyboard: buttons under a message, and the one in place of the phone's own.
import { button, el, icon } from "./dom.js";
import { link } from "./text.js";
import { words } from "./words.js";

/** The buttons under a message, or null. */
export function inlineKeyboard(message, column) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  const row = (buttons) => el("div", { class: "keys" }, buttons.map((key) => inlineKey(key, message, column)));
  return el("div", { class: "inline-keyboard" }, rows.map(row));
}

function inlineKey(key, message, column) {
  const common = { class: "key", "data-style": key.style };
  if (key.url) return link(key.url, [key.text, icon("link")], column, common);
  if (key.callback_data !== undefined) {
    const press = (event) => column.press(message, key.callback_data, event.currentTarget);
    return button({ ...common, "data-data": key.callback_data, onclick: press }, key.text);
  }
  if (key.copy_text) {
    return button({ ...common, onclick: () => column.copy(key.copy_text.text) }, key.text, icon("copy"));
  }
  return button({ ...common, disabled: true, title: words.unsupported }, key.text);
}

/** The bot's reply keyboard for one person: appears, hides itself after one use, goes when the bot takes it away. */
export class ReplyKeyboard {
  constructor(column) {
    this.column = column;
    this.element = el("div", { class: "reply-keyboard", role: "group", "aria-label": words.keyboard, hidden: true });
    this.onchange = () => {};
  }

  /** Finds the keyboard that the chat's messages leave open. */
  reset(messages) {
    this.set(null);
    messages.forEach((message) => this.see(message));
  }

  see(message) {
    const markup = message.reply_markup;
    if (!markup || markup.inline_keyboard || !this.isForMe(message, markup)) return;
    if (markup.keyboard || markup.force_reply) this.set(markup, message.message_id);
    else if (markup.remove_keyboard) this.set(null);
  }

  forget(messageId) {
    if (this.messageId === messageId) this.set(null);
  }

  /** A selective keyboard is for those whom the message answers or names. */
  isForMe(message, markup) {
    if (!markup.selective || !this.column.isGroup) return true;
    const { person } = this.column;
    const named = person.username && (message.text ?? "").includes(`@${person.username}`);
    return named || message.reply_to_message?.from?.id === person.id;
  }

  set(markup, messageId = null) {
    this.markup = markup;
    this.messageId = messageId;
    this.show(Boolean(markup?.keyboard));
    this.element.replaceChildren(...(markup?.keyboard ?? []).map((row) => this.row(row)));
  }

  show(open) {
    this.open = open;
    this.element.hidden = !open;
    this.onchange();
  }

  get present() {
    return Boolean(this.markup?.keyboard);
  }

  get placeholder() {
    return this.markup?.input_field_placeholder;
  }

  row(keys) {
    return el("div", { class: "keys" }, keys.map((key) => this.key(typeof key === "string" ? { text: key } : key)));
  }

  key(key) {
    const kind = ["request_contact", "request_location"].find((one) => key[one]);
    const picture = { request_contact: "contact", request_location: "location" }[kind];
    return button({ class: "key", "data-request": kind, "data-style": key.style, onclick: () => this.use(key) },
      picture && icon(picture), key.text);
  }

  use(key) {
    if (key.request_contact) this.column.act("contact");
    else if (key.request_location) this.column.act("location");
    else this.column.say(key.text);
    if (this.markup?.one_time_keyboard) this.show(false);
  }
}

// One column: one person in one chat, with its head, inbox, messages, keyboard and input.
import * as api from "./api.js";
import { columnMenu } from "./columnmenu.js";
import { Composer } from "./composer.js";
import { avatar, button, el, iconButton } from "./dom.js";
import { acceptDrops } from "./drops.js";
import { author, fullName, isBy } from "./format.js";
import { impossible } from "./impossible.js";
import { Inbox } from "./inbox.js";
import { ReplyKeyboard } from "./keyboard.js";
import { Log } from "./log.js";
import { openMenu } from "./menu.js";
import { messageActions } from "./messageactions.js";
import { Notices } from "./notice.js";
import { Topics } from "./topics.js";
import { words } from "./words.js";

const TYPING_LASTS = 5000;
const FRAME = 16; // ms within which arriving messages are drawn together

export class Column {
  /** `desk` is what the column can do with itself among the others: close, move, rename, go to the private chat. */
  constructor(store, personId, chatId, desk) {
    Object.assign(this, { store, personId, chatId, desk });
    this.isGroup = chatId !== personId;
    this.log = new Log(this, this.title);
    this.notices = new Notices(this);
    this.topics = new Topics(this);
    this.keyboard = new ReplyKeyboard(this);
    this.composer = new Composer(this, this.keyboard);
    const hasInbox = this.person.role === "customer" && !this.isGroup;
    this.inbox = hasInbox ? new Inbox(this, (code) => this.composer.put(code)) : null;
    this.who = el("div", { class: "column-who" });
    const open = (event) => columnMenu(this, event.currentTarget);
    this.head = el("header", { class: "column-head" }, this.who,
      iconButton("more", words.chatMenu, { "aria-haspopup": "menu", onclick: open }));
    this.hint = el("p", { class: "hint", hidden: true });
    const data = { "data-person": personId, "data-chat": chatId, "data-role": this.person.role, "data-group": this.isGroup };
    this.element = el("section", { class: "column", ...data, "data-menus": true, "data-drop": words.dropHere },
      this.head, this.inbox?.element, this.topics.element,
      el("div", { class: "column-body" }, this.log.element, this.notices.element),
      this.hint, this.composer.element, this.keyboard.element);
    acceptDrops(this.element, (files) => this.composer.take(files));
    this.begin();
  }

  get person() { return this.store.people.get(this.personId); }

  get chat() { return this.store.chat(this.chatId); }

  get name() { return this.desk.name() ?? fullName(this.person); }

  get title() { return this.isGroup ? this.chat.title : words.privateChat; }

  get botName() { return this.store.bot.username; }

  get inGroup() { return !this.isGroup || this.chat.members.includes(this.personId); }

  /** Draws from the messages alone; later the keyboard follows the events, which know of deleted ones too. */
  begin() {
    this.keyboard.reset(this.store.list(this.chatId));
    this.drawAll();
  }

  drawAll() {
    this.drawHead();
    this.topics.sync();
    this.inbox?.sync();
    this.drawMessages();
    this.composer.refresh();
  }

  drawMessages() {
    clearTimeout(this.drawing);
    this.drawing = null;
    const messages = this.topics.filter(this.store.list(this.chatId));
    this.log.sync(messages);
    const fresh = messages.length === 0 && !this.isGroup;
    this.log.empty.replaceChildren(...(fresh ? this.welcome() : [words.empty]));
  }

  /** What a chat shows before its first message: the bot, and the button that starts it. */
  welcome() {
    const { bot } = this.store;
    return [avatar(bot, "large"), el("strong", {}, fullName(bot)), el("span", {}, words.startHint),
      button({ class: "primary", onclick: () => this.say("/start") }, words.start)];
  }

  drawHead() {
    const { person } = this;
    const state = person.blocked && !this.isGroup ? words.blockedBot : this.inGroup ? this.title : words.outside;
    const alias = this.name === fullName(person) ? [] : [fullName(person)];
    this.element.setAttribute("aria-label", words.column(this.name, this.title));
    const dots = el("span", { class: "typing-dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
    this.typing = el("span", { class: "typing", hidden: true }, dots, words.typing);
    const told = [...alias, words.roles[person.role], state].join(" · ");
    this.who.replaceChildren(
      avatar(person),
      el("div", { class: "column-names" }, el("h2", { title: fullName(person) }, this.name),
        el("p", { class: "column-state", title: told }, this.typing, el("span", { class: "column-told" }, told))));
    this.drawHint();
  }

  /** Why nothing can be written here, and the way back. */
  drawHint() {
    const verb = !this.inGroup ? "join" : this.person.blocked && !this.isGroup ? "unblock" : null;
    this.hint.hidden = verb === null;
    if (verb === null) return;
    this.hint.replaceChildren(el("span", {}, verb === "join" ? words.outsideHint : words.blockedHint),
      button({ class: "hint-way", onclick: () => this.act(verb) }, words[verb]));
  }

  /** Takes an event of the playground that may touch this column. */
  see(event) {
    const here = event.chat_id === this.chatId;
    if (event.kind === "loaded") this.begin();
    else if (event.kind === "clock") this.drawMessages();
    else if (event.kind === "chat" || event.kind === "person" || (event.kind === "topic" && here)) this.drawAll();
    else if (event.kind === "mail" || event.kind === "sms") this.inbox?.sync();
    else if (event.kind === "toast" && event.to === this.personId) this.answer(event);
    else if (event.kind === "typing" && here) this.showTyping();
    else if (here) this.seeMessage(event);
  }

  seeMessage(event) {
    if (event.kind === "message") {
      this.keyboard.see(event.message);
      if (author(event.message)?.is_bot) this.typing.hidden = true;
      if (isBy(this.personId, event.message)) this.log.atEnd = true;
      else this.topics.noteNew(event.message);
    }
    if (event.kind === "deleted") this.keyboard.forget(event.message_id);
    this.drawing ??= setTimeout(() => this.drawMessages(), FRAME);
  }

  answer({ text, alert, url }) {
    const elsewhere = (this.store.pressedIn.get(this.personId) ?? this.chatId) !== this.chatId;
    if (elsewhere || !(text || url)) return;
    if (alert) this.notices.alert(text);
    else this.notices.toast(text ?? "", { url });
  }

  showTyping() {
    this.typing.hidden = false;
    clearTimeout(this.typingEnds);
    this.typingEnds = setTimeout(() => { this.typing.hidden = true; }, TYPING_LASTS);
  }

  /** Does something as this person; a refusal is shown, and told by `false`. */
  act(verb, details = {}) {
    const chat = this.isGroup ? { chat: this.chatId } : {};
    return this.attempt(api.act(this.personId, verb, { ...chat, ...details }));
  }

  async attempt(call) {
    try {
      await call;
      return true;
    } catch (error) {
      this.notices.toast(impossible(error), { bad: true });
      return false;
    }
  }

  /** Starts the bot with a link's word, as the app does: in the private chat, whichever chat the link stood in. */
  startBot(word) {
    if (this.isGroup) this.desk.privateChat().say(`/start ${word}`.trim());
    else this.say(`/start ${word}`.trim());
  }

  say(text, replyTo = null) {
    return this.act("say", { text, reply_to: replyTo?.message_id, ...this.threadFor(replyTo) });
  }

  upload(files, kind, caption, replyTo) {
    const chat = this.isGroup ? this.chatId : undefined;
    const fields = { chat, kind, caption: caption || undefined, reply_to: replyTo?.message_id };
    return this.attempt(api.upload(this.personId, files, { ...fields, ...this.threadFor(replyTo) }));
  }

  threadFor(replyTo) { return this.isGroup ? { thread: this.topics.thread(replyTo) } : {}; }

  async press(message, data, key) {
    this.store.pressedIn.set(this.personId, this.chatId);
    key.setAttribute("aria-busy", "true");
    await this.act("press", { message: message.message_id, data });
    key.removeAttribute("aria-busy");
  }

  async copy(text) {
    if (await this.attempt(navigator.clipboard.writeText(text))) this.notices.toast(words.copied);
  }

  find(messageId) { return this.store.message(this.chatId, messageId); }

  lastOwn() { return this.store.list(this.chatId).findLast((message) => isBy(this.personId, message)); }

  jump(messageId) { this.log.jump(messageId); }

  messageMenu(messageId, anchor) { openMenu(anchor, words.messageMenu, messageActions(this, this.find(messageId))); }
}

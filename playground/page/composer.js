// The line a person writes in: sends, answers, corrects, attaches, opens commands and the bot's keyboard.
import { el, icon, iconButton } from "./dom.js";
import { author, brief, fullName } from "./format.js";
import { openMenu } from "./menu.js";
import { Specimens } from "./specimens.js";
import { Tray } from "./tray.js";
import { words } from "./words.js";

export class Composer {
  constructor(column, keyboard) {
    Object.assign(this, { column, keyboard, replyTo: null, edited: null });
    this.input = el("textarea", { class: "input", rows: "1", "aria-label": words.input, placeholder: words.input });
    this.input.addEventListener("input", () => this.refresh());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("paste", (event) => this.paste(event));
    this.picker = el("input", { type: "file", multiple: true, hidden: true, onchange: () => this.picked() });
    this.context = el("div", { class: "context", hidden: true });
    this.tray = new Tray();
    this.attach = iconButton("attach", words.attach, { "aria-haspopup": "menu", onclick: () => this.attachMenu() });
    this.specimens = new Specimens(column);
    this.commands = iconButton("slash", words.commands, { "aria-haspopup": "menu", onclick: () => this.commandMenu() });
    this.toggle = iconButton("keyboard", words.showKeyboard, { onclick: () => this.toggleKeyboard() });
    this.submit = iconButton("send", words.send, { type: "submit", class: "send" });
    this.element = el("form", { class: "composer", onsubmit: (event) => this.send(event) },
      this.specimens.element, this.context, this.tray.element,
      el("div", { class: "composer-row" }, this.attach, this.specimens.toggle, this.picker,
        el("div", { class: "field" }, this.input, this.commands, this.toggle), this.submit));
    this.tray.onchange = () => this.refresh();
    keyboard.onchange = () => this.refresh();
  }

  /** Brings buttons and placeholder in step with text, files, keyboard and commands. */
  refresh() {
    const attaching = this.tray.files.length > 0;
    const { person, isGroup } = this.column;
    this.commands.hidden = isGroup || !person.commands?.length || attaching || this.input.value !== "";
    this.toggle.hidden = !this.keyboard.present;
    this.toggle.setAttribute("aria-pressed", String(this.keyboard.open));
    this.toggle.setAttribute("aria-label", this.keyboard.open ? words.hideKeyboard : words.showKeyboard);
    this.input.placeholder = attaching ? words.caption : (this.keyboard.placeholder ?? words.input);
    this.submit.classList.toggle("ready", attaching || this.input.value.trim() !== "");
  }

  key(event) {
    const [own, plain] = [this.column.lastOwn(), this.input.value === ""];
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.send(event);
    else if (event.key === "Escape" && this.specimens.open) this.specimens.show(false);
    else if (event.key === "Escape") this.reset();
    else if (event.key === "ArrowUp" && plain && own?.text) this.startEdit(own);
  }

  /** Puts a text, such as a code, into the line, ready to be sent. */
  put(text) {
    this.input.value = text;
    this.refresh();
    this.input.focus();
  }

  reset() {
    [this.replyTo, this.edited] = [null, null];
    this.context.hidden = true;
    this.tray.clear();
    this.put("");
  }

  async send(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    const { files, kind } = this.tray;
    const { replyTo, edited } = this;
    if (!text && files.length === 0) return;
    this.reset();
    const done = edited
      ? await this.column.act("edit", { message: edited.message_id, text })
      : files.length ? await this.column.upload(files, kind, text, replyTo) : await this.column.say(text, replyTo);
    if (done) return;
    if (this.input.value === "" && text) this.put(text);
    if (files.length && this.tray.files.length === 0) this.tray.add(files);
  }

  startReply(message) {
    [this.replyTo, this.edited] = [message, null];
    this.show("reply", words.replying(fullName(author(message))), brief(message));
    this.input.focus();
  }

  startEdit(message) {
    [this.replyTo, this.edited] = [null, message];
    this.show("edit", words.editing, brief(message));
    this.put(message.text ?? message.caption);
  }

  show(picture, title, detail) {
    this.context.replaceChildren(icon(picture),
      el("span", { class: "context-words" }, el("strong", {}, title), el("span", {}, detail)),
      iconButton("close", words.cancel, { onclick: () => this.reset() }));
    this.context.hidden = false;
  }

  /** Puts files into the tray, however they came. */
  take(files) {
    this.tray.add(files);
    this.input.focus();
  }

  picked() {
    this.take([...this.picker.files]);
    this.picker.value = "";
  }

  paste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.take(files);
  }

  toggleKeyboard() {
    this.keyboard.show(!this.keyboard.open);
    this.column.log.notice();
  }

  commandMenu() {
    openMenu(this.commands, words.commands, this.column.person.commands.map(({ command, description }) => ({
      label: `/${command}`, detail: description, action: () => this.column.say(`/${command}`),
    })));
  }

  attachMenu() {
    const { column } = this;
    const others = [...column.store.people.values()].filter((other) => other.id !== column.personId && other.phone);
    openMenu(this.attach, words.attach, [
      { label: words.pickFiles, icon: "file", action: () => this.picker.click() },
      { label: words.ownContact, icon: "contact", action: () => column.act("contact") },
      others.length && { label: words.othersContact, icon: "group", action: () => this.contactMenu(others) },
      { label: words.sticker, icon: "sticker", action: () => column.act("sticker") },
      { label: words.voice, icon: "voice", action: () => column.act("voice") },
      { label: words.location, icon: "location", action: () => column.act("location") },
    ]);
  }

  contactMenu(others) {
    openMenu(this.attach, words.othersContact, others.map((other) => ({
      label: words.contactOf(fullName(other)),
      detail: other.phone,
      action: () => this.column.act("contact", { of: other.id }),
    })));
  }
}

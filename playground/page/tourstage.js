// The hands of the tour: finds the columns, types into them, presses in them, and hears what is said there.
import * as api from "./api.js";
import { specimenKey } from "./tourwords.js";

const still = matchMedia("(prefers-reduced-motion: reduce)");
const TYPING = 340; // ms for any text
const SHOWN = 400; // ms that a button is pointed at before it is pressed

/** What the page was to show and did not. */
export class Missing extends Error {}

export class Stage {
  constructor(store, desk) {
    Object.assign(this, { store, desk, heard: [], roles: {}, seen: new Set() });
    store.listen((event) => this.hear(event));
  }

  /** A new scene with this customer; letters that are there already belong to none. */
  begin(customer) {
    const people = [...this.store.people.values()];
    const group = [...this.store.chats.values()].find((chat) => chat.type !== "private" && !chat.migrated_to);
    const staff = people.find(({ id, role }) => role === "staff" && group?.members.includes(id));
    const admin = people.find(({ role }) => role === "admin");
    this.customer = customer;
    this.roles = { customer: [customer.id, customer.id], staff: staff && [staff.id, group.id], admin: admin && [admin.id, admin.id] };
    this.letters("mail").forEach(({ id }) => this.seen.add(`mail ${id}`));
    this.letters("sms").forEach(({ id }) => this.seen.add(`sms ${id}`));
  }

  column(role) {
    if (!this.roles[role]) throw new Missing(role);
    const key = this.roles[role].join(":");
    return this.desk.columns.get(key) ?? this.desk.pick(key);
  }

  isBegun(role) { return this.store.list(this.column(role).chatId).length > 0; }

  /** Brings the column into view; the focus stays where it is. */
  bring(column) {
    if (this.at !== column) this.at?.element.removeAttribute("data-tour-acts");
    this.at = column;
    column.element.setAttribute("data-tour-acts", "");
    column.element.scrollIntoView({ inline: "center", block: "nearest", behavior: still.matches ? "auto" : "smooth" });
    if (!column.log.atEnd) column.log.backToEnd();
    const { specimens } = column.composer;
    if (specimens.open) this.holding(() => specimens.show(false));
  }

  leave() {
    this.at?.element.removeAttribute("data-tour-acts");
    document.querySelectorAll(".tour-spot").forEach((node) => node.classList.remove("tour-spot"));
  }

  hear(event) {
    if (event.kind === "loaded") {
      this.heard = [...this.store.messages].flatMap(([chat_id, list]) => list.map((message) => ({ chat_id, message })));
    }
    if (event.kind === "message" || event.kind === "edited") this.heard.push(event);
  }

  /** The newest message of the bot in the column with one of these words; `since` the last deed unless `ever`. */
  found(column, words, ever = false) {
    const said = ever ? this.store.list(column.chatId) : this.heard.filter((one) => one.chat_id === column.chatId).map((one) => one.message);
    const fits = (message) => words.some((word) => (message.text ?? message.caption ?? "").includes(word.replace(/…$/u, "")));
    return said.findLast((message) => message.from?.is_bot && fits(message) && column.find(message.message_id));
  }

  /** Types as a person would, where motion is welcome. */
  async type(column, text, player) {
    const { composer } = column;
    const times = still.matches || player.pace === 0 ? 1 : Math.min(text.length, 18);
    for (let time = 1; time <= times; time += 1) {
      composer.draft(text.slice(0, Math.ceil((text.length * time) / times)));
      await player.rest(times === 1 ? 0 : TYPING / times);
    }
  }

  async send(column, player) {
    await this.point(column.composer.submit, player, 0.4);
    this.heard = [];
    this.holding(() => column.composer.element.requestSubmit());
  }

  /** Points at what `find` gives, then presses it; it may have been drawn anew meanwhile. */
  async press(find, player) {
    await this.point(await player.until(find), player);
    const key = await player.until(find);
    this.heard = [];
    this.holding(() => key.click());
  }

  async point(node, player, part = 1) {
    node.classList.add("tour-spot");
    node.scrollIntoView({ block: "nearest", inline: "nearest" });
    try {
      await player.rest(SHOWN * part);
    } finally {
      node.classList.remove("tour-spot");
    }
  }

  key(column, names) {
    const fits = (said) => names.some((name) => (name.endsWith("…") ? said.startsWith(name.slice(0, -1)) : said === name));
    const keys = column.element.querySelectorAll(".inline-keyboard .key, .reply-keyboard:not([hidden]) .key");
    return [...keys].findLast((key) => !key.closest(".leaving") && fits(key.textContent.trim()));
  }

  letters(kind) { return this.store[kind]; }

  /** Puts the code or password of the newest letter into the line, by the button that stands in it. */
  async take(column, kind, player) {
    const [from, isCode] = kind === "password" ? ["mail", false] : [kind, true];
    const of = (node) => [...node.querySelectorAll(".code")].find((key) => /^\d+$/u.test(key.dataset.code) === isCode);
    const newest = () => {
      const letters = column.inbox.element.querySelectorAll(`[data-panel="${from}"] .letter`);
      return [...letters].find((letter) => of(letter) && !this.seen.has(`${kind} ${letter.dataset.letterId}`));
    };
    const letter = await player.until(newest);
    this.seen.add(`${kind} ${letter.dataset.letterId}`);
    const { code } = of(letter).dataset;
    const shown = () => column.inbox.element.querySelector(`.arrival:not([hidden]) [data-code="${CSS.escape(code)}"]`);
    if (!shown()) await this.press(() => column.inbox.element.querySelector(`[data-inbox="${from}"]`), player);
    await this.press(() => shown() ?? of(letter), player);
  }

  async specimen(column, key, player) {
    const { specimens } = column.composer;
    await this.press(() => specimens.toggle, player);
    await this.press(() => specimens.element.querySelector(specimenKey(key)), player);
    await player.until(() => !specimens.element.hasAttribute("aria-busy"));
    specimens.show(false);
  }

  reply(column, message) {
    this.holding(() => column.composer.startReply(message));
  }

  async move(seconds, player) {
    await this.point(document.querySelector("[data-clock]"), player);
    this.heard = [];
    await api.moveClock(seconds);
  }

  /** Does something that takes the focus, and gives it back. */
  holding(deed) {
    const before = document.activeElement;
    deed();
    if (before === document.activeElement) return;
    if (before && before !== document.body) before.focus({ preventScroll: true });
    else document.activeElement.blur();
  }
}

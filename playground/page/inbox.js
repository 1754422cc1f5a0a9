// The customer's mailbox and SMS phone: two drawers under the column's head, with counts and codes to click.
import { Arrival } from "./arrival.js";
import { button, el, icon } from "./dom.js";
import { moment } from "./format.js";
import { words } from "./words.js";

// Six digits, also written 123 456 or 123-456, that are no part of a longer number such as a phone's.
const CODE = /(?<![\d+][ -]?)\d{3}[ -]?\d{3}(?![ -]?\d)/u;
// What stands after «пароль:» in the letter that brings one.
const PASSWORD = /(?<=(?:пароль|password)[^\n:]{0,40}:\s*)\S{5,}[^\s.,;]/iu;
const USEFUL = new RegExp(`${PASSWORD.source}|${CODE.source}`, "giu");

export class Inbox {
  /** `put` receives a code that was clicked. */
  constructor(column, put) {
    this.column = column;
    this.put = put;
    this.arrival = new Arrival((code) => this.use(code));
    this.drawers = [new Drawer(this, "mail", words.noMail), new Drawer(this, "sms", words.noSms)];
    this.element = el("div", { class: "inbox" },
      el("div", { class: "inbox-tabs" }, this.drawers.map((drawer) => drawer.tab)),
      this.drawers.map((drawer) => drawer.panel), this.arrival.element, this.arrival.spoken);
  }

  /** A code or password that was clicked, wherever it stood. */
  use(code) {
    this.arrival.hide();
    for (const drawer of this.drawers) drawer.toggle(false);
    this.put(code);
  }

  /** Draws what the store holds for this person; at the first time nothing of it counts as new. */
  sync() {
    const { store, person } = this.column;
    const people = [...store.people.values()];
    this.drawers[0].show(store.mail.filter((mail) => store.addresses.mailIsFor(person, mail)));
    this.drawers[1].show(store.sms.filter((sms) => store.addresses.smsIsFor(person, sms, people)));
  }

  opened(drawer) {
    this.arrival.hide();
    for (const other of this.drawers) if (other !== drawer) other.toggle(false);
  }
}

class Drawer {
  constructor(inbox, kind, emptyText) {
    Object.assign(this, { inbox, kind, emptyText, open: false, seen: null, known: new Set(), drawn: new WeakMap() });
    this.id = `${kind}-${inbox.column.personId}-${inbox.column.chatId}`;
    this.badge = el("span", { class: "badge", hidden: true });
    const controls = { "aria-expanded": "false", "aria-controls": this.id, onclick: () => this.toggle(!this.open) };
    const picture = icon(kind === "mail" ? "mail" : "phone");
    this.tab = button({ class: "inbox-tab", "data-inbox": kind, ...controls }, picture, words[kind], this.badge);
    this.list = el("div", { class: "inbox-list" });
    const named = { id: this.id, "aria-label": words[kind], "data-panel": kind };
    this.panel = el("section", { class: "inbox-panel", ...named, hidden: true }, this.list);
  }

  show(items) {
    const first = this.seen === null;
    const ids = new Set(items.map((item) => item.id));
    const arrived = first ? [] : items.filter((item) => !this.known.has(item.id));
    this.known = ids;
    this.seen = first || this.open ? ids : new Set([...this.seen].filter((id) => ids.has(id)));
    this.items = items;
    const fresh = items.filter((item) => !this.seen.has(item.id)).length;
    this.badge.hidden = fresh === 0;
    this.badge.textContent = fresh;
    this.badge.setAttribute("aria-label", words.unread(fresh));
    for (const item of items) if (!this.drawn.has(item)) this.drawn.set(item, this.letter(item));
    const letters = items.map((item) => this.drawn.get(item)).reverse();
    this.list.replaceChildren(...(letters.length ? letters : [el("p", { class: "empty" }, this.emptyText)]));
    if (arrived.length > 0) this.announce(arrived);
  }

  /** Shows that something came: the newest one over the chat, unless its drawer is open, and said aloud. */
  announce(arrived) {
    const newest = arrived.at(-1);
    const text = plainText(newest);
    for (const item of arrived) this.drawn.get(item).classList.add("fresh");
    this.tab.classList.remove("rung");
    requestAnimationFrame(() => this.tab.classList.add("rung"));
    const codes = [...text.matchAll(USEFUL)].map(([found]) => bare(found));
    this.inbox.arrival.show(this.kind, newest.subject || words[this.kind], text, this.open ? null : codes);
  }

  toggle(open) {
    this.open = open;
    this.panel.hidden = !open;
    this.tab.setAttribute("aria-expanded", String(open));
    if (!open) return;
    this.inbox.opened(this);
    this.show(this.items ?? []);
  }

  letter(item) {
    const text = plainText(item);
    return el("article", { class: "letter", "data-letter-id": item.id },
      el("header", {}, el("span", { class: "letter-to" }, words.toAddress(item.to)), el("time", {}, moment(item.date))),
      item.subject && el("h3", {}, item.subject),
      el("div", { class: "text" }, this.withCodes(text)));
  }

  /** The text with each code or password as a button that puts it into the input. */
  withCodes(text) {
    const nodes = [];
    let at = 0;
    for (const match of text.matchAll(USEFUL)) {
      const code = bare(match[0]);
      const named = { label: words.useCode(code), "data-code": code };
      const key = button({ class: "code", ...named, onclick: () => this.inbox.use(code) }, match[0]);
      nodes.push(text.slice(at, match.index), key);
      at = match.index + match[0].length;
    }
    return [...nodes, text.slice(at)];
  }
}

/** A code without the gaps it is written with; a password as it is. */
const bare = (found) => (/^[\d -]+$/u.test(found) ? found.replace(/\D/gu, "") : found);

const plainText = (item) => item.text || plain(item.html ?? "");

/** A letter's text where it came as HTML only; the parser neither runs nor loads anything. */
const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.trim();

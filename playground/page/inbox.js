// The customer's mailbox and SMS phone: two drawers under the column's head, with counts and codes to click.
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
    this.drawers = [new Drawer(this, "mail", words.noMail), new Drawer(this, "sms", words.noSms)];
    this.element = el("div", { class: "inbox" },
      el("div", { class: "inbox-tabs" }, this.drawers.map((drawer) => drawer.tab)),
      this.drawers.map((drawer) => drawer.panel));
  }

  /** Draws what the store holds for this person; at the first time nothing of it counts as new. */
  sync() {
    const { store, person } = this.column;
    const people = [...store.people.values()];
    this.drawers[0].show(store.mail.filter((mail) => store.addresses.mailIsFor(person, mail)));
    this.drawers[1].show(store.sms.filter((sms) => store.addresses.smsIsFor(person, sms, people)));
  }

  opened(drawer) {
    for (const other of this.drawers) if (other !== drawer) other.toggle(false);
  }
}

class Drawer {
  constructor(inbox, kind, emptyText) {
    Object.assign(this, { inbox, kind, emptyText, open: false, seen: null });
    this.id = `${kind}-${inbox.column.personId}-${inbox.column.chatId}`;
    this.badge = el("span", { class: "badge", "aria-live": "polite", hidden: true });
    const controls = { "aria-expanded": "false", "aria-controls": this.id, onclick: () => this.toggle(!this.open) };
    const picture = icon(kind === "mail" ? "mail" : "phone");
    this.tab = button({ class: "inbox-tab", "data-inbox": kind, ...controls }, picture, words[kind], this.badge);
    this.list = el("div", { class: "inbox-list" });
    const named = { id: this.id, "aria-label": words[kind], "data-panel": kind };
    this.panel = el("section", { class: "inbox-panel", ...named, hidden: true }, this.list);
  }

  show(items) {
    if (this.seen === null || this.open) this.seen = new Set(items.map((item) => item.id));
    this.items = items;
    const fresh = items.filter((item) => !this.seen.has(item.id)).length;
    this.badge.hidden = fresh === 0;
    this.badge.textContent = fresh;
    this.badge.setAttribute("aria-label", words.unread(fresh));
    const letters = items.map((item) => this.letter(item)).reverse();
    this.list.replaceChildren(...(letters.length ? letters : [el("p", { class: "empty" }, this.emptyText)]));
  }

  toggle(open) {
    this.open = open;
    this.panel.hidden = !open;
    this.tab.setAttribute("aria-expanded", String(open));
    if (!open) return;
    this.inbox.opened(this);
    this.show(this.items ?? []);
  }

  use(code) {
    this.toggle(false);
    this.inbox.put(code);
  }

  letter(item) {
    const text = item.text || plain(item.html ?? "");
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
      const code = /^[\d -]+$/u.test(match[0]) ? match[0].replace(/\D/gu, "") : match[0];
      const named = { label: words.useCode(code), "data-code": code };
      const key = button({ class: "code", ...named, onclick: () => this.use(code) }, match[0]);
      nodes.push(text.slice(at, match.index), key);
      at = match.index + match[0].length;
    }
    return [...nodes, text.slice(at)];
  }
}

/** A letter's text where it came as HTML only; the parser neither runs nor loads anything. */
const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.trim();

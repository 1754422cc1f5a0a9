// The messages of one column: blocks and day lines kept in step with the store, scrolled as a messenger does.
import { button, el, iconButton } from "./dom.js";
import { day } from "./format.js";
import { block } from "./message.js";
import { words } from "./words.js";

const PAGE = 150; // messages drawn at once; earlier ones on request
const NEAR_END = 80; // px from the bottom that still count as being there

export class Log {
  constructor(column, title) {
    this.column = column;
    this.limit = PAGE;
    this.drawn = new Map(); // key → {element, messages}
    this.list = el("div", { class: "log-list" });
    this.earlier = button({ class: "earlier", hidden: true, onclick: () => this.showEarlier() }, words.earlier);
    this.empty = el("p", { class: "empty" }, words.empty);
    const spoken = { role: "log", "aria-live": "polite", "aria-label": words.messages(title) };
    this.scroller = el("div", { class: "log-scroll", tabindex: "0", ...spoken, onscroll: () => this.notice() },
      this.earlier, this.empty, this.list);
    this.toEnd = iconButton("down", words.toBottom, { class: "to-end", onclick: () => this.scrollToEnd() });
    this.element = el("div", { class: "log" }, this.scroller, this.toEnd);
    this.atEnd = true;
    new ResizeObserver(() => this.atEnd && this.scrollToEnd()).observe(this.list);
    new ResizeObserver(() => this.atEnd && this.scrollToEnd()).observe(this.scroller);
  }

  /** Brings the drawn blocks in step with the messages, touching only what changed. */
  sync(messages) {
    this.messages = messages;
    const shown = messages.slice(-this.limit);
    this.earlier.hidden = shown.length === messages.length;
    this.empty.hidden = messages.length > 0;
    const wanted = this.wanted(shown);
    for (const [key, { element }] of this.drawn) if (!wanted.has(key)) this.drop(key, element);
    let before = null;
    for (const [key, messagesOf] of [...wanted].reverse()) before = this.put(key, messagesOf, before);
    if (this.atEnd) this.scrollToEnd();
  }

  /** Key → messages of every day line and block, in order. */
  wanted(messages) {
    const wanted = new Map();
    let lastDay = null;
    let lastKey = null;
    for (const message of messages) {
      const today = day(message.date, this.column.store.now());
      if (today !== lastDay) wanted.set(`day ${today}`, today);
      const album = message.media_group_id && `album ${message.media_group_id}`;
      if (album && album === lastKey) wanted.get(album).push(message);
      else wanted.set(album || `message ${message.message_id}`, [message]);
      [lastDay, lastKey] = [today, album];
    }
    return wanted;
  }

  put(key, content, before) {
    const known = this.drawn.get(key);
    const element = known && same(known.content, content) ? known.element : this.draw(content);
    if (known && known.element !== element) known.element.replaceWith(element);
    if (element.parentNode !== this.list || following(element) !== before) this.list.insertBefore(element, before);
    this.drawn.set(key, { element, content });
    return element;
  }

  draw(content) {
    return typeof content === "string" ? el("p", { class: "day" }, content) : block(content, this.column);
  }

  /** A deleted message fades out; for everybody but the eye it is gone at once. */
  drop(key, element) {
    this.drawn.delete(key);
    element.classList.add("leaving");
    element.inert = true;
    const named = [element, ...element.querySelectorAll("[data-message-id]")];
    named.forEach((node) => node.removeAttribute("data-message-id"));
    const fading = element.animate([{ opacity: 1 }, { opacity: 0, transform: "scale(.96)" }], { duration: 160 });
    fading.finished.then(() => element.remove());
  }

  showEarlier() {
    const fromEnd = this.scroller.scrollHeight - this.scroller.scrollTop;
    this.limit += PAGE;
    this.sync(this.messages);
    this.scroller.scrollTop = this.scroller.scrollHeight - fromEnd;
  }

  scrollToEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.notice();
  }

  notice() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    this.atEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
    this.toEnd.hidden = this.atEnd;
  }

  jump(messageId) {
    const target = this.list.querySelector(`[data-message-id="${messageId}"]`);
    if (!target) return;
    target.scrollIntoView({ block: "center" });
    target.classList.add("pointed");
    setTimeout(() => target.classList.remove("pointed"), 1200);
  }
}

function same(one, other) {
  if (typeof one === "string") return one === other;
  return one.length === other.length && one.every((message, at) => message === other[at]);
}

function following(element) {
  let next = element.nextSibling;
  while (next?.classList.contains("leaving")) next = next.nextSibling;
  return next;
}

// The messages of one column: blocks and day lines kept in step with the store, scrolled as a messenger does.
import { blocksOf, same, together } from "./blocks.js";
import { button, el, iconButton } from "./dom.js";
import { block } from "./message.js";
import { pointAt, walk } from "./steps.js";
import { words } from "./words.js";

const PAGE = 150; // messages drawn at once; earlier ones as one comes near them
const NEAR_END = 80; // px from the bottom that still count as being there
const NEAR_TOP = 600; // px from the top at which earlier ones are drawn
const ARRIVAL = [{ opacity: 0, transform: "translateY(8px) scale(.98)" }, {}];
const still = matchMedia("(prefers-reduced-motion: reduce)"); // people who asked for no motion

export class Log {
  constructor(column, title) {
    this.column = column;
    this.limit = PAGE;
    this.newest = 0;
    this.missed = 0; // messages that came while one looked at earlier ones
    this.drawn = new Map(); // key → {element, content}
    this.list = el("div", { class: "log-list" });
    this.earlier = button({ class: "earlier", hidden: true, onclick: () => this.showEarlier() }, words.earlier);
    this.empty = el("p", { class: "empty" }, words.empty);
    const spoken = { role: "log", "aria-live": "polite", "aria-label": words.messages(title) };
    const heard = { onscroll: () => this.scrolled(), onkeydown: (event) => walk(this, event) };
    this.scroller = el("div", { class: "log-scroll", tabindex: "0", ...spoken, ...heard },
      this.earlier, this.empty, this.list);
    this.scroller.addEventListener("contextmenu", (event) => pointAt(this.column, event));
    this.count = el("span", { class: "to-end-count", hidden: true });
    this.toEnd = iconButton("down", words.toBottom, { class: "to-end", onclick: () => this.backToEnd() });
    this.toEnd.append(this.count);
    this.element = el("div", { class: "log" }, this.scroller, this.toEnd);
    this.atEnd = true;
    this.lastTop = 0;
    const grown = new ResizeObserver(() => this.atEnd && this.scrollToEnd());
    grown.observe(this.list);
    grown.observe(this.scroller);
  }

  /** Brings the drawn blocks in step with the messages, touching only what changed. */
  sync(messages) {
    const came = messages.length - 1 - messages.findLastIndex((message) => message.message_id <= this.newest);
    this.messages = messages;
    this.newest = Math.max(this.newest, messages.at(-1)?.message_id ?? 0);
    if (this.atEnd) this.limit = PAGE;
    else this.limit += came;
    this.missed += this.atEnd ? 0 : came;
    const shown = messages.slice(-this.limit);
    this.earlier.hidden = shown.length === messages.length;
    this.empty.hidden = messages.length > 0;
    this.arriving = this.drawn.size > 0 && came > 0 && came < 20;
    this.redraw(blocksOf(shown, this.column.store.now()));
    if (this.atEnd) this.scrollToEnd();
    else this.notice();
  }

  redraw(wanted) {
    for (const [key, { element }] of this.drawn) if (!wanted.has(key)) this.drop(key, element);
    let before = null;
    let next = null;
    for (const [key, content] of [...wanted].reverse()) {
      before = this.put(key, content, before);
      before.toggleAttribute("data-ends", !together(content, next));
      next?.element.toggleAttribute("data-starts", !together(content, next));
      next = Object.assign(content, { element: before });
    }
    next?.element.toggleAttribute("data-starts", true);
  }

  put(key, content, before) {
    const known = this.drawn.get(key);
    const element = known && same(known.content, content) ? known.element : this.draw(content);
    if (known && known.element !== element) replace(known.element, element);
    if (!known && this.arriving) element.animate(ARRIVAL, still.matches ? 1 : 180);
    if (element.parentNode !== this.list || following(element) !== before) this.list.insertBefore(element, before);
    this.drawn.set(key, { element, content });
    return element;
  }

  draw({ line, messages }) {
    return line ? el("p", { class: "day" }, line) : block(messages, this.column);
  }

  /** A deleted message fades out; for everybody but the eye it is gone at once. */
  drop(key, element) {
    this.drawn.delete(key);
    if (element.contains(document.activeElement)) this.scroller.focus({ preventScroll: true });
    if (this.drawn.size > 2 * PAGE || !element.checkVisibility()) return element.remove();
    element.classList.add("leaving");
    element.inert = true;
    const named = [element, ...element.querySelectorAll("[data-message-id]")];
    named.forEach((node) => node.removeAttribute("data-message-id"));
    const fading = element.animate([{ opacity: 1 }, { opacity: 0, transform: "scale(.96)" }], still.matches ? 1 : 160);
    return fading.finished.then(() => element.remove());
  }

  showEarlier(count = PAGE) {
    const fromEnd = this.scroller.scrollHeight - this.scroller.scrollTop;
    this.atEnd = false;
    this.limit += count;
    this.sync(this.messages);
    this.scroller.scrollTop = this.scroller.scrollHeight - fromEnd;
  }

  /** From far up, the end is reached by forgetting what was drawn in between. */
  backToEnd() {
    this.atEnd = true;
    this.sync(this.messages);
  }

  scrollToEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.lastTop = this.scroller.scrollTop;
    this.notice();
  }

  /** Only a person scrolls up; what grows by itself (a picture that arrives) leaves the end where it is. */
  scrolled() {
    const up = this.scroller.scrollTop < this.lastTop;
    this.lastTop = this.scroller.scrollTop;
    if (up || !this.atEnd) this.atEnd = this.fromEnd() < NEAR_END;
    this.notice();
    if (up && this.lastTop < NEAR_TOP && !this.earlier.hidden) this.showEarlier();
  }

  fromEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight;
  }

  notice() {
    if (this.atEnd) this.missed = 0;
    this.toEnd.hidden = this.atEnd;
    this.count.hidden = this.missed === 0;
    this.count.textContent = this.missed;
  }

  /** Shows a message, drawing as far back as it takes. */
  jump(messageId) {
    const at = this.messages.findIndex((message) => message.message_id === messageId);
    if (at < 0) return;
    this.showEarlier(Math.max(0, this.messages.length - at + 20 - this.limit));
    const target = this.find(messageId);
    target.scrollIntoView({ block: "center" });
    target.classList.add("pointed");
    setTimeout(() => target.classList.remove("pointed"), 1200);
  }

  find(messageId) { return this.list.querySelector(`[data-message-id="${messageId}"]`); }
}

/** Puts a message drawn anew in place of the old; the key or link that had the focus keeps it. */
function replace(old, element) {
  const stops = (node) => [node, ...node.querySelectorAll("button, a, [tabindex]")];
  const at = stops(old).indexOf(document.activeElement);
  old.replaceWith(element);
  if (at >= 0) (stops(element)[at] ?? element).focus({ preventScroll: true });
}

function following(element) {
  let next = element.nextSibling;
  while (next?.classList.contains("leaving")) next = next.nextSibling;
  return next;
}

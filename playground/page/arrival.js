// What has just come by mail or SMS, over the chat for a while: its first words, and its codes to click.
import { button, el, icon, iconButton, twoLines } from "./dom.js";
import { words } from "./words.js";

const LASTS = 20_000;
const MOST_CODES = 2;

export class Arrival {
  /** `use` receives a code that was clicked. */
  constructor(use) {
    this.use = use;
    this.element = el("div", { class: "arrival", hidden: true });
    this.spoken = el("p", { class: "unseen", role: "status", "aria-live": "polite" });
    this.element.addEventListener("pointerenter", () => clearTimeout(this.passing));
    this.element.addEventListener("pointerleave", () => this.wait());
  }

  /** Tells of it; `codes` are null where it is in sight already. */
  show(kind, title, text, codes) {
    this.spoken.textContent = words.arrived[kind](title);
    if (codes === null) return;
    const keys = codes.slice(0, MOST_CODES).map((code) =>
      button({ class: "code", label: words.useCode(code), "data-code": code, onclick: () => this.use(code) }, code));
    this.element.replaceChildren(icon(kind === "mail" ? "mail" : "phone"), twoLines(title, text.replace(/\s+/gu, " ")),
      ...keys, iconButton("close", words.close, { onclick: () => this.hide() }));
    this.element.hidden = false;
    this.wait();
  }

  wait() {
    clearTimeout(this.passing);
    this.passing = setTimeout(() => this.hide(), LASTS);
  }

  hide() {
    clearTimeout(this.passing);
    this.element.hidden = true;
    this.element.replaceChildren();
  }
}

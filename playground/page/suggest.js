// The bot's commands offered above the input while one is being typed.
import { button, el } from "./dom.js";
import { words } from "./words.js";

export class Suggestions {
  /** `choose` takes the command that is picked; `leave` puts the focus back into the input. */
  constructor({ choose, leave }) {
    Object.assign(this, { choose, leave });
    this.element = el("div", { class: "suggest", role: "group", "aria-label": words.commands, hidden: true });
    this.element.addEventListener("keydown", (event) => this.walk(event));
  }

  /** Offers what begins with the typed text; anything but the beginning of a command offers nothing. */
  show(typed, commands) {
    const fitting = /^\/\w*$/u.test(typed) ? commands.filter(({ command }) => `/${command}`.startsWith(typed)) : [];
    this.element.hidden = fitting.length === 0;
    this.element.replaceChildren(...fitting.map(({ command, description }) =>
      button({ class: "suggestion", onclick: () => this.choose(`/${command}`) },
        el("strong", {}, `/${command}`), el("span", {}, description))));
  }

  /** Takes the focus from the input; false where nothing is offered. */
  enter() {
    if (this.element.hidden) return false;
    this.element.lastElementChild.focus();
    return true;
  }

  walk(event) {
    const keys = [...this.element.children];
    const to = keys.indexOf(document.activeElement) + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] ?? NaN);
    if (event.key !== "Escape" && Number.isNaN(to)) return;
    event.preventDefault();
    if (keys[to]) keys[to].focus();
    else this.leave();
  }
}

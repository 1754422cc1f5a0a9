// The playground's clock in the bar: what time it is there, and the buttons that move it ahead.
import * as api from "./api.js";
import { button, el } from "./dom.js";
import { lead, weekdayTime } from "./format.js";
import { words } from "./words.js";

const [HOUR, TICK] = [3600, 5000]; // seconds; ms
const STEPS = [HOUR, 12 * HOUR];

export class Clock {
  constructor(store, element) {
    this.store = store;
    this.face = el("span", { class: "clock-face", "data-clock-face": true });
    this.lead = el("span", { class: "clock-lead", role: "status", "data-clock-lead": true });
    element.append(el("span", { class: "clock-time" }, this.face, this.lead), ...STEPS.map((step) => this.mover(step)));
    store.listen((event) => ["loaded", "clock"].includes(event.kind) && this.draw());
    setInterval(() => this.draw(), TICK);
  }

  mover(step) {
    const name = lead(step);
    const move = () => api.moveClock(step).catch(() => {}); // a page that lost its playground says so by itself
    return button({ class: "clock-move", label: words.moveClock(name), onclick: move }, name);
  }

  draw() {
    this.face.textContent = weekdayTime(this.store.now());
    this.lead.textContent = this.store.ahead ? lead(this.store.ahead) : "";
  }
}

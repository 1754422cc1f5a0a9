// The switches: how the bot's process is, and a bar of all that can be broken, below the page's head.
import * as api from "./api.js";
import { chosenPerson, picker } from "./chosen.js";
import { button, el } from "./dom.js";
import { lead } from "./format.js";
import { hoodWords as words } from "./hoodwords.js";
import { impossible } from "./impossible.js";
import { recall, remember } from "./prefs.js";
import { words as pageWords } from "./words.js";

const ORDER = [
  "kill_bot", "redis_gone", "mail_down", "sms_down", "slow", "flooding", "double_tap", "repeat_update",
];
const DAYS = 2 * 24 * 3600; // seconds
const WIDE = 1000; // pixels: there the bar is open from the start

export function mount(root, state) {
  new Switches(root, state);
}

class Switches {
  constructor(root, store) {
    this.store = store;
    this.process = el("span", { class: "process", role: "status", hidden: true });
    this.count = el("span", { class: "badge", hidden: true });
    this.opener = button({ class: "head-button", "aria-controls": "breakages", onclick: () => this.turnBar() },
      words.breakages, this.count);
    root.append(this.process, this.opener);
    this.keys = el("div", { class: "switch-group" });
    const person = el("div", { class: "switch-group" }, picker(store, () => this.draw()), this.blocker());
    this.said = el("span", { class: "unseen", role: "status" });
    this.bar = el("div", { id: "breakages", class: "breakages", role: "toolbar", "aria-label": words.toolbar },
      this.keys, person, this.clock(), this.said);
    this.bar.addEventListener("keydown", (event) => this.move(event));
    root.closest("header").after(this.bar);
    this.toggle(recall("breakages", window.innerWidth >= WIDE));
    store.listen(({ kind }) => ["loaded", "switches", "person"].includes(kind) && this.draw());
    this.draw();
  }

  turnBar() {
    remember("breakages", this.bar.hidden);
    this.toggle(this.bar.hidden);
  }

  toggle(open) {
    this.bar.hidden = !open;
    this.opener.setAttribute("aria-expanded", String(open));
  }

  draw() {
    const { on, deeds, process } = this.store.switches;
    this.process.hidden = process === null;
    if (process !== (this.process.dataset.process ?? null)) this.say(process);
    const broken = Object.values(on).filter(Boolean).length;
    this.count.hidden = broken === 0;
    this.count.textContent = broken;
    this.count.setAttribute("aria-label", words.broken(broken));
    this.drawKeys(ORDER.filter((name) => name in on || deeds.includes(name)));
    this.block.setAttribute("aria-pressed", String(Boolean(this.person()?.blocked)));
  }

  say(process) {
    this.process.dataset.process = process;
    this.process.textContent = words.bot[process];
  }

  /** Keys are made once, so that the one with the focus keeps it. */
  drawKeys(names) {
    const known = new Map([...this.keys.children].map((key) => [key.dataset.switch, key]));
    if (names.join() !== [...known.keys()].join()) this.keys.replaceChildren(...names.map((name) => this.key(name)));
    const { on, process } = this.store.switches;
    for (const key of this.keys.children) {
      const name = key.dataset.switch;
      if (name in on) key.setAttribute("aria-pressed", String(on[name]));
      if (name === "kill_bot") key.setAttribute("aria-disabled", String(process === "gone"));
    }
  }

  key(name) {
    const [label, hint] = words.switches[name];
    const kind = name === "kill_bot" ? "switch danger" : "switch";
    return el("button", { type: "button", class: kind, "data-switch": name, title: hint, onclick: () => this.turn(name) },
      label);
  }

  blocker() {
    const [label, hint] = words.blocks;
    const turn = () => this.act(() => api.act(this.person().id, this.person().blocked ? "unblock" : "block"));
    this.block = el("button", { type: "button", class: "switch", "data-switch": "blocks", title: hint, onclick: turn },
      label);
    return this.block;
  }

  /** The head's clock has the shorter ways. */
  clock() {
    const name = lead(DAYS);
    const move = () => this.act(() => api.moveClock(DAYS));
    return button({ class: "switch", label: pageWords.moveClock(name), onclick: move }, `${words.clock} ${name}`);
  }

  person() {
    return this.store.people.get(chosenPerson(this.store));
  }

  /** One that lasts is heard to be pressed; of one that does something once it is said that it did. */
  turn(name) {
    const { on } = this.store.switches;
    if (name in on) this.act(() => api.turnSwitch(name, !on[name]));
    else this.act(() => api.turnSwitch(name), words.done(words.switches[name][0]));
  }

  /** What could not be done is said in the words of the page. */
  async act(deed, said = "") {
    try {
      await deed();
      this.said.textContent = said;
      this.said.className = "unseen";
    } catch (error) {
      this.said.textContent = impossible(error);
      this.said.className = "switch-complaint";
    }
  }

  /** Arrows go along the bar, as in any toolbar; Tab works as well. */
  move(event) {
    if (event.target.matches("select")) return;
    const keys = [...this.bar.querySelectorAll("button")];
    const at = keys.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: keys.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    keys.at(to % keys.length).focus();
  }
}

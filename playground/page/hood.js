// Under the hood of one person, beside the chats: their step, the bot's calls, and what is kept, kept current.
import * as api from "./api.js";
import { chosenPerson, picker } from "./chosen.js";
import { button, el, icon, iconButton } from "./dom.js";
import { Calls } from "./hoodcalls.js";
import { drawn } from "./hooddrawing.js";
import { redis, tables } from "./hoodkept.js";
import { hoodWords as words } from "./hoodwords.js";
import { recall, remember } from "./prefs.js";

const still = window.matchMedia("(prefers-reduced-motion: reduce)");
const [SOON, TICK] = [150, 2000]; // milliseconds

export function mount(root, state) {
  new Hood(root, state);
}

class Hood {
  constructor(root, store) {
    Object.assign(this, { root, store, shown: {}, loading: false });
    const shut = iconButton("close", words.close, { onclick: () => this.turn(false) });
    const head = el("header", { class: "hood-head" }, el("h2", { id: "hood-title" }, words.hood),
      picker(store, () => this.start()), shut);
    this.calls = new Calls();
    this.parts = {
      talk: el("div", { class: "hood-talk", "aria-live": "polite" }),
      redis: el("div", { class: "hood-redis" }),
      sql: el("div", { class: "hood-sql" }),
    };
    root.setAttribute("aria-labelledby", "hood-title");
    root.append(head, this.section("talk", this.parts.talk), this.section("calls", this.calls.element),
      this.section("redis", this.parts.redis), this.section("sql", this.parts.sql));
    this.opener = button({ class: "head-button", "aria-controls": root.id, onclick: () => this.turn(this.root.hidden) },
      words.hood);
    document.querySelector("#switches").append(this.opener);
    root.addEventListener("keydown", ({ key }) => key === "Escape" && this.turn(false));
    this.toggle(recall("hood", false));
    store.listen(() => this.soon());
    setInterval(() => this.soon(), TICK);
  }

  section(name, content) {
    const box = el("details", { class: "hood-part", "data-part": name, open: true },
      el("summary", {}, el("h3", {}, words[name])), content);
    return box;
  }

  turn(open) {
    remember("hood", open);
    this.toggle(open);
  }

  toggle(open) {
    const inside = this.root.contains(document.activeElement);
    this.root.hidden = !open;
    this.opener.setAttribute("aria-expanded", String(open));
    if (open) this.start();
    else if (inside) this.opener.focus();
  }

  /** Begins anew, for another person. */
  start() {
    this.shown = {};
    this.calls.clear();
    this.look();
  }

  soon() {
    if (this.root.hidden || document.hidden || this.waiting) return;
    this.waiting = setTimeout(() => {
      this.waiting = null;
      this.look();
    }, SOON);
  }

  /** One look at a time; a playground that is away is told of elsewhere on the page. */
  async look() {
    const person = chosenPerson(this.store);
    if (this.loading || this.root.hidden || person === undefined) return;
    this.loading = true;
    const seen = await api.lookUnderHood(person).catch(() => null);
    this.loading = false;
    if (person !== chosenPerson(this.store)) this.look();
    else if (seen) this.show(seen);
  }

  show({ calls, kept }) {
    this.calls.show(calls);
    this.put("talk", kept && [kept.form, kept.redis.fields === null], () => this.talk(kept));
    for (const name of ["redis", "sql"]) this.root.querySelector(`[data-part=${name}]`).hidden = !kept;
    if (!kept) return;
    this.put("redis", kept.redis, () => redis(kept.redis));
    this.put("sql", kept.sql, () => tables(kept.sql));
  }

  /** What is the same as before stays as it is: open, scrolled and focused. */
  put(name, value, draw) {
    const now = JSON.stringify(value);
    if (this.shown[name] === now) return;
    const first = this.shown[name] === undefined;
    this.shown[name] = now;
    const part = this.parts[name];
    const [left, open] = [places(part), closed(part)];
    part.replaceChildren(...draw());
    restore(part, left, open);
    if (!first && !still.matches) part.animate([{ opacity: 0.45 }, { opacity: 1 }], { duration: 350 });
  }

  talk(kept) {
    if (!kept) return [el("p", { class: "empty" }, words.nobodyTells)];
    const known = kept.redis.fields !== null;
    if (!kept.form) return [el("p", { class: "empty" }, known ? words.noTalk : words.unknownTalk)];
    const { name, at } = kept.form;
    const line = el("p", { class: "hood-step" }, words.step(name, at.replaceAll("_", " ")));
    const [answered, secret] = words.marks;
    const legend = el("p", { class: "hood-note" }, icon("check"), answered, icon("lock"), secret);
    return [line, drawn(kept.form), legend, el("p", { class: "hood-note" }, words.placeOnly)];
  }
}

/** How far each table was scrolled, and which were folded away, by name. */
const named = (part, look) => [...part.querySelectorAll("[data-name]")].map((node) => [node.dataset.name, look(node)]);
const places = (part) => named(part, (node) => node.querySelector(".hood-scroll")?.scrollLeft ?? 0);
const closed = (part) => named(part, (node) => node.open);

function restore(part, left, open) {
  for (const [name, far] of left) {
    const scroller = part.querySelector(`[data-name="${name}"] .hood-scroll`);
    if (scroller) scroller.scrollLeft = far;
  }
  for (const [name, was] of open) {
    const box = part.querySelector(`[data-name="${name}"]`);
    if (box) box.open = was;
  }
}

// The last calls of the Bot API, newest first: a line each, their JSON inside.
import { el } from "./dom.js";
import { time } from "./format.js";
import { hoodWords as words } from "./hoodwords.js";

const SHORT = 60;
const NOT_IN_SHORT = new Set(["chat_id", "reply_markup", "parse_mode", "link_preview_options", "callback_query_id"]);

export class Calls {
  constructor() {
        this.none = el("p", { class: "empty" }, words.noCalls);
    this.list = el("ol", { class: "hood-calls", reversed: true });
    this.element = el("div", {}, this.none, this.list);
    this.known = new Map(); // number → element, so that an open one stays open
  }

  clear() {
    this.known.clear();
    this.list.replaceChildren();
  }

  show(calls) {
    this.none.hidden = calls.length > 0;
    const present = new Set(calls.map((call) => call.number));
    for (const [number, line] of this.known) {
      if (present.has(number)) continue;
      line.remove();
      this.known.delete(number);
    }
    for (const call of [...calls].reverse()) {
      if (this.known.has(call.number)) continue;
      const line = this.line(call);
      this.known.set(call.number, line);
      this.list.prepend(line);
    }
  }

  line(call) {
    const refused = call.answer?.error_code;
    const outcome = el("span", { class: call.ok ? "call-ok" : "call-refused" }, call.ok ? words.ok : refused);
    const head = el("summary", {},
      el("span", { class: "call-method" }, call.method), outcome,
      el("span", { class: "call-took" }, words.took(call.seconds * 1000)),
      el("time", { class: "call-time" }, time(call.time)),
      el("span", { class: "call-short" }, call.ok ? brief(call.params) : call.answer.description));
    const box = el("details", { class: "call" }, head);
    // Written only when somebody looks: forty calls with their keyboards are a lot of text.
    box.addEventListener("toggle", () => box.append(...this.inside(call)), { once: true });
    return el("li", { "data-call": call.method }, box);
  }

  inside({ method, params, answer }) {
    return [[words.params, params], [words.answer, answer]].flatMap(([title, value]) => [
      el("h4", {}, title),
      el("pre", { tabindex: "0", "aria-label": `${method}: ${title}` }, JSON.stringify(value, null, 2)),
    ]);
  }
}

/** What the call was about, in a line. */
function brief(params) {
  const parts = Object.entries(params).filter(([name]) => !NOT_IN_SHORT.has(name));
  const said = parts.map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  const line = said.join(" ").replace(/<[^>]*>/gu, "").replace(/\s+/gu, " ");
  return line.length > SHORT ? `${line.slice(0, SHORT)}…` : line;
}

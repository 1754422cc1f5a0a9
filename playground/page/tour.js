// The guided tour: a menu of its parts, and the bar that says what happens, pauses, steps and hands over.
import { getTour } from "./api.js";
import { button, el, icon, iconButton } from "./dom.js";
import { openMenu } from "./menu.js";
import { Cast } from "./tourcast.js";
import { Player, Stopped } from "./tourplayer.js";
import { Missing, Stage } from "./tourstage.js";
import { tourWords as words } from "./tourwords.js";
import { language } from "./words.js";

// Whoever does something here takes over.
const TOUCHED = ".composer, .inline-keyboard, .reply-keyboard, .inbox";
const PAUSE_BETWEEN = 1600; // ms after a part, before the next
const touch = matchMedia("(pointer: coarse)"); // there the focus would push the phone's keyboard up

export async function mount(root, store, desk) {
  const script = await getTour();
  if (script.parts.length > 0) new Tour(root, store, desk, script);
}

class Tour {
  constructor(root, store, desk, script) {
    const { parts, detours } = script;
    Object.assign(this, { root, parts, detours, player: null, cast: new Cast(store, script), stage: new Stage(store, desk) });
    this.asked = new URLSearchParams(location.search);
    this.pace = Number(this.asked.get("pace") ?? 1);
    this.title = el("p", { class: "tour-part" });
    this.caption = el("p", { class: "tour-caption", role: "status", "aria-live": "polite" });
    this.line = el("span", { class: "tour-line", "aria-hidden": "true" }, el("span"));
    this.keys = el("div", { class: "tour-keys" });
    root.append(this.line, el("div", { class: "tour-words" }, this.title, this.caption), this.keys);
    root.setAttribute("aria-label", words.bar);
    root.addEventListener("keydown", ({ key }) => key === "Escape" && (this.player ? this.takeOver() : this.close()));
    this.opener = button({ class: "head-button tour-opener", title: words.tourHint, "aria-haspopup": "menu",
      onclick: () => this.menu() }, icon("play"), el("span", {}, words.tour));
    document.querySelector("[data-add-person]").before(this.opener);
    for (const kind of ["click", "input"]) document.addEventListener(kind, (event) => this.touched(event), true);
    const first = this.asked.get("tour");
    if (first) this.start(first === "all" ? parts : parts.filter((part) => part.name === first));
  }

  menu() {
    openMenu(this.opener, words.tourHint, [
      { label: words.all, detail: words.allAbout, icon: "play", action: () => this.start(this.parts) },
      ...this.parts.map((part) => (
        { label: part.title[language], detail: part.about[language], icon: "play", action: () => this.start([part]) })),
    ]);
  }

  /** Plays these parts; another tour that is under way ends here. */
  async start(parts) {
    await this.end();
    const player = (this.player = new Player(this.stage, (told) => this.tell(told), this));
    this.root.hidden = false;
    this.playing();
    this.running = this.run(player, parts);
    const [state, said] = await this.running;
    this.player = null;
    this.stage.leave();
    if (state !== "replaced") this.over(state, said, parts.at(-1));
  }

  async end() {
    if (!this.player) return;
    this.player.replaced = true;
    this.player.stopped = true;
    await this.running;
  }

  async run(player, parts) {
    try {
      for (const part of parts) {
        if (part !== parts[0]) await player.gate(PAUSE_BETWEEN);
        await this.part(player, part);
      }
      return ["done", words.over];
    } catch (error) {
      if (error instanceof Stopped) return player.replaced ? ["replaced"] : ["stopped", words.yours];
      if (!(error instanceof Missing)) console.error(error);
      return ["lost", words.lost];
    }
  }

  async part(player, part) {
    let member = part.needs ? this.cast.ready(part) : null;
    if (!member) {
      member = await this.cast.somebody(part.customer);
      await player.until(() => this.stage.store.people.has(member.id));
      const before = part.needs && this.parts.find((other) => other.gives === part.needs);
      if (before) {
        await player.play(before, member, { quick: true });
        this.cast.note(member, before);
      }
    }
    await player.play(part, member);
    this.cast.note(member, part);
  }

  /** Says in the bar what the player does. */
  tell({ part, at, step, quick, state }) {
    const { dataset } = this.root;
    Object.assign(dataset, { part: part.name, step: at, state: this.player.paused ? "paused" : "playing", did: state });
    dataset.customer = this.stage.customer.id;
    const pictured = step.picture && state === "heard" && !quick;
    if (pictured && this.asked.has("hold")) this.pause(true);
    if (pictured) dataset.picture = step.picture;
    else delete dataset.picture;
    this.title.textContent = words.part(part.title[language], at + 1, part.steps.length);
    this.line.firstChild.style.width = `${((at + 1) / part.steps.length) * 100}%`;
    if (quick) this.say(words.quickly);
    else if (step.caption) this.say(step.caption[language]);
  }

  say(text) {
    if (this.caption.textContent !== text) this.caption.textContent = text;
  }

  playing() {
    this.pauser = iconButton("pause", words.pause, { class: "tour-pause", onclick: () => this.pause(!this.player.paused) });
    this.keys.replaceChildren(this.pauser, iconButton("next", words.next, { onclick: () => this.next() }),
      button({ class: "tour-stop", onclick: () => this.takeOver() }, words.stop));
    this.pauser.focus();
  }

  pause(on) {
    this.player.paused = on;
    this.root.dataset.state = on ? "paused" : "playing";
    this.pauser.replaceChildren(icon(on ? "play" : "pause"));
    for (const name of ["aria-label", "title"]) this.pauser.setAttribute(name, on ? words.goOn : words.pause);
  }

  next() { this.player.skip = true; }

  takeOver() { this.player.stopped = true; }

  /** Whoever types or presses in a chat goes on by hand; the tour's own presses are not trusted ones. */
  touched(event) {
    if (this.player && event.isTrusted && event.target.closest?.(TOUCHED)) this.takeOver();
  }

  over(state, said, part) {
    const inside = this.root.contains(document.activeElement);
    Object.assign(this.root.dataset, { state });
    this.say(said);
    const next = this.parts[this.parts.indexOf(part) + 1];
    const onward = state === "done" && next && button({ class: "tour-stop", onclick: () => this.start([next]) },
      words.follow(next.title[language]));
    this.keys.replaceChildren(...[onward, iconButton("close", words.close, { onclick: () => this.close() })].filter(Boolean));
    if (!inside) return;
    if (state !== "done" && this.stage.at && !touch.matches) this.stage.at.composer.input.focus({ preventScroll: true });
    else this.keys.firstChild.focus();
  }

  close() {
    this.root.hidden = true;
    this.opener.focus();
  }
}

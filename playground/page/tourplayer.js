// Plays a part of the tour: one deed after another, each once the answer to the one before was heard.
import { Missing } from "./tourstage.js";
import { language } from "./words.js";

const PATIENCE = 15_000; // ms for an answer
const TICK = 40;
const [READING, A_LETTER, LONGEST, BETWEEN] = [500, 16, 1800, 150]; // ms

/** The person took over. */
export class Stopped extends Error {}

const delay = (ms) => new Promise((done) => setTimeout(done, ms));

export class Player {
  /** `told` hears of each step; `pace` 0 leaves out all that is only for the eye. */
  constructor(stage, told, { pace = 1, detours = [] } = {}) {
    Object.assign(this, { stage, told, pace, detours, paused: false, skip: false, stopped: false });
  }

  async play(part, member, { quick = false } = {}) {
    this.stage.begin(member);
    this.quick = quick;
    for (const [at, step] of part.steps.entries()) {
      if (step.again && !this.stage.isBegun(step.who)) continue;
      this.told({ part, at, step, quick, state: "doing" });
      await this.gate(step.caption && !quick ? readingTime(step.caption[language]) : BETWEEN);
      await this.act(step, member);
      this.told({ part, at, step, quick, state: "heard" });
      await delay(TICK); // what was heard is drawn by then
      while (this.paused && !this.skip) await this.tick();
    }
  }

  async act(step, member) {
    const { stage } = this;
    const column = await this.until(() => stage.column(step.who ?? "customer"));
    if (!this.quick) stage.bring(column);
    if (step.replies) stage.reply(column, await this.until(() => stage.found(column, step.replies, true)));
    if (step.says) {
      await stage.type(column, filled(step.says, member), this);
      await stage.send(column, this);
    }
    if (step.takes) {
      await stage.take(column, step.takes, this);
      await stage.send(column, this);
    }
    if (step.presses) await stage.press(() => stage.key(column, step.presses), this);
    if (step.sends) await stage.specimen(column, step.sends, this);
    if (step.waits) await stage.move(step.waits, this);
    if (step.hears) await this.hear(column, step.hears);
  }

  /** Waits for these words; where a conversation was left open, goes past what the bot asks about it. */
  async hear(column, words) {
    const { stage } = this;
    const detour = () => this.detours.find(({ hears }) => stage.found(column, hears));
    const { presses } = await this.until(() => stage.found(column, words) ?? detour());
    if (!presses) return;
    await stage.press(() => stage.key(column, presses), this);
    await this.hear(column, words);
  }

  /** Waits for the viewer: to have read, to go on after a pause, to want the next step at once. */
  async gate(ms) {
    const until = performance.now() + ms * this.pace;
    while (!this.skip && (this.paused || performance.now() < until)) await this.tick();
    this.skip = false;
    this.check();
  }

  /** A moment for the eye. */
  async rest(ms) {
    const long = this.quick ? 0 : ms * this.pace;
    if (long > 0) await delay(long);
    this.check();
  }

  /** What `look` gives, once it gives something. */
  async until(look) {
    for (let waited = 0; waited < PATIENCE; waited += TICK) {
      const found = look();
      if (found) return found;
      await this.tick();
    }
    throw new Missing();
  }

  async tick() {
    await delay(TICK);
    this.check();
  }

  check() {
    if (this.stopped) throw new Stopped();
  }
}

const readingTime = (text) => Math.min(READING + text.length * A_LETTER, LONGEST);

const filled = (words, member) =>
  (words[language] ?? words).replace(/\{(\w+)\}/gu, (whole, name) => member[name] ?? whole);

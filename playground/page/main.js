// Starts the page: loads the state, opens the columns, follows the events.
import { Events, getState } from "./api.js";
import { Clock } from "./clock.js";
import { Desk } from "./desk.js";
import { mount as mountHood } from "./hood.js";
import { Bar, personDialog } from "./people.js";
import { applyTheme, settings } from "./settings.js";
import { Store } from "./state.js";
import { mount as mountSwitches } from "./switches.js";
import { mount as mountTour } from "./tour.js";
import { translate, words } from "./words.js";

const find = (place) => document.querySelector(place);
const store = new Store();
const bar = new Bar(find("[data-chips]"), { onPick: (key) => desk.pick(key) });
const desk = new Desk(find("[data-columns]"), store, bar);

function connected(is, sentence = words.lost) {
  const line = find("[data-connection]");
  line.hidden = is;
  line.textContent = is ? "" : sentence;
}

/** Lets another part of the page fill its region; a broken one leaves the talks alone. */
async function attach(mount, place) {
  try {
    await mount(find(place), store, desk);
  } catch (error) {
    console.error(error);
  }
}

/** F6, or Alt, Shift and an arrow, go from column to column. */
function onKey(event) {
  const arrow = event.altKey && event.shiftKey && { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const by = event.key === "F6" ? (event.shiftKey ? -1 : 1) : arrow;
  if (!by || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  desk.step(by);
}

async function start() {
  let state;
  try {
    state = await getState();
  } catch {
    connected(false, words.cannotStart);
    return;
  }
  store.listen((event) => desk.see(event));
  new Clock(store, find("[data-clock]"));
  store.load(state);
  find("[data-bot]").textContent = `@${state.bot.username}`;
  personDialog(find("[data-add-person]"), find("[data-person-dialog]"));
  document.addEventListener("keydown", onKey);
  attach(mountSwitches, "#switches");
  attach(mountHood, "#hood");
  attach(mountTour, "#tour");
  const back = (fresh) => {
    connected(true);
    store.load(fresh);
  };
  new Events(state.seq, { onEvent: (event) => store.apply(event), onLost: () => connected(false), onBack: back });
}

applyTheme();
translate(document);
settings(find("[data-settings]"), () => desk.keepDrafts());
start();

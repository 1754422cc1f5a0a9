// Starts the page: loads the state, opens the columns, follows the events.
import { Events, getState } from "./api.js";
import { Clock } from "./clock.js";
import { Column } from "./column.js";
import { mount as mountHood } from "./hood.js";
import { Bar, personDialog, placesOf } from "./people.js";
import { Store } from "./state.js";
import { mount as mountSwitches } from "./switches.js";
import { words } from "./words.js";

const root = document.querySelector("[data-columns]");
const connection = document.querySelector("[data-connection]");
const store = new Store();
const columns = new Map(); // "person:chat" → Column
const offered = new Set(); // places that were opened by themselves once, so that a closed one stays closed
const bar = new Bar(document.querySelector("[data-chips]"), { onPick: pick });
const sight = new IntersectionObserver(see, { root, threshold: 0.5 });

function open(key) {
  const [person, chat] = key.split(":").map(Number);
  const column = new Column(store, person, chat, () => close(key));
  columns.set(key, column);
  sight.observe(column.element);
  arrange();
  return column;
}

function close(key) {
  columns.get(key).element.remove();
  columns.delete(key);
  arrange();
}

/** Opens what is new, puts the columns into their order, draws the bar. */
function arrange() {
  const places = placesOf(store);
  const fresh = places.find((place) => place.first && !offered.has(place.key));
  if (fresh) {
    offered.add(fresh.key);
    open(fresh.key);
    return;
  }
  const ordered = places.map((place) => columns.get(place.key)).filter(Boolean);
  ordered.forEach((column, at) => {
    if (root.children[at] !== column.element) root.insertBefore(column.element, root.children[at] ?? null);
  });
  bar.draw(places, (key) => columns.has(key));
}

function pick(key) {
  const column = columns.get(key) ?? open(key);
  column.element.scrollIntoView({ inline: "center", block: "nearest" });
  column.composer.input.focus({ preventScroll: true });
}

function see(entries) {
  for (const { target, isIntersecting } of entries) {
    target.toggleAttribute("data-in-sight", isIntersecting);
    if (isIntersecting) bar.mark(`${target.dataset.person}:${target.dataset.chat}`, false);
  }
}

/** Columns of people and groups that a newly started playground does not know. */
function closeStrangers() {
  for (const [key, { personId, chatId, isGroup }] of [...columns]) {
    if (!store.people.has(personId) || (isGroup && !store.chats.has(chatId))) close(key);
  }
}

/** A group that became a supergroup goes on in a chat of its own: its columns move there. */
function follow({ id, migrated_to: supergroup }) {
  for (const [key, { personId, chatId }] of [...columns]) {
    if (chatId !== id) continue;
    close(key);
    const moved = `${personId}:${supergroup}`;
    offered.add(moved);
    if (!columns.has(moved)) open(moved);
  }
}

function dispatch(event) {
  if (event.kind === "loaded") closeStrangers();
  if (event.kind === "chat" && event.chat.migrated_to) follow(event.chat);
  for (const [key, column] of columns) {
    column.see(event);
    const arrived = event.kind === "message" && event.chat_id === column.chatId;
    if (arrived && !column.element.hasAttribute("data-in-sight")) bar.mark(key, true);
  }
  if (["loaded", "person", "chat"].includes(event.kind)) arrange();
}

function connected(is, sentence = words.lost) {
  connection.hidden = is;
  connection.textContent = is ? "" : sentence;
}

/** Lets another part of the page fill its region; a broken one leaves the talks alone. */
function attach(mount, place) {
  try {
    mount(document.querySelector(place), store);
  } catch (error) {
    console.error(error);
  }
}

async function start() {
  let state;
  try {
    state = await getState();
  } catch {
    connected(false, words.cannotStart);
    return;
  }
  store.listen(dispatch);
  new Clock(store, document.querySelector("[data-clock]"));
  store.load(state);
  document.querySelector("[data-bot]").textContent = `@${state.bot.username}`;
  personDialog(document.querySelector("[data-add-person]"), document.querySelector("[data-person-dialog]"));
  attach(mountSwitches, "#switches");
  attach(mountHood, "#hood");
  const back = (fresh) => {
    connected(true);
    store.load(fresh);
  };
  new Events(state.seq, { onEvent: (event) => store.apply(event), onLost: () => connected(false), onBack: back });
}

start();

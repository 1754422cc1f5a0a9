// The bar above: a chip for every column there can be, and the form that adds a person.
import * as api from "./api.js";
import { avatar, button, el, icon } from "./dom.js";
import { fullName } from "./format.js";
import { words } from "./words.js";

/** Chips that open their column or bring it into view. */
export class Bar {
  constructor(element, { onPick }) {
    this.element = element;
    this.onPick = onPick;
    this.chips = new Map();
  }

  /** Draws the places; the focus stays on the chip that had it. */
  draw(places) {
    const focused = document.activeElement?.dataset.place;
    this.chips = new Map(places.map((place) => [place.key, this.chip(place)]));
    this.element.replaceChildren(...this.chips.values());
    places.forEach(({ key, fresh, inSight }) => {
      this.mark(key, fresh);
      this.chips.get(key).toggleAttribute("data-in-sight", inSight);
    });
    if (focused) this.focus(focused);
  }

  chip({ key, person, chat, isGroup, name, open }) {
    const title = isGroup ? chat.title : words.privateChat;
    const [pressed, onclick] = [String(open), () => this.onPick(key)];
    return button({ class: "chip", "data-place": key, title, "aria-pressed": pressed, onclick },
      avatar(person, "small"), el("span", { class: "chip-name" }, name ?? fullName(person)),
      el("span", { class: "chip-chat" }, isGroup && icon("group"), el("span", { class: "unseen" }, title)),
      el("span", { class: "chip-count", hidden: true }));
  }

  focus(key) {
    this.chips.get(key)?.focus();
  }

  /** Shows which column is in sight; where there is room for one only, its chip follows it into view. */
  see(key, inSight) {
    const chip = this.chips.get(key);
    chip?.toggleAttribute("data-in-sight", inSight);
    if (chip && inSight && narrow.matches) this.element.scrollTo({ left: chip.offsetLeft - 40 });
  }

  /** Tells how many messages came into a column out of sight. */
  mark(key, fresh) {
    const chip = this.chips.get(key);
    if (!chip) return;
    chip.classList.toggle("fresh", fresh > 0);
    const count = chip.querySelector(".chip-count");
    count.hidden = fresh === 0;
    const said = [el("span", { "aria-hidden": "true" }, fresh > 99 ? "99+" : fresh), el("span", { class: "unseen" }, words.unread(fresh))];
    count.replaceChildren(...(fresh ? said : []));
  }
}

const narrow = matchMedia("(max-width: 640px)");

/** Wires the dialog with which a person is added. */
export function personDialog(opener, dialog) {
  const form = dialog.querySelector("form");
  const complaint = dialog.querySelector("[data-complaint]");
  opener.addEventListener("click", () => {
    form.reset();
    complaint.textContent = "";
    dialog.showModal();
  });
  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const details = Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim() !== ""));
    try {
      await api.addPerson(details);
      dialog.close();
    } catch (error) {
      complaint.textContent = error.message;
    }
  });
}

/** Every (person, chat) there is, in the order of the columns; `first` says which are open at the start,
 *  `owner` whose they are. */
export function placesOf(store) {
  const order = ["customer", "staff", "admin"];
  const people = [...store.people.values()].sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
  return people.flatMap((person) => {
    const chats = store.chatsOf(person.id);
    const main = person.role === "staff" ? chats.at(-1) : chats[0];
    chats.sort((a, b) => (b === main) - (a === main));
    return chats.map((chat) => {
      const isGroup = chat.id !== person.id;
      const owner = [fullName(person), isGroup && chat.title].filter(Boolean).join(" · ");
      return { key: `${person.id}:${chat.id}`, person, chat, isGroup, owner, first: chat === main };
    });
  });
}

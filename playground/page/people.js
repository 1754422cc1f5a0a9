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

  draw(places, isOpen) {
    this.chips = new Map(places.map((place) => [place.key, this.chip(place, isOpen(place.key))]));
    this.element.replaceChildren(...this.chips.values());
  }

  chip({ key, person, chat, isGroup }, open) {
    const title = isGroup ? chat.title : words.privateChat;
    const pressed = String(open);
    return button({ class: "chip", "data-place": key, title, "aria-pressed": pressed, onclick: () => this.onPick(key) },
      avatar(person, "small"), el("span", {}, fullName(person)),
      el("span", { class: "chip-chat" }, isGroup && icon("group"), el("span", { class: "unseen" }, title)));
  }

  /** Marks a column in which something happened out of sight. */
  mark(key, fresh) {
    this.chips.get(key)?.classList.toggle("fresh", fresh);
  }
}

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

/** Every (person, chat) there is, in the order of the columns; `first` says which are open at the start. */
export function placesOf(store) {
  const order = ["customer", "staff", "admin"];
  const people = [...store.people.values()].sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
  return people.flatMap((person) => {
    const chats = store.chatsOf(person.id);
    const main = person.role === "staff" ? chats.at(-1) : chats[0];
    const place = (chat) => ({ key: `${person.id}:${chat.id}`, person, chat, isGroup: chat.id !== person.id });
    chats.sort((a, b) => (b === main) - (a === main));
    return chats.map((chat) => ({ ...place(chat), first: chat === main }));
  });
}

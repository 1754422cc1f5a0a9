// The person that the switches and the hood are about, picked in either.
import { el } from "./dom.js";
import { fullName } from "./format.js";
import { hoodWords as words } from "./hoodwords.js";

const listeners = new Set();
let chosen = null;

/** The chosen person's id: the first customer's, until another is picked. */
export function chosenPerson(store) {
  const people = [...store.people.values()];
  const known = people.some((person) => person.id === chosen);
  return known ? chosen : (people.find((person) => person.role === "customer") ?? people[0])?.id;
}

/** A list to pick from; `onPick` is called whenever somebody was picked, here or elsewhere. */
export function picker(store, onPick) {
  const list = el("select", { class: "picker", "aria-label": words.who, onchange: () => pick(Number(list.value)) });
  const draw = () => {
    const options = [...store.people.values()].map((person) => el("option", { value: person.id }, fullName(person)));
    list.replaceChildren(...options);
    list.value = chosenPerson(store);
  };
  listeners.add(() => {
    draw();
    onPick();
  });
  store.listen(({ kind }) => ["loaded", "person"].includes(kind) && draw());
  draw();
  return list;
}

function pick(person) {
  chosen = person;
  for (const listener of listeners) listener();
}

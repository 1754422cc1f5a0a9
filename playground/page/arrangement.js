// Which columns stand open, in which order and under which names: remembered by this browser.
import { recall, remember } from "./prefs.js";

const KEPT = "columns";

export class Arrangement {
  constructor() {
    const kept = recall(KEPT, {});
    this.closed = new Set(kept.closed ?? []);
    this.opened = new Set(kept.opened ?? []);
    this.order = kept.order ?? [];
    this.names = kept.names ?? {};
    this.owners = kept.owners ?? {}; // key → whose it was: a new town may give the same number to somebody else
  }

  /** Whether the column stands open by itself: the main one of a person does, unless it was closed. */
  wants({ key, owner, first }) {
    if (this.owners[key] !== undefined && this.owners[key] !== owner) this.forget(key);
    return this.opened.has(key) || (first && !this.closed.has(key));
  }

  open({ key, owner }) {
    this.closed.delete(key);
    this.opened.add(key);
    this.keep(key, owner);
  }

  close({ key, owner }) {
    this.opened.delete(key);
    this.closed.add(key);
    this.keep(key, owner);
  }

  rename({ key, owner }, name) {
    if (name) this.names[key] = name;
    else delete this.names[key];
    this.keep(key, owner);
  }

  /** Moves a column by one place among those that are shown. */
  move({ key, owner }, by, shown) {
    const keys = shown.filter((other) => other !== key);
    keys.splice(Math.max(0, shown.indexOf(key) + by), 0, key);
    this.order = keys;
    this.keep(key, owner);
  }

  /** The places in their order; those never moved stand behind their usual neighbour. */
  sorted(places) {
    const byKey = new Map(places.map((place) => [place.key, place]));
    const sorted = this.order.map((key) => byKey.get(key)).filter(Boolean);
    if (sorted.length === 0) return places;
    places.forEach((place, at) => {
      if (!sorted.includes(place)) sorted.splice(sorted.indexOf(places[at - 1]) + 1, 0, place);
    });
    return sorted;
  }

  forget(key) {
    this.closed.delete(key);
    this.opened.delete(key);
    delete this.names[key];
    delete this.owners[key];
  }

  keep(key, owner) {
    this.owners[key] = owner;
    const { closed, opened, order, names, owners } = this;
    remember(KEPT, { closed: [...closed], opened: [...opened], order, names, owners });
  }
}

// The columns side by side: opened, closed, moved, named, and which of them has news.
import { Arrangement } from "./arrangement.js";
import { Column } from "./column.js";
import { placesOf } from "./people.js";
import { forThisTab, recall, remember } from "./prefs.js";

const DRAFTS = "drafts";

export class Desk {
  constructor(root, store, bar) {
    Object.assign(this, { root, store, bar, columns: new Map(), fresh: new Map(), arrangement: new Arrangement() });
    this.sight = new IntersectionObserver((entries) => this.look(entries), { root, threshold: 0.5 });
    this.drafts = recall(DRAFTS, {}, forThisTab);
    remember(DRAFTS, {}, forThisTab);
  }

  get places() { return this.arrangement.sorted(placesOf(this.store)); }

  place(key) { return this.places.find((place) => place.key === key) ?? { key }; }

  open(key) {
    const [person, chat] = key.split(":").map(Number);
    const column = new Column(this.store, person, chat, this.handles(key));
    column.composer.draft(this.drafts[key] ?? "");
    delete this.drafts[key];
    this.columns.set(key, column);
    this.sight.observe(column.element);
    return column;
  }

  /** What a column can do with itself and its neighbours. */
  handles(key) {
    return {
      name: () => this.arrangement.names[key],
      close: () => this.close(key),
      rename: (name) => this.rename(key, name),
      move: (by) => this.move(key, by),
      privateChat: () => this.pick(`${key.split(":")[0]}:${key.split(":")[0]}`),
    };
  }

  drop(key) {
    const { element } = this.columns.get(key);
    this.sight.unobserve(element);
    element.remove();
    this.columns.delete(key);
    this.fresh.delete(key);
  }

  close(key) {
    this.arrangement.close(this.place(key));
    this.drop(key);
    this.arrange();
    this.bar.focus(key);
  }

  rename(key, name) {
    this.arrangement.rename(this.place(key), name);
    this.columns.get(key).drawAll();
    this.arrange();
  }

  move(key, by) {
    this.arrangement.move(this.place(key), by, [...this.root.children].map(keyOf));
    this.arrange();
    this.show(this.columns.get(key));
  }

  /** Opens what is to stand open, puts the columns into their order, draws the bar. */
  arrange() {
    const { places } = this;
    for (const place of places) if (!this.columns.has(place.key) && this.arrangement.wants(place)) this.open(place.key);
    const ordered = places.map((place) => this.columns.get(place.key)).filter(Boolean);
    ordered.forEach(({ element }, at) => {
      if (this.root.children[at] !== element) this.root.insertBefore(element, this.root.children[at] ?? null);
    });
    this.bar.draw(places.map((place) => this.told(place)));
  }

  told(place) {
    const { key } = place;
    return { ...place, name: this.arrangement.names[key], open: this.columns.has(key), ...this.seen(key) };
  }

  seen(key) {
    const column = this.columns.get(key);
    return { fresh: this.fresh.get(key) ?? 0, inSight: column?.element.hasAttribute("data-in-sight") ?? false };
  }

  /** Brings a column into view, opening it where it is closed; gives it. */
  pick(key) {
    if (!this.columns.has(key)) {
      this.arrangement.open(this.place(key));
      this.open(key);
      this.arrange();
    }
    const column = this.columns.get(key);
    this.show(column);
    return column;
  }

  show(column) {
    column.element.scrollIntoView({ inline: "center", block: "nearest" });
    if (!touched.matches) column.composer.input.focus({ preventScroll: true });
  }

  /** The next column by the keyboard, round and round. */
  step(by) {
    const elements = [...this.root.children];
    if (elements.length === 0) return;
    const at = elements.indexOf(document.activeElement?.closest(".column"));
    const to = at < 0 ? (by > 0 ? 0 : elements.length - 1) : (at + by + elements.length) % elements.length;
    this.show(this.columns.get(keyOf(elements[to])));
  }

  look(entries) {
    for (const { target, isIntersecting } of entries) {
      target.toggleAttribute("data-in-sight", isIntersecting);
      this.bar.see(keyOf(target), isIntersecting);
      if (isIntersecting) this.count(keyOf(target), 0);
    }
  }

  count(key, fresh) {
    this.fresh.set(key, fresh);
    this.bar.mark(key, fresh);
  }

  /** Columns of people and groups that a newly started playground does not know. */
  dropStrangers() {
    for (const [key, { personId, chatId, isGroup }] of [...this.columns]) {
      if (!this.store.people.has(personId) || (isGroup && !this.store.chats.has(chatId))) this.drop(key);
    }
  }

  /** A group that became a supergroup goes on in a chat of its own: its columns move there. */
  follow({ id, migrated_to: supergroup }) {
    for (const [key, { personId, chatId }] of [...this.columns]) {
      if (chatId !== id) continue;
      this.drop(key);
      this.arrangement.open(this.place(`${personId}:${supergroup}`));
    }
  }

  see(event) {
    if (event.kind === "loaded") this.dropStrangers();
    if (event.kind === "chat" && event.chat.migrated_to) this.follow(event.chat);
    for (const [key, column] of this.columns) {
      column.see(event);
      const arrived = event.kind === "message" && event.chat_id === column.chatId;
      if (arrived && !column.element.hasAttribute("data-in-sight")) this.count(key, (this.fresh.get(key) ?? 0) + 1);
    }
    if (["loaded", "person", "chat"].includes(event.kind)) this.arrange();
  }

  /** What is typed and not sent outlives the reload that a change of language makes. */
  keepDrafts() {
    const typed = [...this.columns].map(([key, column]) => [key, column.composer.input.value]);
    remember(DRAFTS, Object.fromEntries(typed.filter(([, text]) => text)), forThisTab);
  }
}

const touched = matchMedia("(pointer: coarse)"); // there the focus would push the phone's keyboard up
const keyOf = (element) => `${element.dataset.person}:${element.dataset.chat}`;

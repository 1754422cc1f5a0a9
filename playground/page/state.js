// What the page knows of the playground: people, chats, messages, mail and SMS, kept current by events.
import { Addresses } from "./addresses.js";

export class Store {
  constructor() {
    this.listeners = new Set();
    this.pressedIn = new Map(); // person → the chat of their last button, where its answer is shown
  }

  /** Takes a whole state in place of what was known. */
  load(state) {
    this.bot = state.bot;
    this.ahead = state.ahead;
    this.people = new Map(state.people.map((person) => [person.id, person]));
    this.chats = new Map(state.chats.map((chat) => [chat.id, chat]));
    this.messages = new Map(Object.entries(state.messages).map(([id, list]) => [Number(id), [...list]]));
    this.mail = [...state.mail];
    this.sms = [...state.sms];
    this.switches = state.switches;
    this.addresses = new Addresses();
    const said = [...this.messages.values()].flat().sort((one, other) => one.date - other.date);
    for (const message of said) this.addresses.learn(message);
    this.tell({ kind: "loaded" });
  }

  listen(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(event) {
    for (const listener of [...this.listeners]) listener(event);
  }

  /** Takes one event in; the same event taken twice changes nothing. */
  apply(event) {
    KINDS[event.kind]?.(this, event);
    this.tell(event);
  }

  /** The playground's time. */
  now() {
    return new Date(Date.now() + this.ahead * 1000);
  }

  list(chatId) {
    if (!this.messages.has(chatId)) this.messages.set(chatId, []);
    return this.messages.get(chatId);
  }

  message(chatId, messageId) {
    return this.list(chatId).findLast((message) => message.message_id === messageId);
  }

  /** The chat's record; a private chat exists from the first moment, with or without one. */
  chat(chatId) {
    return this.chats.get(chatId) ?? { id: chatId, type: "private", members: [chatId], topics: [] };
  }

  chatsOf(personId) {
    const shared = [...this.chats.values()].filter((chat) => chat.type !== "private");
    return [this.chat(personId), ...shared.filter((chat) => chat.members.includes(personId))];
  }
}

const KINDS = {
  message: (store, { chat_id, message }) => put(store, chat_id, message),
  edited: (store, { chat_id, message }) => put(store, chat_id, message),
  deleted(store, { chat_id, message_id }) {
    const list = store.list(chat_id);
    const at = list.findIndex((message) => message.message_id === message_id);
    if (at >= 0) list.splice(at, 1);
  },
  clock(store, { ahead }) {
    store.ahead = ahead;
  },
  switches(store, { switches }) {
    store.switches = switches;
  },
  mail: (store, { mail }) => addOnce(store.mail, mail),
  sms: (store, { sms }) => addOnce(store.sms, sms),
  person: (store, { person }) => store.people.set(person.id, person),
  chat: (store, { chat }) => store.chats.set(chat.id, chat),
  topic(store, { chat_id, topic }) {
    const chat = store.chat(chat_id);
    const others = (chat.topics ?? []).filter((known) => known.message_thread_id !== topic.message_thread_id);
    const topics = topic.deleted ? others : [...others, topic];
    topics.sort((one, other) => one.message_thread_id - other.message_thread_id);
    store.chats.set(chat_id, { ...chat, topics });
  },
};

function put(store, chatId, message) {
  const list = store.list(chatId);
  let at = list.length;
  while (at > 0 && list[at - 1].message_id > message.message_id) at -= 1;
  const known = at > 0 && list[at - 1].message_id === message.message_id;
  list.splice(known ? at - 1 : at, known ? 1 : 0, message);
  store.addresses.learn(message);
}

function addOnce(list, item) {
  if (!list.some((known) => known.id === item.id)) list.push(item);
}

// The topics of a group as a row of tabs: one shows that topic only, «Все» shows the whole group.
import { button, el, icon } from "./dom.js";
import { words } from "./words.js";

const [ALL, GENERAL] = ["all", "general"];

export class Topics {
  constructor(column) {
    this.column = column;
    this.chosen = ALL;
    this.fresh = new Set(); // topics in which something came while another was looked at
    this.element = el("div", { class: "topics", role: "group", "aria-label": words.topics, hidden: true });
  }

  sync() {
    const { chat } = this.column;
    this.element.hidden = !chat.is_forum;
    if (!chat.is_forum) return;
    const topics = chat.topics ?? [];
    if (![ALL, GENERAL, ...topics.map((topic) => topic.message_thread_id)].includes(this.chosen)) this.chosen = ALL;
    this.column.element.dataset.shown = this.chosen;
    const focused = this.element.contains(document.activeElement) && document.activeElement.dataset.topic;
    this.element.replaceChildren(
      this.tab(ALL, words.allTopics), this.tab(GENERAL, words.general),
      ...topics.map((topic) => this.tab(topic.message_thread_id, topic.name, topic)));
    if (focused) this.element.querySelector(`[data-topic="${focused}"]`)?.focus();
  }

  name(id) {
    return this.column.chat.topics?.find((topic) => topic.message_thread_id === id)?.name;
  }

  tab(id, name, { closed = false, icon_color: color } = {}) {
    const data = { "data-topic": id, "data-closed": closed, "aria-pressed": String(this.chosen === id) };
    return button({ class: "topic", ...data, onclick: () => this.choose(id) },
      typeof id === "number" && el("span", { class: "topic-dot", "data-color": color, "aria-hidden": "true" }),
      closed && el("span", { role: "img", "aria-label": words.topicClosed }, icon("lock")),
      el("span", { class: "topic-name" }, name),
      this.fresh.has(id) && el("span", { class: "topic-fresh", role: "img", "aria-label": words.fresh }));
  }

  /** Remembers that something came into a topic that is not looked at. */
  noteNew(message) {
    const topic = threadOf(message) ?? GENERAL;
    if (!this.column.chat.is_forum || this.chosen === ALL || this.chosen === topic || this.fresh.has(topic)) return;
    this.fresh.add(topic);
    this.sync();
  }

  choose(id) {
    this.chosen = id;
    this.fresh.delete(id);
    if (id === ALL) this.fresh.clear();
    this.column.drawAll();
    this.element.querySelector('[aria-pressed="true"]').focus();
  }

  /** The messages of the chosen topic. */
  filter(messages) {
    if (!this.column.chat.is_forum || this.chosen === ALL) return messages;
    return messages.filter((message) => (threadOf(message) ?? GENERAL) === this.chosen);
  }

  /** The thread a new message goes to: the chosen one, or that of the message it answers. */
  thread(replyTo) {
    if (!this.column.chat.is_forum) return undefined;
    if (typeof this.chosen === "number") return this.chosen;
    return replyTo ? threadOf(replyTo) : undefined;
  }
}

const threadOf = (message) => (message.is_topic_message ? message.message_thread_id : undefined);

// Messages in blocks: a line for every day, an album as one, one author's messages in a row together.
import { author, day } from "./format.js";

const TOGETHER = 300; // seconds within which one author's messages stand as one group

/** Key → `{line}` or `{messages}` of every day line and block, in order; `now` tells which day is today. */
export function blocksOf(messages, now) {
  const blocks = new Map();
  let lastDay = null;
  let lastKey = null;
  for (const message of messages) {
    const today = day(message.date, now);
    if (today !== lastDay) blocks.set(`day ${today}`, { line: today });
    const album = message.media_group_id && `album ${message.media_group_id}`;
    if (album && album === lastKey) blocks.get(album).messages.push(message);
    else blocks.set(album || `message ${message.message_id}`, { messages: [message] });
    [lastDay, lastKey] = [today, album];
  }
  return blocks;
}

/** Whether a block would look as it was drawn. */
export function same(one, other) {
  if (one.line || other.line) return one.line === other.line;
  return one.messages.length === other.messages.length && one.messages.every((message, at) => message === other.messages[at]);
}

/** Whether two blocks are one author's, shortly after each other. */
export function together(one, other) {
  const [last, first] = [one?.messages?.at(-1), other?.messages?.[0]];
  if (!last || !first || !last.from || isService(last) || isService(first)) return false;
  return author(last)?.id === author(first)?.id && first.date - last.date < TOGETHER;
}

const SERVICE = /^(new_chat_|left_chat_|forum_topic_|pinned_message|migrate_)/u;
const isService = (message) => Object.keys(message).some((key) => SERVICE.test(key));

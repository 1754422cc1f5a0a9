// What the playground would not do, in the language of the page; what has no words here stays as it came.
import { words } from "./words.js";

const REFUSALS = [
  [/^(?<name>.+) has blocked the bot$/u, "blocked"],
  [/^(?<name>.+) is not in chat -?\d+$/u, "outside"],
  [/^(?<name>.+) has no phone number$/u, "noPhone"],
  [/^the topic (?<name>.+) is closed$/u, "topicClosed"],
  [/^there is no topic /u, "noTopic"],
  [/^there is no (such message|message \d+ to reply to)$/u, "noMessage"],
  [/^message \d+ never had a button /u, "noButton"],
  [/^only own messages can be (edited|deleted)$/u, "notOwn"],
  [/^the message is protected from forwarding$/u, "guarded"],
  [/^a message has 1 to /u, "length"],
  [/^a caption has at most /u, "caption"],
  [/^1 to 10 files of one kind /u, "files"],
  [/^the clock is moved by /u, "clock"],
  [/^the bot was told nothing yet$/u, "nothingTold"],
  [/^(?<name>the bot|Redis) does not run just now$/u, "notRunning"],
];

/** The words for an error of the control API. */
export function impossible({ message }) {
  for (const [refusal, key] of REFUSALS) {
    const found = refusal.exec(message);
    if (found) return words.impossible[key](found.groups?.name);
  }
  return message;
}

// What a person can do with one message: answer it; correct, delete or pass it on.
import { isBy } from "./format.js";
import { words } from "./words.js";

/** Menu items for this message in this column. */
export function messageActions(column, message) {
  const own = isBy(column.personId, message);
  const hasWords = (message.text ?? message.caption) !== undefined;
  const targets = message.has_protected_content ? [] : column.store.chatsOf(column.personId);
  const { composer } = column;
  return [
    { label: words.reply, icon: "reply", action: () => composer.startReply(message) },
    own && hasWords && { label: words.edit, icon: "edit", action: () => composer.startEdit(message) },
    hasWords && !message.has_protected_content &&
      { label: words.copyText, icon: "copy", action: () => column.copy(message.text ?? message.caption) },
    ...targets.map((chat) => forward(column, message, chat)),
    (own || !column.isGroup) && remove(column, message),
  ];
}

function forward(column, message, chat) {
  const name = chat.type === "private" ? words.privateChat : chat.title;
  const details = { chat: chat.id, from_chat: column.chatId, message: message.message_id };
  const label = chat.id === column.chatId ? words.forward : words.forwardTo(name);
  return { label, icon: "forward", action: () => column.act("forward", details) };
}

function remove(column, message) {
  const action = () => column.act("delete", { message: message.message_id });
  return { label: words.remove, icon: "remove", danger: true, action };
}

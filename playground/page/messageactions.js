// What a person can do with one message: answer it; correct, delete or pass it on.
import { words } from "./words.js";

/** Menu items for this message in this column. */
export function messageActions(column, message) {
  const own = message.from?.id === column.personId;
  const passOn = message.has_protected_content ? [] : column.store.chatsOf(column.personId);
  const target = (chat) => (chat.id === column.chatId ? words.forward : words.forwardTo(chat.type === "private" ? words.privateChat : chat.title));
  return [
    { label: words.reply, icon: "reply", action: () => column.composer.startReply(message) },
    own && (message.text ?? message.caption) !== undefined && { label: words.edit, icon: "edit", action: () => column.composer.startEdit(message) },
    ...passOn.map((chat) => ({
      label: target(chat), icon: "forward",
      action: () => column.act("forward", { chat: chat.id, from_chat: column.chatId, message: message.message_id }),
    })),
    (own || !column.isGroup) && { label: words.remove, icon: "remove", danger: true, action: () => column.act("delete", { message: message.message_id }) },
  ];
}

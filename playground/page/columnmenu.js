// What can be done with a column and, as its person, with its chat.
import { ask } from "./ask.js";
import { openMenu } from "./menu.js";
import { startParameter } from "./text.js";
import { words } from "./words.js";

const ICONS = { leave: "remove", join: "plus", block: "block", unblock: "check" };

export function columnMenu(column, anchor) {
  const verb = verbOf(column);
  const danger = verb === "block" || verb === "leave";
  openMenu(anchor, words.chatMenu, [
    ...staffItems(column),
    { label: words.openLink, icon: "link", action: () => askLink(column) },
    { label: words.renameColumn, icon: "edit", action: () => askName(column) },
    { label: words.moveLeft, icon: "left", action: () => column.desk.move(-1) },
    { label: words.moveRight, icon: "right", action: () => column.desk.move(1) },
    { label: words[verb], icon: ICONS[verb], danger, action: () => column.act(verb) },
    { label: words.closeColumn, icon: "close", action: column.desk.close },
  ]);
}

function verbOf({ isGroup, inGroup, person }) {
  if (isGroup) return inGroup ? "leave" : "join";
  return person.blocked ? "unblock" : "block";
}

/** What only the support does in its group: hides its names, throws topics away. */
function staffItems(column) {
  const { person, personId, chat, topics } = column;
  if (person.role !== "staff" || !column.isGroup || !column.inGroup) return [];
  const hidden = chat.anonymous.includes(personId);
  const promote = () => column.act("promote", { anonymous: !hidden });
  const name = topics.name(topics.chosen);
  const remove = () => column.act("delete_topic", { thread: topics.chosen });
  return [
    chat.type === "supergroup" &&
      { label: hidden ? words.visible : words.anonymous, icon: hidden ? "contact" : "group", action: promote },
    name !== undefined && { label: words.deleteTopic(name), icon: "remove", danger: true, action: remove },
  ];
}

function askLink(column) {
  const { botName } = column;
  const told = { title: words.openLink, label: words.botLink, yes: words.follow };
  ask({ ...told, placeholder: `https://t.me/${botName}?start=` }, (address) => {
    const word = startParameter(address, botName);
    if (word === null) return words.notBotLink(botName);
    column.startBot(word);
    return null;
  });
}

function askName(column) {
  const told = { title: words.renameColumn, label: words.columnName, hint: words.columnNameHint };
  ask({ ...told, value: column.name, required: false }, (name) => column.desk.rename(name));
}

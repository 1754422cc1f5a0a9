// Going through the messages of a chat by keys, and opening the menu of the one that is pointed at.

/** Up and down go from message to message, Enter opens its menu, Escape goes back to the input. */
export function walk({ list, scroller, column }, event) {
  const stops = [...list.querySelectorAll("[data-message-id][tabindex]")];
  const at = stops.indexOf(document.activeElement);
  if (at < 0 && document.activeElement !== scroller) return;
  const to = { ArrowUp: at < 0 ? stops.length - 1 : at - 1, ArrowDown: at < 0 ? -1 : at + 1 }[event.key];
  if (event.key === "Escape") column.composer.input.focus();
  else if (event.key === "Enter" && at >= 0) stops[at].querySelector(".message-more").click();
  else if (stops[to]) stops[to].focus();
  else return;
  event.preventDefault();
}

/** A right click or a long press; over words that are selected it stays the browser's own. */
export function pointAt(column, event) {
  const message = event.target.closest("[data-message-id]");
  const own = event.defaultPrevented || event.target.closest("a, video") || String(getSelection());
  const more = message?.querySelector(".message-more");
  if (own || !more) return;
  event.preventDefault();
  column.messageMenu(Number(message.dataset.messageId), more);
}

// A pop-up menu beside its button: arrows, Enter and Escape work, a click elsewhere closes it.
import { button, el, icon } from "./dom.js";

/** Opens a menu of `{label, detail?, icon?, danger?, checked?, action}` and `{heading}` above or below `anchor`. */
export function openMenu(anchor, label, items) {
  const menu = el("div", { class: "menu", role: "menu", "aria-label": label, popover: "auto" });
  const choose = (item) => () => {
    menu.hidePopover();
    item.action();
  };
  menu.append(...items.filter(Boolean).map((item) => (item.heading ? heading(item) : entry(item, choose(item)))));
  menu.addEventListener("keydown", (event) => move(menu, event));
  menu.addEventListener("toggle", ({ newState }) => newState === "closed" && close(menu, anchor));
  anchor.closest("[data-menus]").append(menu);
  anchor.setAttribute("aria-expanded", "true");
  menu.showPopover();
  place(menu, anchor.getBoundingClientRect());
  menu.querySelector("button")?.focus();
}

const heading = (item) => el("p", { class: "menu-heading", "aria-hidden": "true" }, item.heading);

function entry(item, onclick) {
  const radio = item.checked !== undefined;
  const role = radio ? { role: "menuitemradio", "aria-checked": String(item.checked) } : { role: "menuitem" };
  const picture = radio ? item.checked && "check" : item.icon;
  return button({ class: item.danger ? "menu-item danger" : "menu-item", ...role, lang: item.lang, onclick },
    picture ? icon(picture) : radio && el("span", { class: "icon" }),
    el("span", {}, item.label, item.detail && el("small", {}, item.detail)));
}

function close(menu, anchor) {
  anchor.setAttribute("aria-expanded", "false");
  const focused = document.activeElement;
  if (!focused || focused === document.body || menu.contains(focused)) anchor.focus();
  menu.remove();
}

function move(menu, event) {
  const items = [...menu.querySelectorAll("button")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Tab") menu.hidePopover();
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length).focus();
}

/** Keeps the whole menu inside the window, on the anchor's freer side. */
function place(menu, anchor) {
  const { width, height } = menu.getBoundingClientRect();
  const below = anchor.bottom + height + 8 <= window.innerHeight;
  const top = below ? anchor.bottom + 4 : Math.max(8, anchor.top - height - 4);
  const left = Math.min(Math.max(8, anchor.left), window.innerWidth - width - 8);
  menu.style.top = `${top}px`;
  menu.style.left = `${left}px`;
}

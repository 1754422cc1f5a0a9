// What this browser remembers between visits; where it may not, the page works and forgets.
const PREFIX = "playground.";

/** The remembered value, or `fallback` where there is none that can be read. */
export function recall(name, fallback = null, shelf = () => localStorage) {
  try {
    return JSON.parse(shelf().getItem(PREFIX + name)) ?? fallback;
  } catch {
    return fallback;
  }
}

export function remember(name, value, shelf = () => localStorage) {
  try {
    shelf().setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // a browser that keeps nothing: private windows, a full disk
  }
}

/** What is to outlive a reload only. */
export const forThisTab = () => sessionStorage;

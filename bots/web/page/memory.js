/** What the browser remembers of the page. Where it has no room, or may not, the page goes on without. */

/** How long it remembers: as long as the window is open, or until somebody clears it. */
const places = { window: () => sessionStorage, browser: () => localStorage };

/**
 * Remembers a text in place of the one before.
 *
 * @param {string} name What it is remembered under.
 * @param {string} text
 * @param {keyof typeof places} [place]
 */
export function remember(name, text, place = "browser") {
  try {
    places[place]().setItem(name, text);
  } catch {
    // No room, or not allowed.
  }
}

/**
 * What was remembered last, or nothing at all.
 *
 * @param {string} name
 * @param {keyof typeof places} [place]
 */
export function recall(name, place = "browser") {
  try {
    return places[place]().getItem(name) ?? "";
  } catch {
    return "";
  }
}

/**
 * Calls back when another window of this browser remembers something else under a name.
 *
 * @param {string} name
 * @param {() => void} then
 */
export function onRemembered(name, then) {
  addEventListener("storage", ({ key }) => key === name && then());
}

/** Remembers a list in place of the one before. @param {string} name @param {readonly unknown[]} list */
export function rememberList(name, list) {
  remember(name, JSON.stringify(list));
}

/** The list remembered last; anything may be in it. @param {string} name @returns {any[]} */
export function recallList(name) {
  try {
    const list = JSON.parse(recall(name) || "[]");
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

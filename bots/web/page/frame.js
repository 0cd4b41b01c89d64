/** What stands around the conversation: titles, light or dark, languages, the welcome, the state of the connection. */
import { byId, element, fill } from "./element.js";

/** @typedef {import("./server.js").Words} Words */

/** Where the server looks for the language somebody has chosen, and for how many seconds it stays. */
const languageCookie = "doubleblind-language";
const kept = 400 * 24 * 60 * 60;

/** How long it says that the connection is back, in milliseconds. */
const shownBack = 3_000;

/** Gives the page its titles, its looks and its language. @param {import("./server.js").Session} session */
export function dress({ name, operator, language, theme, words }) {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : language;
  document.title = words.title;
  setTheme(theme);
  offerLanguage(words);
  byId("title").textContent = words.title;
  byId("tagline").textContent = words.tagline;
  const who = element("span", { class: "who" }, fill(words.youAre, { name }));
  byId("you").replaceChildren(who, ...(operator ? [" ", element("span", { class: "own" }, words.operator)] : []));
  byId("threads").setAttribute("aria-label", words.conversation);
  byId("shortcuts").setAttribute("aria-label", words.commands);
}

/**
 * Takes the community's choice of light or dark; without one, the system's holds.
 *
 * @param {"light" | "dark" | null} theme
 */
function setTheme(theme) {
  const { dataset } = document.documentElement;
  if (theme) dataset["theme"] = theme;
  else delete dataset["theme"];
  const bars = theme ? document.querySelectorAll('meta[name="theme-color"]') : [];
  for (const bar of bars) {
    bar.removeAttribute("media");
    bar.setAttribute("content", theme === "dark" ? "#15171a" : "#f5f4f0");
  }
}

/** Offers the page's other language. @param {Words} words */
function offerLanguage(words) {
  const button = byId("language", HTMLButtonElement);
  button.textContent = words.switchLanguage;
  button.lang = words.switchTo === "zh" ? "zh-Hans" : words.switchTo;
  button.hidden = false;
  button.addEventListener("click", () => {
    // Everything is said anew; what is being written outlives a reload.
    document.cookie = `${languageCookie}=${words.switchTo}; Path=/; Max-Age=${kept}; SameSite=Strict`;
    location.reload();
  });
}

/**
 * What stands on the page while nobody has asked anything.
 *
 * @param {HTMLElement} place
 * @param {Words} words
 * @param {readonly string[]} questions To be tried, in the reader's language.
 * @param {(text: string) => void} ask
 */
export function createWelcome(place, words, questions, ask) {
  const chips = questions.map((example) => {
    const chip = element("button", { type: "button", class: "chip" }, element("span", {}, example));
    chip.addEventListener("click", () => ask(example));
    return chip;
  });
  place.append(
    element("h2", {}, words.welcomeTitle),
    element("p", {}, words.welcomeText),
    element("h3", {}, words.welcomeTry),
    element("div", { class: "chips" }, ...chips),
  );
}

/**
 * Offers the commands that have a button at the top, and the way past them.
 *
 * @param {Words} words
 * @param {(text: string) => void} say
 */
export function prepareShortcuts(words, say) {
  const commands = /** @type {const} */ ({
    leaderboard: "/leaderboard",
    models: "/models",
    me: "/profile me",
    help: "/help",
  });
  for (const name of /** @type {(keyof typeof commands)[]} */ (Object.keys(commands))) {
    const button = byId(name, HTMLButtonElement);
    button.textContent = words[name];
    button.hidden = false;
    button.addEventListener("click", () => say(commands[name]));
  }
  Object.assign(byId("skip", HTMLAnchorElement), { textContent: words.skip, hidden: false });
}

/**
 * The line that says that the connection is lost, and when it is back. It lies over the page and moves nothing.
 *
 * @param {Words} words
 */
export function createConnectionLine(words) {
  const line = byId("connection");
  let lost = false;
  return (/** @type {boolean} */ connected) => {
    line.classList.toggle("lost", !connected);
    if (!connected) line.textContent = words.connectionLost;
    else if (lost) {
      line.textContent = words.connectionBack;
      setTimeout(() => line.classList.contains("lost") || (line.textContent = ""), shownBack);
    }
    lost = !connected;
  };
}

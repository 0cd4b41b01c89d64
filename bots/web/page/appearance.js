/** How the page looks and which language it speaks. */
import { byId } from "./element.js";

/** Where the server looks for the language somebody has chosen, and for how many seconds it stays. */
const languageCookie = "doubleblind-language";
const kept = 400 * 24 * 60 * 60;

/**
 * Takes the community's choice of light or dark; without one, the system's holds.
 *
 * @param {"light" | "dark" | null} theme
 */
export function setTheme(theme) {
  const { dataset } = document.documentElement;
  if (theme) dataset["theme"] = theme;
  else delete dataset["theme"];
  const bars = theme ? document.querySelectorAll('meta[name="theme-color"]') : [];
  for (const bar of bars) {
    bar.removeAttribute("media");
    bar.setAttribute("content", theme === "dark" ? "#15171a" : "#f5f4f0");
  }
}

/** Offers the page's other language. @param {import("./types.js").Words} words */
export function offerLanguage(words) {
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

/** The line that says that the connection is lost, and when it is back. It lies over the page and moves nothing. */
import { byId } from "./element.js";

/** How long it says that the connection is back, in milliseconds. */
const shownBack = 3_000;

/** @param {import("./types.js").Words} words */
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

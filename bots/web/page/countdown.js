/** Times that run: how long until a vote counts, and how long an answer has been on its way. */
import { element, fill } from "./element.js";

/** @typedef {import("./server.js").Words} Words */

/** How often a time is written anew, in milliseconds. */
const beat = 1_000;

/** After how long people are told that long answers take long, in milliseconds. */
const longWait = 10_000;

/** Minutes and seconds, as `9:40`. @param {number} milliseconds */
export function clockTime(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1_000));
  const [hours, rest] = [Math.floor(seconds / 3_600), seconds % 3_600];
  const inMinutes = [Math.floor(rest / 60), rest % 60].map((part) => String(part).padStart(2, "0")).join(":");
  return hours > 0 ? `${hours}:${inMinutes}` : inMinutes.replace(/^0(?=\d)/, "");
}

/**
 * When a vote counts, with a clock that runs; it is read aloud once, and not every second.
 *
 * @param {() => string | null | undefined} find The moment, ISO 8601; without one, nothing is shown.
 * @param {boolean} mayClose Whether the reader can close the battle before.
 * @param {Words} words
 */
export function renderCountdown(find, mayClose, words) {
  const time = element("b", { class: "clock", role: "timer", "aria-live": "off" });
  const [before = "", after = ""] = (mayClose ? words.countsOrClose : words.counts).split("{time}");
  const line = element("p", { class: "counts" }, before, time, after);
  return run(line, () => {
    const at = find();
    line.hidden = !at;
    const left = at ? Date.parse(at) - Date.now() : 0;
    if (left > 0) time.textContent = clockTime(left);
    else line.textContent = words.countsNow;
    return left > 0;
  });
}

/**
 * How long somebody has waited for answers; after a while a word on why.
 *
 * @param {string} since ISO 8601.
 * @param {Words} words
 */
export function renderWaited(since, words) {
  const line = element("p", { class: "waited", "aria-live": "off" });
  // The server's clock may be ahead of this one.
  const begun = Math.min(Date.now(), Date.parse(since));
  return run(line, () => {
    const waited = Date.now() - begun;
    const isLong = waited >= longWait;
    line.classList.toggle("long", isLong);
    line.textContent = fill(isLong ? words.waitedLong : words.waited, { time: clockTime(waited) });
    return true;
  });
}

/**
 * Writes now, and then once a second for as long as the line is on the page.
 *
 * @template {HTMLElement} Line
 * @param {Line} line
 * @param {() => boolean} write Tells whether it goes on.
 * @returns {Line}
 */
function run(line, write) {
  if (!write()) return line;
  const timer = setInterval(() => {
    if (!line.isConnected || !write()) clearInterval(timer);
  }, beat);
  return line;
}

/**
 * Shows both answers as if they were being written, at the same pace for both by share of their length. All of it is
 * there and has its place from the first moment, to be read aloud or searched; it only becomes visible bit by bit.
 */

/** In milliseconds: how long a character takes, the whole at least, and at most. */
const pace = { character: 3, least: 700, most: 3_000 };

/** An answer with more pieces than this appears at once, because repainting it many times a second would be slow. */
const mostPieces = 5_000;

/** What the style sheet hides: words by a highlight of this name, frames and dots by this class. */
const unwritten = "unwritten";

/** Begins to show texts; for those who want no motion they just stand there. @param {readonly HTMLElement[]} texts */
export function replay(texts) {
  if (!("highlights" in CSS) || document.hidden || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  if (texts.some((text) => text.querySelectorAll("*").length > mostPieces)) return;
  const all = texts.map(measure);
  const longest = Math.max(...all.map(({ length }) => length));
  const duration = Math.min(pace.most, Math.max(pace.least, longest * pace.character));
  const hidden = CSS.highlights.get(unwritten) ?? new Highlight();
  CSS.highlights.set(unwritten, hidden);
  for (const { range } of all) hidden.add(range);
  const begun = performance.now();
  const step = (/** @type {number} */ now) => {
    const share = Math.max(0, now - begun) / duration;
    const goesOn = share < 1 && texts.every((text) => text.isConnected);
    for (const one of all) {
      one.writeTo(goesOn ? Math.floor(share * one.length) : one.length);
      if (!goesOn) hidden.delete(one.range);
    }
    if (goesOn) requestAnimationFrame(step);
  };
  step(begun);
}

/** What has marks of its own beside its words: dots, frames, lines. */
const framed = "li, tr, pre, code, blockquote, .code, .wide, .formula";

/** @param {HTMLElement} text */
function measure(text) {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const places = /** @type {{ node: Text, from: number }[]} */ ([]);
  const frames = /** @type {{ frame: Element, from: number }[]} */ ([]);
  let length = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element && node.matches(framed)) {
      node.classList.add(unwritten);
      frames.push({ frame: node, from: length });
    }
    if (!(node instanceof Text)) continue;
    places.push({ node, from: length });
    length += node.data.length;
  }
  const range = document.createRange();
  range.selectNodeContents(text);
  let at = 0;
  let shown = 0;
  /** Moves the beginning of what is still to be written. @param {number} position */
  const writeTo = (position) => {
    while ((places[at + 1]?.from ?? Infinity) <= position) at += 1;
    const place = places[at];
    if (place) range.setStart(place.node, Math.min(position - place.from, place.node.data.length));
    for (; (frames[shown]?.from ?? Infinity) <= position; shown += 1) frames[shown]?.frame.classList.remove(unwritten);
  };
  return { length, range, writeTo };
}

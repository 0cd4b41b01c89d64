/** Notices, piece by piece, when a model that may think aloud first begins to speak to its reader. */

/** Where in its answer a model is. `held` is what the next piece must be read together with. */
export type SpeechStart = { phase: "opening" | "thinking" | "margin" | "speaking"; held: string };

const thinkingBegins = "<think>";
const thinkingEnds = "</think>";

export function awaitSpeech(): SpeechStart {
  return { phase: "opening", held: "" };
}

/**
 * Takes the next piece of the answer. Its cost depends on the piece alone, however long the answer has become.
 * @returns whether the reader's text has begun: something other than white space and a `<think>` block in front.
 */
export function hearSpeech(start: SpeechStart, piece: string): boolean {
  let rest = start.held + piece;
  start.held = "";
  if (start.phase === "opening") {
    rest = rest.trimStart();
    if (thinkingBegins.startsWith(rest) && rest !== thinkingBegins) {
      start.held = rest;
      return false;
    }
    start.phase = rest.startsWith(thinkingBegins) ? "thinking" : "speaking";
    rest = rest.slice(thinkingBegins.length);
  }
  if (start.phase === "thinking") {
    const end = rest.indexOf(thinkingEnds);
    if (end === -1) {
      start.held = rest.slice(1 - thinkingEnds.length);
      return false;
    }
    start.phase = "margin";
    rest = rest.slice(end + thinkingEnds.length);
  }
  if (start.phase === "margin" && rest.trim() !== "") start.phase = "speaking";
  return start.phase === "speaking";
}

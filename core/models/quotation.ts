/** Whether an endpoint's words repeat the question, which belongs in no log. */
import type { Message } from "./completion.ts";

/**
 * In bytes of UTF-8, letters and digits alone: some twenty characters of English with its spaces, six of Chinese. A
 * shorter question counts when it is there whole …
 */
const tellingRun = 16;
/** … unless it is so short that it would be found in anything. */
const shortestQuestion = 6;

/** Compares letters and digits only, so that quotation marks, line breaks and escapes do not hide a quotation. */
export function quotesMessages(words: string, messages: readonly Message[]): boolean {
  const said = letters(words);
  return messages.some(({ content }) => {
    // Markup may have been taken out of the words.
    return [letters(content), letters(withoutMarkup(content))].some((asked) => quotes(said, asked));
  });
}

function quotes(said: string, asked: string): boolean {
  if (asked.length < tellingRun) return asked.length >= shortestQuestion && said.includes(asked);
  const [short, long] = said.length < asked.length ? [said, asked] : [asked, said];
  const runs = new Set<string>();
  for (let at = 0; at + tellingRun <= short.length; at += 1) runs.add(short.slice(at, at + tellingRun));
  for (let at = 0; at + tellingRun <= long.length; at += 1) {
    if (runs.has(long.slice(at, at + tellingRun))) return true;
  }
  return false;
}

/** Removes what stands in angle brackets. Ends at the last closing one, so that openings without an end cost nothing. */
export function withoutMarkup(text: string): string {
  const closed = text.lastIndexOf(">") + 1;
  return text.slice(0, closed).replace(/<[^>]*>/g, " ") + text.slice(closed);
}

/** One character for each byte of UTF-8. */
function letters(text: string): string {
  const plain = text
    .replace(/\\u([0-9a-f]{4})/gi, (_escape, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\[nrt]/g, " ");
  return Buffer.from(plain.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")).toString("latin1");
}

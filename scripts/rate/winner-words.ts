/** How winners are written. */
import type { WantedFields } from "./wanted-fields.ts";

/** What a word for the winner means; `none` is no comparison. */
export const meanings = ["model_a", "model_b", "tie", "both_bad", "none"] as const;
/** One of {@link meanings}. */
export type Meaning = (typeof meanings)[number];

/** Says what the winner of a row means; undefined where that is not known. */
export type WinnerReader = {
  read: (fields: WantedFields, field: number, nameA: string, nameB: string) => Meaning | undefined;
  /** Some of the words that nobody knows, as they are written. */
  unknown: ReadonlySet<string>;
};

const usual: readonly (readonly [word: string, meaning: Meaning])[] = [
  ["model_a", "model_a"],
  ["model_b", "model_b"],
  ["tie", "tie"],
  ["tie (bothbad)", "both_bad"],
  ["both_bad", "both_bad"],
  ["bothbad", "both_bad"],
];

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const mostUnknown = 12;
const longestUnknown = 60;

/** @param given words of this file, which go before the usual ones. */
export function createWinnerReader(given: ReadonlyMap<string, Meaning>): WinnerReader {
  const words = [...given, ...usual].map(([word, meaning]) => ({ bytes: encoder.encode(word), meaning }));
  const normal = new Map([...usual, ...given].map(([word, meaning]) => [normalize(word), meaning]));
  const unknown = new Set<string>();
  return {
    unknown,
    read({ bytes, starts, ends }, field, nameA, nameB) {
      const [from, to] = [starts[field]!, ends[field]!];
      // Nearly every row of nearly every file ends here, and no string was made.
      const same = words.find((word) => word.bytes.length === to - from && matches(bytes, from, word.bytes));
      if (same) return same.meaning;
      const text = decoder.decode(bytes.subarray(from, to));
      const meaning = normal.get(normalize(text)) ?? findByName(text, nameA, nameB);
      const isWorthSaying = text.trim() !== "" && text.length <= longestUnknown && unknown.size < mostUnknown;
      if (meaning === undefined && isWorthSaying) unknown.add(text.trim());
      return meaning;
    },
  };
}

/** Some write the name of the winner. */
function findByName(text: string, nameA: string, nameB: string): Meaning | undefined {
  const name = text.trim();
  if (name === "") return undefined;
  return name === nameA.trim() ? "model_a" : name === nameB.trim() ? "model_b" : undefined;
}

function normalize(word: string): string {
  return word.trim().toLowerCase();
}

function matches(bytes: Uint8Array, from: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index++) if (bytes[from + index] !== word[index]) return false;
  return true;
}

/** A side alone, or with a word that says nothing more before or after it. */
function mean(side: string): RegExp {
  const before = "(?:model|response|answer|assistant|option|system|candidate|output|side)";
  return new RegExp(`^(?:${before}[ _-]*)?(?:${side})(?:[ _-]*(?:is better|better|wins?|won|side))?$`, "u");
}

const guesses: readonly (readonly [pattern: RegExp, meaning: Meaning])[] = [
  [/both.*(?:bad|wrong|poor)|neither|none of/u, "both_bad"],
  [/^(?:0|0\.5|tied?|draw|drawn|equal|same|both|even|no preference)$|equal|both.*good/u, "tie"],
  [mean("a|1|left|first|one"), "model_a"],
  [mean("b|2|right|second|two"), "model_b"],
  [/^(?:skip|skipped|n\/?a|null|none|unknown|can'?t|cannot|unsure|error|invalid)/u, "none"],
];

/** The `--winners` that words look like; those that look like nothing are left for the reader to fill in. */
export function proposeWinners(unknown: ReadonlySet<string>): string {
  const pairs = [...unknown].map((word) => {
    const meaning = guesses.find(([pattern]) => pattern.test(normalize(word)))?.[1];
    return `${word}=${meaning ?? "?"}`;
  });
  return `--winners ${quoteForShell(pairs.join(","))}`;
}

/** A word of a command line as a shell takes it. */
export function quoteForShell(word: string): string {
  return /^[\w.,=+:@%/-]+$/u.test(word) ? word : `"${word.replaceAll(/["\\$`]/gu, String.raw`\$&`)}"`;
}

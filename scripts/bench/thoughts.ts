/**
 * How well answers are kept from showing thoughts and traces of chat templates: on the labelled texts of
 * `test/models/thought-texts.jsonl`, each as the chunks of content that a server sends.
 *
 * What to make of the figures: the texts of the split `first` were written before any rule, from what models, servers
 * and templates send; when the rules first met them, 449 of 461 came out exactly as labelled. Those of `second` and
 * `third` were written afterwards by somebody who knew the rules, to find what escapes them: 147 of 154 came out, and 30
 * of 32. The rules have been mended for all of them since, so the figures printed guard what is known, and new texts will
 * score lower.
 */
import { readFileSync } from "node:fs";
import { readAnswerText } from "../../core/index.ts";
import type { BenchResult } from "./bench.ts";

/** Content as it comes, and what of it a voter should see. */
export type LabelledText = {
  split: "first" | "second" | "third";
  /** `innocent` texts hold nothing to take out, though some look like it. */
  kind: "dressed" | "innocent";
  /** Whose dress it is, or what makes it look like one. */
  dress: string;
  chunks: readonly string[];
  shown: string;
};

/** A text that did not come out as labelled. */
export type Miss = Pick<LabelledText, "kind" | "dress"> & { sent: string; shown: string; got: string };

/** How well texts are cleaned. */
export type ThoughtFigures = {
  texts: number;
  /** Texts with something to take out. */
  dressed: number;
  /** Of the texts with an answer, how many show all of it. */
  precision: number;
  /** Of the texts with something to take out, how many show nothing but the answer. */
  recall: number;
  misses: readonly Miss[];
};

const least = 0.99;
const file = new URL("../../test/models/thought-texts.jsonl", import.meta.url);

/** The labelled texts. */
export function readThoughtTexts(): LabelledText[] {
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as LabelledText);
}

/** Scores whatever takes thoughts out of texts. */
export function scoreThoughts(texts: readonly LabelledText[], clean: (sent: string) => string): ThoughtFigures {
  const seen = texts.map((each) => {
    const sent = each.chunks.join("");
    return { ...each, sent, got: clean(sent) };
  });
  const answering = seen.filter(({ shown }) => shown !== "");
  const dressed = seen.filter(({ kind }) => kind === "dressed");
  return {
    texts: texts.length,
    dressed: dressed.length,
    precision: share(answering, ({ got, shown }) => got.includes(shown)),
    recall: share(dressed, ({ got, shown }) => shown.includes(got)),
    misses: seen
      .filter(({ got, shown }) => got !== shown)
      .map(({ kind, dress, sent, shown, got }) => ({ kind, dress, sent, shown, got })),
  };
}

function share<Value>(values: readonly Value[], fits: (value: Value) => boolean): number {
  return values.length === 0 ? 1 : values.filter(fits).length / values.length;
}

/** Cleans every labelled text and compares. */
export function bench(): BenchResult {
  const { misses, ...figures } = scoreThoughts(readThoughtTexts(), (sent) => readAnswerText(sent).text);
  const { texts, dressed, precision, recall } = figures;
  const counts = `${texts} texts, ${dressed} with something to take out`;
  return {
    passed: precision >= least && recall >= least,
    figures: { ...figures, misses },
    report: [
      `precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  (${counts})`,
      ...misses.map(describe),
    ].join("\n"),
  };
}

function describe({ kind, dress, sent, shown, got }: Miss): string {
  const lines = { Sent: sent, Expected: shown, Got: got };
  const told = Object.entries(lines).map(([name, text]) => `${name.padEnd(9)} ${JSON.stringify(text)}`);
  return [`\n${kind}: ${dress}`, ...told].join("\n");
}

/**
 * How well answers are kept from naming who wrote them: the mask's precision and recall on the labelled lines of
 * `test/safety/self-naming-lines.jsonl`.
 *
 * A line counts as found only when every name to hide is gone and everything else is as it was.
 *
 * What to make of the figures: all lines but the `tuning` ones were scored before anything was mended because of them.
 * Since then the mask has been mended for what it missed, and a few labels for how far a name reaches, so the figures
 * printed guard what is known and say little about phrasings nobody has thought of. Those first sights do, in precision
 * and recall: `held-out` 0.95 and 0.92, the five parts of `second look` 0.83 to 0.96 and 0.55 to 0.80, `last look` 1 and
 * 0.83, `third look` 0.89 and 0.80 (up to here nobody had seen the mask who wrote them; from here on they had, and sought
 * what might escape it), `fourth look` 0.90 and 0.85, `fifth look` 0.95 and 0.80, `sixth look` 0.88 and 0.62, `seventh
 * look` 0.79 and 0.70, `eighth look` 1 and 0.83, `ninth look` 0.81 and 0.74, `tenth look` 0.96 and 0.87, `eleventh look` 1
 * and 0.82. `twelfth look`, in eleven languages and written without sight of the mask, 0.77 and 0.27; `thirteenth look`, by
 * the same hand once that was mended, 0.95 and 0.89.
 *
 * The questions of `test/safety/identity-questions.jsonl` are scored beside them: which ask who the models are. Of the last
 * 73, which the rules had not seen, precision 0.96 and recall 0.73 (one whose label was wrong has been left out since); of
 * 223 others, of which only what was missed was added, precision 1 and recall 0.85.
 */
import { readFileSync } from "node:fs";
import { createSelfNamingMask, namePlaceholder, type NamedModel } from "../../core/index.ts";
import type { BenchResult } from "./bench.ts";

/** A line of an answer, and what of it is to be hidden. */
export type LabelledLine = {
  /** `tuning` lines were looked at while the mask was made; the others were scored unseen first, then mended for. */
  split: "tuning" | "held-out" | `${string} look`;
  language: string;
  question: string;
  answer: string;
  /** The names to hide in the order in which they stand. What comes before a `|` only helps to find the place. */
  hide: readonly string[];
};

/** A line the mask got wrong. */
export type WrongLine = Pick<LabelledLine, "split" | "question" | "answer"> & { expected: string; got: string };

/** How well the mask does on some lines. */
export type LeakFigures = {
  lines: number;
  /** Lines with something to hide. */
  positives: number;
  /** Of the lines the mask changed, how many it changed exactly as it should. */
  precision: number;
  /** Of the lines with something to hide, how many the mask changed exactly as it should. */
  recall: number;
  wrong: readonly WrongLine[];
};

/** A question, and whether it asks who the models are. */
export type LabelledQuestion = { language: string; question: string; asks: boolean };

const caution =
  "What these lines missed when they were new has been mended, so new lines will score lower: scripts/bench/leaks.ts has the figures of first sight.";
const least = 0.95;
const folder = new URL("../../test/safety/", import.meta.url);

/** The labelled lines. */
export function readLines(): LabelledLine[] {
  const text = readFileSync(new URL("self-naming-lines.jsonl", folder), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as LabelledLine);
}

/** The labelled questions. */
export function readQuestions(): LabelledQuestion[] {
  const text = readFileSync(new URL("identity-questions.jsonl", folder), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as LabelledQuestion);
}

/** The models that play in the labelled lines. */
export function readRoster(): NamedModel[] {
  return JSON.parse(readFileSync(new URL("self-naming-roster.json", folder), "utf8")) as NamedModel[];
}

/** The answer of a line as it should be shown. @throws {Error} when a name to hide is not there. */
export function hideLabelled({ answer, hide }: LabelledLine): string {
  let shown = "";
  let rest = answer;
  for (const label of hide) {
    const [before, name] = label.includes("|") ? label.split("|", 2) : ["", label];
    const place = rest.indexOf(`${before}${name}`);
    if (place < 0 || !name) throw new Error(`“${label}” is not in “${rest}”: mend the labels of that line.`);
    const start = place + (before?.length ?? 0);
    shown += rest.slice(0, start) + namePlaceholder;
    rest = rest.slice(start + name.length);
  }
  return shown + rest;
}

/** Scores a mask on labelled lines. */
export function scoreLeaks(
  lines: readonly LabelledLine[],
  mask: (answer: string, question: string) => string | null,
): LeakFigures {
  const seen = lines.map((line) => {
    const got = mask(line.answer, line.question) ?? line.answer;
    return { ...line, expected: hideLabelled(line), got };
  });
  const changed = seen.filter(({ got, answer }) => got !== answer);
  const positives = seen.filter(({ hide }) => hide.length > 0);
  const found = positives.filter(({ got, expected }) => got === expected).length;
  const wrong = seen
    .filter(({ got, expected }) => got !== expected)
    .map(({ split, question, answer, expected, got }) => ({ split, question, answer, expected, got }));
  return {
    lines: lines.length,
    positives: positives.length,
    precision: changed.length === 0 ? 1 : found / changed.length,
    recall: positives.length === 0 ? 1 : found / positives.length,
    wrong,
  };
}

/** Scores what asks who the models are on labelled questions. */
export function scoreQuestions(
  questions: readonly LabelledQuestion[],
  asksWhoAnswers: (question: string) => boolean,
): Counts & { wrong: readonly LabelledQuestion[] } {
  const positives = questions.filter(({ asks }) => asks);
  const taken = questions.filter(({ question }) => asksWhoAnswers(question));
  const right = taken.filter(({ asks }) => asks).length;
  return {
    lines: questions.length,
    positives: positives.length,
    precision: taken.length === 0 ? 1 : right / taken.length,
    recall: positives.length === 0 ? 1 : right / positives.length,
    wrong: questions.filter((one) => one.asks !== taken.includes(one)),
  };
}

type Counts = Pick<LeakFigures, "lines" | "positives" | "precision" | "recall">;

/** The figures of each language. */
function byLanguage<Labelled extends { language: string }>(
  labelled: readonly Labelled[],
  score: (some: Labelled[]) => Counts & { wrong: unknown },
): Record<string, Counts> {
  const languages = [...Map.groupBy(labelled, ({ language }) => language)];
  const figures = languages.map(([language, some]) => {
    const { wrong: _, ...counts } = score(some);
    return [language, counts] as const;
  });
  return Object.fromEntries(figures);
}

/** Masks every labelled line and compares; does the same for the questions. */
export function bench(): BenchResult {
  const { mask, asksWhoAnswers } = createSelfNamingMask(readRoster());
  const lines = readLines();
  const asked = readQuestions();
  const all = scoreLeaks(lines, mask);
  const heldOut = scoreLeaks(
    lines.filter(({ split }) => split !== "tuning"),
    mask,
  );
  const questions = scoreQuestions(asked, asksWhoAnswers);
  const languages = byLanguage(lines, (some) => scoreLeaks(some, mask));
  const askedIn = byLanguage(asked, (some) => scoreQuestions(some, asksWhoAnswers));
  const { wrong: _, ...heldOutFigures } = heldOut;
  const { wrong, ...figures } = all;
  return {
    passed: [all, heldOut, questions].every(({ precision, recall }) => precision >= least && recall >= least),
    figures: { ...figures, heldOut: heldOutFigures, languages, questions: { ...questions, languages: askedIn }, wrong },
    report: [
      row("all", all),
      row("held out", heldOut),
      ...Object.entries(languages).map(([name, counts]) => row(`  ${name}`, counts)),
      row("questions", questions),
      ...Object.entries(askedIn).map(([name, counts]) => row(`  ${name}`, counts)),
      caution,
      ...wrong.map(describe),
      ...questions.wrong.map(({ question, asks }) => `\n${asks ? "Missed" : "Taken wrongly"}: ${question}`),
    ].join("\n"),
  };
}

function row(name: string, { lines, positives, precision, recall }: Counts): string {
  const counts = `${lines} lines, ${positives} that count`;
  return `${name.padEnd(9)} precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  (${counts})`;
}

function describe({ question, expected, got }: WrongLine): string {
  return `\nQuestion: ${question}\nExpected: ${expected}\nGot:      ${got}`;
}

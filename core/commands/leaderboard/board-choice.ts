/**
 * Which board somebody wants: `[TASK] [LANGUAGE] [here|me|everywhere] [7d|30d] [PLATFORM] [GROUP] [matrix|history|cost]
 * [reading:READING] [source:SOURCE] [unseen] [PAGE]`, in any order.
 */
import { type Task, tasks } from "../../answers/task.ts";
import { type Language, sentences, type Sentences, typedFor } from "../../language/index.ts";
import { languageCodes } from "../../language/language-names.ts";
import type { Period } from "../../boards/period.ts";
import type { Group } from "../../people/demographics.ts";
import { type PlatformName, platformNames } from "../../language/platforms.ts";
import { Refusal } from "../../chat/refusal.ts";
import { closest } from "../../language/closest.ts";
import { type Reading, readings } from "../../boards/readings/reading.ts";
import { groupNamed, taskNamed } from "../typed-names.ts";
import { type ChosenSource, joinSources, readSource } from "./board-source.ts";

/** `here`: the community where it is asked for; `me`: by the votes of whoever asks, drawn towards those of everybody else. */
export const scopes = ["everywhere", "here", "me"] as const;
/** Whose battles, or whose votes. */
export type Scope = (typeof scopes)[number];

/** A ranking; each model against each; ratings over time; or quality against cost. */
export const boardForms = ["board", "matrix", "history", "cost"] as const;
/** One of {@link boardForms}. */
export type BoardForm = (typeof boardForms)[number];

/** All that can be chosen about a board. */
export type BoardChoice = {
  task: Task | null;
  /** BCP 47 tag of the questions. */
  language: string | null;
  scope: Scope;
  period: Period;
  platform: PlatformName | null;
  group: Group | null;
  /** Null: the arena's own votes alone. */
  source: ChosenSource | null;
  form: BoardForm;
  /** Null: the plain board. Only a ranking has others. */
  reading: Reading | null;
  /** Whether votes that others could see are left out. */
  unseen: boolean;
  /** From 1 on. */
  page: number;
};

/** The board that is shown when nothing is chosen. */
export const wholeBoard: BoardChoice = {
  task: null,
  language: null,
  scope: "everywhere",
  period: "all",
  platform: null,
  group: null,
  source: null,
  form: "board",
  reading: null,
  unseen: false,
  page: 1,
};

/** What may be typed for a part of a choice: the key of the words, and what they choose. */
const typedParts: readonly (readonly [keyof Sentences["typed"]["board"], Partial<BoardChoice>])[] = [
  ["here", { scope: "here" }],
  ["everywhere", { scope: "everywhere" }],
  ["me", { scope: "me" }],
  ["week", { period: "7d" }],
  ["month", { period: "30d" }],
  ["ever", { period: "all" }],
  ["matrix", { form: "matrix" }],
  ["history", { form: "history" }],
  ["cost", { form: "cost" }],
  ["ranking", { form: "board" }],
  ["unseen", { unseen: true }],
];

/** A reading may be typed by its own name or with what it is one of before it: `ability`, `reading:ability`. */
const readingPrefix = new RegExp(
  `(?:${typedFor(({ options }) => [options.reading.called]).join("|")})\\s*[:：]\\s*`,
  "giu",
);

const otherNames: Record<string, Partial<BoardChoice>> = Object.fromEntries([
  ...typedParts.flatMap(([part, choice]) => typedFor(({ typed }) => typed.board[part]).map((name) => [name, choice])),
  ...readings.flatMap((reading) =>
    typedFor(({ typed }) => [reading, ...typed.readings[reading]]).map((name) => [name, { reading }]),
  ),
  ...typedFor(({ typed }) => typed.plain).map((name) => [name, { reading: null }]),
  ...platformNames.flatMap((platform) =>
    typedFor((words) => words.platformNames[platform].typed).map((name) => [name, { platform }]),
  ),
]);

/** As many words as any name of a task or language has. */
const longestName = 3;

/** @throws {Refusal} naming the first word that fits nothing, or nothing more; or for a group in one community. */
export function readBoardChoice(typed: string, language: Language): BoardChoice {
  const words = joinSources(typed)
    .replaceAll(readingPrefix, "")
    .split(/[\s,，、]+/u)
    .filter((word) => word !== "");
  const chosen: Partial<BoardChoice> = {};
  while (words.length > 0) {
    const [length, found] = takeName(words) ?? refuse(words[0] ?? "", language);
    const name = words.splice(0, length).join(" ");
    if (Object.keys(found).some((key) => key in chosen))
      throw new Refusal(sentences(language).refusals.boardWordTwice(name.slice(0, 40)));
    Object.assign(chosen, found);
  }
  const choice = { ...wholeBoard, ...chosen };
  if (crossesGroup(choice)) throw new Refusal(sentences(language).boards.groupAlone);
  if (crossesSource(choice)) throw new Refusal(sentences(language).boards.sourceAlone);
  return choice;
}

/**
 * Whether it asks for a group of people in one community or on one platform, where they may be few; or for their unseen
 * votes, because the difference to all votes could tell who belongs to the group.
 */
export function crossesGroup({ group, scope, platform, unseen }: BoardChoice): boolean {
  return group !== null && (scope !== "everywhere" || platform !== null || unseen);
}

/** Whether it asks for a source together with what only the arena's own votes have. */
export function crossesSource({ source, scope, platform, group }: BoardChoice): boolean {
  return source !== null && (scope !== "everywhere" || platform !== null || group !== null);
}

/** The longest name that the words begin with, and what it chooses. */
function takeName(words: readonly string[]): [length: number, found: Partial<BoardChoice>] | undefined {
  for (let length = Math.min(longestName, words.length); length > 0; length--) {
    const found = readName(
      words
        .slice(0, length)
        .join(" ")
        .toLowerCase()
        .replace(/^[#＃]/u, ""),
    );
    if (found) return [length, found];
  }
  return undefined;
}

function readName(name: string): Partial<BoardChoice> | undefined {
  const task = taskNamed(name);
  if (task) return { task };
  if (Object.hasOwn(otherNames, name)) return otherNames[name];
  if (/^[1-9]\d{0,3}$/u.test(name)) return { page: Number(name) };
  const group = groupNamed(name);
  if (group) return { group };
  const source = readSource(name);
  if (source) return { source };
  const language = languageCodes.get(name);
  return language === undefined ? undefined : { language };
}

function refuse(word: string, language: Language): never {
  const { refusals, boards, tasks: names } = sentences(language);
  const all = tasks.map((task) => names[task]);
  const meant = closest(word, [...all, ...languageCodes.keys(), ...Object.keys(otherNames)]);
  throw new Refusal(
    refusals.unknownBoardWord(
      word.slice(0, 40),
      meant,
      all.join(boards.listSeparator),
      readings.join(boards.listSeparator),
    ),
  );
}

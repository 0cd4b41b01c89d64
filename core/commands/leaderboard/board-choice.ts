/**
 * Which board somebody wants: `[TASK] [LANGUAGE] [here|me|everywhere] [7d|30d] [PLATFORM] [GROUP] [matrix|history|cost]
 * [reading:READING] [unseen] [PAGE]`, in any order; and the same as a button carries it, in at most 47 bytes.
 */
import { type Task, tasks } from "../../answers/task.ts";
import { type Language, languages, sentences, type Sentences, typedFor } from "../../language/index.ts";
import { languageCodes } from "../../language/language-names.ts";
import { type Period, periods } from "../../boards/period.ts";
import { type Group, groups } from "../../people/demographics.ts";
import { letterOf, type PlatformName, platformNames } from "../../language/platforms.ts";
import { Refusal } from "../../chat/refusal.ts";
import { closest } from "../../language/closest.ts";
import { type Reading, readings } from "../../boards/readings/reading.ts";
import { groupNamed, taskNamed } from "../typed-names.ts";

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
  const words = typed
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
  return choice;
}

/**
 * Whether it asks for a group of people in one community or on one platform, where they may be few; or for their unseen
 * votes, because the difference to all votes could tell who belongs to the group.
 */
export function crossesGroup({ group, scope, platform, unseen }: BoardChoice): boolean {
  return group !== null && (scope !== "everywhere" || platform !== null || unseen);
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

/** The letter of each reading. Codes outlive versions: no letter ever changes its meaning. */
const readingLetters: Record<Reading, string> = {
  ranks: "R",
  style: "S",
  weighted: "W",
  ability: "A",
  sharpened: "J",
  families: "F",
  fit: "X",
};

/**
 * Flags: a letter each for scope, period, platform (`-`: all), form and, unless it is the plain one, reading, `u` for unseen
 * votes only, then the number of a group. The form `a`, of earlier versions, is the reading `ability`.
 */
const flagsPattern = new RegExp(
  `^(?<scope>[ehm])(?<period>[a37])(?<platform>[${platformNames.map(letterOf).join("")}-])(?<form>[bmhca])(?<reading>[${Object.values(readingLetters).join("")}]?)(?<unseen>u?)(?<group>\\d{0,2})$`,
  "u",
);
/** The end of a code whose button is in a post that everybody sees: the language of that post. */
const postedPattern = new RegExp(`:(?<language>${languages.join("|")})$`, "u");

/** A choice as a button carries it. @param posted the language of the button's post, if everybody sees it. */
export function encodeBoardChoice(choice: BoardChoice, posted: Language | null = null): string {
  const { task, language, scope, period, platform, form, reading, unseen, group, page } = choice;
  const number = groups.findIndex((one) => one.trait === group?.trait && one.value === group.value);
  const flags = [
    scope[0],
    period[0],
    platform ? letterOf(platform) : "-",
    form[0],
    reading ? readingLetters[reading] : "",
    unseen ? "u" : "",
    number < 0 ? "" : number,
  ].join("");
  return [task ?? "", language ?? "", flags, page, ...(posted === null ? [] : [posted])].join(":");
}

/** @returns undefined for anything that {@link encodeBoardChoice} has not made, now or in an earlier version. */
export function decodeBoardChoice(text: string): BoardChoice | undefined {
  const [taskName = "", language = "", flags = "", page = "", ...more] = text.replace(postedPattern, "").split(":");
  const task = tasks.find((one) => one === taskName) ?? null;
  const read = readFlags(flags);
  const known = more.length === 0 && /^[1-9]\d{0,3}$/u.test(page) && /^[A-Za-z-]{0,12}$/u.test(language);
  if (!known || !read || (taskName !== "" && !task)) return undefined;
  const choice = { ...wholeBoard, task, language: language || null, ...read, page: Number(page) };
  return crossesGroup(choice) ? undefined : choice;
}

/** The language of the post with the button with that code; null if it was not noted. */
export function readPostedLanguage(text: string): Language | null {
  const found = postedPattern.exec(text)?.groups?.["language"];
  return languages.find((one) => one === found) ?? null;
}

function readFlags(flags: string): Partial<BoardChoice> | undefined {
  // Buttons of earlier versions carry no more than this.
  if (flags === "here" || flags === "everywhere") return { scope: flags };
  const found = flagsPattern.exec(flags)?.groups;
  if (!found) return undefined;
  const group = found["group"] === "" ? null : groups[Number(found["group"])];
  if (group === undefined) return undefined;
  const startingWith = <Name extends string>(names: readonly Name[], letter: string | undefined): Name =>
    names.find((name) => name[0] === letter) as Name;
  return {
    scope: startingWith(scopes, found["scope"]),
    period: startingWith(periods, found["period"]),
    platform: platformNames.find((name) => letterOf(name) === found["platform"]) ?? null,
    ...(found["form"] === "a"
      ? { form: "board", reading: "ability" }
      : {
          form: startingWith(boardForms, found["form"]),
          reading: readings.find((name) => readingLetters[name] === found["reading"]) ?? null,
        }),
    unseen: found["unseen"] === "u",
    group,
  };
}

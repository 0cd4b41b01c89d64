/** Which board somebody wants: `[TASK] [LANGUAGE] [here|everywhere] [PAGE]`, in any order. */
import { type Task, tasks } from "../arena/task.ts";
import { type Language, sentences } from "../language/index.ts";
import { languageCodes } from "../language/language-names.ts";
import { Refusal } from "../refusal.ts";
import { closest } from "../closest.ts";
import { taskNamed } from "./hashtags.ts";

/** `here`: the community where it is asked for. */
export const scopes = ["everywhere", "here"] as const;
export type Scope = (typeof scopes)[number];

export type BoardChoice = {
  task: Task | null;
  /** BCP 47 tag of the questions. */
  language: string | null;
  scope: Scope;
  /** From 1 on. */
  page: number;
};

export const wholeBoard: BoardChoice = { task: null, language: null, scope: "everywhere", page: 1 };

const scopeNames: Record<string, Scope> = {
  here: "here",
  community: "here",
  本社区: "here",
  这里: "here",
  everywhere: "everywhere",
  all: "everywhere",
  全部: "everywhere",
};

/** As many words as any name of a task or language has. */
const longestName = 3;

/** @throws {Refusal} naming the first word that fits nothing, or nothing more. */
export function readBoardChoice(typed: string, language: Language): BoardChoice {
  const words = typed.split(/[\s,，、]+/u).filter((word) => word !== "");
  const chosen: Partial<BoardChoice> = {};
  while (words.length > 0) {
    const [length, found] = takeName(words) ?? refuse(words[0] ?? "", language);
    const name = words.splice(0, length).join(" ");
    if (Object.keys(found).some((key) => key in chosen))
      throw new Refusal(sentences(language).refusals.boardWordTwice(name.slice(0, 40)));
    Object.assign(chosen, found);
  }
  return { ...wholeBoard, ...chosen };
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
  if (Object.hasOwn(scopeNames, name)) return { scope: scopeNames[name] ?? "everywhere" };
  if (/^[1-9]\d{0,3}$/u.test(name)) return { page: Number(name) };
  const language = languageCodes.get(name);
  return language === undefined ? undefined : { language };
}

function refuse(word: string, language: Language): never {
  const { refusals, boards, tasks: names } = sentences(language);
  const all = tasks.map((task) => names[task]);
  const meant = closest(word, [...all, ...languageCodes.keys(), ...Object.keys(scopeNames)]);
  throw new Refusal(refusals.unknownBoardWord(word.slice(0, 40), meant, all.join(boards.listSeparator)));
}

/** A choice as a button carries it. */
export function encodeBoardChoice({ task, language, scope, page }: BoardChoice): string {
  return [task ?? "", language ?? "", scope, page].join(":");
}

/** @returns undefined for anything that {@link encodeBoardChoice} has not made. */
export function decodeBoardChoice(text: string): BoardChoice | undefined {
  const [task = "", language = "", scope = "", page = "", ...more] = text.split(":");
  const knownTask = tasks.find((one) => one === task) ?? null;
  const knownScope = scopes.find((one) => one === scope);
  const known = more.length === 0 && knownScope && /^[1-9]\d{0,3}$/u.test(page) && /^[A-Za-z-]{0,12}$/u.test(language);
  if (!known || (task !== "" && !knownTask)) return undefined;
  return { task: knownTask, language: language || null, scope: knownScope, page: Number(page) };
}

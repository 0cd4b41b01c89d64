/**
 * Which board somebody wants: `[TASK] [LANGUAGE] [here|me|everywhere] [7d|30d] [PLATFORM] [GROUP] [matrix|history|ability]
 * [unseen] [PAGE]`, in any order.
 */
import { type Task, tasks } from "../answers/task.ts";
import { type Language, sentences } from "../language/index.ts";
import { languageCodes } from "../language/language-names.ts";
import type { Group } from "../people/demographics.ts";
import type { PlatformName } from "../chat/post.ts";
import { Refusal } from "../chat/refusal.ts";
import { closest } from "../language/closest.ts";
import { groupNamed } from "./group-names.ts";
import { taskNamed } from "./hashtags.ts";

/** `here`: the community where it is asked for; `me`: as whoever asks votes, held together by everybody else. */
export const scopes = ["everywhere", "here", "me"] as const;
export type Scope = (typeof scopes)[number];

/** How far back battles may have closed. */
export const periods = ["all", "30d", "7d"] as const;
export type Period = (typeof periods)[number];

/** A ranking; each model against each; ratings over time; or a ranking that weighs voters. */
export const boardForms = ["board", "matrix", "history", "ability"] as const;
export type BoardForm = (typeof boardForms)[number];

export type BoardChoice = {
  task: Task | null;
  /** BCP 47 tag of the questions. */
  language: string | null;
  scope: Scope;
  period: Period;
  platform: PlatformName | null;
  group: Group | null;
  form: BoardForm;
  /** Whether votes that others could see are left out. */
  unseen: boolean;
  /** From 1 on. */
  page: number;
};

export const wholeBoard: BoardChoice = {
  ...{ task: null, language: null, scope: "everywhere", period: "all" },
  ...{ platform: null, group: null, form: "board", unseen: false, page: 1 },
};

const otherNames: Record<string, Partial<BoardChoice>> = {
  ...nameAll({ scope: "here" }, ["here", "community", "本社区", "这里"]),
  ...nameAll({ scope: "everywhere" }, ["everywhere", "all", "全部"]),
  ...nameAll({ scope: "me" }, ["me", "mine", "我", "我的"]),
  ...nameAll({ period: "7d" }, ["7d", "7 days", "week", "7天", "7 天", "一周", "本周"]),
  ...nameAll({ period: "30d" }, ["30d", "30 days", "month", "30天", "30 天", "一个月", "本月"]),
  ...nameAll({ period: "all" }, ["ever", "all time", "all-time", "全部时间"]),
  ...nameAll({ platform: "discord" }, ["discord"]),
  ...nameAll({ platform: "telegram" }, ["telegram"]),
  ...nameAll({ platform: "web" }, ["web", "page", "网页"]),
  ...nameAll({ form: "matrix" }, ["matrix", "head to head", "head-to-head", "duels", "对阵", "对阵表"]),
  ...nameAll({ form: "history" }, ["history", "over time", "trend", "走势", "历史"]),
  ...nameAll({ form: "ability" }, ["ability", "weighted", "眼力", "加权"]),
  ...nameAll({ form: "board" }, ["ranking", "排名"]),
  ...nameAll({ unseen: true }, ["unseen", "未公开", "未公开的票"]),
};

function nameAll(choice: Partial<BoardChoice>, names: readonly string[]): Record<string, Partial<BoardChoice>> {
  return Object.fromEntries(names.map((name) => [name, choice]));
}

/** As many words as any name of a task or language has. */
const longestName = 3;

/** @throws {Refusal} naming the first word that fits nothing, or nothing more; or for a group in one community. */
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
  throw new Refusal(refusals.unknownBoardWord(word.slice(0, 40), meant, all.join(boards.listSeparator)));
}

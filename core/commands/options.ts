/** What may be given to commands, so that platforms can offer it in forms; what is written by hand means the same. */
import { revealModes } from "../battle/asking-rules.ts";
import { reactionModes } from "../battle/community-settings.ts";
import { themes } from "../images/picture.ts";
import { mutualActions } from "../mutual/actions.ts";
import { subjects } from "../mutual/scoring/ballots.ts";
import { languages } from "../language/index.ts";
import { scopes } from "./board-choice.ts";
import type { CommandName } from "./command.ts";

export const optionNames = [
  "question",
  "file",
  "task",
  "questions",
  "scope",
  "period",
  "platform",
  "form",
  "group",
  "unseen",
  "page",
  "model",
  "rival",
  "add",
  "reactions",
  "minutes",
  "votes",
  "theme",
  "language",
  "paused",
  "askers",
  "role",
  "allow",
  "forbid",
  "budget",
  "threads",
  "reveal",
  "log",
  "action",
  "subject",
  "rounds",
] as const;
/** Also the key of its words in the sentences. */
export type OptionName = (typeof optionNames)[number];

/** Where suggestions come from. */
export type SuggestedFrom = "tasks" | "languages" | "profiles" | "models" | "votes" | "groups";

/**
 * How an option is filled in: any text; text of which some is suggested while it is typed; one of a few words; a whole
 * number; a file; a place or a group of the platform's own.
 */
export type OptionKind =
  | { kind: "text" }
  | { kind: "suggested"; from: SuggestedFrom }
  | { kind: "choice"; choices: readonly string[] }
  | { kind: "number"; least: number; most: number }
  | { kind: "file" }
  /** A channel or the like, and a role or the like, by its identifier. */
  | { kind: "place" }
  | { kind: "group" };

export type CommandOption = OptionKind & {
  name: OptionName;
  required?: boolean;
  /** Whether its name stands before its value when it is written by hand. */
  named?: boolean;
  /** What stands there instead of its own name. */
  writtenAs?: string;
  /** Whether it is a tag that stands before everything else. */
  tag?: boolean;
};

/** A command that is not here takes nothing. */
export const commandOptions: Readonly<Partial<Record<CommandName, readonly CommandOption[]>>> = {
  battle: [
    { name: "question", kind: "text" },
    { name: "task", kind: "suggested", from: "tasks", tag: true },
    { name: "file", kind: "file" },
  ],
  leaderboard: [
    { name: "task", kind: "suggested", from: "tasks" },
    { name: "questions", kind: "suggested", from: "languages" },
    { name: "scope", kind: "choice", choices: scopes },
    { name: "period", kind: "choice", choices: ["7d", "30d"] },
    { name: "platform", kind: "choice", choices: ["discord", "telegram", "web"] },
    { name: "form", kind: "choice", choices: ["matrix", "history", "ability", "jury"] },
    { name: "group", kind: "suggested", from: "groups" },
    { name: "unseen", kind: "choice", choices: ["unseen"] },
    { name: "page", kind: "number", least: 1, most: 9_999 },
  ],
  profile: [
    { name: "model", kind: "suggested", from: "profiles", required: true },
    { name: "rival", kind: "suggested", from: "models" },
  ],
  bank: [{ name: "add", kind: "text", named: true }],
  mutual: [
    { name: "action", kind: "choice", choices: mutualActions, required: true },
    { name: "subject", kind: "choice", choices: subjects },
    { name: "rounds", kind: "number", least: 1, most: 100 },
  ],
  language: [{ name: "language", kind: "choice", choices: [...languages, "auto"] }],
  settings: [
    { name: "reactions", kind: "choice", choices: reactionModes, named: true },
    { name: "minutes", kind: "number", least: 1, most: 24 * 60, named: true },
    { name: "votes", kind: "suggested", from: "votes", named: true },
    { name: "theme", kind: "choice", choices: themes, named: true },
    { name: "language", kind: "choice", choices: [...languages, "auto"], named: true },
    { name: "paused", kind: "choice", choices: ["on", "off"], named: true },
    { name: "askers", kind: "choice", choices: ["everyone", "managers"], named: true },
    { name: "role", kind: "group", named: true, writtenAs: "askers" },
    { name: "allow", kind: "place", named: true },
    { name: "forbid", kind: "place", named: true },
    { name: "budget", kind: "suggested", from: "votes", named: true },
    { name: "threads", kind: "choice", choices: ["on", "off"], named: true },
    { name: "reveal", kind: "choice", choices: revealModes, named: true },
    { name: "log", kind: "choice", choices: ["show"], named: true },
  ],
};

/** A command as somebody would write it who fills in these options. */
export function writeCommand(name: CommandName, given: ReadonlyMap<string, string>): string {
  const options = commandOptions[name] ?? [];
  const ordered = [...options.filter(({ tag }) => tag), ...options.filter(({ tag }) => !tag)];
  const parts = ordered.flatMap((option) => {
    const value = given.get(option.name);
    return value === undefined || option.kind === "file" ? [] : [writeOption(option, value)];
  });
  return [`/${name}`, ...parts].join(" ");
}

function writeOption({ name, named, writtenAs = name, tag }: CommandOption, value: string): string {
  if (tag) return writeTag(value);
  return named ? `${writtenAs} ${value}` : value;
}

/** A word as a tag before a question. */
export function writeTag(word: string): string {
  return `#${word.trim().replaceAll(/\s+/gu, "-")}`;
}

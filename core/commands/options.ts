/** What may be given to commands, so that platforms can offer it in forms; what is written by hand means the same. */
import { revealModes } from "../arena/asking-rules.ts";
import { reactionModes } from "../arena/community-settings.ts";
import type { CommandName } from "./command.ts";

export const optionNames = [
  "question",
  "file",
  "task",
  "model",
  "rival",
  "reactions",
  "minutes",
  "votes",
  "paused",
  "askers",
  "role",
  "allow",
  "forbid",
  "budget",
  "threads",
  "reveal",
  "log",
] as const;
/** Also the key of its words in the sentences. */
export type OptionName = (typeof optionNames)[number];

/**
 * How an option is filled in: any text; text of which some is suggested while it is typed; one of a few words; a whole
 * number; a file; a place or a group of the platform's own.
 */
export type OptionKind =
  | { kind: "text" }
  | { kind: "suggested"; from: "tasks" | "models" | "votes" }
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
};

/** A command that is not here takes nothing. */
export const commandOptions: Readonly<Partial<Record<CommandName, readonly CommandOption[]>>> = {
  battle: [
    { name: "question", kind: "text", required: true },
    { name: "file", kind: "file" },
  ],
  leaderboard: [{ name: "task", kind: "suggested", from: "tasks" }],
  profile: [
    { name: "model", kind: "suggested", from: "models", required: true },
    { name: "rival", kind: "suggested", from: "models" },
  ],
  settings: [
    { name: "reactions", kind: "choice", choices: reactionModes, named: true },
    { name: "minutes", kind: "number", least: 1, most: 24 * 60, named: true },
    { name: "votes", kind: "suggested", from: "votes", named: true },
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
  const parts = (commandOptions[name] ?? []).flatMap((option) => {
    const value = given.get(option.name);
    return value === undefined || option.kind === "file"
      ? []
      : [option.named ? `${option.writtenAs ?? option.name} ${value}` : value];
  });
  return [`/${name}`, ...parts].join(" ");
}

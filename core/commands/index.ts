/** All commands, the same on every platform, and the way from a message, a press or a form to one of them. */
import type { Press, Reply, Request } from "../chat/post.ts";
import { Refusal } from "../chat/refusal.ts";
import { closest } from "../language/closest.ts";
import type { CommandSentences } from "../language/command-sentences.ts";
import { type Language, sentences, typedFor } from "../language/index.ts";
import type { Urgency } from "../limits/urgency.ts";
import type { Heard } from "../people/spoken-languages.ts";
import { bank } from "./bank/command.ts";
import { battle } from "./battle/command.ts";
import { takeEdited, takeWords } from "./battle/words.ts";
import type { Candidate, Command, CommandContext, CommandName, CommandOption, Suggestion } from "./command.ts";
import { costs } from "./costs/command.ts";
import { openData } from "./export/command.ts";
import { digest } from "./digest/command.ts";
import { help } from "./help/command.ts";
import { history } from "./history/command.ts";
import { language } from "./language/command.ts";
import { leaderboard } from "./leaderboard/command.ts";
import { models } from "./models/command.ts";
import { moderation } from "./moderation/command.ts";
import { mutual } from "./mutual/command.ts";
import { privacy } from "./privacy/command.ts";
import { profile } from "./profile/command.ts";
import { report } from "./report/command.ts";
import { settings } from "./settings/command.ts";
import { status } from "./status/command.ts";
import { writeTag } from "./typed-names.ts";
import { readCommand, readWritten } from "./written.ts";

/** In the order in which people see them listed. A folder of a command without its line here does not compile. */
const commands: { readonly [Name in keyof CommandSentences]: Command } = {
  battle,
  leaderboard,
  digest,
  profile,
  history,
  models,
  bank,
  mutual,
  language,
  privacy,
  settings,
  costs,
  status,
  moderation,
  export: openData,
  report,
  help,
};

/** All commands by name, in that order. */
export const commandNames = Object.keys(commands) as readonly CommandName[];

/** What each command takes. One that is not here takes nothing. */
export const commandOptions: Readonly<Partial<Record<CommandName, readonly CommandOption[]>>> = Object.fromEntries(
  commandNames.flatMap((name) => {
    const { options } = commands[name];
    return options ? [[name, options]] : [];
  }),
);

/** The commands that are marked so in their folder. */
export function commandsThatAre(mark: "forManagers" | "posts" | "unseen"): ReadonlySet<CommandName> {
  return new Set(commandNames.filter((name) => commands[name][mark]));
}

/** A command by its name, or by what it is called in any language. */
function findCommand(word: string | undefined): CommandName | undefined {
  const typed = word?.toLowerCase() ?? "";
  return commandNames.find(
    (name) => name === typed || typedFor((words) => [words.commands[name].called]).includes(typed),
  );
}

/** How urgent a message is. A question to the models may stand behind the name of a command. */
export function messageUrgency({ text: written, manages }: Pick<Request, "text" | "manages">): Urgency {
  const command = readCommand(readWritten(written));
  if (!command) return "question";
  const name = findCommand(command.word);
  return name && commands[name].asks ? "question" : commandUrgency(name, manages);
}

/** Whether a message names a command that may post for everybody. */
export function namesPosting(written: string): boolean {
  const name = findCommand(readCommand(readWritten(written))?.word);
  return name !== undefined && commands[name].posts === true;
}

/** How urgent the press of a command's button is. */
export function actionUrgency({ action, manages }: Pick<Press, "action" | "manages">): Urgency {
  return commandUrgency(findActing(action), manages);
}

/** What managers decide cannot wait for boards: it may be what ends the rush. */
function commandUrgency(name: CommandName | undefined, manages: boolean): Urgency {
  return name && commands[name].forManagers && !commands[name].waits && manages ? "press" : "board";
}

/** Longer than any two names together; only a question may be longer. In UTF-16 units. */
const longestArgument = 300;

/**
 * Runs the command a message names; one that names none may be a question, or talk.
 * @throws {Refusal} for an unknown command, with the one probably meant.
 */
export async function runMessage(context: CommandContext, request: Heard<Request>): Promise<Reply | undefined> {
  const { refusals, commands: words } = sentences(request.language);
  const text = readWritten(request.text);
  const command = readCommand(text);
  if (request.edited) return takeEdited(context, request, text);
  if (!command) return takeWords(context, request, text);
  const { word, rest } = command;
  const name = findCommand(word);
  if (name) {
    if (!commands[name].takesText && rest.length > longestArgument)
      throw new Refusal(refusals.tooManyWords(words[name].usage));
    return commands[name].run(context, request, rest);
  }
  const names = [...commandNames, ...commandNames.map((one) => words[one].called)];
  const typed = (word ?? text.slice(1).split(/\s/u)[0] ?? "").slice(0, 32);
  throw new Refusal(refusals.unknownCommand(typed, closest(typed, names)));
}

/** `<name of a command>:<what it has put there>`. */
const actionPattern = /^(?<name>[a-z]{1,16}):(?<rest>[\s\S]*)$/u;

function findActing(action: string): CommandName | undefined {
  const made = actionPattern.exec(action)?.groups?.["name"];
  return commandNames.find((one) => one === made);
}

/** Hands a press to the command whose button it was. @throws {Refusal} for a button that no command has made. */
export async function runAction(context: CommandContext, press: Heard<Press>): Promise<Reply> {
  const { rest = "" } = actionPattern.exec(press.action)?.groups ?? {};
  const name = findActing(press.action);
  const reply = name && commands[name].press?.(context, press, rest);
  if (!reply) throw new Refusal(sentences(press.language).refusals.unknownAction);
  return reply;
}

/** Everything that fits what somebody has typed of an option so far, best first. */
export async function suggest(
  context: Pick<CommandContext, "store" | "lineup">,
  command: CommandName,
  option: string,
  typed: string,
  language: Language,
): Promise<Suggestion[]> {
  const found = commandOptions[command]?.find(({ name }) => name === option);
  if (found?.kind !== "suggested") return [];
  const candidates = await found.suggest(context, language);
  const wanted = typed.trim().toLowerCase();
  const names = ({ label, value, alsoCalled }: Candidate) =>
    [label, value, ...alsoCalled].map((name) => name.toLowerCase());
  const begins = candidates.filter((one) => names(one).some((name) => name.startsWith(wanted)));
  const contains = candidates.filter(
    (one) => !begins.includes(one) && names(one).some((name) => name.includes(wanted)),
  );
  return [...begins, ...contains].map(({ label, value }) => ({ label, value }));
}

/** A command as somebody would write it who fills in these options. */
export function writeCommand(name: CommandName, given: ReadonlyMap<string, string>): string {
  const options = commandOptions[name] ?? [];
  const ordered = [...options.filter(({ tag }) => tag), ...options.filter(({ tag }) => !tag)];
  const parts = ordered.flatMap((option) => {
    const value = given.get(option.name);
    return value === undefined || option.kind === "file" || (option.kind === "flag" && value !== "true")
      ? []
      : [writeOption(option, value)];
  });
  return [`/${name}`, ...parts].join(" ");
}

function writeOption({ name, kind, named, labelled, writtenAs = name, tag }: CommandOption, value: string): string {
  if (kind === "flag") return name;
  if (tag) return writeTag(value);
  if (labelled) return `${name}:${value}`;
  return named ? `${writtenAs} ${value}` : value;
}

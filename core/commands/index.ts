/** The table of commands, the same on every platform, and the way from a message to one of them. */
import { type Language, languages, sentences } from "../language/index.ts";
import type { Heard } from "../people/spoken-languages.ts";
import type { Press, Reply, Request } from "../chat/post.ts";
import { Refusal } from "../chat/refusal.ts";
import { bank } from "./bank.ts";
import { battle } from "./battle.ts";
import { closest } from "../language/closest.ts";
import { type Command, type CommandContext, commandNames } from "./command.ts";
import { help } from "./help.ts";
import { history } from "./history.ts";
import { language } from "./language.ts";
import { leaderboard } from "./leaderboard.ts";
import { models } from "./models.ts";
import { mutual } from "./mutual.ts";
import { privacy } from "./privacy.ts";
import { profile } from "./profile.ts";
import { settings } from "./settings.ts";

const commands: readonly Command[] = [
  ...[battle, leaderboard, profile, history],
  ...[models, bank, mutual, language, privacy, settings, help],
];

/** `/name`, on Telegram also `/name@bot`, then white space or the end. */
const pattern = /^\/(?<name>\p{L}[\p{L}_-]*)(?:@\w+)?(?:\s+(?<rest>[\s\S]*))?$/u;

/** A command by its name, or by what it is called in any language. */
function findCommand(name: string | undefined): Command | undefined {
  const typed = name?.toLowerCase();
  return commands.find((one) => one.name === typed || languages.some((language) => calledIn(language, one) === typed));
}

function calledIn(language: Language, command: Pick<Command, "name">): string {
  return sentences(language).commands[command.name].called;
}

/** Whether a message is a question to the models, as it stands or behind `/battle`. */
export function isQuestion(request: Pick<Request, "text">): boolean {
  const text = withPlainSlash(request.text);
  return !text.startsWith("/") || findCommand(pattern.exec(text)?.groups?.["name"]) === battle;
}

/** Chinese keyboards write a wide slash. */
function withPlainSlash(text: string): string {
  return text.trim().replace(/^／/u, "/");
}

/** Longer than any two names together; only a question may be longer. In UTF-16 units. */
const longestArgument = 300;

/**
 * Runs the command a message names; a message that names none is a question.
 * @throws {Refusal} for an unknown command, with the one probably meant.
 */
export async function runMessage(context: CommandContext, request: Heard<Request>): Promise<Reply | undefined> {
  const { refusals, commands: words } = sentences(request.language);
  const text = withPlainSlash(request.text);
  if (!text.startsWith("/")) return battle.run(context, request, text);
  const { name, rest = "" } = pattern.exec(text)?.groups ?? {};
  const command = findCommand(name);
  if (command) {
    if (command !== battle && command !== bank && rest.length > longestArgument)
      throw new Refusal(refusals.tooManyWords(words[command.name].usage));
    return command.run(context, request, rest.trim());
  }
  const names = [...commandNames, ...commandNames.map((one) => calledIn(request.language, { name: one }))];
  const typed = (name ?? text.slice(1).split(/\s/u)[0] ?? "").slice(0, 32);
  throw new Refusal(refusals.unknownCommand(typed, closest(typed, names)));
}

/** `<name of a command>:<what it has put there>`. */
const actionPattern = /^(?<name>[a-z]{1,16}):(?<rest>[\s\S]*)$/u;

/** Hands a press to the command whose button it was. @throws {Refusal} for a button that no command has made. */
export async function runAction(context: CommandContext, press: Heard<Press>): Promise<Reply> {
  const { name, rest = "" } = actionPattern.exec(press.action)?.groups ?? {};
  const command = commands.find((one) => one.name === name);
  if (!command?.press) throw new Refusal(sentences(press.language).refusals.unknownAction);
  return command.press(context, press, rest);
}

/** The table of commands, the same on every platform, and the way from a message to one of them. */
import { sentences } from "../language/index.ts";
import type { Reply, Request } from "../post.ts";
import { Refusal } from "../refusal.ts";
import { battle } from "./battle.ts";
import { closest } from "./closest.ts";
import { type Command, type CommandContext, commandNames } from "./command.ts";
import { help } from "./help.ts";
import { leaderboard } from "./leaderboard.ts";
import { models } from "./models.ts";
import { profile } from "./profile.ts";

const commands: readonly Command[] = [battle, leaderboard, profile, models, help];

/** `/name`, on Telegram also `/name@bot`, then white space or the end. */
const pattern = /^\/(?<name>[a-z][a-z_-]*)(?:@\w+)?(?:\s+(?<rest>[\s\S]*))?$/iu;

/**
 * Runs the command a message names; a message that names none is a question.
 * @throws {Refusal} for an unknown command, with the one probably meant.
 */
export async function runMessage(context: CommandContext, request: Request): Promise<Reply | undefined> {
  const text = request.text.trim();
  if (!text.startsWith("/")) return battle.run(context, request, text);
  const { name, rest } = pattern.exec(text)?.groups ?? {};
  const command = commands.find((one) => one.name === name?.toLowerCase());
  if (command) return command.run(context, request, (rest ?? "").trim());
  const typed = name ?? text.slice(1).split(/\s/u)[0]?.slice(0, 32) ?? "";
  throw new Refusal(sentences(request.language).refusals.unknownCommand(typed, closest(typed, commandNames)));
}

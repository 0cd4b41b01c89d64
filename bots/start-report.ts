/** What the start says to whoever typed the command. */
import {
  chooseLanguage,
  type Language,
  MissingKey,
  MissingRoster,
  type NewOperator,
  type Participants,
  RosterProblems,
  sentences,
  type Sentences,
  StoreRefusal,
  UnreadableRoster,
  UnusableDataDirectory,
} from "../core/index.ts";
import { ConfigProblems } from "./config.ts";
import { DiscordRefusal } from "./discord/bot.ts";
import { type TelegramName, TelegramRefusal } from "./telegram/bot.ts";
import { CannotListen } from "./web/bot.ts";

export type Started = {
  /** Where this machine finds the page. */
  address: string;
  /** Where people find it, the best one first. */
  forPeople: readonly string[];
  /** Its port, and the one it was wished at when that was taken. */
  port: number;
  movedFrom: number | null;
  /** The first operator, made at this very start; null: there is or was one already. The token is a secret. */
  operator: NewOperator | null;
  /** What people type to be let in to the page; null where everybody is. */
  joinCode: string | null;
  participants: Participants;
  /** Where the data lies, in words. */
  data: string;
  /** The bot on Discord, without a name where Discord cannot be reached yet; null: there is none. */
  discord: { name: string | undefined } | null;
  /** The bot on Telegram, likewise. */
  telegram: { name: TelegramName | undefined } | null;
};

const operatorCommand = "npm run -s operator";

/** The language of the machine's user, as far as the arena speaks it. */
export function machineLanguage(): Language {
  return chooseLanguage(Intl.DateTimeFormat().resolvedOptions().locale);
}

/** Everything a newcomer needs after the start; the one link to open alone on the first line. */
export function startReport(started: Started, language: Language): string {
  const { startup } = sentences(language);
  const { address, forPeople, port, movedFrom, operator, joinCode, participants, data } = started;
  const [best = address, ...others] = forPeople;
  const elsewhere = [...others, ...(best === address ? [] : [address])];
  return [
    operator ? `${best}/#operator=${operator.token}` : best,
    startup.page,
    operator ? startup.operatorLink(operatorCommand) : startup.operatorVerb(operatorCommand),
    ...(elsewhere.length === 0 ? [] : [startup.elsewhere(elsewhere.join(sentences(language).boards.listSeparator))]),
    ...(joinCode === null ? [] : [startup.wide]),
    ...(joinCode === null ? [] : [startup.joinCode(joinCode, `${best}/#join=${encodeURIComponent(joinCode)}`)]),
    ...(movedFrom === null ? [] : [startup.portMoved(movedFrom, port)]),
    startup.bots(describeBots(started, language)),
    startup.models(describeModels(participants, language)),
    startup.data(data),
    startup.stopHint,
  ].join("\n");
}

function describeBots({ discord, telegram }: Started, language: Language): string {
  const { startup, boards } = sentences(language);
  const bots: string[] = [];
  if (discord) bots.push(discord.name === undefined ? startup.discordAway : startup.discord(discord.name));
  if (telegram) {
    const { name } = telegram;
    bots.push(name === undefined ? startup.telegramAway : startup.telegram(`@${name.username}`, name.link));
  }
  return bots.length === 0 ? startup.noBots : bots.join(boards.listSeparator);
}

function describeModels({ roster, why }: Participants, language: Language): string {
  const { startup, boards } = sentences(language);
  const active = roster.models.filter((model) => model.status === "active").map((model) => model.name);
  const source = { roster: undefined, ollama: startup.ollama, demo: startup.demo, "demo-asked": startup.demoAsked }[
    why
  ];
  const names = active.join(boards.listSeparator);
  return source ? startup.because(names, source) : names;
}

/** Why the arena did not start: what happened, why, and what to do; never a stack trace for what people can mend. */
export function explainRefusal(error: unknown, language: Language): string {
  const { startup } = sentences(language);
  return [startup.refused, ...reasons(error, sentences(language))].join("\n");
}

function reasons(error: unknown, { startup }: Sentences): string[] {
  if (error instanceof ConfigProblems)
    return [startup.badConfiguration, ...error.problems.map(({ key, problem }) => `  ${key}: ${problem}`)];
  if (error instanceof RosterProblems)
    return [startup.badRoster, ...error.problems.map(({ place, problem }) => `  ${place}: ${problem}`)];
  if (error instanceof UnreadableRoster) return [startup.unreadableFile(error.path, error.code)];
  if (error instanceof MissingRoster) return [startup.missingRoster(error.path)];
  if (error instanceof MissingKey) return [startup.missingKey(error.path)];
  if (error instanceof UnusableDataDirectory) return [startup.unwritable(error.path, error.reason)];
  if (error instanceof StoreRefusal) return [explainStore(error, startup)];
  if (error instanceof DiscordRefusal) return [error.kind === "token" ? startup.discordToken : startup.discordIntents];
  if (error instanceof TelegramRefusal) return [startup.telegramToken];
  if (error instanceof CannotListen) {
    const { kind, host, port } = error;
    return [kind === "taken" ? startup.portTaken(port) : startup.cannotListen(host, port)];
  }
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
}

function explainStore({ kind, details, message }: StoreRefusal, startup: Sentences["startup"]): string {
  const { path = "", pid, server = "" } = details;
  switch (kind) {
    case "locked":
      return startup.locked(path, pid === undefined ? "?" : String(pid));
    case "other-key":
      return startup.otherKey;
    case "newer-schema":
      return startup.newerSchema;
    case "unreachable":
      return startup.unreachable(server, details.reason ?? "?");
    case "unwritable":
      return startup.unwritable(path, details.reason ?? "?");
    case "failed-migration":
    case "unreadable":
      return message;
  }
}

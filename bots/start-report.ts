/** What the start says to whoever typed the command. */
import {
  chooseLanguage,
  explainUnfit,
  type Language,
  MissingKey,
  MissingRoster,
  type NewOperator,
  type Participants,
  RosterProblems,
  sentences,
  type Sentences,
  type Standing,
  StoreRefusal,
  UnreadableRoster,
  UnreadableText,
  UnusableDataDirectory,
} from "../core/index.ts";
import { ConfigProblems } from "./config.ts";
import { type BotPlatform, describeBot, describeTrouble } from "./standings.ts";
import type { PublicBoardSetting } from "./web/board/settings.ts";
import { CannotListen } from "./web/bot.ts";

/** What there is to report. */
export type Started = {
  /** Whether people can open the page here. */
  page: boolean;
  /** Whether everybody can see boards there; null: nobody. */
  publicBoard: PublicBoardSetting;
  /** Where this machine finds the page. */
  address: string;
  /** Where people find it, the best one first. */
  forPeople: readonly string[];
  /** Its port, and the wanted one if that was taken. */
  port: number;
  movedFrom: number | null;
  /** The first operator, made at this start; null: there was one before. The token is a secret. */
  operator: NewOperator | null;
  /** What people type to be let in to the page; null where everybody is. */
  joinCode: string | null;
  participants: Participants;
  /** Where the data lies, in words. */
  data: string;
  /** Whether each bot is connected. */
  bots: readonly (readonly [BotPlatform, Standing])[];
};

const operatorCommand = "npm run -s operator";

/** The language of the machine's user, as far as the arena speaks it. */
export function machineLanguage(): Language {
  return chooseLanguage(Intl.DateTimeFormat().resolvedOptions().locale);
}

/** Everything a newcomer needs after the start; the link to open, where there is a page, stands alone on the first line. */
export function startReport(started: Started, language: Language): string {
  const { startup } = sentences(language);
  const { page, address, participants, data } = started;
  return [
    ...(page ? describePage(started, language) : [startup.noPage(`${address}/readyz`)]),
    startup.bots(describeBots(started, language)),
    ...describeTroubles(started, language),
    startup.models(describeModels(participants, language)),
    startup.data(data),
    startup.stopHint,
  ].join("\n");
}

function describePage(started: Started, language: Language): string[] {
  const { startup, boards } = sentences(language);
  const { address, forPeople, port, movedFrom, operator, joinCode, publicBoard } = started;
  const [best = address, ...others] = forPeople;
  const elsewhere = [...others, ...(best === address ? [] : [address])];
  return [
    operator ? `${best}/#operator=${operator.token}` : best,
    operator ? startup.operatorLink(operatorCommand) : startup.operatorVerb(operatorCommand),
    startup.page(best),
    ...(elsewhere.length === 0 ? [] : [startup.elsewhere(elsewhere.join(boards.listSeparator))]),
    ...(publicBoard ? [startup.publicBoard(`${best}/board`)] : []),
    ...(joinCode === null ? [] : [startup.wide]),
    ...(joinCode === null ? [] : [startup.joinCode(joinCode, `${best}/#join=${encodeURIComponent(joinCode)}`)]),
    ...(movedFrom === null ? [] : [startup.portMoved(movedFrom, port)]),
  ];
}

function describeBots({ bots }: Started, language: Language): string {
  const { startup, boards } = sentences(language);
  const names = bots.map(([platform, standing]) => describeBot(platform, standing, language));
  return names.length === 0 ? startup.noBots : names.join(boards.listSeparator);
}

/** Why bots are not connected, as far as it is known, one line each. */
function describeTroubles({ bots }: Started, language: Language): string[] {
  const { platforms } = sentences(language);
  return bots.flatMap(([platform, standing]) => {
    const known = standing.state === "trying" && (standing.trouble !== "away" || standing.reason !== undefined);
    return known ? [describeTrouble(platform, standing, platforms)] : [];
  });
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

function reasons(error: unknown, words: Sentences): string[] {
  const { startup } = words;
  if (error instanceof ConfigProblems)
    return [startup.badConfiguration, ...error.problems.map(({ key, problem }) => `  ${key}: ${problem}`)];
  if (error instanceof RosterProblems)
    return [startup.badRoster, ...error.problems.map(({ place, problem }) => `  ${place}: ${problem}`)];
  if (error instanceof UnreadableRoster) return [startup.unreadableFile(error.path, error.code)];
  if (error instanceof MissingRoster) return [startup.missingRoster(error.path)];
  if (error instanceof MissingKey) return [startup.missingKey(error.path)];
  if (error instanceof UnreadableText) return [startup.unreadableText(error.place)];
  if (error instanceof UnusableDataDirectory) return [startup.unwritable(error.path, error.reason)];
  if (error instanceof StoreRefusal) return [explainUnfit(error, words) ?? explainStore(error, startup)];
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
    case "unfit":
      return message;
  }
}

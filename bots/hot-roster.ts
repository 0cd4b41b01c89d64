/** Puts changes of the roster file in force while the arena runs: when the file changes, and when somebody asks for it. */
import { readFile } from "node:fs/promises";
import {
  type Clock,
  type Core,
  createInTurn,
  createLineups,
  findChanges,
  type Language,
  type Lineup,
  type Log,
  parseRoster,
  type Participants,
  type Roster,
  type RosterChanges,
  RosterProblems,
  sentences,
  watchFile,
} from "../core/index.ts";

/** The roster as it is followed. */
export interface HotRoster {
  /** What the arena begins with. */
  readonly first: Lineup;
  /** Looks after the file from now on. @returns what to call at the end. */
  follow(core: Pick<Core, "changeLineup">): () => void;
  /** Reads the file at once, and says what came of it even where nothing has changed. */
  readAgain(): void;
}

/** What following it takes. `secret` knows the environment as it was at the start. */
type HotRosterParts = {
  path: string;
  participants: Pick<Participants, "roster" | "why">;
  secret: (name: string) => string | undefined;
  /** Whether an active model without a price is a mistake. */
  pricesRequired?: boolean;
  clock: Clock;
  language: Language;
  log: Log;
  /** Writes lines to the terminal. */
  say(text: string): void;
};

/** How long to wait before models that could not be saved are saved again, in milliseconds. */
const tryAgainAfter = 30_000;

type Following = HotRosterParts & {
  lineups: (roster: Roster) => Lineup;
  roster: Roster;
  /** What the file held when it was last read, good or bad; undefined: it is to be read again in any case. */
  text: string | undefined;
  bad: boolean;
  core: Pick<Core, "changeLineup"> | undefined;
  readLater(): void;
};

/** Nothing is followed until {@link HotRoster.follow}. */
export function createHotRoster(parts: HotRosterParts): HotRoster {
  const { path, participants, clock, log } = parts;
  const lineups = createLineups(clock);
  const { roster } = participants;
  const readLater = (): void => void clock.after(tryAgainAfter, () => read(false));
  const following: Following = { ...parts, lineups, roster, text: undefined, bad: false, core: undefined, readLater };
  const inTurn = createInTurn();
  const read = (asked: boolean): void =>
    void inTurn(path, () => readNow(following, asked)).catch((error: unknown) =>
      log.error({ path, error }, "the roster could not be read again"),
    );
  return {
    first: lineups(roster),
    follow(core) {
      following.core = core;
      return participants.why === "demo-asked" ? () => {} : watchFile(path, clock, () => read(false));
    },
    readAgain: () => read(true),
  };
}

async function readNow(following: Following, asked: boolean): Promise<void> {
  const { path, participants, language, say, text: before } = following;
  const words = sentences(language).roster;
  const text = await readFile(path, "utf8").catch((error: unknown) => new Error("unreadable", { cause: error }));
  const content = text instanceof Error ? "" : text;
  const known = before === content;
  following.text = content;
  if (participants.why !== "roster") {
    // A league of its own, and another way to be found: only a start brings the one in place of the other.
    if (content !== "" && (asked || !known)) say(words.appeared(path));
    else if (asked) say(words.noFile);
    return;
  }
  if (known && !asked) return;
  const next = text instanceof Error ? refuseFile(following, text) : parse(following, text);
  if (next) await putInForce(following, next, asked);
}

/** The file is gone, or cannot be read. */
function refuseFile(following: Following, { cause }: Error): undefined {
  const { path, language, log, say } = following;
  const words = sentences(language);
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
  following.bad = true;
  log.error({ path, code }, "the roster cannot be read any more; the one before stays in force");
  if (code === "ENOENT") say(words.roster.gone(path));
  else say([words.roster.unusable(path), `  ${words.startup.unreadableFile(path, code)}`].join("\n"));
}

function parse(following: Following, text: string): Roster | undefined {
  try {
    return parseRoster(text, following.secret, following.pricesRequired);
  } catch (error) {
    if (!(error instanceof RosterProblems)) throw error;
    const problems = error.problems.map(({ place, problem }) => `${place}: ${problem}`);
    return refuse(following, problems);
  }
}

/** The arena goes on with what it has. */
function refuse(following: Following, problems: readonly string[]): undefined {
  const { path, language, log, say } = following;
  const words = sentences(language).roster;
  following.bad = true;
  log.error({ path, problems }, "the roster was changed, but cannot be used; the one before stays in force");
  const aboutKeys = problems.some((problem) => /environment variable [A-Z]/.test(problem)) ? [words.keysAtStart] : [];
  say([words.unusable(path), ...problems.map((problem) => `  ${problem}`), ...aboutKeys].join("\n"));
}

async function putInForce(following: Following, next: Roster, asked: boolean): Promise<void> {
  const { path, language, log, say, core, lineups } = following;
  const words = sentences(language).roster;
  const changes = findChanges(following.roster, next);
  if (!changes && (asked || following.bad)) say(words.unchanged(path));
  following.bad = false;
  if (!changes || !core) return;
  try {
    await core.changeLineup(lineups(next));
  } catch (error) {
    log.error({ path, error }, "the models of a changed roster could not be saved; it is tried again");
    say(words.notSaved(path));
    following.text = undefined;
    return following.readLater();
  }
  following.roster = next;
  log.info({ path, ...changes }, "the roster was changed; battles begin with it from now on");
  say([words.changed(path), ...describe(changes, language)].join("\n"));
}

function describe(changes: RosterChanges, language: Language): string[] {
  const { roster: words, boards } = sentences(language);
  return Object.entries(changes).flatMap(([kind, list]) =>
    list.length === 0 ? [] : [`  ${words.changes[kind as keyof RosterChanges](list.join(boards.listSeparator))}`],
  );
}

/**
 * Whose turn it is to identify on Discord's gateway. Discord allows one identification every five seconds (of so many
 * shards side by side) and a number of them a day; whoever goes beyond loses the bot's token. So turns are noted where all
 * processes of the bot find them, also after a crash.
 */
import { type Clock, type Log, pause, type PlatformMemory } from "../../core/index.ts";

/** How many sessions may still be started. Times in milliseconds. */
export type SessionsLeft = { total: number; remaining: number; reset_after: number; max_concurrency?: number };

/** Whose turn it is to identify itself. */
export interface IdentifyTurns {
  /** Resolves when it is this shard's turn. @throws what `signal` was aborted with, and nothing else. */
  waitForIdentify(shard: number, signal: AbortSignal): Promise<void>;
  /** How long a shard has to wait because it has identified often in a row, in milliseconds. */
  waitOf(shard: number): Promise<number>;
}

/** What turns take. */
export type TurnParts = {
  /** Asks Discord. */
  fetchLeft(): Promise<SessionsLeft>;
  memory: Pick<PlatformMemory, "find" | "keep" | "replace">;
  /** The bot's identifier. */
  bot: string;
  clock: Clock;
  log: Log;
};

/** Within one of these only one shard of a kind identifies. In milliseconds. */
export const betweenTurns = 5_000;
/** So many identifications one soon after the other are usual, as when somebody sets the arena up. */
const usualRow = 3;
/** The longest wait of a shard that identifies again and again, in milliseconds. */
const longestWait = 5 * 60_000;
/** A session that lasts so much longer than its shard has had to wait was no failure, in milliseconds. */
const proof = 2 * 60_000;
/** Below this share of the day's sessions they are spread over what is left of the day. */
const plenty = 0.5;

/** The last identification of a shard, and how many there were one soon after the other, with it. */
type Row = { at: number; count: number };

type Turns = TurnParts & {
  left: SessionsLeft;
  /** When this process may identify at the earliest because few sessions are left. */
  scarceUntil: number;
  /** What is known without the memory, which may be out of reach. */
  rows: Map<number, Row>;
  /** The last turn of each kind of shard in this process, and the queue for the next ones. */
  lastOf: Map<number, number>;
  queues: Map<number, Promise<unknown>>;
};

/** Nobody has waited yet. */
export function createIdentifyTurns(parts: TurnParts): IdentifyTurns {
  const left = { total: 1, remaining: 1, reset_after: 0 };
  const turns: Turns = { ...parts, left, scarceUntil: 0, rows: new Map(), lastOf: new Map(), queues: new Map() };
  return {
    async waitForIdentify(shard, signal) {
      // discord.js breaks if a turn fails, so without an answer from Discord its last one counts.
      turns.left = await turns.fetchLeft().catch(() => turns.left);
      const kind = shard % Math.max(1, turns.left.max_concurrency ?? 1);
      const turn = (turns.queues.get(kind) ?? Promise.resolve()).then(() => takeTurn(turns, shard, kind, signal));
      turns.queues.set(
        kind,
        turn.catch(() => {}),
      );
      await turn;
    },
    async waitOf(shard) {
      return Math.max(0, dueAfter(await findRow(turns, shard)) - turns.clock.now().getTime());
    },
  };
}

async function takeTurn(turns: Turns, shard: number, kind: number, signal: AbortSignal): Promise<void> {
  const { clock, left } = turns;
  const last = await findRow(turns, shard);
  await waitUntil(turns, Math.max(dueAfter(last), turns.scarceUntil), signal);
  await claimTurn(turns, kind, signal);
  const at = clock.now().getTime();
  const again = last !== undefined && at < dueAfter(last) + proof;
  await noteRow(turns, shard, { at, count: again ? last.count + 1 : 1 });
  signal.throwIfAborted();
  const { total, remaining, reset_after: resetAfter } = left;
  turns.scarceUntil = remaining >= total * plenty ? 0 : at + resetAfter / Math.max(1, remaining);
}

/** When a shard may identify again: later and later, as long as it does so again and again. */
function dueAfter(row: Row | undefined): number {
  return row === undefined ? 0 : row.at + Math.min(longestWait, betweenTurns * 2 ** Math.max(0, row.count - usualRow));
}

/** Waits for a stretch of time in which no other shard of the kind identifies, in whatever process. */
async function claimTurn(turns: Turns, kind: number, signal: AbortSignal): Promise<void> {
  const { memory, bot, clock, lastOf } = turns;
  await waitUntil(turns, notAhead(turns, lastOf.get(kind) ?? 0) + betweenTurns, signal);
  for (;;) {
    const now = clock.now().getTime();
    const stretch = Math.floor(now / betweenTurns);
    const keyOf = (number: number) => `identify:${bot}:${kind}:${number}`;
    const turn = await orUnknown(turns, async () => {
      const before = Number((await memory.find(keyOf(stretch - 1))) ?? 0);
      const at = Math.max(now, before + betweenTurns);
      const taken = await memory.keep(keyOf(stretch), String(at));
      return taken === null ? { at, mine: true } : { at: Number(taken) + betweenTurns, mine: false };
    });
    await waitUntil(turns, turn?.at ?? now, signal);
    if (turn?.mine === false) continue;
    lastOf.set(kind, clock.now().getTime());
    return;
  }
}

async function findRow(turns: Turns, shard: number): Promise<Row | undefined> {
  const { memory, bot, rows } = turns;
  const noted = await orUnknown(turns, () => memory.find(`identified:${bot}:${shard}`));
  const [at, count] = (noted ?? "").split(" ").map(Number);
  const known = rows.get(shard);
  const row = at && count && at >= (known?.at ?? 0) ? { at, count } : known;
  return row && { ...row, at: notAhead(turns, row.at) };
}

/** What was noted by a clock that was ahead, this one's before it was set back among them, holds nobody up for longer. */
function notAhead({ clock }: Turns, at: number): number {
  return Math.min(at, clock.now().getTime());
}

async function noteRow(turns: Turns, shard: number, row: Row): Promise<void> {
  const { memory, bot, rows } = turns;
  rows.set(shard, row);
  await orUnknown(turns, () => memory.replace(`identified:${bot}:${shard}`, `${row.at} ${row.count}`));
}

/** Without the memory, what this process knows has to do. */
async function orUnknown<Found>({ log }: Turns, look: () => Promise<Found>): Promise<Found | undefined> {
  try {
    return await look();
  } catch (error) {
    log.warn(
      { platform: "discord", error },
      "identifications are counted in this process alone, for the database is away",
    );
    return undefined;
  }
}

/** @throws what `signal` was aborted with. */
async function waitUntil({ clock }: Turns, due: number, signal: AbortSignal): Promise<void> {
  const now = clock.now().getTime();
  if (due > now) await pause(due - now, clock, signal);
  signal.throwIfAborted();
}

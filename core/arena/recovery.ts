/** Takes up battles that no process looks after any more: at the start, and then at intervals. */
import {
  type AttemptFailure,
  type Battle,
  countInterruptions,
  lastAttempt,
  lastTurn,
  sides,
  wasInterrupted,
} from "../battle/battle.ts";
import { type Held, type TakeOver, withEnding } from "../battle/lease.ts";
import type { PlatformName } from "../chat/post.ts";
import { answerBattle } from "./answering.ts";
import type { ArenaAtWork } from "./context.ts";
import { giveUp, goOn } from "./ending.ts";
import { type Hold, holdBattle, newLease, whileHeld } from "./leases.ts";
import { isUp, show } from "./showing.ts";

const interrupted: AttemptFailure = { failure: "interrupted", detail: "the process that waited for it ended" };

/** The platforms whose battles are being gone on with. */
type Busy = Set<PlatformName>;

/** Takes up every battle that an earlier run left unfinished, then keeps looking for what other processes left. */
export async function startRecovery(arena: ArenaAtWork): Promise<void> {
  const { store, alone, place, background, folding, erasing } = arena;
  const busy: Busy = new Set();
  await takeOver(arena, alone ? "all" : { holdersLike: `${place}:` });
  // Not waited for: a platform that takes its time must not keep the arena from starting.
  background.run(goOnWith(arena, busy, await store.battles.unfinishedBattles()));
  folding.wake();
  erasing.wake();
  scheduleSweep(arena, busy);
}

function scheduleSweep(arena: ArenaAtWork, busy: Busy): void {
  arena.sweeps.set("sweep", arena.rules.sweepEvery, () => arena.background.run(sweep(arena, busy)));
}

async function sweep(arena: ArenaAtWork, busy: Busy): Promise<void> {
  const { store, clock, rules, log, background, folding, erasing } = arena;
  folding.wake();
  erasing.wake();
  try {
    await takeOver(arena, "expired");
    // The process that is closing it gets this much time before another one does it instead.
    const overdueSince = new Date(clock.now().getTime() - rules.sweepEvery);
    const overdue = await store.battles.unfinishedBattles(overdueSince);
    // What waits for another try has its own time for that.
    const waiting = new Set(arena.retries.names());
    background.run(
      goOnWith(
        arena,
        busy,
        overdue.filter(({ id }) => !waiting.has(id)),
      ),
    );
  } catch (error) {
    log.error({ error }, "the search for unfinished battles failed; it is tried again");
  }
  scheduleSweep(arena, busy);
}

/**
 * Whose platform another process may reach, and this one does not, is left to it for as long as an interrupted battle is
 * worth going on with. After that nobody can do better, and its votes are to count.
 */
function isForUs({ alone, platforms, rules, clock }: ArenaAtWork, { platform, closesAt, endedAt }: Battle): boolean {
  const due = endedAt ?? closesAt;
  const late = due !== null && due.getTime() <= clock.now().getTime() - rules.resumeWithin;
  return alone || platforms.has(platform) || late;
}

/** A slow platform does not delay the battles of another one. Never throws. */
async function goOnWith(arena: ArenaAtWork, busy: Busy, all: readonly Battle[]): Promise<void> {
  const battles = all.filter((battle) => isForUs(arena, battle));
  const here = [...Map.groupBy(battles, ({ platform }) => platform)].filter(([platform]) => !busy.has(platform));
  await Promise.all(
    here.map(async ([platform, theirs]) => {
      busy.add(platform);
      await goOnInOrder(arena, theirs);
      busy.delete(platform);
    }),
  );
}

async function goOnInOrder(arena: ArenaAtWork, battles: readonly Battle[]): Promise<void> {
  for (const battle of battles) {
    try {
      await goOn(arena, battle);
    } catch (error) {
      arena.log.error({ battle: battle.id, error }, "an unfinished battle could not be taken up");
    }
  }
}

async function takeOver(arena: ArenaAtWork, over: TakeOver["over"]): Promise<void> {
  const { store, clock, alone, platforms, rules, underway, background } = arena;
  const at = clock.now();
  const elsewhereSince = new Date(at.getTime() - rules.resumeWithin);
  const reach = alone ? undefined : { platforms: [...platforms.keys()], elsewhereSince };
  const wanted = { lease: newLease(arena), at, over, except: [...underway.keys()], reach };
  for (const battle of await store.answering.takeOver(wanted)) {
    const hold = holdBattle(arena, battle.id);
    background.run(whileHeld(arena, hold, () => resume(arena, hold, battle)));
  }
}

/** Goes on where another process, or an earlier run of this one, broke off. */
async function resume(arena: ArenaAtWork, hold: Hold, battle: Battle): Promise<void> {
  if (hold.leave.aborted) return;
  const { clock, rules, log, holder } = arena;
  const age = clock.now().getTime() - lastTurn(battle).askedAt.getTime();
  const waitedFor = age <= rules.resumeWithin && isUp(arena, battle);
  const resumed = waitedFor ? await resumeAttempts(arena, hold.held, battle) : undefined;
  if (!resumed) return giveUp(arena, battle, "interrupted");
  log.info({ battle: battle.id, holder }, "an interrupted battle is taken up");
  await show(arena, battle.id);
  await answerBattle(arena, hold, resumed);
}

/**
 * Puts the same model in place of every attempt that was interrupted, at most once a side: a model is never called a
 * third time for one answer.
 * @returns the battle to go on answering; undefined when a side has been interrupted before.
 */
async function resumeAttempts({ store, clock }: ArenaAtWork, held: Held, battle: Battle): Promise<Battle | undefined> {
  let resumed = battle;
  for (const side of sides) {
    const last = lastAttempt(resumed, side, lastTurn(resumed).number);
    if (last.ending !== null && !wasInterrupted(last)) continue;
    const now = clock.now();
    const ended = withEnding(resumed, last, interrupted, now);
    const again = { ...last, number: last.number + 1, probability: 1, startedAt: now, endedAt: null, ending: null };
    const next = countInterruptions(ended, last) > 1 ? undefined : again;
    if (last.ending === null) await store.answering.finishAttempt(held, last, interrupted, now, next);
    else if (next) await store.answering.addAttempt(held, next);
    if (!next) return undefined;
    resumed = { ...ended, attempts: [...ended.attempts, next] };
  }
  return resumed;
}

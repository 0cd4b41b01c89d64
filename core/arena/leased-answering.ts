/** Answers the battles this process holds the lease of, until each opens or fails. */
import { type Answers, answerTurn } from "./answering.ts";
import { type Battle, type Lease, lastTurn, modelOf, type NewBattle } from "../battle/battle.ts";
import type { ArenaContext } from "./context.ts";
import { activeModels } from "../battle/draw.ts";
import type { Ending } from "./ending.ts";
import { resumeAttempts } from "./interruption.ts";
import type { Held } from "../battle/lease.ts";
import type { Party } from "../limits/party.ts";
import { sealDraw } from "../battle/sealed-draw.ts";
import type { Showing } from "./showing.ts";

/** A battle that waits for the answers of its last turn. */
type Unanswered = Pick<NewBattle, "id" | "generation" | "turns" | "attempts" | "asker" | "community"> & {
  party?: Party;
};

export interface LeasedAnswering {
  /** A lease from now on. */
  lease(): Lease;
  /** A battle as this process holds it. */
  hold(battle: string): Held;
  /**
   * Holds a battle from before it is saved: `prepare` saves and shows what is to be answered, then it is answered.
   * @returns once it is prepared, with what resolves when it has been answered.
   * @throws whatever `prepare` throws.
   */
  begin(battle: string, prepare: () => Promise<Unanswered>): Promise<{ answered: Promise<void> }>;
  /** Goes on where another process, or an earlier run of this one, broke off. Never throws. */
  resume(battle: Battle): Promise<void>;
  /** The battles being answered now. */
  underway(): string[];
}

/** @param stop when the arena stops: leases are given back, and nothing is decided. */
export function createLeasedAnswering(
  context: ArenaContext,
  showing: Showing,
  ending: Ending,
  stop: AbortSignal,
): LeasedAnswering {
  const { store, clock, random, log, rules, holder } = context;
  const underway = new Set<string>();
  const lease = (): Lease => ({ holder, until: new Date(clock.now().getTime() + rules.leaseFor) });

  /** Keeps the lease until called off; `lost` when somebody else has it. */
  function keepLease(held: Held, lost: () => void): () => void {
    let cancel = clock.after(rules.renewLeaseEvery, renew);
    function renew(): void {
      cancel = clock.after(rules.renewLeaseEvery, renew);
      store.answering.extendLease(held, lease().until).then(
        (kept) => (kept ? undefined : lost()),
        (error: unknown) => log.warn({ battle: held.battle, error }, "a lease could not be renewed"),
      );
    }
    return () => cancel();
  }

  /** Runs `work` while the lease is kept; what breaks off is left to the next sweep. */
  async function whileHeld(id: string, work: (held: Held, leave: AbortSignal) => Promise<void>): Promise<void> {
    const held = { battle: id, holder };
    const lost = new AbortController();
    const leave = AbortSignal.any([stop, lost.signal]);
    const dropLease = keepLease(held, () => lost.abort());
    underway.add(id);
    try {
      await work(held, leave);
      if (stop.aborted) await store.answering.extendLease(held, clock.now());
    } catch (error) {
      log.error({ battle: id, error }, "a battle broke off; it will be taken up again");
    } finally {
      dropLease();
      underway.delete(id);
    }
  }

  async function answerHeld(battle: Unanswered, held: Held, leave: AbortSignal): Promise<void> {
    const answers = await answerTurn(context, battle, held, activeModels(context.models), rules, leave);
    if (answers) return open(battle, held, answers);
    if (!leave.aborted) await ending.failTurn(held, "no-answer");
  }

  async function open(battle: Unanswered, held: Held, answers: Answers): Promise<void> {
    const at = clock.now();
    const closesAt = new Date(at.getTime() + rules.closeAtLatest);
    const masked = answers.a.shown !== null || answers.b.shown !== null;
    // Of a redrawn side only the record knows the model; of a follow-up, when its battle closes.
    const recorded = await store.battles.findBattle(battle.id);
    const drawn = recorded ?? battle;
    const pair = { battle: battle.id, a: modelOf(drawn, "a"), b: modelOf(drawn, "b") };
    const seal = lastTurn(battle).number === 1 ? sealDraw(pair, random.salt()) : null;
    if (!(await store.answering.openTurn(held, { at, closesAt, masked, seal }))) return;
    ending.schedule(battle.id, recorded?.closesAt ?? closesAt);
    await showing.show(battle.id);
  }

  async function resumeHeld(battle: Battle, held: Held, leave: AbortSignal): Promise<void> {
    if (leave.aborted) return;
    const age = clock.now().getTime() - lastTurn(battle).askedAt.getTime();
    const waitedFor = age <= rules.resumeWithin && showing.isUp(battle);
    const resumed = waitedFor ? await resumeAttempts(context, battle, held) : undefined;
    if (!resumed) return ending.failTurn(held, "interrupted");
    log.info({ battle: battle.id, holder }, "an interrupted battle is taken up");
    await showing.show(battle.id);
    await answerHeld(resumed, held, leave);
  }

  return {
    lease,
    hold: (battle) => ({ battle, holder }),
    async begin(id, prepare) {
      const prepared = Promise.withResolvers<void>();
      const answered = whileHeld(id, async (held, leave) => {
        let battle: Unanswered;
        try {
          battle = await prepare();
        } catch (error) {
          return prepared.reject(error);
        }
        prepared.resolve();
        await answerHeld(battle, held, leave);
      });
      await prepared.promise;
      return { answered };
    },
    resume: (battle) => whileHeld(battle.id, (held, leave) => resumeHeld(battle, held, leave)),
    underway: () => [...underway],
  };
}

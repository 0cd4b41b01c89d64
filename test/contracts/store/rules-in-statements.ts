/**
 * Statements that write only where a rule lets them. Each rule stands in core/battle; whatever has happened to a battle
 * before, the statement must write what the rule says, and nothing where it says no.
 */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AskedSoFar,
  type BattleLimit,
  followedUp,
  mayBegin,
  mayJoinPair,
} from "../../../core/battle/asking-rules.ts";
import { closedFor } from "../../../core/battle/ballot-rules.ts";
import { type Battle, closeReasons, failReasons, type NewBattle } from "../../../core/battle/battle.ts";
import { givenUp, isHeldBy, opened, takenBack, withEnding } from "../../../core/battle/lease.ts";
import type { Store } from "../../../core/store/store.ts";
import {
  atMinute,
  freshId,
  heldBattle,
  sampleAnswer,
  sampleAttempt,
  sampleBattle,
  sampleFailure,
  sampleFollowUp,
  sampleLease,
  sampleOpening,
  sampleSeal,
  sampleTurn,
} from "../battle-samples.ts";
import { failTurn, openTurn } from "../held-turns.ts";
import { times } from "../../thorough.ts";
import { createStage } from "./stage.ts";

/** What can happen to a battle; most of it only to one that is open. */
const steps = ["answer", "open", "fail", "vote", "lock", "follow-up", "close"] as const;
type Step = (typeof steps)[number];

const past: fc.Arbitrary<Step[]> = fc.oneof(
  fc.constantFrom<Step[]>(
    [],
    ["answer"],
    ["open"],
    ["open", "vote", "lock"],
    ["open", "follow-up"],
    ["open", "follow-up", "fail"],
    ["open", "follow-up", "open", "vote"],
    ["open", "vote", "lock", "close"],
  ),
  fc.array(fc.constantFrom(...steps), { maxLength: 6 }),
);

const mostly = (usual: boolean) => fc.constantFrom(usual, usual, usual, usual, !usual);
const runs = () => ({ numRuns: times(100, 12) });

export function describeRulesInStatements(store: () => Store): void {
  const { createBattle, found } = createStage(store);

  /** A battle to which all that has happened. */
  async function live(happened: readonly Step[], changes: Partial<NewBattle> = {}): Promise<NewBattle> {
    const battle = await createBattle({ asker: freshId(), ...changes });
    const { ballots, battles, answering } = store();
    const ballot = { battle: battle.id, voter: battle.asker, community: battle.community };
    const does: Record<Step, () => Promise<unknown>> = {
      answer: () => answering.finishAttempt(heldBattle(battle), sampleAttempt("a", "x"), sampleAnswer, atMinute(1)),
      open: () => openTurn(store(), heldBattle(battle), sampleOpening({ seal: sampleSeal })),
      fail: () => failTurn(store(), heldBattle(battle), atMinute(2), "no-answer"),
      vote: () =>
        ballots.castVote({ ...ballot, platform: "web", choice: "a", means: "button", seen: false, at: atMinute(3) }),
      lock: () => ballots.lockVote(ballot, atMinute(4)),
      "follow-up": async () =>
        battles.beginFollowUp(sampleFollowUp(battle, { number: (await found(battle)).turns.length + 1 })),
      close: () => battles.closeBattle(battle.id, atMinute(5), "time"),
    };
    for (const step of happened) await does[step]();
    return battle;
  }

  const holders = fc.constantFrom(sampleLease.holder, "somebody else");

  describe("a rule in a statement", () => {
    it("lets a battle begin as `mayBegin` does", async () => {
      const time = { from: atMinute(0), until: atMinute(60), rolling: false };
      const inCommunity = (most: number): BattleLimit => ({ of: "community", most, ...time });
      const limit = fc.integer({ min: 1, max: 2 });
      const asked = fc.record({ byEvent: fc.boolean(), unanswered: fc.nat({ max: 2 }), begun: fc.nat({ max: 2 }) });
      const limited = fc.record({
        questionsAtOnce: limit,
        battles: fc.array(limit.map(inCommunity), { maxLength: 2 }),
      });
      await fc.assert(
        fc.asyncProperty(asked, limited, async ({ byEvent, unanswered, begun }, limits) => {
          const [asker, community, event] = [freshId(), freshId(), freshId()];
          if (byEvent) await createBattle({ turns: [sampleTurn({ event })] });
          for (let one = 0; one < unanswered; one++) await createBattle({ asker, createdAt: atMinute(-1) });
          for (let one = 0; one < begun; one++) await createBattle({ community });
          const { attempts } = await createBattle();
          const battle = sampleBattle({ asker, community, attempts, turns: [sampleTurn({ event })] });
          const counted = limits.battles.map(() => ({ count: begun, oldest: null }));
          const expected = mayBegin({ byEvent, unanswered, begun: counted }, limits);
          expect(await store().battles.createBattle(battle, limits)).toEqual(expected);
          expect((await store().battles.findBattle(battle.id)) !== undefined).toBe(expected === "created");
        }),
        runs(),
      );
    });

    it("lets a battle be followed up as `followedUp` does", async () => {
      const given = fc.record({
        happened: past,
        own: mostly(true),
        byEvent: mostly(false),
        isNext: fc.boolean(),
        waits: mostly(false),
        turnsPerBattle: fc.integer({ min: 1, max: 3 }),
        most: fc.constantFrom(null, 1, 2, 3),
        others: fc.nat({ max: 2 }),
      });
      await fc.assert(
        fc.asyncProperty(given, async ({ happened, own, byEvent, isNext, waits, turnsPerBattle, most, others }) => {
          const event = freshId();
          const battle = await live(happened, { community: freshId() });
          if (byEvent) await createBattle({ turns: [sampleTurn({ event })] });
          if (waits) await createBattle({ asker: battle.asker });
          const before = await found(battle);
          const number = before.turns.length + (isNext ? 1 : 0);
          // The battle itself has begun in that time, and so may have a follow-up.
          const time = { from: atMinute(0), until: atMinute(60), rolling: false };
          const battles = most === null ? [] : [{ of: "community" as const, most, ...time }];
          if (most !== null) for (let one = 1; one < others; one++) await createBattle({ community: battle.community });
          const follows = before.turns.length - 1;
          const begun = battles.map(() => ({ count: Math.max(1, others) + follows, oldest: null }));
          const plain = sampleFollowUp(battle, { number, limits: { turnsPerBattle, questionsAtOnce: 1, battles } });
          const followUp = { ...plain, asker: own ? battle.asker : freshId(), turn: { ...plain.turn, event } };
          const unanswered = own && (waits || before.status === "answering") ? 1 : 0;
          const asked: AskedSoFar = { byEvent, unanswered, begun };
          const { event: _event, ...turn } = followUp.turn;
          const expected = followedUp(before, { ...followUp, turn }, asked);
          expect(await store().battles.beginFollowUp(followUp)).toMatchObject({ outcome: expected.outcome });
          expect(await found(battle)).toEqual(expected.outcome === "begun" ? expected.battle : before);
        }),
        runs(),
      );
    });

    it("lets a battle join the pair of another as `mayJoinPair` does, and none of them close before it is answered", async () => {
      await fc.assert(
        fc.asyncProperty(past, fc.integer({ min: 1, max: 2 }), async (happened, most) => {
          const before = await live(happened);
          const joining = await createBattle({ pair: before.id });
          const expected = mayJoinPair(before.id, await store().pairs.pairOf(before.id), { most });
          const limits = { most, until: atMinute(80) };
          expect(await store().pairs.joinPair(joining.id, before.id, limits)).toBe(expected);
          expect((await found(before)).pair).toBe(expected === "joined" ? before.id : null);
          if (expected !== "joined") return;
          expect((await found(before)).closesAt?.getTime()).toBeGreaterThanOrEqual(atMinute(80).getTime());
          const close = (at: Date) => store().battles.closeBattle(before.id, at, "time");
          expect(await close(atMinute(90))).toEqual({ outcome: "pair-answering" });
          await openTurn(store(), heldBattle(joining), sampleOpening());
          expect(await close(atMinute(79))).toEqual({ outcome: "not-open" });
          expect(await close(atMinute(9_000))).toMatchObject({ outcome: "closed", others: [joining.id] });
          expect((await found(joining)).status).toBe("closed");
        }),
        runs(),
      );
    });

    it("lets a battle close as `closedFor` does", async () => {
      await fc.assert(
        fc.asyncProperty(
          past,
          fc.oneof(fc.constant("asker" as const), fc.constantFrom(...closeReasons)),
          async (happened, reason) => {
            const battle = await live(happened);
            const before = await found(battle);
            const vote = await store().ballots.findVote(battle.id, battle.asker);
            const at = atMinute(9);
            const expected = closedFor(reason, before, { at, askerHasLocked: (vote?.lockedAt ?? null) !== null });
            const outcome = typeof expected === "string" ? expected : "closed";
            expect(await store().battles.closeBattle(battle.id, at, reason)).toMatchObject({ outcome });
            expect(await found(battle)).toEqual(typeof expected === "string" ? before : expected);
          },
        ),
        runs(),
      );
    });

    it("lets answers be taken back as `takenBack` does", async () => {
      await fc.assert(
        fc.asyncProperty(past, async (happened) => {
          const battle = await live(happened);
          const before = await found(battle);
          const expected = takenBack(before, atMinute(9));
          expect((await store().answering.takeBack(battle.id, atMinute(9)))?.battle).toEqual(expected);
          expect(await found(battle)).toEqual(expected ?? before);
        }),
        runs(),
      );
    });

    it("lets a turn open or fail as `opened` and `givenUp` do, for its holder alone", async () => {
      const last = { attempt: { turn: 1, side: "b", number: 1 } as const, answer: sampleAnswer, at: atMinute(6) };
      const opening = fc.record({ masked: fc.boolean(), last: fc.option(fc.constant(last)) });
      await fc.assert(
        fc.asyncProperty(past, holders, fc.option(opening), fc.constantFrom(...failReasons), async (...given) => {
          const [happened, holder, masked, reason] = given;
          const battle = await live(happened);
          const before = await found(battle);
          const held = heldBattle(battle, holder);
          const at = atMinute(7);
          const how = masked && sampleOpening({ ...masked, at, seal: { ...sampleSeal, salt: "another" } });
          const after = how ? opened(before, how) : givenUp(before, at, reason);
          const expected = isHeldBy(before, held) ? after : before;
          const settled = how
            ? (await openTurn(store(), held, how))?.battle
            : await failTurn(store(), held, at, reason);
          expect(settled).toEqual(isHeldBy(before, held) ? expected : undefined);
          expect(await found(battle)).toEqual(expected);
        }),
        runs(),
      );
    });

    it("lets an attempt end as `withEnding` does, once, and for its holder alone", async () => {
      const ending = fc.constantFrom(sampleAnswer, sampleFailure);
      await fc.assert(
        fc.asyncProperty(past, holders, ending, fc.boolean(), async (happened, holder, ended, isRedrawn) => {
          const battle = await live(happened);
          const before = await found(battle);
          const held = heldBattle(battle, holder);
          const [first] = battle.attempts;
          const next = isRedrawn ? { ...first!, number: 2 } : undefined;
          await store().answering.finishAttempt(held, first!, ended, atMinute(8), next);
          const after = withEnding(before, first!, ended, atMinute(8));
          const attempts = [...after.attempts, ...(next ? [next] : [])].toSorted(byPlace);
          expect(await found(battle)).toEqual(isHeldBy(before, held) ? { ...after, attempts } : before);
        }),
        runs(),
      );
    });
  });
}

/** The order in which the store gives attempts. */
function byPlace(x: Battle["attempts"][number], y: Battle["attempts"][number]): number {
  return x.turn - y.turn || x.side.localeCompare(y.side) || x.number - y.number;
}

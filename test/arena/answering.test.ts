/** Getting both answers, with models and a record made for the test alone: what is called, aborted, drawn again, shown. */
import { setImmediate as turnOfEvents } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { answerBattle } from "../../core/arena/answering.ts";
import type { ArenaAtWork } from "../../core/arena/context.ts";
import { holdBattle } from "../../core/arena/leases.ts";
import {
  type Answer,
  type Attempt,
  type AttemptFailure,
  type Battle,
  justSaved,
  type Side,
} from "../../core/battle/battle.ts";
import { unsetSettings } from "../../core/battle/community-settings.ts";
import { type Held, opened, type Opening } from "../../core/battle/lease.ts";
import { defaultRules } from "../../core/battle/rules.ts";
import type { AnsweringStore } from "../../core/battle/store.ts";
import { createInTurn } from "../../core/machine/in-turn.ts";
import { createTimers } from "../../core/machine/timers.ts";
import { createBreaker } from "../../core/models/breaker.ts";
import { ModelFailure } from "../../core/models/completion.ts";
import { createModerator } from "../../core/safety/moderation/moderator.ts";
import { atMinute, sampleAnswer, sampleAttempt, sampleBattle, sampleModel } from "../contracts/battle-samples.ts";
import { createManualClock } from "../manual-clock.ts";
import { createSeededRandom } from "../seeded-random.ts";

/** What a model does when it is asked. */
type Model = (signal: AbortSignal) => Promise<Answer>;

const answers: Model = async () => sampleAnswer;
const answersLater: Model = async () => {
  await turnOfEvents();
  return sampleAnswer;
};
const fails: Model = async () => {
  throw new ModelFailure("rejected", "not today");
};
/** Waits until it is aborted. */
const waits: Model = (signal) =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(new ModelFailure("aborted", "stopped"))));

type Stage = {
  models: Record<string, Model>;
  attempts?: Attempt[];
  turns?: Battle["turns"];
  /** Whether the record lets this process open the turn. */
  held?: boolean;
  mask?: (text: string) => string | null;
};

/** A battle between `left` and `right`, and what becomes of it. */
function stage({ models, attempts, turns, held = true, mask = () => null }: Stage) {
  const clock = createManualClock();
  const stop = new AbortController();
  const asked: { model: string; signal: AbortSignal }[] = [];
  const added: Attempt[] = [];
  const finished: { side: Side; ending: Answer | AttemptFailure }[] = [];
  const openings: Opening[] = [];
  const given: string[] = [];
  const shown: string[] = [];
  const lease = { kept: true };
  const drawn = attempts ?? [sampleAttempt("a", "left"), sampleAttempt("b", "right")];
  const battle = justSaved(sampleBattle({ id: "battle", attempts: drawn, ...(turns && { turns }) }));
  const answering = {
    extendLease: async () => lease.kept,
    addAttempt: async (_held: Held, attempt: Attempt) => void added.push(attempt),
    async finishAttempt(...[, { side }, ending, , next]: Parameters<AnsweringStore["finishAttempt"]>) {
      finished.push({ side, ending });
      if (next) added.push(next);
    },
    async openTurn(known: Battle, opening: Opening) {
      openings.push(opening);
      return held ? { battle: { ...opened(known, opening), delivery: null }, here: {} } : undefined;
    },
    failTurn: async (_known: Battle, _at: Date, reason: string) => void given.push(reason),
  };
  const lineup = {
    models: Object.keys(models).map((id) => sampleModel(id)),
    provider: {
      async complete({ model }: { model: { id: string } }, signal: AbortSignal) {
        asked.push({ model: model.id, signal });
        return (models[model.id] ?? fails)(signal);
      },
    },
  };
  const log = { info() {}, warn() {}, error() {} };
  const arena = {
    store: {
      answering,
      battles: { findBattle: async () => undefined },
      communities: { communitySettings: async () => unsetSettings },
    },
    moderator: createModerator(null, clock, log),
    lineup: () => lineup,
    lineups: new Map(),
    breaker: createBreaker(clock, createSeededRandom(8), () => {}),
    pairing: { chances: () => [] },
    clock,
    random: createSeededRandom(7),
    log,
    mask: { mask, asksWhoAnswers: (question: string) => /who are you/i.test(question) },
    rules: defaultRules,
    holder: "here:1",
    stop: stop.signal,
    underway: new Map<string, () => void>(),
    background: { run() {} },
    closings: createTimers(clock),
    retries: createTimers(clock),
    showInTurn: (id: string, work: () => Promise<void>) => {
      shown.push(id);
      return createInTurn()(id, work);
    },
  } as unknown as ArenaAtWork;
  const hold = holdBattle(arena, "battle");
  const done = answerBattle(arena, hold, battle, { pictures: [] });
  return { arena, clock, stop, lease, hold, done, asked, added, finished, openings, given, shown };
}

describe("both sides of a battle", () => {
  it("open the ballot together, the answer that came last recorded with it", async () => {
    const { done, openings, finished, given, shown, arena } = stage({ models: { left: answers, right: answersLater } });
    await done;
    expect(openings).toMatchObject([{ masked: false, seal: { drawHash: expect.any(String) } }]);
    expect(finished.map(({ side }) => side)).toEqual(["a"]);
    expect(openings[0]?.last?.attempt.side).toBe("b");
    expect([given, shown, arena.closings.names()]).toEqual([[], ["battle"], ["battle"]]);
  });

  it("need each other: when one gets no answer, the other is waited for and paid for no longer", async () => {
    const { asked, given, finished, stop, done } = stage({ models: { left: fails, right: waits } });
    await turnOfEvents();
    await turnOfEvents();
    const other = asked.find(({ model }) => model === "right");
    expect(other?.signal.aborted).toBe(true);
    stop.abort();
    await done;
    expect(finished.map(({ side }) => side)).toEqual(["a", "b"]);
    expect(given).toEqual(["no-answer"]);
  });

  it("are masked when a name was hidden on either", async () => {
    for (const named of ["left", "right"]) {
      const says: Model = async () => ({ ...sampleAnswer, text: "my name" });
      const models = { left: answers, right: answers, [named]: says };
      const { done, openings } = stage({ models, mask: (text) => (text === "my name" ? "…" : null) });
      await done;
      expect(openings).toMatchObject([{ masked: true }]);
    }
  });

  it("have no more time than the rules give them", async () => {
    const { done, clock, asked, given } = stage({ models: { left: waits, right: waits } });
    await turnOfEvents();
    clock.advance(defaultRules.answerWithin - 1);
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([false, false]);
    clock.advance(1);
    await done;
    expect(given).toEqual(["no-answer"]);
  });
});

describe("a side that fails", () => {
  const four = { left: fails, right: answers, third: fails, fourth: fails, fifth: answers };

  it("is drawn again from models not yet tried, as often as the rules say", async () => {
    const { done, asked, added, given } = stage({ models: { ...four, fifth: fails } });
    await done;
    const left = asked.map(({ model }) => model).filter((model) => model !== "right");
    expect(left).toHaveLength(defaultRules.attemptsPerSide);
    expect(new Set(asked.map(({ model }) => model)).size).toBe(asked.length);
    expect(added.map(({ number }) => number)).toEqual([2, 3]);
    expect(given).toEqual(["no-answer"]);
  });

  it("never gets the model that the other side has drawn", async () => {
    const { done, asked } = stage({ models: { left: fails, right: fails, third: answers } });
    await done;
    expect(asked.filter(({ model }) => model === "third")).toHaveLength(1);
  });

  it("is not drawn again in a follow-up, which is for the same pair", async () => {
    const turns = [1, 2].map((number) => {
      const openedAt = number === 1 ? atMinute(1) : null;
      return { number, question: "Why?", askedAt: atMinute(0), openedAt, failedAt: null };
    });
    const said = { endedAt: atMinute(1), ending: sampleAnswer };
    const attempts = [
      sampleAttempt("a", "left", said),
      sampleAttempt("b", "right", said),
      sampleAttempt("a", "left", { turn: 2 }),
      sampleAttempt("b", "right", { turn: 2 }),
    ];
    const { done, added, given } = stage({ models: four, turns, attempts });
    await done;
    expect([added, given]).toEqual([[], ["no-answer"]]);
  });

  it("is not drawn again after an interruption: whoever asked has waited through a restart", async () => {
    const ending = { failure: "interrupted", detail: "" } as const;
    const attempts = [
      sampleAttempt("a", "left", { endedAt: atMinute(1), ending }),
      sampleAttempt("a", "left", { number: 2 }),
      sampleAttempt("b", "right"),
    ];
    const { done, added, given } = stage({ models: four, attempts });
    await done;
    expect([added, given]).toEqual([[], ["no-answer"]]);
  });
});

describe("a process that has lost the lease", () => {
  it("shows nothing and closes nothing when it comes to open the ballot", async () => {
    const { done, shown, arena } = stage({ models: { left: answers, right: answers }, held: false });
    await done;
    expect([shown, arena.closings.names()]).toEqual([[], []]);
  });

  it("stops both models when it learns of it, and decides nothing more", async () => {
    const { done, clock, lease, asked, given, finished } = stage({ models: { left: waits, right: waits } });
    await turnOfEvents();
    lease.kept = false;
    clock.advance(defaultRules.renewLeaseEvery);
    await turnOfEvents();
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    await done;
    expect([given, finished]).toEqual([[], []]);
  });
});

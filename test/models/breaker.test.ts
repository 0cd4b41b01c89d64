import { beforeEach, describe, expect, it } from "vitest";
import { type Breaker, breakerRule, createBreaker, minutesLeft, reasonOf } from "../../core/models/breaker.ts";
import { type Completion, type FailureKind, ModelFailure, type ModelProvider } from "../../core/models/completion.ts";
import { TooManyWaiting } from "../../core/models/endpoint-limiter.ts";
import type { Model } from "../../core/models/model.ts";
import { createManualClock, type ManualClock } from "../manual-clock.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { buildModel, buildRequest } from "./fixtures.ts";

const answer: Completion = {
  text: "an answer",
  received: null,
  finishReason: "stop",
  reportedModel: null,
  inputTokens: null,
  outputTokens: null,
  cost: null,
  withheld: [],
  tries: 1,
  firstThoughtMilliseconds: null,
  firstTextMilliseconds: 1,
  totalMilliseconds: 1,
};

const minute = 60_000;
const [one, two, three] = ["one", "two", "three"].map((id) => buildModel({ id })) as [Model, Model, Model];
const all = [one, two, three];

let clock: ManualClock;
let breaker: Breaker;
let told: string[];
/** How the next call ends; null: with an answer. */
let ending: () => ModelFailure | null;
let watched: ModelProvider;

beforeEach(() => {
  clock = createManualClock();
  told = [];
  ending = () => null;
  breaker = createBreaker(clock, createSeededRandom(1), ({ model, kind }, state) => {
    told.push(`${model.id} ${state} ${kind}`);
  });
  watched = breaker.watch({
    async complete() {
      const failure = ending();
      if (failure) throw failure;
      return answer;
    },
  });
});

async function call(model: Model, kind: FailureKind | null): Promise<void> {
  ending = () => (kind ? new ModelFailure(kind, `${model.id} at local: ${kind}`) : null);
  await watched.complete(buildRequest({ model }), new AbortController().signal).catch(() => {});
}

async function fail(model: Model, times = 1, kind: FailureKind = "rejected"): Promise<void> {
  for (let time = 0; time < times; time += 1) await call(model, kind);
}

const drawable = (least = 2): string[] => breaker.fit(all, least).map(({ id }) => id);

/** How long a model rests from now on, in milliseconds. */
function rest(model: Model): number {
  return breaker.resting(model)!.restsUntil.getTime() - clock.now().getTime();
}

/** Lets a rest pass, and draws the model for its trial. */
async function tryAgain(model: Model, kind: FailureKind | null): Promise<void> {
  clock.advance(rest(model));
  breaker.drawn(model);
  await call(model, kind);
}

describe("a model that fails", () => {
  it("is left out of the draw after three failures, which is told once", async () => {
    await fail(one, 2);
    expect(drawable()).toEqual(["one", "two", "three"]);
    await fail(one, 4, "unreachable");
    expect(drawable()).toEqual(["two", "three"]);
    expect(told).toEqual(["one resting unreachable"]);
    const outage = breaker.resting(one)!;
    expect([reasonOf(outage), minutesLeft(outage, clock.now())]).toEqual(["away", 1]);
    expect(outage.id).toMatch(/^[0-9a-z]{16}$/u);
  });

  it("fails twice for nothing when it answers twice as well", async () => {
    for (let time = 0; time < 10; time += 1) {
      await fail(one, 2);
      await call(one, null);
      await call(one, null);
    }
    expect(drawable()).toEqual(["one", "two", "three"]);
  });

  it("is not at fault when the question was too long", async () => {
    for (let time = 0; time < 5; time += 1) {
      ending = () => new ModelFailure("rejected", "one at local: too long", { reason: "too-long" });
      await watched.complete(buildRequest({ model: one }), new AbortController().signal).catch(() => {});
    }
    expect(drawable()).toContain("one");
    expect(told).toEqual([]);
  });

  it.each(["aborted", "filtered"] as const)("is not at fault when the answer was %s", async (kind) => {
    await fail(one, 10, kind);
    expect(drawable()).toContain("one");
  });

  it("is not at fault when our own line is too long, but when its endpoint has had enough", async () => {
    ending = () => new TooManyWaiting("rate-limited", "too many wait");
    for (let time = 0; time < 5; time += 1)
      await watched.complete(buildRequest({ model: one }), new AbortController().signal).catch(() => {});
    expect(drawable()).toContain("one");
    await fail(one, 3, "rate-limited");
    expect(drawable()).not.toContain("one");
    expect(reasonOf(breaker.resting(one)!)).toBe("limited");
  });

  it("rests twice as long after every trial that fails, up to an hour", async () => {
    await fail(one, 3);
    const rests: number[] = [];
    for (let trial = 0; trial < 8; trial += 1) {
      rests.push(rest(one) / minute);
      await tryAgain(one, "rejected");
    }
    // Less up to a quarter, by chance.
    for (const [index, wanted] of [1, 2, 4, 8, 16, 32, 60, 60].entries()) {
      expect(rests[index]).toBeLessThanOrEqual(wanted);
      expect(rests[index]).toBeGreaterThanOrEqual(0.75 * wanted);
    }
    expect(new Set(rests.slice(-2)).size).toBe(2);
    expect(told).toHaveLength(1);
  });
});

describe("a trial", () => {
  it("is one battle at a time", async () => {
    await fail(one, 3);
    clock.advance(rest(one));
    expect(drawable()).toContain("one");
    breaker.drawn(one);
    expect(drawable()).not.toContain("one");
    await call(one, null);
    expect(drawable()).toContain("one");
  });

  it("that succeeds brings the model back, but one more failure sends it away for longer", async () => {
    await fail(one, 3);
    await tryAgain(one, null);
    await fail(one);
    expect(drawable()).not.toContain("one");
    expect(rest(one)).toBeGreaterThan(1.5 * minute - 1);
    expect(told).toEqual(["one resting rejected"]);
  });

  it("counts as the end of it only with two answers more; then all is forgotten, and told", async () => {
    await fail(one, 3);
    await tryAgain(one, null);
    await call(one, null);
    expect(told).toHaveLength(1);
    await call(one, null);
    expect(told).toEqual(["one resting rejected", "one back rejected"]);
    await fail(one, 2);
    expect(drawable()).toContain("one");
    await fail(one);
    expect(rest(one)).toBeLessThanOrEqual(minute);
    expect(told).toHaveLength(3);
  });

  it("that was called off may be made again at once; one that never ends is given up", async () => {
    await fail(one, 3);
    await tryAgain(one, "aborted");
    expect(drawable()).toContain("one");
    breaker.drawn(one);
    clock.advance(breakerRule.longestTrial - 1);
    expect(drawable()).not.toContain("one");
    clock.advance(1);
    expect(drawable()).toContain("one");
  });

  it("is not decided by what was asked before", async () => {
    const endings: ((failure: ModelFailure) => void)[] = [];
    const slow = breaker.watch({ complete: () => new Promise((_resolve, reject) => endings.push(reject)) });
    const asked = Array.from({ length: 5 }, () =>
      slow.complete(buildRequest({ model: one }), new AbortController().signal).catch(() => {}),
    );
    for (const end of endings.splice(0, 3)) end(new ModelFailure("stalled", "stalled"));
    await Promise.all(asked.slice(0, 3));
    clock.advance(rest(one));
    breaker.drawn(one);
    for (const end of endings) end(new ModelFailure("stalled", "stalled"));
    await Promise.all(asked);
    expect(rest(one)).toBe(breakerRule.longestTrial);
    await call(one, "rejected");
    expect(rest(one)).toBeLessThanOrEqual(2 * minute);
  });
});

describe("where too few are well", () => {
  it("those that have rested least join them, all that rested as little", async () => {
    for (const model of all) await fail(model, 3);
    expect(drawable()).toEqual(["one", "two", "three"]);
    await tryAgain(one, "rejected");
    expect(drawable()).toEqual(["two", "three"]);
    expect(breaker.fit([one], 2)).toEqual([one]);
    expect(breaker.fit([], 2)).toEqual([]);
  });

  it("one that is tried although it rests and fails rests no longer for it; one that answers is back", async () => {
    for (const model of [one, two]) await fail(model, 3);
    const before = rest(one);
    await fail(one, 5);
    expect(rest(one)).toBe(before);
    await call(one, null);
    // Its endpoint answers, so the other one is tried as well.
    expect(drawable()).toEqual(["one", "two", "three"]);
  });

  it("an endpoint that answers for one of its models is tried for the others at once, other endpoints are not", async () => {
    const elsewhere = buildModel({ id: "elsewhere", endpoint: "other" });
    for (const model of [one, two, elsewhere]) await fail(model, 3);
    await call(one, null);
    expect(breaker.resting(two)).toBeUndefined();
    expect(breaker.resting(elsewhere)?.model).toBe(elsewhere);
  });
});

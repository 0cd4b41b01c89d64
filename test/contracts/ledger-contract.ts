/** What every ledger keeps to: what a mutual evaluation pays from memory, and what the arena pays from the record. */
import { describe, expect, it } from "vitest";
import { charge, type Ledger } from "../../core/costs/charging.ts";
import { highestCost } from "../../core/costs/price.ts";
import { type Completion, type FailureKind, ModelFailure, NeverAsked } from "../../core/models/completion.ts";
import { buildRequest, failureOf } from "../models/fixtures.ts";

/** The most that one call of these suites can cost, in US dollars. */
export const most = highestCost(buildRequest(), null);
const price = buildRequest().model.price;

/** An answer of so many tokens; its cost as a provider tells it. */
export function answered(inputTokens: number | null, outputTokens: number | null, cost: number | null): Completion {
  return {
    text: "an answer",
    received: null,
    finishReason: "stop",
    reportedModel: null,
    ...{ inputTokens, outputTokens, cost },
    withheld: [],
    tries: 1,
    firstThoughtMilliseconds: null,
    firstTextMilliseconds: 1,
    totalMilliseconds: 1,
  };
}

/** @param open a ledger of which so many dollars may be spent. */
export function describeLedgerContract(open: (dollars: number) => () => Ledger): void {
  const pay = (ledger: Ledger, ask: () => Promise<Completion>) => charge(ledger, { most, price }, ask);
  const cheap = async () => answered(1, 1, 0);
  const dear = async () => answered(1_000, 1_000, most);
  const failing = (kind: FailureKind) => () => Promise.reject(new ModelFailure(kind, "a failure"));
  const expectNothingLeft = async (ledger: () => Ledger) =>
    expect((await failureOf(pay(ledger(), cheap))).kind).toBe("over-budget");

  describe("a ledger", () => {
    it("lets exactly as many calls through at once as could cost all of it", async () => {
      const ledger = open(10 * most);
      const waiting = Promise.withResolvers<Completion>();
      let asked = 0;
      const calls = Array.from({ length: 50 }, () =>
        pay(ledger(), () => {
          asked += 1;
          if (asked === 10) waiting.resolve(answered(1, 1, most));
          return waiting.promise;
        }),
      );
      const outcomes = await Promise.allSettled(calls);
      expect(asked).toBe(10);
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
      await expectNothingLeft(ledger);
    });

    it("takes back what a call has not cost", async () => {
      const ledger = open(1.5 * most);
      for (let call = 0; call < 5; call += 1) await pay(ledger(), cheap);
      await pay(ledger(), dear);
      await expectNothingLeft(ledger);
    });

    it("counts an answer whose use nobody tells as the most it can cost", async () => {
      const ledger = open(1.5 * most);
      await pay(ledger(), async () => answered(null, null, null));
      await expectNothingLeft(ledger);
    });

    it("counts an answer without a cost by its tokens", async () => {
      const ledger = open(1.5 * most);
      for (let call = 0; call < 5; call += 1) await pay(ledger(), async () => answered(3, 5, null));
    });

    it.each(["unreachable", "unauthorized", "rejected", "rate-limited", "server-error"] as const)(
      "counts a call that was %s as nothing",
      async (kind) => {
        const ledger = open(1.5 * most);
        for (let call = 0; call < 3; call += 1) await failureOf(pay(ledger(), failing(kind)));
        await pay(ledger(), dear);
      },
    );

    it.each(["cut-off", "stalled", "too-slow", "aborted", "filtered", "empty"] as const)(
      "counts a call that ended %s as the most it can cost",
      async (kind) => {
        const ledger = open(1.5 * most);
        expect((await failureOf(pay(ledger(), failing(kind)))).kind).toBe(kind);
        await expectNothingLeft(ledger);
      },
    );

    it("counts a call that never left as nothing", async () => {
      const ledger = open(1.5 * most);
      await failureOf(pay(ledger(), () => Promise.reject(new NeverAsked("aborted", "called off in the queue"))));
      await pay(ledger(), dear);
    });
  });
}

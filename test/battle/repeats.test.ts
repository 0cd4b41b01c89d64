/** Which battles ask what was asked before. */
import { describe, expect, it } from "vitest";
import { type ClosedQuestion, decideRepeats, repeats } from "../../core/battle/repeats.ts";
import { sketchOf } from "../contracts/battle-samples.ts";

const first: ClosedQuestion = {
  ...{ id: "1", league: "real", task: "translation", community: "here", asker: "me", bankQuestion: null },
  models: { a: "left", b: "right" },
  sketch: sketchOf("How do I say blue?"),
  ...{ counts: true, repeated: false },
};
const again: ClosedQuestion = { ...first, id: "2", repeated: null };
const fromBank = { bankQuestion: "bank" };
const others = { a: "left", b: "third" };
const unknown = { sketch: undefined };

describe("a repeat", () => {
  it.each<[boolean, Partial<ClosedQuestion>, Partial<ClosedQuestion>]>([
    [true, {}, {}],
    [true, { sketch: sketchOf("how do I say blue") }, {}],
    [true, { models: others }, {}],
    [true, { asker: "you" }, {}],
    [true, { community: "there" }, {}],
    [false, { asker: "you", community: "there" }, {}],
    [false, { task: "other" }, {}],
    [false, { league: "demo" }, {}],
    [false, { sketch: sketchOf("How do I say red?") }, {}],
    [false, unknown, {}],
    [false, unknown, unknown],
    [false, {}, { counts: false }],
    [false, {}, { repeated: true }],
    [false, {}, { repeated: null }],
    [true, fromBank, fromBank],
    [false, { ...fromBank, ...unknown }, fromBank],
    [true, { ...fromBank, models: { a: "right", b: "left" } }, fromBank],
    [false, { ...fromBank, models: others }, fromBank],
    [false, fromBank, {}],
    [false, fromBank, { bankQuestion: "another" }],
    [true, {}, { ...fromBank, models: others }],
  ])("%s: %o after %o", (isRepeat, battle, before) => {
    expect(repeats({ ...again, ...battle }, { ...first, ...before })).toBe(isRepeat);
  });

  it("is one of those before it in the same row as well, and stays what was decided", () => {
    const row = ["1", "2", "3"].map((id) => ({ ...again, id }));
    expect([...decideRepeats(row, new Map())]).toEqual(["2", "3"]);
    expect([...decideRepeats(row, new Map(row.map(({ id }) => [id, [first]])))]).toEqual(["1", "2", "3"]);
    const [one, two, three] = row as [ClosedQuestion, ClosedQuestion, ClosedQuestion];
    expect([...decideRepeats([{ ...one, counts: false }, two, three], new Map())]).toEqual(["3"]);
    expect([...decideRepeats([{ ...one, repeated: true }, two, three], new Map())]).toEqual(["1", "3"]);
    expect([...decideRepeats([one, { ...two, repeated: false }, three], new Map())]).toEqual(["3"]);
  });
});

/** Answering by lease, without a database: whose word counts, when a battle is taken over, how a turn ends. */
import { describe, expect, it } from "vitest";
import type { Battle } from "../../core/battle/battle.ts";
import { givenUp, isAbandoned, isHeldBy, opened } from "../../core/battle/lease.ts";

const at = (minutes: number) => new Date(Date.UTC(2026, 2, 14) + minutes * 60_000);
const lease = { holder: "here:1", until: at(5) };
const held = { lease, platform: "telegram" } as const;

function battleOf(given: Partial<Battle> = {}): Battle {
  const turns = [{ number: 1, question: "Why?", askedAt: at(0), openedAt: null, failedAt: null }];
  const nothingYet = { seal: null, masked: false, openedAt: null, closesAt: null, endedAt: null, endReason: null };
  return { id: "battle", status: "answering", lease, turns, ...nothingYet, ...given } as Battle;
}

describe("a battle that is being answered", () => {
  it("is held by who has its lease, while it is answered", () => {
    const held = { battle: "battle", holder: "here:1" };
    expect(isHeldBy(battleOf(), held)).toBe(true);
    expect(isHeldBy(battleOf(), { ...held, holder: "there:1" })).toBe(false);
    expect(isHeldBy(battleOf({ status: "open" }), held)).toBe(false);
    expect(isHeldBy(battleOf({ lease: null }), held)).toBe(false);
  });

  it("is abandoned from the moment on when its lease has run out", () => {
    expect(isAbandoned(held, { at: at(4), over: "expired" })).toBe(false);
    expect(isAbandoned(held, { at: at(5), over: "expired" })).toBe(true);
    expect(isAbandoned({ ...held, lease: null }, { at: at(0), over: "expired" })).toBe(true);
  });

  it("is abandoned at once by an earlier life of the same place, and by all where one is alone", () => {
    expect(isAbandoned(held, { at: at(0), over: { holdersLike: "here:" } })).toBe(true);
    expect(
      isAbandoned(
        { ...held, lease: { ...lease, holder: "not here:1" } },
        { at: at(0), over: { holdersLike: "here:" } },
      ),
    ).toBe(false);
    expect(isAbandoned(held, { at: at(0), over: "all" })).toBe(true);
  });

  it("is left for a while to who can show it, and what nobody holds is not", () => {
    const over = { holdersLike: "here:" };
    const elsewhere = { platforms: ["web" as const], elsewhereSince: at(4) };
    expect(isAbandoned(held, { at: at(9), over, reach: elsewhere })).toBe(false);
    expect(isAbandoned(held, { at: at(9), over, reach: { ...elsewhere, elsewhereSince: at(5) } })).toBe(true);
    expect(isAbandoned(held, { at: at(0), over, reach: { ...elsewhere, platforms: ["telegram"] } })).toBe(true);
    expect(isAbandoned({ ...held, lease: null }, { at: at(0), over: "expired", reach: elsewhere })).toBe(true);
  });
});

describe("a turn", () => {
  const [seal, later] = [
    { salt: "first", drawHash: "hash" },
    { salt: "second", drawHash: "other" },
  ];
  const first = opened(battleOf(), { at: at(1), closesAt: at(60), masked: false, seal, last: null });

  it("that opens ends the lease, and seals the draw", () => {
    expect(first).toMatchObject({ status: "open", lease: null, seal, openedAt: at(1), closesAt: at(60) });
    expect(first.turns[0]).toMatchObject({ openedAt: at(1) });
  });

  it("that follows moves neither the seal nor the end, and does not uncover what was masked", () => {
    const turn = { number: 2, question: "And?", askedAt: at(2), openedAt: null, failedAt: null };
    const asked = battleOf({ ...first, status: "answering", masked: true, turns: [...first.turns, turn] });
    const second = opened(asked, { at: at(3), closesAt: at(90), masked: false, seal: later, last: null });
    expect(second).toMatchObject({ seal, openedAt: at(1), closesAt: at(60), masked: true });
    expect(second.turns.map(({ openedAt }) => openedAt)).toEqual([at(1), at(3)]);
  });

  it("that is given up ends a battle in its first turn alone", () => {
    expect(givenUp(battleOf(), at(4), "no-answer")).toMatchObject({ status: "failed", endReason: "no-answer" });
    const followUp = battleOf({ openedAt: at(1), closesAt: at(60) });
    const still = givenUp(followUp, at(4), "no-answer");
    expect(still).toMatchObject({ status: "open", lease: null, endReason: null, closesAt: at(60) });
    expect(still.turns[0]).toMatchObject({ failedAt: at(4) });
  });
});

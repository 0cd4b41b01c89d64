/** Who may ask and how much, without a database. */
import { describe, expect, it } from "vitest";
import {
  type AskingRules,
  battleLimits,
  type BattleLimit,
  checkMayAsk,
  type FollowUp,
  followedUp,
  mayBegin,
  placePseudonym,
  usualRules,
} from "../../core/battle/asking-rules.ts";
import { defaultRules } from "../../core/battle/rules.ts";
import type { Battle } from "../../core/battle/battle.ts";
import { sentences } from "../../core/language/index.ts";
import { createPseudonyms } from "../../core/safety/pseudonyms.ts";
import { sender } from "../core-kit.ts";

const at = (minutes: number) => new Date(Date.UTC(2026, 2, 14) + minutes * 60_000);
const nothing = { byEvent: false, unanswered: 0, begun: [] };
const day = 24 * 60;
const midnight = at(0);

describe("another battle", () => {
  const today: BattleLimit = { of: "community", most: 3, from: at(0), until: at(day), rolling: false };
  const lately: BattleLimit = { of: "person", most: 2, from: at(9), until: at(11), rolling: true };
  const limits = { questionsAtOnce: 2, battles: [today, lately] };
  const counts = (inDay: number, inMinute: number) => ({
    begun: [
      { count: inDay, oldest: at(5) },
      { count: inMinute, oldest: at(9.5) },
    ],
  });

  it("begins up to the limits, and no further", () => {
    expect(mayBegin({ ...nothing, unanswered: 1, ...counts(2, 1) }, limits)).toBe("created");
    expect(mayBegin({ ...nothing, unanswered: 2 }, limits)).toBe("too-many-questions");
    expect(mayBegin({ ...nothing, ...counts(3, 1) }, limits)).toEqual({ limit: today, opens: at(day) });
    expect(mayBegin({ ...nothing, ...counts(2, 2) }, limits)).toEqual({ limit: lately, opens: at(10.5) });
    expect(mayBegin({ ...nothing, ...counts(3, 2) }, limits)).toEqual({ limit: today, opens: at(day) });
    expect(mayBegin({ ...nothing, ...counts(99, 99) }, { ...limits, battles: [] })).toBe("created");
  });

  it("is not begun twice by the same event", () => {
    expect(mayBegin({ ...nothing, byEvent: true }, limits)).toBe("asked-before");
  });
});

describe("a follow-up", () => {
  const turnOf = (number: number) => ({ number, question: "?", askedAt: at(0), openedAt: at(1), failedAt: null });
  const open = { asker: "ann", status: "open", firstVoteAt: null, turns: [turnOf(1)], attempts: [] };
  const ask = {
    asker: "ann",
    turn: turnOf(2),
    attempts: [],
    limits: { turnsPerBattle: 2, questionsAtOnce: 2, battles: [] },
  };
  const outcome = (battle: Partial<Battle>, followUp: Partial<FollowUp> = {}, asked = nothing) =>
    followedUp({ ...open, ...battle } as Battle, { ...ask, ...followUp } as FollowUp, asked).outcome;

  it("begins on an open battle that nobody has voted on, by its asker", () => {
    expect(outcome({})).toBe("begun");
    expect(outcome({}, { asker: "bob" })).toBe("not-asker");
    expect(outcome({ firstVoteAt: at(2) })).toBe("voted");
    expect(outcome({ status: "answering" })).toBe("not-open");
    expect(followedUp(undefined, ask as never, nothing)).toEqual({ outcome: "unknown-battle" });
  });

  it("is a question like any other where those are limited", () => {
    const limit = { of: "person" as const, most: 2, from: at(0), until: at(day), rolling: false };
    const limited = { ...ask, limits: { ...ask.limits, battles: [limit] } } as unknown as FollowUp;
    const after = (count: number) =>
      followedUp(open as unknown as Battle, limited, { ...nothing, begun: [{ count, oldest: null }] });
    expect(after(1).outcome).toBe("begun");
    expect(after(2)).toEqual({ outcome: "limit-reached", full: { limit, opens: at(day) } });
  });

  it("is one of so many, and none takes the number of another", () => {
    expect(outcome({ turns: [turnOf(1), turnOf(2)] }, { turn: turnOf(3) })).toBe("too-many-turns");
    expect(outcome({ turns: [turnOf(1), { ...turnOf(2), openedAt: null }] })).toBe("not-open");
  });

  it("counts among its asker's questions, once an event", () => {
    expect(outcome({}, {}, { ...nothing, unanswered: 2 })).toBe("too-many-questions");
    expect(outcome({}, {}, { ...nothing, byEvent: true })).toBe("asked-before");
  });
});

describe("who may ask", () => {
  const pseudonyms = createPseudonyms("a key");
  const words = sentences("en");
  const request = { ...sender("ann"), text: "Why?" };
  const check = (rules: Partial<AskingRules>, more = {}) =>
    checkMayAsk({ ...request, ...more }, { ...usualRules, ...rules }, pseudonyms, words);

  it("nobody while it is paused, but in private", () => {
    expect(() => check({ paused: true }, { manages: true })).toThrow(words.asking.paused);
    expect(() => check({ paused: true }, { private: true })).not.toThrow();
  });

  it("managers always, members of a group where it is theirs, everyone by default", () => {
    expect(() => check({})).not.toThrow();
    expect(() => check({ askers: "managers" })).toThrow(words.asking.notAmongAskers);
    const namesakes = ["managers", "managers".slice("group:".length)];
    expect(() => check({ askers: "managers" }, { groups: namesakes })).toThrow(words.asking.notAmongAskers);
    expect(() => check({ askers: "group:1" }, { groups: ["1"] })).not.toThrow();
    expect(() => check({ askers: "group:1" }, { groups: ["2"] })).toThrow(words.asking.notAmongAskers);
    expect(() => check({ askers: "group:1" }, { manages: true })).not.toThrow();
  });

  it("in the places that are named, and everywhere where none is", () => {
    const places = [placePseudonym(pseudonyms, "web", "there")];
    expect(() => check({ places })).toThrow(words.asking.notHere);
    expect(() => check({ places }, { place: "there" })).not.toThrow();
    expect(() => check({ places }, { within: "there" })).not.toThrow();
  });

  it("as many as a community has decided from midnight to midnight, but in private places", () => {
    const decided = { ...usualRules, dailyBudget: 5 };
    const limit = { of: "community", most: 5, from: midnight, until: at(day), rolling: false };
    expect(battleLimits(at(90), defaultRules, decided, request)).toEqual([limit]);
    expect(battleLimits(at(90), defaultRules, decided, { private: true })).toEqual([]);
    expect(battleLimits(at(90), defaultRules, usualRules, request)).toEqual([]);
  });

  it("as many as whoever runs the arena has decided, in a day and in any minute, the fewer of both", () => {
    const battles = { person: { minute: 3 }, community: { day: 4 }, installation: { minute: 60, day: 900 } };
    const found = battleLimits(at(90), { battles }, { ...usualRules, dailyBudget: 9 }, { private: true });
    expect(found.map(({ of, most, rolling }) => [of, most, rolling])).toEqual([
      ["person", 3, true],
      ["community", 4, false],
      ["installation", 60, true],
      ["installation", 900, false],
    ]);
    expect(found[0]!.from).toEqual(new Date(at(89).getTime() + 1));
    const fewer = battleLimits(at(90), { battles }, { ...usualRules, dailyBudget: 2 }, request);
    expect(fewer.find(({ of }) => of === "community")?.most).toBe(2);
  });
});

/** What of a battle may be published, and as what. */
import { describe, expect, it } from "vitest";
import { areEnough, leastPeople, mayShowWords, whyLeftOut } from "../../core/export/consent.ts";
import { createRowMaking } from "../../core/export/rows.ts";
import { battleColumns, voteColumns } from "../../core/export/columns.ts";
import { sealDraw } from "../../core/battle/sealed-draw.ts";
import { sentences } from "../../core/language/index.ts";
import { recordedAttempt, recordedBattle, recordedOf, recordedVote, world } from "./recorded-battle.ts";

const options = { secret: "a secret", oneByOne: true, personalKinds: sentences("en").personal.kinds };
const salt = "00112233445566778899aabbccddeeff";

describe("which battles are exported", () => {
  it("leaves out what is private, restricted, hidden, out of the count, masked, or of another world", () => {
    const why = (more: Parameters<typeof recordedBattle>[1], ofOpenPage = false) =>
      whyLeftOut(recordedBattle("1", more), { ...world, ofOpenPage });
    expect(why({})).toBeUndefined();
    expect(why({ private: true })).toBe("private");
    expect(why({ ageRestricted: true })).toBe("age-restricted");
    expect(why({ hidden: true })).toBe("hidden");
    expect(why({ leftOut: true })).toBe("out-of-count");
    expect(why({ masked: true })).toBe("masked");
    expect(why({ folded: false })).toBe("uncounted");
    expect(why({ league: "demo" })).toBe("other-league");
    expect(why({ community: "open page" })).toBe("open-page");
    expect(why({ community: "open page" }, true)).toBeUndefined();
    expect(why({}, true)).toBe("not-open-page");
  });

  it("leaves out what does not fit its sealed draw, as boards do", () => {
    const sealed = sealDraw({ battle: "1", a: "left", b: "right" }, salt);
    expect(whyLeftOut(recordedBattle("1", sealed), world)).toBeUndefined();
    const swapped = [recordedAttempt("a", "right"), recordedAttempt("b", "left")];
    expect(whyLeftOut(recordedBattle("1", { ...sealed, attempts: swapped }), world)).toBe("draw-changed");
    expect(whyLeftOut(recordedBattle("1", { attempts: [] }), world)).toBe("draw-changed");
  });

  it("shows words only where asker and author have said yes", () => {
    expect(mayShowWords(recordedBattle("1"))).toBe(false);
    expect(mayShowWords(recordedBattle("1", { askerShares: true }))).toBe(true);
    expect(mayShowWords(recordedBattle("1", { askerShares: true, authorShares: false }))).toBe(false);
  });

  it("lets votes stand one by one only from twenty people on whose votes are in it", async () => {
    const people = Array.from({ length: leastPeople }, (_, index) =>
      recordedVote(`person ${index}`, "a", { shares: true }),
    );
    const enough = (votes: typeof people, more = {}) =>
      areEnough(recordedOf([recordedBattle("1", { votes, ...more })]), world);
    expect(await enough(people)).toBe(true);
    expect(await enough(people.slice(1))).toBe(false);
    expect(await enough(people.map((vote, index) => ({ ...vote, aside: index === 3 })))).toBe(false);
    expect(await enough(people, { private: true })).toBe(false);
  });
});

describe("the rows of a battle", () => {
  const votes = [
    recordedVote("bob", "b"),
    recordedVote("ann", "a", { shares: true, firstChoice: "tie", changes: 1, namesSeenBy: 2 }),
    recordedVote("cleo", "a"),
    recordedVote("dan", "both-bad", { aside: true, shares: true }),
  ];

  it("name those who have said yes, and only count all others", () => {
    const { battle, votes: rows } = createRowMaking(options).rowsOf(recordedBattle("1", { votes }));
    expect(rows).toMatchObject([
      { winner: "model_a", consented: true, first_winner: "tie", changes: 1, names_seen: 2, seconds: 42 },
      { winner: "model_a", judge: "counted-1", consented: false, means: null, seconds: null },
      { winner: "model_b", judge: "counted-2", consented: false, means: null },
    ]);
    expect(battle).toMatchObject({ votes_a: 2, votes_b: 1, votes_bothbad: 0, counted_a: 1, counted_b: 1 });
    expect(JSON.stringify([battle, rows])).not.toMatch(/ann|bob|cleo|dan|club/u);
  });

  it("give a voter one name in an export, and another in the next", () => {
    const judges = (secret: string) => {
      const { rowsOf } = createRowMaking({ ...options, secret });
      return ["1", "2"].map((id) => rowsOf(recordedBattle(id, { votes })).votes[0]!["judge"]);
    };
    const [first, second] = judges("one");
    expect(first).toBe(second);
    expect(judges("other")).not.toContain(first);
  });

  it("only count everybody's votes where there are too few people", () => {
    const { votes: rows } = createRowMaking({ ...options, oneByOne: false }).rowsOf(recordedBattle("1", { votes }));
    expect(rows.map(({ judge, consented }) => [judge, consented])).toEqual([
      ["counted-1", false],
      ["counted-2", false],
      ["counted-3", false],
    ]);
  });

  it("tell the moment of a question only with a yes, else its day", () => {
    const at = (askerShares: boolean) =>
      createRowMaking(options).rowsOf(recordedBattle("1", { askerShares })).battle["tstamp"];
    expect(at(true)).toBe(Date.parse("2026-11-30T10:00:00Z") / 1_000);
    expect(at(false)).toBe(Date.parse("2026-11-30T00:00:00Z") / 1_000);
  });

  it("mask what is personal in the words, and have none without a yes", () => {
    const said = [{ role: "user", content: "Write to ann.miller@posteo.de" } as const];
    const words = { a: [...said, { role: "assistant", content: "Dear ann.miller@posteo.de" } as const], b: said };
    const { rowsOf } = createRowMaking(options);
    const shown = rowsOf(recordedBattle("1", { askerShares: true, votes }), words);
    expect(shown.battle["conversation_a"]).toEqual([
      { role: "user", content: "Write to [e-mail address]" },
      { role: "assistant", content: "Dear [e-mail address]" },
    ]);
    expect(shown.votes[0]!["conversation_b"]).toEqual([{ role: "user", content: "Write to [e-mail address]" }]);
    expect(rowsOf(recordedBattle("1", { votes }), words).battle["conversation_a"]).toBeNull();
  });

  it("tell what the answers that were shown have taken, and the probability of a draw that stood", () => {
    const attempts = [
      recordedAttempt("a", "left", { cost: 9 }),
      recordedAttempt("b", "right", { cost: null }),
      recordedAttempt("a", "left", { number: 2, totalMilliseconds: 99 }),
      recordedAttempt("a", "left", { turn: 2 }),
    ];
    const { rowsOf } = createRowMaking(options);
    expect(rowsOf(recordedBattle("1", { attempts })).battle).toMatchObject({
      ...{ cost_a: 0.5, cost_b: null, input_tokens_a: 6, total_ms_a: 99, total_ms_b: 20, draw_probability: 0.5 },
    });
    const redrawn = [...attempts, recordedAttempt("b", "third", { number: 2 })];
    expect(rowsOf(recordedBattle("1", { attempts: redrawn })).battle).toMatchObject({
      model_b: "third",
      draw_probability: null,
    });
  });

  it("have a value for each column, and no other", () => {
    const words = { a: [], b: [] };
    const { battle, votes: rows } = createRowMaking(options).rowsOf(
      recordedBattle("1", { askerShares: true, votes }),
      words,
    );
    const names = (columns: ReturnType<typeof voteColumns>) => columns.map(({ name }) => name).toSorted();
    expect(Object.keys(battle).toSorted()).toEqual(names(battleColumns(true)));
    for (const row of rows) expect(Object.keys(row).toSorted()).toEqual(names(voteColumns(true)));
  });
});

/** The rules of ballots, without a database: one vote a voter a battle, what replaces it, what locks it, what closes it. */
import { describe, expect, it } from "vitest";
import {
  type BallotBox,
  castInto,
  closedFor,
  exposeIn,
  lockIn,
  standingIn,
  withdrawFrom,
} from "../../core/battle/ballot-rules.ts";
import type { Battle } from "../../core/battle/battle.ts";
import type { NewVote, Vote } from "../../core/battle/vote.ts";

const minute = 60_000;
const at = (minutes: number) => new Date(Date.UTC(2026, 2, 14) + minutes * minute);

function boxOf(battle: Partial<Battle> = {}): BallotBox {
  const open = {
    id: "battle",
    community: "here",
    status: "open",
    closeAfter: 10 * minute,
    closeAtVotes: null,
    firstVoteAt: null,
    closesAt: at(24 * 60),
    pair: null,
    ...battle,
  };
  const models = { a: "left", b: "right" };
  return { battle: open as Battle, models, namesAtClose: false, votes: new Map(), voters: 0, namesSeenBy: 0 };
}

function voteOf(given: Partial<NewVote> = {}): NewVote {
  const ballot = { battle: "battle", voter: "ann", community: "here" };
  return { ...ballot, platform: "web", choice: "a", means: "button", seen: false, at: at(1), ...given };
}

const voteIn = (box: BallotBox, voter = "ann") => box.votes.get(voter) as Vote;

describe("one vote a voter a battle", () => {
  it("counts a voter once, however often they vote", () => {
    const box = boxOf();
    castInto(box, voteOf());
    castInto(box, voteOf({ choice: "b" }));
    castInto(box, voteOf({ choice: "tie" }));
    expect([box.votes.size, box.voters]).toEqual([1, 1]);
    expect(voteIn(box).choice).toBe("tie");
  });

  it("keeps what was chosen at first, when, and how often it was changed", () => {
    const box = boxOf();
    castInto(box, voteOf({ means: "open-reaction", seen: true }));
    castInto(box, voteOf({ choice: "b", at: at(2) }));
    expect(voteIn(box)).toMatchObject({ firstChoice: "a", firstMeans: "open-reaction", means: "button", seen: false });
    expect(voteIn(box)).toMatchObject({ changes: 1, castAt: at(1), changedAt: at(2) });
    castInto(box, voteOf({ at: at(3) }));
    expect(voteIn(box)).toMatchObject({ changes: 2, castAt: at(1), changedAt: at(3) });
  });

  it("changes nothing when the same is chosen again", () => {
    const box = boxOf();
    castInto(box, voteOf());
    const before = voteIn(box);
    expect(castInto(box, voteOf({ means: "open-reaction", at: at(2) }))).toMatchObject({ changed: false });
    expect(voteIn(box)).toBe(before);
  });

  it("marks it as seen when the same is shown by a reaction, even when it is locked", () => {
    const box = boxOf();
    castInto(box, voteOf());
    lockIn(box, voteOf(), at(2));
    castInto(box, voteOf({ means: "open-reaction", seen: true }));
    expect(voteIn(box)).toMatchObject({ seen: true, means: "button" });
  });
});

describe("which ballots are taken", () => {
  it("none for a battle that is unknown or another community's", () => {
    expect(castInto(undefined, voteOf())).toEqual({ outcome: "unknown-battle" });
    expect(castInto(boxOf(), voteOf({ community: "elsewhere" }))).toEqual({ outcome: "unknown-battle" });
    expect(lockIn(boxOf(), voteOf({ community: "elsewhere" }), at(1))).toEqual({ outcome: "unknown-battle" });
  });

  it.each(["answering", "closed", "failed"] as const)("none while the battle is %s", (status) => {
    const box = boxOf({ status });
    for (const outcome of [castInto(box, voteOf()), withdrawFrom(box, voteOf()), lockIn(box, voteOf(), at(1))])
      expect(outcome.outcome).toBe("not-open");
    expect(box.votes.size).toBe(0);
  });

  it("only beside no vote, or the same one, where the ballot says so", () => {
    const box = boxOf();
    expect(castInto(box, voteOf({ onlyIf: "same" }))).toMatchObject({ outcome: "cast", changed: false });
    expect(box.votes.size).toBe(0);
    castInto(box, voteOf({ onlyIf: "unvoted" }));
    castInto(box, voteOf({ onlyIf: "unvoted", choice: "b" }));
    castInto(box, voteOf({ onlyIf: "same", choice: "b" }));
    expect(voteIn(box).choice).toBe("a");
  });

  it("not by one that was made earlier, whatever the time at which it arrives", () => {
    const box = boxOf();
    castInto(box, voteOf({ at: at(5) }));
    const late = voteOf({ choice: "b", at: at(9), madeAt: at(4) });
    expect(castInto(box, late)).toMatchObject({ outcome: "cast", changed: false });
    expect(voteIn(box)).toMatchObject({ choice: "a", changedAt: at(5) });
    castInto(box, { ...late, madeAt: at(5) });
    expect(voteIn(box)).toMatchObject({ choice: "b", changedAt: at(9) });
  });
});

describe("a vote is final once its voter has asked for the names", () => {
  it("cannot be changed or withdrawn", () => {
    const box = boxOf();
    castInto(box, voteOf());
    lockIn(box, voteOf(), at(2));
    expect(castInto(box, voteOf({ choice: "b" }))).toMatchObject({ outcome: "locked", choice: "a" });
    expect(withdrawFrom(box, voteOf())).toMatchObject({ outcome: "locked", choice: "a" });
    expect(voteIn(box)).toMatchObject({ choice: "a", lockedAt: at(2) });
  });

  it("is locked once: the second time changes nothing", () => {
    const box = boxOf();
    castInto(box, voteOf());
    lockIn(box, voteOf(), at(2));
    expect(lockIn(box, voteOf(), at(3))).toMatchObject({ outcome: "locked", choice: "a" });
    expect(voteIn(box).lockedAt).toEqual(at(2));
    expect(box.namesSeenBy).toBe(1);
  });

  it("is told to nobody who has not voted", () => {
    expect(lockIn(boxOf(), voteOf(), at(1)).outcome).toBe("no-vote");
  });

  it("counts for others who vote or change their vote later", () => {
    const box = boxOf();
    castInto(box, voteOf());
    castInto(box, voteOf({ voter: "bob" }));
    lockIn(box, voteOf(), at(2));
    castInto(box, voteOf({ voter: "cem" }));
    castInto(box, voteOf({ voter: "bob", choice: "b" }));
    expect(["ann", "bob", "cem"].map((voter) => voteIn(box, voter).namesSeenBy)).toEqual([0, 1, 1]);
  });
});

describe("who wrote the answers", () => {
  const models = { a: "left", b: "right" };
  const told = (box: BallotBox, voter = "ann") => standingIn(box, voteOf({ voter }));

  it("is told to a voter who has locked, and to nobody else before the close", () => {
    const box = boxOf();
    expect(told(box)).toMatchObject({ outcome: "no-vote", battle: { models: null } });
    expect(castInto(box, voteOf())).toMatchObject({ battle: { models: null } });
    expect(told(box)).toMatchObject({ outcome: "voted", choice: "a", battle: { models: null } });
    expect(lockIn(box, voteOf(), at(2))).toMatchObject({ battle: { models } });
    expect(told(box)).toMatchObject({ outcome: "locked", choice: "a", battle: { models } });
    expect(castInto(box, voteOf({ voter: "bob" }))).toMatchObject({ battle: { models: null } });
    expect(told(boxOf({ status: "closed" }), "bob")).toMatchObject({ outcome: "not-open", battle: { models } });
    expect(told(boxOf({ status: "failed" }))).toMatchObject({ outcome: "not-open", battle: { models: null } });
  });

  it("is told to nobody before the close where the community has decided so, but in private", () => {
    const [here, alone] = [boxOf(), boxOf({ private: true })].map((box) => ({ ...box, namesAtClose: true }));
    for (const box of [here!, alone!]) castInto(box, voteOf());
    expect(lockIn(here, voteOf(), at(2))).toMatchObject({ outcome: "names-at-close", battle: { models: null } });
    expect([voteIn(here!).lockedAt, here!.namesSeenBy]).toEqual([null, 0]);
    expect(lockIn(alone, voteOf(), at(2))).toMatchObject({ outcome: "locked", battle: { models } });
  });
});

describe("a vote is withdrawn", () => {
  it("and is gone, with its voter", () => {
    const box = boxOf();
    castInto(box, voteOf());
    expect(withdrawFrom(box, voteOf())).toMatchObject({ outcome: "withdrawn", choice: "a" });
    expect([box.votes.size, box.voters]).toEqual([0, 0]);
    expect(withdrawFrom(box, voteOf()).outcome).toBe("no-vote");
  });

  it("only if it was cast in that way and is that choice, where that is said", () => {
    const box = boxOf();
    castInto(box, voteOf());
    const only = { means: "open-reaction", choice: "a" } as const;
    expect(withdrawFrom(box, { ...voteOf(), only }).outcome).toBe("no-vote");
    expect(withdrawFrom(box, { ...voteOf(), only: { means: "button", choice: "b" } }).outcome).toBe("no-vote");
    expect(withdrawFrom(box, { ...voteOf(), only: { means: "button", choice: "a" } }).outcome).toBe("withdrawn");
  });
});

describe("when a battle closes", () => {
  it("is brought nearer by the first vote, and by no other", () => {
    const box = boxOf();
    castInto(box, voteOf({ at: at(5) }));
    expect(box.battle).toMatchObject({ firstVoteAt: at(5), closesAt: at(15) });
    castInto(box, voteOf({ voter: "bob", at: at(9) }));
    expect(box.battle).toMatchObject({ firstVoteAt: at(5), closesAt: at(15) });
  });

  it("is never put off", () => {
    const box = boxOf({ closesAt: at(7) });
    castInto(box, voteOf({ at: at(5) }));
    expect(box.battle.closesAt).toEqual(at(7));
  });

  it("is now, when the battle has as many voters as it closes at", () => {
    const box = boxOf({ closeAtVotes: 2 });
    castInto(box, voteOf());
    castInto(box, voteOf({ choice: "b" }));
    expect(box.battle.status).toBe("open");
    castInto(box, voteOf({ voter: "bob", at: at(3) }));
    expect(box.battle).toMatchObject({ status: "closed", endedAt: at(3), endReason: "votes" });
  });
});

describe("a battle that is closed", () => {
  it("by its asker is not, where the asker has seen the names", () => {
    const { battle } = boxOf();
    expect(closedFor("asker", battle, { at: at(3), askerHasLocked: true })).toBe("asker-saw-names");
    expect(closedFor("time", battle, { at: at(3), askerHasLocked: true })).toMatchObject({ endReason: "time" });
    expect(closedFor("asker", battle, { at: at(3), askerHasLocked: false })).toMatchObject({ endedAt: at(3) });
  });

  it("is closed once", () => {
    const closing = { at: at(3), askerHasLocked: false };
    expect(closedFor("time", undefined, closing)).toBe("not-open");
    expect(closedFor("time", boxOf({ status: "closed" }).battle, closing)).toBe("not-open");
  });

  it("in private is so when its voter is about to see the names, elsewhere not", () => {
    const [here, shared] = [boxOf({ private: true }), boxOf()];
    for (const box of [here, shared]) {
      castInto(box, voteOf());
      lockIn(box, voteOf(), at(2));
    }
    expect(here.battle).toMatchObject({ status: "closed", endedAt: at(2), endReason: "names-shown" });
    expect(shared.battle.status).toBe("open");
  });
});

describe("a reaction that stays although it was to go", () => {
  const [hidden, button] = [voteOf({ means: "out-of-sight-reaction" }), voteOf({ voter: "bob" })];

  it("was an open vote from the first, and others have seen it", () => {
    const box = boxOf();
    castInto(box, hidden);
    exposeIn(box, hidden);
    expect(voteIn(box)).toMatchObject({ means: "open-reaction", firstMeans: "open-reaction", seen: true });
  });

  it("says nothing of a first choice that was another", () => {
    const box = boxOf();
    castInto(box, voteOf({ choice: "b" }));
    castInto(box, hidden);
    exposeIn(box, hidden);
    expect(voteIn(box)).toMatchObject({ means: "open-reaction", firstMeans: "button" });
  });

  it("exposes no vote by button, and none of another community's battle", () => {
    const box = boxOf();
    castInto(box, hidden);
    castInto(box, button);
    exposeIn(box, button);
    exposeIn(box, { ...hidden, community: "elsewhere" });
    expect([voteIn(box).means, voteIn(box, "bob").means]).toEqual(["out-of-sight-reaction", "button"]);
  });
});

import { describe, expect, it } from "vitest";
import type { Choice } from "../../core/chat/post.ts";
import { tasks } from "../../core/answers/task.ts";
import { createVoterProfile } from "../../core/boards/voter-profile.ts";
import type { VotedBattle } from "../../core/people/store.ts";

const alike = { a: { characters: 100, marks: 0 }, b: { characters: 100, marks: 0 } };

/** A vote, the others' votes beside it, and how the two answers look. */
function vote(
  choice: Choice,
  others: Partial<Record<Choice, number>> = {},
  more: Partial<VotedBattle> = {},
): VotedBattle {
  const tally = { a: 0, b: 0, tie: 0, "both-bad": 0, ...others };
  tally[choice] += 1;
  return { task: "other", choice, tally, answers: alike, ...more };
}

const profileOf = (...votes: VotedBattle[]) => createVoterProfile({ asked: [], votes });

describe("a voter's profile", () => {
  it("counts what they asked and voted on, by task, in the arena's order", () => {
    const votes = [vote("a", {}, { task: "translation" }), vote("b", {}, { task: "translation" }), vote("tie")];
    const profile = createVoterProfile({ asked: [{ task: "mathematics", battles: 3 }], votes });
    expect(profile).toMatchObject({ asked: 3, voted: 3 });
    expect(profile.axes.map(({ task }) => task)).toEqual(tasks);
    expect(profile.axes.filter(({ asked, voted }) => asked + voted > 0)).toEqual([
      { task: "translation", asked: 0, voted: 2 },
      { task: "mathematics", asked: 3, voted: 0 },
      { task: "other", asked: 0, voted: 1 },
    ]);
  });

  it("knows no agreement where nobody else voted", () => {
    expect(profileOf(vote("a"), vote("b")).agreement).toBeNull();
    expect(profileOf().agreement).toBeNull();
  });

  it("measures agreement with the others, the voter's own vote left out", () => {
    const { agreement } = profileOf(vote("a", { a: 3, b: 1 }), vote("b", { a: 1, b: 1 }), vote("tie"));
    expect(agreement!.battles).toBe(2);
    expect(agreement!.share.share).toBeCloseTo((3 / 4 + 1 / 2) / 2, 12);
    // Own habits: a ½, b ½. The others': a (¾ + ½) / 2 = ⅝, b ⅜.
    expect(agreement!.chance).toBeCloseTo(0.5 * 0.625 + 0.5 * 0.375, 12);
    const spread = Math.sqrt(((0.75 - 0.625) ** 2 * 2) / 1);
    expect(agreement!.share.upper).toBeCloseTo(0.625 + (1.959963984540054 * spread) / Math.sqrt(2), 9);
  });

  it("is no better than chance for somebody who votes the same whatever others do", () => {
    const votes = Array.from({ length: 40 }, (_, index) => vote("a", index % 2 === 0 ? { a: 5 } : { b: 5 }));
    const { agreement } = profileOf(...votes);
    expect(agreement!.share.share).toBeCloseTo(0.5, 12);
    expect(agreement!.chance).toBeCloseTo(0.5, 12);
  });

  it("says nothing certain of one battle", () => {
    expect(profileOf(vote("a", { a: 1 })).agreement!.share).toEqual({ share: 1, lower: 0, upper: 1 });
  });

  it("finds a taste for longer answers, only in votes for one of two that clearly differ", () => {
    const lengths = (a: number, b: number) => ({
      answers: { a: { characters: a, marks: 0 }, b: { characters: b, marks: 0 } },
    });
    const profile = profileOf(
      vote("a", {}, lengths(200, 100)),
      vote("b", {}, lengths(100, 111.2)),
      vote("a", {}, lengths(100, 200)),
      vote("a", {}, lengths(100, 110)),
      vote("tie", {}, lengths(100, 900)),
      vote("both-bad", {}, lengths(100, 900)),
    );
    expect(profile.longer).toMatchObject({ votes: 3, share: { share: 2 / 3 } });
    expect(profile.moreStructured).toBeNull();
  });

  it("finds a taste for structured answers likewise", () => {
    const marks = (a: number, b: number) => ({
      answers: { a: { characters: 9, marks: a }, b: { characters: 9, marks: b } },
    });
    const profile = profileOf(vote("a", {}, marks(5, 0)), vote("b", {}, marks(0, 2)), vote("b", {}, marks(1, 0)));
    expect(profile.moreStructured).toMatchObject({ votes: 2, share: { share: 1 } });
    expect(profile.longer).toBeNull();
  });
});

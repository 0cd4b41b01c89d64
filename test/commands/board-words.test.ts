/** What a board says beside its figures: how settled it is, whom it rests on, and what it cannot rank. */
import { describe, expect, it } from "vitest";
import { rateBoard } from "../../core/boards/board-rating.ts";
import { singleVotes } from "../../core/boards/cell.ts";
import { createLeaderboard, createPersonalBoard, fitOwn, type Leaderboard } from "../../core/boards/standings.ts";
import { remarks } from "../../core/commands/leaderboard/board-remarks.ts";
import { finding, helpInWords, oneDecides } from "../../core/commands/leaderboard/board-status.ts";
import {
  boardTable,
  type BoardView,
  leaderboardInWords,
  leaderboardPicture,
  listRows,
} from "../../core/commands/leaderboard/leaderboard-picture.ts";
import { ratingAxis } from "../../core/images/rating-axis.ts";
import { type Language, languages, sentences } from "../../core/language/index.ts";
import type { Missing } from "../../core/rating/outlook.ts";
import { summarizeVotes } from "../../core/rating/vote-statistics.ts";
import { boardOf, cell, named } from "../boards/cells.ts";

const viewIn = (language: Language): BoardView => ({
  ...{ language, theme: "light", demo: false, task: null, questions: null, community: null, days: null, page: 1 },
});
const view = viewIn("en");
const english = sentences("en");
const { boards } = english;

/** Three models far apart, and whoever else is told. */
const firm = [
  cell("other", "a", "b", [300, 150]),
  cell("other", "b", "c", [300, 150]),
  cell("other", "c", "a", [120, 330]),
];
const names = named("a", "b", "c", "d", "e", "f", "g");

/** A board of votes by some people, who cast so many each, on the same pairs in turn. */
function castBy(counts: readonly number[]): Leaderboard {
  const pairs = [["a", "b"], ["b", "c"], ["c", "a"]] as const; // prettier-ignore
  let turn = 0;
  const votes = counts.flatMap((count, person) =>
    Array.from({ length: count }, () => {
      const [a, b] = pairs[turn % 3]!;
      const choice = Math.floor(turn++ / 3) % 3 < 2 === a < b ? ("a" as const) : ("b" as const);
      return { battle: `battle-${turn}`, voter: `voter-${person}`, modelA: a, modelB: b, choice };
    }),
  );
  return createLeaderboard(rateBoard(summarizeVotes(votes)), named("a", "b", "c"));
}

describe("models that are not ranked", () => {
  const cells = [
    ...firm,
    // One battle won; four, won and lost; never met any of the others.
    cell("other", "d", "a", [1, 0]),
    ...[cell("other", "e", "b", [2, 1]), cell("other", "c", "e", [1, 0])],
    cell("other", "f", "g", [3, 1]),
  ];
  const board = createLeaderboard(
    rateBoard(singleVotes(cells), (model) => model === "b"),
    [...names, ...named("h")],
  );
  const lines = (language: Language) => leaderboardInWords(board, viewIn(language)).split("\n");

  it("stand below those that are, each group under its heading, whatever their rating", () => {
    expect(listRows(board).map(({ model, standing }) => `${model} ${standing}`)).toEqual([
      ...["a ranked", "c ranked", "e provisional"],
      ...listRows(board)
        .filter(({ standing }) => standing === "incomparable")
        .map(({ model }) => `${model} incomparable`),
      ...["b retired", "h new"],
    ]);
    const { rows } = leaderboardPicture(board, view);
    const headings = rows.flatMap(({ heading }) => heading ?? []);
    expect(headings).toEqual([
      boards.unranked.provisional,
      boards.unranked.incomparable,
      boards.unranked.retired,
      boards.unranked.new,
    ]);
    expect(rows.map(({ rankLabel, faint = false }) => [/^\d/u.test(rankLabel), faint])).toEqual(
      rows.map((_, index) => (index < 2 ? [true, false] : [false, true])),
    );
    expect(rows.map(({ ratingLabel }) => /^(?:≈|–)?/u.exec(ratingLabel)![0])).toEqual([
      ...["", "", "≈"],
      ...rows.slice(3, -2).map(() => "≈"),
      ...["", "–"],
    ]);
  });

  it.each([
    ["en", /^Not ranked yet: too few votes$/u, /^– Model E: ≈\d+ \(±\d+\), 4 votes$/u],
    ["zh", /^暂无名次：票数太少$/u, /^– Model E：≈\d+（±\d+），4 票$/u],
  ] as const)("are told so in words (%s)", (language, heading, row) => {
    const found = lines(language).findIndex((line) => heading.test(line));
    expect(found).toBeGreaterThan(2);
    expect(lines(language)[found + 1]).toMatch(row);
    expect(lines(language)).toContain(sentences(language).boards.unranked.incomparable);
    expect(lines(language)).toContain(sentences(language).boards.unranked.retired);
    expect(lines(language)).toContain(sentences(language).boards.unrated("Model H"));
    expect(remarks(board, sentences(language))).toContain(sentences(language).boards.unrankedNote);
  });

  it("that have retired with few votes look no surer than others where nothing is claimed", () => {
    const [row] = listRows(board);
    const labelOf = (votes: number) => {
      const retired = { ...row!, standing: "retired", votes, lower: null, upper: null } as const;
      return leaderboardPicture({ ...board, claimed: false, rows: [retired] }, view).rows[0]!.ratingLabel;
    };
    expect([labelOf(2), labelOf(40)]).toEqual([`≈${labelOf(40)}`, expect.stringMatching(/^\d+$/u)]);
  });

  it("leave headline, places and axis of the others as they are", () => {
    const without = createLeaderboard(
      rateBoard(singleVotes(firm), (model) => model === "b"),
      names,
    );
    expect(finding(board, english)).toEqual(finding(without, english));
    const ranked = (one: Leaderboard) => leaderboardPicture(one, view).rows.slice(0, 2).map(({ votesLabel: _, ...row }) => row); // prettier-ignore
    expect(ranked(board)).toEqual(ranked(without));
    const axisOf = (one: Leaderboard) => ratingAxis(leaderboardPicture(one, view).rows, 5)!;
    const [axis, alone] = [axisOf(board), axisOf(without)];
    expect(axis.highest - axis.lowest).toBeLessThan(1.5 * (alone.highest - alone.lowest));
  });

  it("are told no interval that says nothing", () => {
    const [row] = listRows(board).filter(({ model }) => model === "e");
    const wide = { ...board, rows: [{ ...row!, lower: -900, upper: 3100 }] };
    const [shown] = leaderboardPicture(wide, view).rows;
    expect([shown!.lower, shown!.upper]).toEqual([null, null]);
    expect(leaderboardInWords(wide, view)).toMatch(/\n– Model E: ≈\d+, 4 votes/u);
    const told = { ...board, rows: [{ ...row!, lower: -300, upper: 1200 }] };
    expect(leaderboardInWords(told, view)).toMatch(/\n– Model E: ≈\d+ \(\+\d+\/−\d+\), 4 votes/u);
  });

  it("stand without a place on one's own board, too, and say nothing twice", () => {
    const own = [cell("other", "d", "a", [1, 0])];
    const mine = createPersonalBoard(own, fitOwn(own, cells, 100), rateBoard(singleVotes(cells)), 100, names);
    const alt = leaderboardInWords(mine, view);
    expect(alt).toMatch(/\n1\. Model A: /u);
    expect(alt).toMatch(/\n– Model D: ≈\d+ \(you: [+−]\d+\), 1 vote of yours/u);
    expect(alt).not.toContain(boards.unrated("Model D"));
    expect(leaderboardPicture(mine, view).status).toBe("");
  });

  it("stand in the table with the figures of the picture, of all pages at once", () => {
    const many = Array.from({ length: 20 }, (_, index) => `n${index}`);
    const long = createLeaderboard(rateBoard(singleVotes(cells)), [...names, ...named(...many)]);
    const table = boardTable(long, "en");
    expect(table.headings).toEqual({ rank: "Rank", model: "Model", rating: "Rating", votes: "Votes" });
    const drawn = [1, 2].flatMap((page) => leaderboardPicture(long, { ...view, page }).rows);
    expect(table.rows).toHaveLength(drawn.length);
    for (const [index, { name, rankLabel, ratingLabel, detail, lower, upper, votesLabel }] of drawn.entries()) {
      expect(table.rows[index]).toMatchObject({ name, rankLabel, ratingLabel, detail, lower, upper });
      expect(boards.votes(table.rows[index]!.votes)).toBe(votesLabel);
    }
    const empty = boardTable(boardOf([], names), "en").rows;
    expect(empty.map(({ name, rating, votes }) => ({ name, rating, votes }))).toEqual(
      names.map(({ name }) => ({ name, rating: null, votes: 0 })),
    );
    expect(empty.map(({ heading }) => heading)).toEqual([boards.unranked.new, ...names.slice(1).map(() => undefined)]);
  });

  it("are headed again where a page begins among them", () => {
    const many = Array.from({ length: 20 }, (_, index) => `n${index}`);
    const long = createLeaderboard(rateBoard(singleVotes(firm)), [...names, ...named(...many)]);
    const pages = [1, 2].map((page) => leaderboardPicture(long, { ...view, page }).rows);
    expect(pages.map((rows) => rows.filter(({ heading }) => heading === boards.unranked.new).length)).toEqual([1, 1]);
    expect(pages[1]![0]!.heading).toBe(boards.unranked.new);
  });
});

describe("a board without any ranked model", () => {
  it.each(languages)("says from when on there are places, in a friendly way (%s)", (language) => {
    const words = sentences(language);
    const early = boardOf([cell("other", "a", "b", [2, 1])], names);
    expect(finding(early, words)).toEqual({ title: words.boards.tooEarly, status: words.boards.ranksFrom(10, 3, 300) });
    const oneSided = boardOf([cell("other", "a", "b", [24, 0])], named("a", "b"));
    expect(finding(oneSided, words)).toEqual({ title: words.boards.tooEarly, status: words.boards.nobodyComparable });
    expect(remarks(early, words)).toContain(words.boards.unrankedAlone);
    expect(remarks(early, words)).not.toContain(words.boards.unrankedNote);
    expect(finding(boardOf([], names), words)).toEqual({ title: null, status: "" });
    for (const board of [early, oneSided])
      expect(leaderboardPicture(board, viewIn(language)).rows.every(({ faint }) => faint)).toBe(true);
  });
});

describe("whom a board rests on", () => {
  const even = castBy(Array.from({ length: 30 }, () => 30));
  const whales = castBy([400, 400, 400, 400, 400, 400, ...Array.from({ length: 30 }, () => 2)]);
  const fewer = castBy([200, 200, ...Array.from({ length: 20 }, () => 2)]);

  it("is said where many count as few, and only there", () => {
    expect([even.claimed, whales.claimed]).toEqual([true, true]);
    expect(finding(whales, english).status).toContain(
      "36 people have voted, some far more than others: together they tell as much as about 6 equally active ones.",
    );
    expect(finding(even, english).status).toBe("");
    expect(finding(whales, sentences("zh")).status).toContain(
      "已有 36 人投票，但有的人投得多得多，总体只相当于大约 6 位同样活跃的人。",
    );
  });

  it.each(languages)("claims no place, and no way to lose one, while it rests on too few (%s)", (language) => {
    const words = sentences(language);
    expect(fewer.claimed).toBe(false);
    expect(finding(fewer, words)).toEqual({ title: words.boards.orderSoFar, status: words.boards.unclaimed(22, 2, 5) });
    const told: Leaderboard = {
      ...fewer,
      sensitivity: { first: "a", rival: "b", rivalName: "Model B", votes: 3, ofVotes: 440 },
      busiest: { votes: 200, firstName: "Model B" },
    };
    const { status, footer, rows } = leaderboardPicture(told, viewIn(language));
    const all = [leaderboardInWords(told, viewIn(language)), status, footer, ...remarks(told, words)].join("\n");
    for (const claim of [/first place/iu, /settled/u, /第一名/u, /已定/u, /95%/u]) expect(all).not.toMatch(claim);
    expect(rows.map(({ rankLabel }) => rankLabel)).toEqual(["1", "2", "3"]);
    expect(rows.every(({ lower }) => lower === null)).toBe(true);
  });

  it("counts heads where they are busy alike", () => {
    const three = castBy([20, 20, 20]);
    expect(finding(three, english).status).toMatch(/^3 people have voted\. It takes 5 to say how sure a rank is;/u);
    expect(finding(castBy([60]), english).status).toMatch(/^1 person has voted\. /u);
  });

  it("tells what the busiest voter decides, and only those who run the community whose decision it is", () => {
    const changed: Leaderboard = { ...even, busiest: { votes: 320, firstName: "Model B" } };
    const same: Leaderboard = { ...even, busiest: { votes: 320, firstName: null } };
    expect(remarks(changed, english)).toContain("Without the most active voter (320 votes), Model B would be first.");
    expect(remarks(same, english)).toContain(boards.busiest(320, null));
    const decides = { voter: "7", first: "a", rival: "b", votes: 320 };
    const nameOf = (model: string) => `Model ${model.toUpperCase()}`;
    expect(oneDecides({ decides }, nameOf, boards)).toEqual([boards.oneDecides(320, "Model B")]);
    expect(oneDecides({ decides: null }, nameOf, boards)).toEqual([]);
    for (const board of [changed, same])
      for (const language of languages)
        expect(remarks(board, sentences(language)).join("\n")).not.toMatch(/who run this community|管理者/u);
  });

  it("is said once on every board that claims places, and never as enough where it is not", () => {
    const people = (board: Leaderboard) =>
      [leaderboardInWords(board, view), ...remarks(board, english)].join("\n").match(/\d+ people\b/gu);
    const three = castBy([20, 20, 20]);
    expect([even, whales, three].map(people)).toEqual([["30 people"], ["36 people"], ["3 people"]]);
    expect(remarks(even, english)).toContain("Ranks are based on the votes of 30 people.");
    const nearly = { ...even, effectiveVoters: 16.2 };
    expect(remarks(nearly, english).join("\n")).toContain(
      "30 people, who tell as much as about 16 equally active ones.",
    );
    expect(remarks(nearly, sentences("zh")).join("\n")).toContain("名次依据 30 人的投票，相当于大约 16 位");
    const short = { ...fewer, voters: 7, effectiveVoters: 4.7 };
    expect(finding(short, english).status).toMatch(
      /^7 people have voted, .* about 4 equally active ones\. It takes 5 of those /u,
    );
  });

  it("labels what ranges of places hold for", () => {
    expect(leaderboardPicture(even, view).footer).toContain("ranks hold for each model by itself");
    expect(leaderboardPicture(even, viewIn("zh")).footer).toContain("名次范围对每个模型各自成立");
  });
});

describe("what is known of an order", () => {
  const claimed = boardOf(firm, named("a", "b", "c"));
  /** A board whose ranks are as given, best and worst. */
  const withRanks = (
    ranks: readonly (readonly [number, number])[],
    settled = { first: false, order: false },
  ): Leaderboard => {
    const [row] = claimed.rows;
    const rows = ranks.map(([rankBest, rankWorst], index) => ({ ...row!, name: `M${index + 1}`, rankBest, rankWorst }));
    return { ...claimed, rows, ranked: rows.length, settled };
  };

  it.each([
    [
      "No model is clear of the rest yet",
      [
        [1, 2],
        [1, 3],
        [2, 3],
      ],
    ],
    [
      "No model is clear of the rest yet",
      [
        [1, 2],
        [1, 2],
      ],
    ],
    [
      "M1 is clear of the rest; behind it, the order is open",
      [
        [1, 1],
        [2, 3],
        [2, 4],
        [3, 4],
      ],
    ],
    [
      "M1 is clear of the rest; behind it, some of the order is open",
      [
        [1, 1],
        [2, 2],
        [3, 4],
        [3, 4],
      ],
    ],
    [
      "The top 2 are clear of the rest; among them, the order is open",
      [
        [1, 2],
        [1, 2],
        [3, 4],
        [3, 4],
      ],
    ],
    [
      "M4 is clearly last; above it, the order is open",
      [
        [1, 2],
        [1, 3],
        [2, 3],
        [4, 4],
      ],
    ],
    [
      "Every model is clear of the next",
      [
        [1, 1],
        [2, 2],
        [3, 3],
      ],
    ],
    // Ranges that fit beside each other and yet overlap by one.
    [
      "No model is clear of the rest yet",
      [
        [1, 2],
        [1, 3],
        [3, 4],
        [3, 4],
      ],
    ],
  ] satisfies [string, [number, number][]][])("%s %j", (sentence, ranks) => {
    expect(finding(withRanks(ranks), english)).toEqual({ title: sentence, status: "" });
  });

  it("is settled where that holds however often people look, and that is explained", () => {
    const clear = [[1, 1], [2, 3], [2, 3]] as const; // prettier-ignore
    const noteOf = (board: Leaderboard) => remarks(board, english).includes(boards.settledNote);
    const [first, order] = [{ first: true, order: false }, { first: true, order: true }].map((one) => withRanks(clear, one)); // prettier-ignore
    expect(finding(first!, english).title).toBe("M1: first place is settled; behind it, the order is open");
    const apart = withRanks([[1, 1], [2, 2], [3, 3]], { first: true, order: false }); // prettier-ignore
    expect(finding(apart, english).title).toBe(
      "M1: first place is settled; behind it, every model is clear of the next",
    );
    expect(finding(order!, english).title).toBe("The whole order is settled");
    expect([withRanks(clear), first!, order!].map(noteOf)).toEqual([false, true, true]);
    expect(finding(first!, sentences("zh")).title).toBe("M1 第一名已定，其余的先后还分不出来");
  });

  const help = (first: Missing, all: Missing, settled = { first: false, order: false }, language: Language = "en") =>
    helpInWords({ ...claimed, votes: 1000, voters: 50, settled, outlook: { first, all } }, sentences(language).boards);
  const unforeseen: Missing = { kind: "unforeseeable" };

  it.each([
    [{ kind: "votes", votes: 480 }, ["About 500 more votes would settle first place."]],
    [{ kind: "votes", votes: 10_000 }, []],
    [
      { kind: "voters", voters: 43 },
      ["About 40 more voters would settle first place; more votes by the same people would not be enough."],
    ],
    [{ kind: "voters", voters: 501 }, []],
    [{ kind: "links", models: ["Model A", "Model B"] }, ["It would help most if Model A and Model B met more often."]],
    [unforeseen, []],
  ] satisfies [Missing, string[]][])("is said to need %j while that is within reach", (first, said) => {
    expect(help(first, unforeseen)).toEqual(said);
  });

  it("is said to need what the whole order needs once first place is settled, and nothing more after that", () => {
    const nothing: Missing = { kind: "nothing" };
    const votes: Missing = { kind: "votes", votes: 2_345 };
    expect(help(nothing, votes, { first: true, order: false })).toEqual([
      "About 2,000 more votes would settle the whole order.",
    ]);
    expect(help(nothing, votes, { first: true, order: false }, "zh")).toEqual([
      "大约再有 2,000 票，就能定下全部名次。",
    ]);
    expect(help(nothing, nothing, { first: true, order: true })).toEqual([]);
    expect(helpInWords({ ...claimed, claimed: false }, boards)).toEqual([]);
  });
});

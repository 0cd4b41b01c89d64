/** `npm run rate`: files in every form people have them in, and what is said of files that are not in order. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { fitRatings } from "../../core/rating/fit-ratings.ts";
import { type CastVote, summarizeVotes } from "../../core/rating/vote-statistics.ts";
import { readOptions, UsageProblem } from "../../scripts/rate/options.ts";
import { RateProblem } from "../../scripts/rate/problem.ts";
import { rateFile } from "../../scripts/rate/rate-file.ts";
import type { RatingReport } from "../../scripts/rate/report.ts";
import { makeVotes } from "../rating/made-votes.ts";

const folder = mkdtempSync(join(tmpdir(), "doubleblind-rate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function run(path: string, ...rest: string[]) {
  let stdout = "";
  const stderr: string[] = [];
  const outlet = { out: (text: string) => (stdout += text), tell: (sentence: string) => stderr.push(sentence) };
  const code = await rateFile(readOptions(["--in", path, ...rest]), outlet);
  return { code, stdout, stderr: stderr.join("\n") };
}

async function report(path: string, ...rest: string[]): Promise<RatingReport> {
  const { code, stdout } = await run(path, "--json", ...rest);
  expect(code).toBe(0);
  expect(stdout.trimEnd()).not.toContain("\n");
  return JSON.parse(stdout) as RatingReport;
}

const votes = makeVotes({ seed: 77, models: 5, voters: 40, battles: 250, ties: 0.3, sideA: 0.2 });
const words = { a: "model_a", b: "model_b", tie: "tie", bothBad: "tie (bothbad)" } as const;
const rows = votes.map(({ battle, voter, modelA, modelB, choice }) => [modelA, modelB, words[choice], voter, battle]);
const header = "model_a,model_b,winner,judge,battle_id";
const csv = `${header}\n${rows.map((row) => row.join(",")).join("\n")}\n`;
const json = (row: readonly string[]) =>
  JSON.stringify(Object.fromEntries(header.split(",").map((name, index) => [name, row[index]])));

function expected(of: readonly CastVote[], options: Parameters<typeof fitRatings>[1] = {}) {
  const { models } = fitRatings(summarizeVotes(of), options);
  return models.map(({ model, rating, lower, upper, rank, rankBest, rankWorst }) => ({
    model,
    rating,
    lower,
    upper,
    rank,
    rankBest,
    rankWorst,
  }));
}

function expectRatings(got: RatingReport, wanted: ReturnType<typeof expected>): void {
  expect(got.models.map(({ model }) => model)).toEqual(wanted.map(({ model }) => model));
  for (const [index, { rating, lower, upper, ...ranks }] of wanted.entries()) {
    expect(got.models[index]).toMatchObject(ranks);
    expect(got.models[index]!.rating).toBeCloseTo(rating, 6);
    if (lower === null) expect(got.models[index]!.lower).toBeNull();
    else expect(got.models[index]!.lower).toBeCloseTo(lower, 6);
    if (upper !== null) expect(got.models[index]!.upper).toBeCloseTo(upper, 6);
  }
}

describe("a rating of a file", () => {
  it("says in JSON what the issue of rating is: models in order, counts, effects", async () => {
    const got = await report(write("plain.csv", csv));
    expectRatings(got, expected(votes));
    expect(got).toMatchObject({
      battles: votes.length,
      connected: true,
      style: false,
      dropped: 0,
      skipped: 0,
      interval: 0.95,
    });
    expect(got.clusters).toEqual({
      kind: "both",
      effectiveVoters: expect.closeTo(20.71, 2) as number,
      battles: new Set(votes.map(({ battle }) => battle)).size,
      voters: new Set(votes.map(({ voter }) => voter)).size,
    });
    expect(Object.keys(got.effects)).toEqual(["sideA", "length", "headers", "lists", "bold"]);
    expect(got.effects["sideA"]!.points).toBeGreaterThan(0);
    expect(got.effects["length"]).toEqual({ points: null, lower: null, upper: null });
    const best = got.models[0]!;
    const own = votes.filter(({ modelA, modelB }) => [modelA, modelB].includes(best.model));
    expect(best.battles).toBe(own.length);
    expect(best.wins + best.losses + best.ties + best.bothBad).toBe(best.battles);
    expect(best.ties).toBe(own.filter(({ choice }) => choice === "tie").length);
    expect(best.bothBad).toBe(own.filter(({ choice }) => choice === "bothBad").length);
  });

  it.each(["none", "battle", "voter", "both"] as const)("clusters by %s when asked", async (clusters) => {
    expectRatings(await report(write("plain.csv", csv), "--clusters", clusters), expected(votes, { clusters }));
  });

  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const odd = (row: readonly string[]) =>
    row.map((cell, index) => (index < 2 ? quote(`${cell}, the "big" one\nv2`) : cell));
  const long = `${header},text\n${rows.map((row) => [...row, quote("x,\r\n".repeat(3000))].join(",")).join("\n")}`;
  it.each([
    ["with CRLF and a byte order mark", `\ufeff${csv.replaceAll("\n", "\r\n")}`],
    ["without a line break at its end", csv.trimEnd()],
    ["with everything in quotes", csv.replaceAll(/[^,\n]+/gu, '"$&"')],
    ["with CRLF after quotes", csv.replaceAll(/[^,\n]+/gu, '"$&"').replaceAll("\n", "\r\n")],
    ["with blank lines", csv.replaceAll("\n", "\n\n")],
    [
      "with other columns, in another order",
      `x,judge,winner,battle_id,model_b,y,model_a\n${rows.map(([a, b, w, j, i]) => [1, j, w, i, b, "", a].join(",")).join("\n")}`,
    ],
    ["larger than a piece, with commas and line breaks in quotes", long],
    ["packed with gzip", gzipSync(csv)],
    ["of JSON lines", rows.map(json).join("\n")],
    ["of JSON lines with CRLF, a mark and blank lines", `\ufeff${rows.map(json).join("\r\n\r\n")}\r\n`],
    ["of JSON lines, packed with gzip", gzipSync(rows.map(json).join("\n"))],
  ])("is the same for a file %s", async (_, content) => {
    expectRatings(await report(write("form", content)), expected(votes));
  });

  it("keeps names with commas, quotes and line breaks, and aligns wide ones", async () => {
    const got = await report(write("odd.csv", `${header}\n${rows.map((row) => odd(row).join(",")).join("\n")}`));
    expect(got.models[0]!.model).toBe(`${expected(votes)[0]!.model}, the "big" one\nv2`);
    const { stdout } = await run(write("wide.csv", csv.replaceAll("m0", "通义千问")));
    const [first = ""] = stdout.split("\n");
    for (const line of stdout.split("\n").slice(1, 6)) {
      const wide = line.replaceAll(/[通义千问]/gu, "xx");
      expect(wide.length).toBe(first.length);
    }
  });

  it("takes ids that are numbers, and columns that are named", async () => {
    const number = (label: string) => Number(label.replaceAll(/\D/gu, ""));
    const objects = votes.map(({ battle, voter, modelA, modelB, choice }) =>
      JSON.stringify({
        model_a: modelA,
        model_b: modelB,
        winner: words[choice],
        who: number(voter),
        where: number(battle),
      }),
    );
    const path = write("named.jsonl", objects.join("\n"));
    expectRatings(await report(path, "--voter-column", "who", "--battle-column", "where"), expected(votes));
    expectRatings(await report(path), expected(votes, { clusters: "none" }));
  });

  it("leaves ties or both-bad out when asked", async () => {
    const path = write("plain.csv", csv);
    for (const [option, kind] of [
      ["--ties", "tie"],
      ["--both-bad", "bothBad"],
    ] as const) {
      const got = await report(path, option, "drop");
      const left = votes.filter(({ choice }) => choice !== kind);
      expectRatings(got, expected(left));
      expect([got.battles, got.dropped]).toEqual([left.length, votes.length - left.length]);
    }
  });

  it("estimates what length and Markdown do from the texts, and takes it out with --style", async () => {
    const styled = makeVotes({
      seed: 5,
      models: 4,
      voters: 40,
      battles: 600,
      ties: 0.2,
      sideA: 0.3,
      style: [2, 0, 0, 0],
    });
    const objects = styled.map(({ modelA, modelB, choice, voter, battle, style }) => {
      // Lengths whose relative difference is the style's.
      const [length] = style!;
      const texts = { text_a: "长".repeat(100 + length), text_b: "x".repeat(100 - length) };
      return JSON.stringify({
        model_a: modelA,
        model_b: modelB,
        winner: words[choice],
        judge: voter,
        battle_id: battle,
        ...texts,
      });
    });
    const only = styled.map(({ style, ...vote }): CastVote => ({ ...vote, style: [style![0], 0, 0, 0] }));
    const path = write("texts.jsonl", objects.join("\n"));
    const got = await report(path, "--style");
    expectRatings(got, expected(only, { style: true }));
    expect(got.effects["length"]!.points).toBeCloseTo((2 / 3) * (400 / Math.log(10)), -2);
    expect(got.effects["bold"]!.points).toBeNull();
    expectRatings(await report(path), expected(only));
  });

  it("draws a bootstrap beside it, the same each time", async () => {
    const path = write("plain.csv", csv);
    for (const clusters of ["none", "battle", "voter", "both"]) {
      const got = await report(path, "--bootstrap", "200", "--clusters", clusters);
      expect(await report(path, "--bootstrap", "200", "--clusters", clusters)).toEqual(got);
      for (const { lower, upper, bootstrap } of got.models) {
        const ratio = (bootstrap!.upper - bootstrap!.lower) / (upper! - lower!);
        expect(ratio).toBeGreaterThan(0.75);
        // Drawing battles and voters at once counts what is neither's three times.
        expect(ratio).toBeLessThan(clusters === "both" ? 1.8 : 1.3);
      }
    }
  });

  it("says that the bootstrap does not take effects out", async () => {
    const path = write("plain.csv", csv);
    expect((await run(path, "--bootstrap", "5", "--style")).stderr).toContain("are not taken out");
    expect((await run(path, "--bootstrap", "5")).stderr).toBe("");
  });

  it("shows the first models only, and another interval, when asked", async () => {
    const path = write("plain.csv", csv);
    const got = await report(path, "--top", "2", "--interval", "0.8");
    expect(got.models).toHaveLength(2);
    expect(got.models[0]!.upper).toBeCloseTo(expected(votes, { interval: 0.8 })[0]!.upper!, 6);
    const { stdout } = await run(path, "--top", "2", "--interval", "0.8");
    expect(stdout).toContain("80%");
    expect(stdout).toContain("standing on side A");
  });

  it("shows models that cannot be compared as such, without a rating", async () => {
    const path = write("apart.csv", `${csv}unbeaten,m0,model_a,voter 1,z\n`);
    const got = await report(path);
    expect(got.connected).toBe(false);
    expect(got.models.at(-1)).toMatchObject({ model: "unbeaten", rating: null, lower: null, rank: null, wins: 1 });
    expect(got.components).toContainEqual(["unbeaten"]);
    expect((await run(path)).stdout).toContain("not comparable");
  });

  const tie = (a: string, b: string, index: number) => `${a},${b},tie,voter ${index % 30},${index}`;
  const beats = (a: string, b: string, index: number) => `${a},${b},model_a,voter ${index % 30},${index}`;
  it("claims no interval where every vote is a tie, and says why", async () => {
    const lines = Array.from({ length: 90 }, (_, index) => tie(`m${index % 3}`, `m${(index + 1) % 3}`, index));
    const path = write("ties.csv", `${header}\n${lines.join("\n")}\n`);
    const got = await report(path, "--bootstrap", "20");
    for (const model of got.models) {
      expect(model).toMatchObject({ lower: null, upper: null, bootstrap: null, rank: 1, rankBest: 1, rankWorst: 3 });
      expect(model.rating).toBeCloseTo(1000, 6);
    }
    expect(got.effects["sideA"]).toMatchObject({ lower: null, upper: null });
    const { stdout } = await run(path, "--bootstrap", "20");
    expect(stdout).toContain('No interval is claimed for "m0", "m1", "m2": all their votes are ties');
    expect(stdout).not.toContain("1000.0 to 1000.0");
  });

  it("says of models without a rating what the votes say: no link, never lost, never won, or both", async () => {
    const apart = [
      ...[beats("top", "m0", 1), beats("m0", "bottom", 2), beats("top", "second", 3), beats("second", "m1", 4)],
      ...[beats("isle 1", "isle 2", 5), beats("isle 2", "isle 1", 6), beats("isle 2", "isle 3", 7)],
      ...Array.from({ length: 9 }, (_, index) => beats("m0", `low ${index}`, 10 + index)),
    ];
    const path = write("islands.csv", `${csv}${apart.join("\n")}\n`);
    const got = await report(path);
    expect(got.apart).toEqual(
      expect.arrayContaining([
        { reason: "unlinked", models: ["isle 1", "isle 2", "isle 3"] },
        { reason: "never lost", models: ["top"] },
        { reason: "in between", models: ["second"] },
        { reason: "never won", models: ["bottom"] },
      ]),
    );
    const { stdout } = await run(path);
    expect(stdout).toContain('No vote links "isle 1", "isle 2", "isle 3" with the models that are rated');
    expect(stdout).toContain('"top" never lost against the others');
    expect(stdout).toMatch(/"bottom", "low 0", "low 1", "low 2", "low 3" and 5 more never won against the others/u);
    expect(stdout).toContain('"second" won every vote against some of the others and lost every vote');
    expect((await report(write("plain.csv", csv))).apart).toBeUndefined();
    const two = await run(write("two.csv", `${header}\n${[...apart.slice(4, 6), beats("x", "y", 8)].join("\n")}\n`));
    expect(two.stdout).toContain('No vote links "x", "y" with the models that are rated');
    expect(two.stdout).not.toMatch(/never (?:won|lost)/u);
  });

  it("where no model has a rating speaks of none that are rated", async () => {
    const { stdout } = await run(
      write(
        "separate.csv",
        `${header}
${beats("x", "y", 1)}
`,
      ),
    );
    expect(stdout).toContain('"x" never lost against the others');
    expect(stdout).toContain('"y" never won against the others');
    expect(stdout).not.toContain("No vote links");
    expect(stdout).toContain("1 battle,");
    expect(stdout).not.toMatch(/\b1 (?:battle|voter|row)s/u);
  });

  describe("by the probability of each draw", () => {
    const chances = [1, 0.5, 0.25];
    const chanceOf = (index: number) => chances[index % 3]!;
    const drawn = `${header},chance\n${rows.map((row, index) => [...row, chanceOf(index)].join(",")).join("\n")}\n`;

    it("weighs rows, in every form of file, and says what they are worth", async () => {
      const copies = votes.flatMap((vote, index) => Array.from({ length: 1 / chanceOf(index) }, () => vote));
      const path = write("drawn.csv", drawn);
      const got = await report(path, "--probability-column", "chance", "--clusters", "voter");
      for (const [at, { model, rating, lower }] of expected(copies, { clusters: "voter" }).entries()) {
        expect(got.models[at]!.model).toBe(model);
        expect(got.models[at]!.rating).toBeCloseTo(rating, 3);
        // A vote of weight w tells less than w votes.
        expect(got.models[at]!.lower).toBeLessThanOrEqual(lower! + 1e-3);
      }
      const sum = copies.length;
      const squares = votes.reduce((total, _, index) => total + chanceOf(index) ** -2, 0);
      expect(got.effectiveSampleSize).toBeCloseTo(sum ** 2 / squares, 6);
      expect(got.battles).toBe(votes.length);
      expect((await report(path)).effectiveSampleSize).toBe(votes.length);
      const { stdout } = await run(path, "--probability-column", "chance");
      expect(stdout).toContain(`together as much as ${(sum ** 2 / squares).toFixed(1)} rows of one weight`);
      const objects = rows.map((row, index) => ({ ...(JSON.parse(json(row)) as object), chance: chanceOf(index) }));
      const lines = objects.map((row) => JSON.stringify(row)).join("\n");
      expect(
        await report(write("drawn.jsonl", lines), "--probability-column", "chance", "--clusters", "voter"),
      ).toEqual(got);
    });

    it.each(["0", "-0.5", "1.01", "", "half", "1e-13", "NaN", "0x1", "1e400"])("refuses %j", async (chance) => {
      const path = write("chances.csv", `${header},chance\na,b,tie,j,1,1e-3\na,b,tie,j,2,${chance}\na,b,tie,j,3,1\n`);
      const { code, stderr } = await run(path, "--probability-column", "chance");
      expect(code).toBe(1);
      expect(stderr).toContain(`line 3: the probability is ${JSON.stringify(chance)}; it must be a number above 0`);
      expect(await report(path, "--probability-column", "chance", "--skip-bad")).toMatchObject({
        battles: 2,
        skipped: 1,
      });
    });

    it("needs a column that is there", async () => {
      await expect(run(write("plain.csv", csv), "--probability-column", "chance")).rejects.toThrow(
        /no column "chance", which --probability-column names/,
      );
    });
  });

  it("has ranges of ranks that hold each by itself or all at once, and says which", async () => {
    const path = write("ranks.csv", csv);
    const [each, atOnce] = [await report(path), await report(path, "--ranks", "at-once")];
    expect([each.ranks, atOnce.ranks]).toEqual(["each", "at-once"]);
    const widths = [each, atOnce].map(({ models }) =>
      models.reduce((sum, { rankBest, rankWorst }) => sum + (rankWorst ?? 0) - (rankBest ?? 0), 0),
    );
    expect(widths[1]).toBeGreaterThan(widths[0]!);
    expect((await run(path)).stdout).toContain("each by itself (--ranks at-once: all together)");
    expect((await run(path, "--ranks", "at-once")).stdout).toContain("Ranges of ranks hold with 95% all at once.");
  });

  it("tests with --fit whether one number a model explains the votes, and only then", async () => {
    const path = write("fit.csv", csv);
    expect((await report(path)).fit).toBeUndefined();
    expect((await report(path, "--fit")).fit!.goodness.pValue).toBeGreaterThan(0.001);
    expect((await run(path, "--fit")).stdout).toContain("Nothing speaks against it: X² ");
    const beats = (a: string, b: string) =>
      Array.from(
        { length: 100 },
        (_, index) => `${a},${b},${index < 75 ? "model_a" : "model_b"},j${index},${a}${index}`,
      );
    const circle = write("circle.csv", [header, ...beats("x", "y"), ...beats("y", "z"), ...beats("z", "x")].join("\n"));
    const { stdout } = await run(circle, "--fit");
    expect(stdout).toContain("A circle: x beats y beats z beats x (p < 0.001");
    expect(stdout).toMatch(
      /No: X² .* on 1 degree of freedom.*\n(?:.*\n)*.*x took 75% from y where 50% would fit \(100 votes/u,
    );
  });

  it("claims no interval under five effective voters, and says so", async () => {
    const path = write(
      "few.csv",
      csv.replaceAll(/voter \d+/gu, (name) => `voter ${Number(name.slice(6)) % 4}`),
    );
    expect((await report(path)).models[0]).toMatchObject({ lower: null, upper: null, rankBest: 1, rankWorst: 5 });
    const { stdout } = await run(path);
    expect(stdout).toContain("as evenly as those of 5 equally busy voters");
    expect(stdout).toContain("4 voters (as many as");
    expect((await report(path, "--clusters", "none")).models[0]!.lower).not.toBeNull();
  });
});

describe("a file that is not in order", () => {
  const good = "a,b,tie,j,1";
  const bad: [what: string, line: string, reason: RegExp][] = [
    ["another winner", "a,b,model_c,j,1", /winner is "model_c"; it must be model_a, model_b, tie or tie \(bothbad\)/],
    ["no winner", "a,b,,j,1", /winner is ""/],
    ["no model", ",b,tie,j,1", /model_a is empty/],
    ["a model against itself", "a,a,tie,j,1", /the same, "a"/],
    ["no voter", "a,b,tie,,1", /the voter is empty/],
    ["no battle", "a,b,tie,j,", /the battle's id is empty/],
    ["too few fields", "a,b,tie", /3 fields where the header has 5/],
    ["too many fields", "a,b,tie,j,1,2", /6 fields where the header has 5/],
    ["text after a quote", '"a"x,b,tie,j,1', /text follows a closing quote/],
    ["a quote that is never closed", '"a,b,tie,j,1', /never closed/],
  ];

  it.each(bad)("says line and reason of %s, rates nothing and ends with 1", async (_, line, reason) => {
    const path = write("bad.csv", `${header}\n${good}\n"a","b\nc",tie,j,1\n${line}\n`);
    const { code, stdout, stderr } = await run(path, "--json");
    expect([code, stdout]).toEqual([1, ""]);
    // The second row takes two lines.
    expect(stderr).toContain("line 5: ");
    expect(stderr).toMatch(reason);
    const skipped = await report(path, "--skip-bad");
    expect([skipped.battles, skipped.skipped]).toEqual([2, 1]);
  });

  it.each([
    ["{", /no JSON object/],
    ["[1]", /no JSON object/],
    ['{"model_a":"a","model_b":"b"}', /there is no "winner"/],
    ['{"model_a":1,"model_b":"b","winner":"tie"}', /model_a is "1", not text/],
    ['{"model_a":"a","model_b":"b","winner":null}', /winner is "null", not text/],
  ])("says the same of JSON lines: %s", async (line, reason) => {
    const path = write("bad.jsonl", `{"model_a":"a","model_b":"b","winner":"tie"}\n\n${line}\n`);
    const { code, stderr } = await run(path);
    expect(code).toBe(1);
    expect(stderr).toContain("line 3: ");
    expect(stderr).toMatch(reason);
    expect(await report(path, "--skip-bad")).toMatchObject({ battles: 1, skipped: 1 });
  });

  it("shows no more than twenty of them", async () => {
    const { stderr } = await run(write("bad.csv", `${header}\n${"a,b,c,d,e\n".repeat(50)}`));
    expect(stderr.match(/line \d+/gu)).toHaveLength(20);
    expect(stderr).toContain("and 30 more");
  });

  it("refuses names that are not UTF-8", async () => {
    const bytes = Buffer.concat([Buffer.from(`${header}\n`), Buffer.from([0xff, 0xfe]), Buffer.from(",b,tie,j,1\n")]);
    expect((await run(write("latin.csv", bytes))).stderr).toContain("not valid UTF-8");
  });

  it.each([
    ["", [], /is empty/],
    ["a,b\n", [], /no column "model_a"/],
    ["model_a,model_b,winner\na,b,tie\n", ["--clusters", "voter"], /--voter-column/],
    ["model_a,model_b,winner\na,b,tie\n", ["--clusters", "both"], /--battle-column/],
    [csv, ["--voter-column", "who"], /no column "who"/],
    ["model_a,model_b,winner,winner\n", [], /two columns "winner"/],
    [
      `${header}\n${Array.from({ length: 2501 }, (_, row) => `x${row},y${row},tie,j,1\n`).join("")}`,
      [],
      /more than 5000/,
    ],
  ])("cannot be rated at all: %.40s %j", async (content, rest, reason) => {
    await expect(run(write("wrong.csv", content), ...rest)).rejects.toThrow(RateProblem);
    await expect(run(write("wrong.csv", content), ...rest)).rejects.toThrow(reason);
  });

  it("is not there, or is cut off", async () => {
    await expect(run(join(folder, "nowhere.csv"))).rejects.toThrow(/could not be read/);
    await expect(run(write("cut.gz", gzipSync(csv).subarray(0, 300)))).rejects.toThrow(/could not be read/);
  });
});

describe("a command line that means nothing", () => {
  it.each([
    [[], /--in FILE/],
    [["--in", "x", "--clusters", "all"], /--clusters is "all"/],
    [["--in", "x", "--interval", "95"], /--interval is "95"/],
    [["--in", "x", "--interval", "0.0"], /--interval/],
    [["--in", "x", "--ties", "keep"], /--ties is "keep"/],
    [["--in", "x", "--both-bad", "keep"], /--both-bad/],
    [["--in", "x", "--bootstrap", "0"], /--bootstrap/],
    [["--in", "x", "--top", "-1"], /top/],
    [["--in", "x", "y"], /y/],
    [["--in", "x", "--fast"], /--fast/],
  ])("is refused: %j", (given, reason) => {
    expect(() => readOptions(given)).toThrow(UsageProblem);
    expect(() => readOptions(given)).toThrow(reason);
  });

  it("ends with 2, bad rows with 1, all else with 0 and only JSON on stdout", () => {
    const script = resolve(import.meta.dirname, "../../scripts/rate.ts");
    const start = (...given: string[]) => spawnSync(process.execPath, [script, ...given], { encoding: "utf8" });
    expect(start("--in")).toMatchObject({ status: 2, stdout: "" });
    const help = start("-h");
    expect({ ...help, stdout: help.stdout.slice(0, 11) }).toMatchObject({
      status: 0,
      stdout: "Ratings of ",
      stderr: "",
    });
    const packed = start("--in", write("votes.csv", Buffer.from("fd377a585a000004e6d6b446", "hex")));
    expect(packed).toMatchObject({ status: 1, stdout: "" });
    expect(packed.stderr).toMatch(/^[^\p{Cc}]+ is packed with xz[^\p{Cc}]+\n$/u);
    const wrong = start("--in", write("wrong.csv", "a,b\n"));
    expect(wrong).toMatchObject({ status: 1, stdout: "" });
    expect(wrong.stderr).toMatch(/^There is no column [^\n]*\n$/u);
    const { status, stdout, stderr } = start("--in", write("plain.csv", `${csv}a,a,tie,b,c\n`), "--json", "--skip-bad");
    expect([status, stderr]).toEqual([0, "Left out 1 row that could not be read.\n"]);
    expect((JSON.parse(stdout) as RatingReport).models).toHaveLength(5);
  });
});

describe("what is said where there is nothing to rate", () => {
  it("is one sentence for a header alone", async () => {
    await expect(run(write("header.csv", `${header}\n`))).rejects.toThrow(
      new RateProblem(`${join(folder, "header.csv")} has a header and no rows, so there is nothing to rate.`),
    );
  });

  it.each(["rate", "mutual", "rebuild", "verify"])("is what `%s` takes, to whoever asks for help", (verb) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/run.mjs", verb, "--help"], {
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(`npm run -s ${verb}`);
    expect(stdout).not.toMatch(/unknown|there is no/iu);
  });
});

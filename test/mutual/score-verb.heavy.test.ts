import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSavedBallots } from "../../core/mutual/saved-ballots.ts";
import { reportScores } from "../../core/mutual/results/score-report.ts";

import { score as scoreVerb } from "../../scripts/mutual/score.ts";
import { CannotDo } from "../../scripts/verb/run-as-verb.ts";

let folder: string;
beforeAll(async () => (folder = await mkdtemp(path.join(tmpdir(), "mutual-"))));
afterAll(() => rm(folder, { recursive: true }));

const round = (ballots: unknown) => JSON.stringify({ subject: "math", rounds: [{ setter: "m1", ballots }] });
const scores = (ballots: unknown) => JSON.stringify({ subject: "programming", rounds: [{ setter: "m1", ballots }] });

describe("saved ballots", () => {
  it("are scored as the file format says", () => {
    const { experiment } = readSavedBallots(round([{ judge: "m2", points: { m3: 6, m4: 5 } }]));
    expect(reportScores(experiment)).toMatchObject({
      models: [
        { model: "m3", answer: 6, question: null, rank: 1 },
        { model: "m4", answer: 5, question: null, rank: 2 },
        { model: "m1", answer: null, question: null, rank: null },
        // m2 has only judged.
      ],
      radar: { m1: {}, m3: { m1: 6 }, m4: { m1: 5 } },
      topk: { 2: null, 3: null, 4: null },
      rounds: [{ setter: "m1", complete: false }],
    });
  });

  it("never count what a judge gives itself, and take null and nothing for missing", () => {
    const { experiment, remarks } = readSavedBallots(
      round([
        { judge: "m2", points: { m2: 6, m3: 5, m4: null } },
        { judge: "m3", points: null },
        { judge: "m4", points: {} },
      ]),
    );
    expect(experiment.rounds[0]!.ballots).toEqual([{ judge: "m2", points: new Map([["m3", 5]]) }]);
    expect(remarks).toEqual(['Round 1, ballot of "m2": what it gives itself is left out.']);
  });

  it.each([
    ["{", /not JSON: line 1, column 2/u],
    ["[]", /The file: .*expected object/u],
    [JSON.stringify({ subject: "poetry", rounds: [] }), /subject: /u],
    [JSON.stringify({ subject: "math", rounds: [] }), /rounds: must hold at least one round/u],
    [round([{ judge: "m2", points: { m3: "6" } }]), /rounds\[0\]\.ballots\[0\]\.points\.m3: /u],
    [round([{ judge: "m2", scores: { m3: 6 } }]), /ballot of "m2": where judges rank, a ballot holds "points"/u],
    [scores([{ judge: "m2", points: { m3: 6 } }]), /where judges score, a ballot holds "scores"/u],
    [scores([{ judge: "m2", scores: { m3: 101 } }]), /scores go from 0 to 100/u],
    [round([{ judge: "m2", points: { m3: -1 } }]), /cannot be below 0/u],
    [round([{ judge: "m2", points: { m3: 1e308 } }]), /there are never so many/u],
    [round([{ judge: "m2", points: { "": 1 } }]), /a model without a name/u],
    [round([{ judge: "m2", points: { m1: 1 } }]), /judges "m1", which set the question/u],
    [
      round([
        { judge: "m2", points: { m3: 1 } },
        { judge: "m2", points: { m3: 1 } },
      ]),
      /has a ballot already/u,
    ],
    ['{"subject":"math","rounds":[],"rounds":[]}', /stands here a second time/u],
    [
      JSON.stringify({
        subject: "math",
        models: ["m1", "m2"],
        rounds: [{ setter: "m1", ballots: [{ judge: "m9", points: { m2: 1 } }] }],
      }),
      /"m9" is not among the "models"/u,
    ],
  ])("refuse %s with its place", (text, message) => {
    expect(() => readSavedBallots(text)).toThrow(message);
  });
});

describe("npm run mutual -- score", () => {
  const score = (...given: string[]) =>
    promisify(execFile)(process.execPath, ["--disable-warning=ExperimentalWarning", "scripts/mutual.ts", ...given]);

  it("prints nothing but JSON, and says in a sentence why a file cannot be scored", async () => {
    const file = path.join(folder, "ballots.json");
    await writeFile(file, scores([{ judge: "m2", scores: { m3: 61, m4: 50 } }]));
    const { stdout, stderr } = await score("score", "--in", file, "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      radar: { m3: { m1: 61 } },
      models: [{ model: "m3", rank: 1 }, {}, {}],
    });
    expect(stderr).toBe("");
    await writeFile(file, "{}");
    await expect(scoreVerb(["--in", file, "--json"])).rejects.toThrow(/cannot be scored\. subject: /u);
    await expect(scoreVerb(["--in", `${file}.gone`])).rejects.toThrow(/cannot be read \(ENOENT\)/u);
    await expect(scoreVerb(["--json"])).rejects.toThrow(CannotDo);
  });

  it("joins no experiment with itself, and no ranks with scores", async () => {
    const own = (name: string, judging: "ranks" | "scores", ballot: object) => {
      const [setter, judge] = ["It rhymes.", "The better rhyme wins."];
      const criteria = judging === "scores" ? [{ name: "Rhyme", points: 100 }] : [];
      const subject = { id: "poetry", name: { en: "poetry" }, judging, setter, judge, criteria };
      const rounds = [{ setter: "m1", ballots: [{ judge: "m2", ...ballot }] }];
      return writeFile(path.join(folder, name), JSON.stringify({ subject, rounds }));
    };
    await own("ranks.json", "ranks", { points: { m3: 1, m4: 0 } });
    await own("scores.json", "scores", { scores: { m3: 61, m4: 50 } });
    const [ranks, scored] = [path.join(folder, "ranks.json"), path.join(folder, "scores.json")];
    await expect(scoreVerb(["--in", ranks, scored])).rejects.toThrow(/about poetry judges rank, in others they score/u);
    await writeFile(path.join(folder, "more.json"), (await readFile(ranks, "utf8")).replace('"m4":0', '"m4":0,"m5":0'));
    await expect(scoreVerb(["--in", ranks, path.join(folder, "more.json")])).rejects.toThrow(
      /another number of points/u,
    );
    await expect(scoreVerb(["--in", ranks, ranks])).rejects.toThrow(/ranks\.json is named twice/u);
  });
});

describe("mutual report", () => {
  const mutual = (...given: string[]) =>
    promisify(execFile)("node", ["scripts/run.mjs", "mutual", ...given], {
      env: { ...process.env, LANG: "en_US.UTF-8" },
    });

  it("writes the report of an older folder again, beside a board that the project has written, and calls nobody", async () => {
    const [experiment, board] = [path.join(folder, "experiment"), path.join(folder, "board.json")];
    await mutual("run", "--subject", "math", "--seed", "7", "--out", experiment);
    const calls = await readFile(path.join(experiment, "calls.jsonl"), "utf8");
    for (const name of ["report.html", "report.pdf"]) await rm(path.join(experiment, name));
    const ids = ["echo", "concise", "calculator", "structured", "longwinded"].map((name) => `demo-${name}`);
    const models = ids.map((model, index) => {
      const rating = 1100 - 50 * index;
      // The last one has too few votes for a place.
      return { model, rating, lower: rating - 20, upper: rating + 20, rank: index === 4 ? null : index + 1 };
    });
    await writeFile(board, JSON.stringify({ version: 1, models }));
    const { stdout } = await mutual("report", "--in", experiment, "--board", board);
    expect(stdout).toMatch(/Kendall's τ of the two orders: −?\d\.\d\d; 4 models in common\nReport: .*report\.html/u);
    expect(await readFile(path.join(experiment, "report.html"), "utf8")).toContain("Beside people's votes");
    expect((await readFile(path.join(experiment, "charts", "people.png"))).subarray(1, 4).toString()).toBe("PNG");
    expect(await readFile(path.join(experiment, "calls.jsonl"), "utf8")).toBe(calls);
    await writeFile(board, JSON.stringify({ models: models.slice(0, 2) }));
    expect((await mutual("report", "--in", experiment, "--board", board)).stdout).toMatch(/^Fewer than 3 of these/u);
    await expect(readFile(path.join(experiment, "charts", "people.png"))).rejects.toThrow(/ENOENT/u);
  });

  it("says why it cannot", async () => {
    const file = path.join(folder, "no-board.json");
    await writeFile(file, "{}");
    const refused = [
      [["--in", folder, "--board", file], /no-board\.json is no board\. It must be JSON with `models`/u],
      [["--in", folder], /There is no experiment in/u],
      [[], /Name the folder of the experiment: --in DIR/u],
    ] as const;
    for (const [given, sentence] of refused)
      await expect(mutual("report", ...given)).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(sentence),
      });
  });
});

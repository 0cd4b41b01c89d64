/** Experiments read from folders and workbooks, and joined. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { bordaPoints } from "../../core/mutual/scoring/borda.ts";
import { readExperiments } from "../../scripts/mutual/read-experiments.ts";
import { score } from "../../scripts/mutual/score.ts";
import { readSheetBallots, type SheetRows } from "../../scripts/mutual/sheet-ballots.ts";

describe("several experiments", () => {
  it("are found in their folder, and joined by the verb", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "saved-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const [index, points] of [6, 5, 4].entries()) {
      mkdirSync(path.join(folder, `experiment-${index + 1}`));
      const rounds = [{ setter: "m1", ballots: [{ judge: "m2", points: { m3: points } }] }];
      writeFileSync(
        path.join(folder, `experiment-${index + 1}`, "ballots.json"),
        JSON.stringify({ subject: "math", rounds }),
      );
    }
    cpSync(path.join(folder, "experiment-1"), path.join(folder, "experiment-10"), { recursive: true });
    const found = await readExperiments([folder], null);
    expect(found.map(({ file }) => path.basename(path.dirname(file)))).toEqual(
      [1, 2, 3, 10].map((n) => `experiment-${n}`),
    );
    const said = vi.spyOn(console, "log").mockImplementation(() => {});
    onTestFinished(() => said.mockRestore());
    await score(["--in", folder, "--json"]);
    const joined = String(said.mock.lastCall?.[0]);
    expect(JSON.parse(joined).models[0]).toMatchObject({
      model: "m3",
      answer: 5.25,
      rank: 1,
      experiments: { length: 4 },
    });
    await expect(readExperiments([path.join(folder, "nowhere")], null)).rejects.toThrow(/ENOENT/u);
    mkdirSync(path.join(folder, "empty"));
    await expect(readExperiments([path.join(folder, "empty")], null)).rejects.toThrow(
      /no ballots\.json and no workbook/u,
    );
  });
});

describe("a workbook as it is published", () => {
  const sheet = (name: string, rows: (string | number | null)[][]): { name: string; rows: SheetRows } => ({
    name,
    rows: rows.map((cells) => new Map(cells.entries())),
  });
  /** Rows are answers, the best first; who judges itself has a 0 there. */
  const rounds = [
    sheet("Round 1", [
      ["Model name", "m1", "m2", "m3", "Round Score", "Total Score"],
      ["m2", 1, 0, 1, 1, 1],
      ["m3", 0, 1, 0, 0.5, 0.5],
    ]),
    sheet("Final Ranking", [["Rank", "Model name", "Total Score"]]),
  ];

  it("is read with the setter as the judge without an answer, and nothing that a judge gives itself", () => {
    const experiment = readSheetBallots(rounds, null);
    expect(experiment).toEqual({
      judging: "ranks",
      models: ["m1", "m2", "m3"],
      rounds: [
        {
          setter: "m1",
          ballots: [
            { judge: "m1", points: bordaPoints([["m2"], ["m3"]], 3) },
            { judge: "m2", points: new Map([["m3", 1]]) },
            { judge: "m3", points: new Map([["m2", 1]]) },
          ],
        },
      ],
    });
    const scores = [
      sheet("Round 1", [
        ["Model name", "m1", "m2", "m3"],
        ["m2", 80, 0, 70],
        ["m3", 20, 30, 0],
      ]),
    ];
    expect(readSheetBallots(scores, null).judging).toBe("scores");
  });

  it("is read as blocks where each question is answered by as many, and never by all", () => {
    const block = (name: string, setter: string, one: string, other: string) =>
      sheet(name, [
        ["Judge", one, other],
        [setter, 1, 0],
        [one, null, 1],
        [other, 1, null],
      ]);
    const blocks = [block("Round 1", "m1", "m2", "m3"), block("Round 2", "m2", "m3", "m4")];
    const read = readSheetBallots(blocks, null);
    expect(read.rounds.map(({ answerers }) => answerers)).toEqual([
      ["m2", "m3"],
      ["m3", "m4"],
    ]);
    expect(readSheetBallots(blocks.slice(0, 1), null).rounds[0]).not.toHaveProperty("answerers");
  });

  it.each([
    [[sheet("Tabelle1", [["a"]])], /no sheet that is called "Round 1".*It has: "Tabelle1"/u],
    [[sheet("Round 1", [["Model name"]])], /first row must name the judges/u],
    [
      [
        sheet("Round 1", [
          ["", "m1", "m2"],
          ["m1", 0, 1],
          ["m2", 1, 0],
        ]),
      ],
      /who set the question.*all have one/u,
    ],
    [
      [
        sheet("Round 1", [
          ["", "m1", "m2", "m3"],
          ["m3", 1, 1, 0],
        ]),
      ],
      /these have none: m1, m2/u,
    ],
    [
      [
        sheet("Round 1", [
          ["", "m1", "m2"],
          ["m2", "good", 0],
        ]),
      ],
      /m2 and m1: points are numbers.*"good"/u,
    ],
  ])("is refused in words (%#)", (sheets, message) => {
    expect(() => readSheetBallots(sheets, null)).toThrow(message);
  });
});

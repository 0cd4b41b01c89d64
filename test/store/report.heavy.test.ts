/** What a report reads of a whole arena, at work beside it: the board that the arena itself shows, and nobody's words. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { RecordRefusal } from "../../core/store/carrying/record-refusal.ts";
import { readReportRecord } from "../../core/store/carrying/report-record.ts";
import { composeReport } from "../../scripts/report/compose.ts";
import { rateRecord } from "../../scripts/report/ratings.ts";
import { writeReport } from "../../scripts/report/write-report.ts";
import { fight, say } from "../commands/command-kit.ts";
import { type CoreKit, type RunningCore, startCoreKit, testKey } from "../core-kit.ts";
import { describePostgres } from "../skips.ts";

describePostgres("a report", () => {
  let [kit, core, scratch]: [CoreKit, RunningCore, string] = [] as never;
  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), "doubleblind-report-"));
    kit = await startCoreKit();
    core = await kit.createCore();
    for (const [question, votes] of [
      ["The first secret question, what is it?", { ann: "a", ben: "a", cid: "b", dan: "tie" }],
      ["Another secret question, and a longer one?", { ann: "b", ben: "b" }],
      ["A secret question with one vote alone?", { ann: "both-bad" }],
    ] as const)
      await fight(core, question, votes);
    await kit.store.boards.fold();
    // What sources bring in is not this arena's own.
    const vote = {
      voter: "eve",
      choice: "a",
      firstChoice: null,
      changes: null,
      means: null,
      seen: null,
      namesSeenBy: null,
    };
    const elsewhere = { key: "1", modelA: "left", modelB: "right", task: null, language: "", platform: null, at: null };
    const told = { repeated: false, probability: null, styles: null, whole: false };
    await kit.store.sources.add("elsewhere", [{ ...elsewhere, ...told, votes: [{ ...vote, choice: "a", at: null }] }]);
  });
  afterAll(async () => {
    await kit.close();
    rmSync(scratch, { recursive: true });
  });

  const read = (out: string) =>
    readReportRecord(
      { url: kit.databaseUrl },
      { out, keys: { given: testKey, directory: kit.dataDirectory } },
      "2000-01-01",
    );

  it("has the votes of the board that the arena shows, and how people voted on each battle", async () => {
    const record = await read(join(scratch, "none"));
    const { rating } = rateRecord(record);
    expect((await say(core, "/leaderboard")).images[0]!.alt).toContain("7 votes");
    expect(rating).toMatchObject({ votes: 7, voters: 4 });
    const patterns = record.patterns.map(({ counts, battles }) => [
      [...counts].toSorted((one, other) => other - one),
      battles,
    ]);
    expect(patterns.toSorted((one, other) => String(one).localeCompare(String(other)))).toEqual([
      [[1, 0, 0, 0], 1],
      [[2, 0, 0, 0], 1],
      [[2, 1, 1, 0], 1],
    ]);
    expect(record.asked.reduce((sum, { battles }) => sum + battles, 0)).toBe(3);
    expect(record.cells.every(({ isRecent }) => isRecent)).toBe(true);
    expect(record.history.reduce((sum, { a, b, tie, bothBad }) => sum + a + b + tie + bothBad, 0)).toBe(7);
    expect(record.answers.every(({ answers, whole }) => answers > 0 && whole !== null)).toBe(true);
  });

  it("is written whole into a new folder, without words or people, and refuses one that holds anything", async () => {
    const out = join(scratch, "report");
    const report = composeReport(await read(out), { since: "2000-01-01", now: new Date(), language: "zh" });
    await writeReport(report, out);
    expect(readdirSync(scratch)).toEqual(["report"]);
    expect(readdirSync(out).toSorted()).toEqual(["report.html", "report.pdf"]);
    const page = readFileSync(join(out, "report.html"), "utf8");
    expect(page).not.toMatch(/secret question|\b(?:ann|ben|cid|dan)\b/u);
    expect(page).toContain("data:image/png;base64,");
    expect(readFileSync(join(out, "report.pdf")).toString("latin1")).toMatch(/^%PDF-/u);
    await expect(read(out)).rejects.toThrow(RecordRefusal);
    const file = join(scratch, "file");
    writeFileSync(file, "");
    await expect(writeReport(report, join(file, "report"))).rejects.toThrow(RecordRefusal);
  });
});

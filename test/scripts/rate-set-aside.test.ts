/** `rate --set-aside` on a file that somebody has rigged. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readOptions } from "../../scripts/rate/options.ts";
import { rateFile } from "../../scripts/rate/rate-file.ts";
import type { RatingReport } from "../../scripts/rate/report.ts";
import { createCommunity, type MadeBallot } from "../rating/made-campaigns.ts";
import { createWeeks } from "../rating/made-weeks.ts";

const folder = mkdtempSync(join(tmpdir(), "set-aside-"));
afterAll(() => rmSync(folder, { recursive: true }));

const winners = { a: "model_a", b: "model_b", tie: "tie", bothBad: "tie (bothbad)" };

function write(name: string, ballots: readonly MadeBallot[], header = "judge,model_a,model_b,winner"): string {
  const rows = ballots.map(({ voter, left, right, outcome }) => [voter, left, right, winners[outcome]].join(","));
  const path = join(folder, name);
  writeFileSync(path, `${[header, ...rows].join("\n")}\n`);
  return path;
}

async function rate(...given: string[]): Promise<string> {
  const said: string[] = [];
  expect(await rateFile(readOptions(given), { out: (text) => said.push(text), tell: (text) => said.push(text) })).toBe(
    0,
  );
  return said.join("");
}

const { people, campaign } = createCommunity(21);
const honest = people(60, (index) => 4 + ((7 * index) % 23));
const rigged = [...honest, ...campaign("mallory", 60, "m6", { hiding: 1 })];

describe("rate --set-aside", () => {
  it("rates as if the campaign had never voted, and says who, why and what moved", async () => {
    const path = write("rigged.csv", rigged);
    const clean = JSON.parse(await rate("--in", write("honest.csv", honest), "--json")) as RatingReport;
    const before = JSON.parse(await rate("--in", path, "--json")) as RatingReport;
    const { setAside, ...after } = JSON.parse(await rate("--in", path, "--set-aside", "--json")) as RatingReport;
    expect(after).toEqual(clean);
    expect(before).not.toHaveProperty("setAside");
    expect(setAside).toMatchObject({
      votes: 120,
      voters: [{ voter: "mallory", votes: 120, reason: { kind: "for", model: "m6", votes: 60, matching: 60 } }],
    });
    const place = (report: RatingReport) => report.models.find(({ model }) => model === "m6")!;
    expect(setAside!.moved.find(({ model }) => model === "m6")).toEqual({
      model: "m6",
      ratingBefore: place(before).rating,
      rating: place(clean).rating,
      rankBefore: place(before).rank,
      rank: place(clean).rank,
    });
  });

  it("says so in sentences", async () => {
    const said = await rate("--in", write("said.csv", rigged), "--set-aside");
    expect(said).toContain("Set aside 120 votes of 1 voter; all above is without them:");
    expect(said).toContain(
      '"mallory", 120 votes: a campaign for "m6": 60 of them are on battles with it, 60 of these for it (probability over 99.9%).',
    );
    expect(said).toMatch(/"m6": rank \d → \d, rating [\d.]+ → [\d.]+/u);
    expect(await rate("--in", write("clean.csv", honest), "--set-aside")).toContain("Set aside nobody's votes");
  });

  it("needs to know whose each vote is", async () => {
    const path = write("nobody.csv", honest, "who,model_a,model_b,winner");
    await expect(rate("--in", path, "--set-aside")).rejects.toThrow(
      "--set-aside needs a column that names each row's voter",
    );
    expect(await rate("--in", path, "--voter-column", "who", "--set-aside")).toContain("Set aside nobody's votes");
  });

  it("takes nobody's votes for chosen who came late and saw little but a new model, where a file has times", async () => {
    const { regulars, visit } = createWeeks(1);
    const late = Array.from({ length: 30 }, (_, index) => visit(`late ${index}`, 12, [8 * 24, 10 * 24], 0)).flat();
    const write = (name: string, header: string, withTime: boolean) => {
      const rows = [...regulars, ...late].map(({ voter, left, right, outcome, battle, time }) =>
        [voter, left, right, winners[outcome], battle, ...(withTime ? [time] : [])].join(","),
      );
      writeFileSync(join(folder, name), `${[header, ...rows].join("\n")}\n`);
      return join(folder, name);
    };
    const columns = "judge,model_a,model_b,winner,battle_id";
    expect(await rate("--in", write("timeless.csv", columns, false), "--set-aside")).toMatch(/Set aside \d+ votes/u);
    const said = await rate("--in", write("times.csv", `${columns},tstamp`, true), "--set-aside");
    expect(said).toContain("Set aside nobody's votes");
  });

  it("takes seconds where a file has them, and names what is none", async () => {
    const rows = rigged.map((ballot, index) => ({
      judge: ballot.voter,
      model_a: ballot.left,
      model_b: ballot.right,
      winner: winners[ballot.outcome],
      reading_time: ballot.voter === "voter 1" ? 0.3 : 9 + (index % 7),
    }));
    const path = join(folder, "seconds.jsonl");
    writeFileSync(path, rows.map((row) => JSON.stringify(row)).join("\n"));
    const { setAside } = JSON.parse(await rate("--in", path, "--set-aside", "--json")) as RatingReport;
    const reasons = Object.fromEntries(setAside!.voters.map(({ voter, reason }) => [voter, reason.kind]));
    expect(reasons).toEqual({ mallory: "for", "voter 1": "haste" });
    writeFileSync(path, JSON.stringify({ ...rows[0], reading_time: "soon" }));
    const told: string[] = [];
    const options = readOptions(["--in", path, "--set-aside"]);
    expect(await rateFile(options, { out: () => undefined, tell: (text) => told.push(text) })).toBe(1);
    expect(told.join("")).toContain('line 1: reading_time is "soon"; it must be a number of seconds');
  });
});

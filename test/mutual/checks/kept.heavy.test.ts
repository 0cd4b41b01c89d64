/** Checks in an experiment: made once, kept with its calls, and shown beside what judges say. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findResults } from "../../../core/mutual/results/results.ts";
import { summarizeExperiment } from "../../../core/mutual/results/summaries.ts";
import type { Progress } from "../../../core/mutual/run/progress.ts";
import type { Player } from "../../peers/model-players.ts";
import { openStage, play, type Stage } from "../stage.ts";

let stage: Stage;
beforeAll(async () => void (stage = await openStage()));
afterAll(() => stage.close());

const program = (code: string) => `\`\`\`js\n${code}\n\`\`\``;
const doubling = 'console.log(2 * Number(require("fs").readFileSync(0, "utf8")))';
const cases = [{ input: "0", output: "0" }];

/** Judges go by strength alone; the weak one's programs are right, the strong one's fail a case that nobody is shown. */
function player(strength: number, code: string): Player {
  return {
    strength,
    fault(part, reply) {
      if (part === "answer") return `${reply}\n${program(code)}`;
      if (part !== "question") return undefined;
      const samples = [{ input: "3", output: "6" }];
      return JSON.stringify({ ...JSON.parse(reply), samples, cases, standardAnswer: program(doubling) });
    },
  };
}

const players = {
  strong: player(90, "console.log(6)"),
  weak: player(30, doubling),
  middle: player(60, doubling),
};

it("programs are run beside the judging, and never again", async () => {
  const first = await play(stage, players, { subject: "programming", journal: "kept.jsonl" });
  const results = findResults(first.settings, first.rounds, first.ending);
  expect(first.rounds.map(({ checks }) => checks?.cases)).toEqual([2, 2, 2]);
  expect(
    first.rounds.flatMap(({ checks }) => checks?.answers ?? []).map(([model, one]) => [model, one.verdict]),
  ).toEqual([
    ["weak", "passed"],
    ["middle", "passed"],
    ["strong", "wrong-output"],
    ["middle", "passed"],
    ["strong", "wrong-output"],
    ["weak", "passed"],
  ]);
  // Only the setter of each question sees both; the strong one's answers stand above the right ones.
  expect(results.bias.misjudged.all.wrongAbove).toMatchObject({ share: 1, cases: 2, questions: 2 });
  expect(summarizeExperiment(results, first.progress)).toMatchObject({
    checks: {
      ...{ questions: 3, unusable: [], verdicts: { passed: 4, "wrong-output": 2 } },
      wrongFirst: [
        { round: 2, first: ["strong"], right: ["middle"] },
        { round: 3, first: ["strong"], right: ["weak"] },
      ],
    },
  });
  const kept = readFileSync(path.join(stage.folder, "kept.jsonl"), "utf8");
  expect(kept.match(/"key":"\d\.check\./gu)).toHaveLength(3);
  // Read again by somebody who runs nothing.
  const signal = AbortSignal.abort();
  const again = await play(stage, players, { subject: "programming", journal: "kept.jsonl", signal });
  expect([again.rounds, again.calls]).toEqual([first.rounds, 0]);
  expect(readFileSync(path.join(stage.folder, "kept.jsonl"), "utf8")).toBe(kept);
});

it("hidden cases are shown to nobody", () => {
  const asked = stage.server.calls.map(({ body }) => JSON.stringify(body["messages"]));
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((text) => text.includes("Sample")).length).toBeGreaterThan(0);
  for (const text of asked) expect(text).not.toContain(String.raw`\"input\":\"0\"`);
});

it("a run that is stopped while programs run is not over, and goes on with them", async () => {
  const off = new AbortController();
  const working = "for (;;) {}";
  const slow = { ...players, weak: player(30, working), middle: player(60, working), strong: player(90, working) };
  let ballots = 0;
  const onProgress = ({ roles }: Progress) => {
    if (roles.ballot.calls === ballots) return;
    ballots = roles.ballot.calls;
    // All are in; what is left is to be run.
    if (ballots === 9) setTimeout(() => off.abort(), 1500);
  };
  const asked = { subject: "programming", journal: "stopped.jsonl" } as const;
  const stopped = await play(stage, slow, { ...asked, signal: off.signal, onProgress });
  expect([ballots, stopped.ending, stopped.rounds]).toEqual([9, "stopped", []]);
});

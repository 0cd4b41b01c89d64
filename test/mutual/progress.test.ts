/** How far an experiment is: what is told while models write, and how a terminal shows it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countColumns } from "../../core/language/tables.ts";
import { noShares } from "../../core/mutual/run/progress.ts";
import { followWriting, type Writing } from "../../core/mutual/run/writing.ts";
import { createProgressBar } from "../../scripts/mutual/progress-bar.ts";
import { createManualClock } from "../manual-clock.ts";
import { playModels } from "../peers/model-players.ts";
import { openStage, play, type Stage } from "./stage.ts";

const progress = { done: 3, planned: 60, failures: 0, tokens: 12, cost: 0, roles: noShares(), fresh: 0, elapsed: 0 };
const writing = (model: string, text: string, words = 2): Writing => ({ model, role: "answer", words, text });

describe("what is being written", () => {
  it("is told with its words, the newest at the end, until its call has ended", () => {
    let all: readonly Writing[] = [];
    const hear = followWriting((told) => void (all = told));
    hear({ key: "1.answer.a", model: "a" }, "Twelve pigs don");
    hear({ key: "1.ballot.b.1", model: "b" }, "");
    hear({ key: "1.answer.a", model: "a" }, "Twelve pigs don't fly. 猪不会飞");
    expect(all.map(({ model, role, words }) => [model, role, words])).toEqual([
      ["b", "ballot", 0],
      ["a", "answer", 9],
    ]);
    // Another try begins anew.
    hear({ key: "1.answer.a", model: "a" }, "Twelve");
    expect(all.at(-1)!.words).toBe(1);
    hear({ key: "1.answer.a", model: "a" }, null);
    hear({ key: "1.ballot.b.1", model: "b" }, null);
    expect(all).toEqual([]);
  });

  it("counts the same in pieces as in one", () => {
    const text = "It is 1,234.5 — naïve\u0301 “words”, 漢字とカナ, and don't_stop über-alles\nnow.";
    const counts = (pieces: readonly string[]) => {
      let words = 0;
      const hear = followWriting((all) => void (words = all[0]!.words));
      let sofar = "";
      for (const piece of pieces) hear({ key: "1.answer.a", model: "a" }, (sofar += piece));
      return words;
    };
    const whole = counts([text]);
    for (const size of [1, 2, 3, 7]) expect(counts(text.match(new RegExp(`.{1,${size}}`, "gsu"))!)).toBe(whole);
  });
});

describe("an experiment", () => {
  let stage: Stage;
  beforeAll(async () => void (stage = await openStage()));
  afterAll(() => stage.close());

  it("tells of the words of every call that streams, and of none that has ended", async () => {
    const players = { a: { strength: 90 }, b: { strength: 50 }, c: { strength: 10 } };
    stage.server.script(playModels(players));
    const heard = new Set<string>();
    let last: readonly Writing[] | undefined;
    await play(stage, players, {
      rounds: 1,
      onWriting: (all) => {
        last = all;
        for (const { model, role, words } of all) if (words > 0) heard.add(`${model} ${role}`);
      },
    });
    expect([...heard].toSorted()).toEqual(["a ballot", "a question", "b answer", "b ballot", "c answer", "c ballot"]);
    expect(last).toEqual([]);
  });
});

describe("the progress bar", () => {
  const open = (isTTY: boolean) => {
    const written: string[] = [];
    const clock = createManualClock();
    const bar = createProgressBar({ isTTY, columns: 40, write: (text: string) => written.push(text) }, clock);
    return { bar, clock, written };
  };

  it("shows who writes, how much, and the newest words, on lines no wider than the terminal", () => {
    const { bar, clock, written } = open(true);
    bar.show(progress);
    bar.hear([writing("m1", "1"), writing("m2", `这是${"很长的".repeat(40)}回答。\u001B[2J\nEnd \u202Eof it`)]);
    expect(written).toHaveLength(1);
    clock.advance(100);
    bar.hear([writing("m1", "1"), writing("m2", `${"很长的".repeat(40)}回答。\u001B[2J\nEnd \u202Eof it`, 1_234)]);
    const [, ...lines] = written[1]!.split(/\u001B\[J|\n/u); // oxlint-disable-line no-control-regex
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^m2 answers, 1,234 words; m1 answers/u);
    expect(lines[2]).toMatch(/^m2: ….*很长的回答。 \[2J End of it$/u);
    for (const line of lines) expect(countColumns(line)).toBeLessThan(40);
    // The cursor goes up to where the lines before began.
    bar.show({ ...progress, done: 4 });
    expect(written[2]).toMatch(/^\r\u001B\[2A\u001B\[J/u); // oxlint-disable-line no-control-regex
    bar.hear([]);
    bar.show({ ...progress, done: 60 });
    bar.end();
    expect(written.at(-2)).not.toContain("\n");
    expect(written.at(-1)).toBe("\n");
  });

  it("writes a line now and then where nothing can be overwritten", () => {
    const { bar, clock, written } = open(false);
    bar.hear([writing("m1", "one two")]);
    expect(written).toEqual([]);
    bar.show(progress);
    for (let seconds = 0; seconds < 20; seconds += 1) {
      clock.advance(1_000);
      bar.hear([writing("m1", "one two")]);
    }
    expect(written).toHaveLength(3);
    expect(written[2]).toMatch(/^3\/60 calls .* · m1 answers, 2 words\n$/u);
  });
});

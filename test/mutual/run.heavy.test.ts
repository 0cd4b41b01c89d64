import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ModelFailure, type ModelProvider } from "../../core/models/completion.ts";
import { judgedExperiment, savedBallots, findResults } from "../../core/mutual/results/results.ts";
import { reportScores } from "../../core/mutual/results/score-report.ts";
import { readSavedBallots } from "../../core/mutual/saved-ballots.ts";
import { planExperiment } from "../../core/mutual/plan-experiment.ts";
import { BudgetSpent, createAllowance } from "../../core/costs/allowance.ts";
import { highestCost } from "../../core/costs/price.ts";
import { createCalls, Outage, spentOn } from "../../core/mutual/run/calls.ts";
import { type Journal, openJournal } from "../../core/mutual/run/journal.ts";
import { readSubject } from "../../core/mutual/subject.ts";
import { costsOf, sumOf } from "../../core/mutual/run/roles.ts";
import type { RunOutcome } from "../../core/mutual/run/play-rounds.ts";
import { type Part, type Player, readAnswers, readCall } from "../peers/model-players.ts";
import { answerWith, answerWithError } from "../peers/scripted-model-server.ts";
import { createModelProvider } from "../../core/models/openai-provider.ts";
import { buildEndpoint, buildRequest } from "../models/fixtures.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { times } from "../thorough.ts";
import { until } from "../until.ts";
import { namesOf } from "./experiments.ts";
import { buildModels, openStage, play, settingsFor, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => (stage = await openStage()));
afterAll(() => stage.close());

const strengths: Record<string, Player> = {
  bright: { strength: 90 },
  able: { strength: 70 },
  fair: { strength: 50 },
  dim: { strength: 20 },
};
const order = (outcome: Awaited<ReturnType<typeof play>>) =>
  findResults(outcome.settings, outcome.rounds, outcome.ending).scores.models;
const evaluationsOf = ({ rounds }: RunOutcome, judge: string) =>
  rounds.map(({ evaluations }) => evaluations.find((one) => one.judge === judge)!);

describe("an experiment", () => {
  it.each(["math", "programming"] as const)("finds the order of models of known strengths (%s)", async (subject) => {
    const outcome = await play(stage, strengths, { subject });
    expect(outcome.ending).toBe("finished");
    expect(outcome.calls).toBe(4 * (1 + 3 + 4));
    expect(outcome.progress).toMatchObject({ done: 32, planned: 32, failures: 0, fresh: 32, tokens: 32 * 8 });
    expect(order(outcome).map(({ model, rank }) => [model, rank])).toEqual([
      ["bright", 1],
      ["able", 2],
      ["fair", 3],
      ["dim", 4],
    ]);
    if (subject === "programming") expect(order(outcome)[0]).toMatchObject({ answer: 90, question: 140 / 3 });
    else expect(order(outcome).every(({ question }) => question === 1)).toBe(true);
    const judged = judgedExperiment(outcome.settings, outcome.rounds);
    const saved = readSavedBallots(JSON.stringify(savedBallots(outcome.settings.subject, judged)));
    expect(reportScores(saved.experiment)).toEqual(reportScores(judged));
  });

  it.each(["math", "programming"] as const)(
    "in blocks asks few of each round, finds the same order, and goes on with the same blocks (%s)",
    async (subject) => {
      const many: Record<string, Player> = Object.fromEntries(
        Array.from({ length: 9 }, (_, index) => [`m${index + 1}`, { strength: 95 - 10 * index }]),
      );
      const journal = `blocks-${subject}.jsonl`;
      const stopping = new AbortController();
      const onProgress = ({ done }: { done: number }) => void (done === 30 && stopping.abort());
      const first = await play(stage, many, {
        subject,
        judges: 4,
        rounds: 18,
        journal,
        signal: stopping.signal,
        onProgress,
      });
      expect(first.ending).toBe("stopped");
      const outcome = await play(stage, many, { subject, judges: 4, rounds: 18, journal });
      expect(outcome.progress).toMatchObject({ done: 18 * (1 + 4 + 5), planned: 180, failures: 0 });
      expect(outcome.progress.fresh).toBeLessThanOrEqual(150);
      for (const { number, setting, answers, evaluations } of outcome.rounds) {
        const answerers = answers.map(({ model }) => model);
        expect(answerers).toEqual(outcome.settings.answerers?.[number - 1]);
        expect(evaluations.map(({ judge }) => judge).toSorted()).toEqual([setting.setter, ...answerers].toSorted());
        for (const { judge, points } of evaluations)
          expect(points!.map(([model]) => model).toSorted()).toEqual(answerers.filter((model) => model !== judge));
      }
      expect(order(outcome).map(({ model }) => model)).toEqual(Object.keys(many));
      const judged = judgedExperiment(outcome.settings, outcome.rounds);
      const saved = readSavedBallots(JSON.stringify(savedBallots(outcome.settings.subject, judged)));
      expect(reportScores(saved.experiment)).toEqual(reportScores(judged));
      expect(reportScores(judged).rounds.every(({ complete }) => complete)).toBe(true);
    },
  );

  it("shows judges letters in an order of their own, no names, and never their own answer", async () => {
    const before = stage.server.calls.length;
    const { rounds } = await play(stage, strengths);
    const ballots = stage.server.calls
      .slice(before)
      .map(readCall)
      .filter(({ part }) => part === "ranking");
    expect(ballots).toHaveLength(16);
    for (const { asked, model } of ballots) {
      expect(asked).not.toMatch(/bright|able(?!\b)|fair|dim|Makers/iu);
      const own = strengths[model]!.strength;
      expect(readAnswers(asked).map(({ worth }) => worth)).not.toContain(own);
    }
    const orders = rounds.flatMap(({ evaluations }) =>
      evaluations.map(({ letters }) => letters.map((one) => one.model).join()),
    );
    expect(new Set(orders).size).toBeGreaterThan(8);
    // The setter alone is told its standard answer.
    expect(ballots.filter(({ asked }) => asked.includes("<standard-"))).toHaveLength(4);
  });

  it("keeps why each answer stands where it does, and whether it beats the standard answer", async () => {
    const math = await play(stage, { ...strengths, fair: { strength: 50, standard: 60 } });
    const judged = evaluationsOf(math, "dim")[2]!;
    expect(judged.reasons).toEqual([
      ["bright", "Worth 90."],
      ["able", "Worth 70."],
    ]);
    expect([judged.ranking, judged.beatsStandard]).toEqual([
      [["bright"], ["able"]],
      ["bright", "able"],
    ]);
    expect(new Set(judged.letters.map(({ model }) => model))).toEqual(new Set(["able", "bright", null]));
    // Its setter is not asked how its own answer stands.
    expect(evaluationsOf(math, "fair")[2]).toMatchObject({ beatsStandard: null, belowStandard: null });
    expect(evaluationsOf(math, "able")[2]).toMatchObject({ beatsStandard: ["bright"], belowStandard: ["dim"] });
    expect(judged.belowStandard).toEqual([]);
    const results = findResults(math.settings, math.rounds, math.ending);
    expect(results.standards.map(({ beaten }) => beaten)).toEqual([false, false, true, false]);
    expect(results.standards[2]!.answers).toContainEqual({ model: "able", better: 2, judges: 2 });
    expect(results.withoutBeaten!.rounds).toHaveLength(3);
    const programming = await play(stage, strengths, { subject: "programming" });
    expect(programming.rounds[0]!.setting.set).toMatchObject({
      question: expect.stringMatching(/set by somebody.*\*\*Input\*\*: None\..*Sample, output:\n```\n1\n```/su),
      criteria: [{ points: 70 }, { points: 30 }],
    });
    const scored = evaluationsOf(programming, "dim")[0]!;
    expect(new Map(scored.byCriterion!).get("able")).toEqual([49, 21]);
    expect(new Map(scored.points).get("able")).toBe(70);
    expect([new Map(scored.reasons).get("able"), scored.beatsStandard]).toEqual(["Worth 70.", []]);
  });

  it("goes by the words and the criteria of a subject's file, whatever setters write", async () => {
    const criteria = [
      { name: "音韵", points: 71 },
      { name: "意境", points: 29 },
    ];
    const [setter, judge, answerer] = ["出一个上联。", "对仗不工整者扣分。", "只写下联。"];
    const words = { id: "couplets", name: { en: "couplets" }, judging: "scores", setter, judge, answerer, criteria };
    const before = stage.server.calls.length;
    const outcome = await play(stage, strengths, { subject: readSubject(JSON.stringify(words)) });
    expect(order(outcome).map(({ model }) => model)).toEqual(["bright", "able", "fair", "dim"]);
    expect(outcome.rounds.map(({ setting }) => setting.set!.criteria)).toEqual(Array(4).fill(criteria));
    const told = (part: Part, word: string) =>
      stage.server.calls.slice(before).map(readCall).filter((one) => one.part === part && one.asked.includes(word)).length; // prettier-ignore
    expect([told("question", setter), told("answer", answerer), told("scores", judge)]).toEqual([4, 12, 16]);
  });

  it("sends the schema of what it asks for, and does without where an endpoint knows none", async () => {
    const refusing: Player = {
      strength: 60,
      fault: () => undefined,
    };
    let refused = 0;
    const players = { ...strengths, old: refusing };
    const before = stage.server.calls.length;
    const { ending } = await play(stage, {
      ...players,
      old: {
        strength: 60,
        fault: (part) => {
          if (part === "answer") return undefined;
          refused += 1;
          return answerWithError(400, {
            error: { message: "response_format is not supported", param: "response_format" },
          });
        },
      },
    });
    expect(ending).toBe("finished");
    expect(refused).toBeGreaterThan(0);
    const calls = stage.server.calls.slice(before);
    expect(calls.filter(({ body }) => body["model"] === "old").at(-1)!.body).not.toHaveProperty("response_format");
    const strict = calls.find(({ body }) => body["model"] === "able" && body["response_format"])!.body[
      "response_format"
    ];
    expect(strict).toMatchObject({ type: "json_schema", json_schema: { strict: true, schema: { type: "object" } } });
  });
});

describe("a model that", () => {
  /** One of four, with a fault. */
  const faulty = (fault: Player["fault"], more: Partial<Player> = {}) => ({
    ...strengths,
    odd: { strength: 60, ...(fault && { fault }), ...more },
  });
  const judging = (part: Part) => part === "ranking" || part === "scores";

  it.each<[string, (reply: string) => string]>([
    ["writes prose around its JSON", (reply) => `Let me think {carefully}.\n\n${reply}\n\nI hope this helps!`],
    ["puts it into a code block", (reply) => `Here it is:\n\`\`\`json\n${reply}\n\`\`\``],
    [
      "leaves LaTeX's backslashes alone",
      (reply) => reply.replace(/"reasons?":"/u, '"reasons":"since $\\frac{1}{2} \\times \\alpha$ and \\neq, '),
    ],
    ["answers in Chinese", (reply) => `好的，评判如下：\n${reply.replace(/By worth\./gu, "按质量排序。")}`],
    ["leaves a comma at the end", (reply) => reply.replace(/\}$/u, ",}")],
  ])("%s is understood at once", async (_name, spoil) => {
    const players = faulty((part, reply) => (part === "answer" ? undefined : spoil(reply)));
    for (const subject of ["math", "programming"] as const) {
      const outcome = await play(stage, players, { subject, rounds: 2 });
      expect(outcome.progress.done).toBe(2 * 10);
      expect(evaluationsOf(outcome, "odd").every(({ points }) => points !== null)).toBe(true);
      if (subject === "programming")
        expect(order(outcome).map(({ model }) => model)).toEqual(["bright", "able", "odd", "fair", "dim"]);
    }
  });

  it.each<[string, (reply: string) => string, RegExp]>([
    ["sends no JSON", () => "The best one is B, I think.", /no JSON object/u],
    ["breaks it off", (reply) => reply.slice(0, -6), /must hold "ranking"/u],
    ["names an answer twice", (reply) => reply.replace(/\["B"\]/u, '["A"]'), /You named A more than once/u],
    [
      "leaves one out",
      (reply) => reply.replace(/,?\{"answers":\["B"\][^}]*\}/u, "").replace("[,", "["),
      /You left out B/u,
    ],
    ["ranks itself first", (reply) => reply.replace('"ranking":[', '"ranking":[["odd"],'), /There is no answer/u],
  ])("%s is told so and asked again", async (_name, spoil, fault) => {
    const outcome = await play(
      stage,
      faulty((part, reply, attempt) => (judging(part) && attempt === 1 ? spoil(reply) : undefined)),
    );
    for (const { points, replies } of evaluationsOf(outcome, "odd")) {
      expect(points).not.toBeNull();
      expect(replies).toHaveLength(2);
      expect(replies[0]!.fault).toMatch(fault);
    }
    expect(outcome.progress).toMatchObject({ done: 5 * 10 + 5, planned: 5 * 10 + 5 });
    const again = stage.server.calls.map(readCall).findLast(({ attempt, model }) => attempt === 2 && model === "odd");
    expect(again).toBeDefined();
  });

  it.each<[string, (reply: string) => string, RegExp]>([
    [
      "gives more points than a criterion is worth",
      (reply) => reply.replace(/"points":\[[\d.]+/u, '"points":[71'),
      /from 0 to 70/u,
    ],
    [
      "leaves a criterion out",
      (reply) => reply.replace(/("points":\[[\d.]+),[\d.]+/u, "$1"),
      /has 1 numbers .* 2 criteria/u,
    ],
    ["sets criteria worth 90", (reply) => reply.replace('"points":30', '"points":20'), /add up to 90/u],
  ])("%s is told so and asked again", async (_name, spoil, fault) => {
    const outcome = await play(
      stage,
      faulty((part, reply, attempt) => (part !== "answer" && attempt === 1 ? spoil(reply) : undefined)),
      { subject: "programming" },
    );
    const { setting } = outcome.rounds[4]!;
    const replies = [setting, ...evaluationsOf(outcome, "odd")].flatMap((one) => one.replies);
    expect(replies.find((reply) => reply.fault !== null)?.fault).toMatch(fault);
    expect(setting.set).not.toBeNull();
    expect(evaluationsOf(outcome, "odd").every(({ points }) => points !== null)).toBe(true);
  });

  it("never gets a ballot right has none, and averages go over the others", async () => {
    const whole = await play(stage, faulty(undefined));
    const outcome = await play(
      stage,
      faulty((part) => (judging(part) ? "No." : undefined)),
    );
    for (const { points, shortfall, replies } of evaluationsOf(outcome, "odd")) {
      expect(points).toBeNull();
      expect(shortfall).toMatchObject({ kind: "invalid", detail: expect.stringContaining("None of 3 replies") });
      expect(replies.map(({ text }) => text)).toEqual(["No.", "No.", "No."]);
    }
    const { scores } = findResults(outcome.settings, outcome.rounds, outcome.ending);
    expect(scores.models.map(({ model }) => model)).toEqual(order(whole).map(({ model }) => model));
    expect(scores.models[0]!.answer).toBe(3);
    expect(scores.rounds.every(({ complete }) => !complete)).toBe(true);
  });

  it("refuses to answer is missing among the answers, and still judges", async () => {
    const refusal = answerWithError(400, { error: { message: "filtered", code: "content_filter" } });
    const outcome = await play(
      stage,
      faulty((part) => (part === "answer" ? refusal : undefined)),
    );
    expect(outcome.progress.failures).toBe(4);
    const { scores } = findResults(outcome.settings, outcome.rounds, outcome.ending);
    expect(scores.models.at(-1)).toMatchObject({ model: "odd", answer: null, rank: null });
    const [round] = outcome.rounds;
    expect(round!.answers.find(({ model }) => model === "odd")!.shortfall!.kind).toBe("filtered");
    expect(evaluationsOf(outcome, "odd").every(({ points }) => points?.length === 4 || points?.length === 3)).toBe(
      true,
    );
  });

  it("sets no question leaves its round empty", async () => {
    const outcome = await play(
      stage,
      faulty((part) => (part === "question" ? "I would rather not." : undefined)),
    );
    expect(outcome.rounds[4]).toMatchObject({ setting: { setter: "odd", set: null }, answers: [], evaluations: [] });
    expect(order(outcome).find(({ model }) => model === "odd")!.question).toBeNull();
  });

  it("says nothing is given up at its time limit", async () => {
    let silent = 0;
    let done = 0;
    const players = faulty((part) => (part === "answer" ? () => void (silent += 1) : undefined));
    const playing = play(stage, players, { onProgress: (progress) => void ({ done } = progress) });
    // All that does not wait for those answers: four questions with three answers each, and the whole of its own round.
    await until(() => silent === 4 && done === 4 * 4 + 10);
    stage.clock.advance(60_000);
    const outcome = await playing;
    const missing = outcome.rounds.flatMap(({ answers }) => answers.flatMap(({ shortfall }) => shortfall?.kind ?? []));
    expect(missing).toEqual(Array.from({ length: 4 }, () => "no-first-token"));
  });
});

describe("an interrupted experiment", () => {
  const players: Record<string, Player> = {
    ...strengths,
    // Some of its ballots take two replies, and one of its answers never comes.
    odd: {
      strength: 60,
      fault: (part, _reply, attempt) => {
        if (part === "ranking" && attempt === 1) return "I have to think.";
        return part === "answer"
          ? answerWithError(400, { error: { message: "no", code: "content_filter" } })
          : undefined;
      },
    },
  };

  it("cut off at any of many points goes on to the same end, and repeats no call", async () => {
    const whole = await play(stage, players, { journal: "whole.jsonl", rounds: 2 });
    const bytes = readFileSync(path.join(stage.folder, "whole.jsonl"));
    const random = createSeededRandom(11);
    for (let turn = 0; turn < times(20, 6); turn += 1) {
      const cut = Math.floor(random.fraction() * bytes.length);
      writeFileSync(path.join(stage.folder, "cut.jsonl"), bytes.subarray(0, cut));
      const lines = bytes.subarray(0, cut).toString().split("\n").slice(0, -1);
      const kept = lines.filter((line) => line.includes('"outcome"')).length;
      const resumed = await play(stage, players, { journal: "cut.jsonl", rounds: 2 });
      expect(resumed.calls).toBe(whole.calls - kept);
      expect(resumed.rounds).toEqual(whole.rounds);
      const { fresh, elapsed: _, ...totals } = resumed.progress;
      expect(fresh).toBe(resumed.calls);
      expect(whole.progress).toMatchObject(totals);
    }
  });

  it("that is called off keeps what was answered, and goes on later", async () => {
    const stopping = new AbortController();
    const first = await play(stage, players, {
      journal: "stopped.jsonl",
      signal: stopping.signal,
      onProgress: ({ done }) => void (done === 9 && stopping.abort()),
    });
    expect(first.ending).toBe("stopped");
    const journal = await openJournal(path.join(stage.folder, "stopped.jsonl"));
    const kept = journal.records().length;
    await journal.close();
    expect(kept).toBeGreaterThanOrEqual(9);
    const second = await play(stage, players, { journal: "stopped.jsonl" });
    expect(second.ending).toBe("finished");
    expect(second.progress.fresh).toBe(second.progress.done - kept);
  });

  it("whose endpoint cannot be asked waits for that to be mended, and loses nothing", async () => {
    const locked = (attempts: number): Record<string, Player> => ({
      ...strengths,
      dim: {
        strength: 20,
        fault: () => (attempts-- > 0 ? answerWithError(401, { error: { message: "the key has expired" } }) : undefined),
      },
    });
    const first = await play(stage, locked(100), { journal: "outage.jsonl" });
    expect(first).toMatchObject({ ending: "outage", trouble: expect.stringContaining("refused the key") });
    expect(first.rounds).toEqual([]);
    const second = await play(stage, locked(0), { journal: "outage.jsonl" });
    expect(second).toMatchObject({ ending: "finished", trouble: null });
    expect(second.progress).toMatchObject({ done: 32, failures: 0 });
    expect(second.progress.fresh).toBeLessThan(32);
  });

  it("refuses a journal of other questions", async () => {
    await play(stage, strengths, { journal: "other.jsonl" });
    await expect(play(stage, strengths, { journal: "other.jsonl", seed: 6 })).rejects.toThrow(/made with other words/u);
  });
});

describe("the budget", () => {
  it("is never exceeded, and can be raised to go on", async () => {
    // 3 and 5 tokens at $2 and $10 a million; what a call might cost at most is far more.
    const perCall = (3 * 2 + 5 * 10) / 1e6;
    const first = await play(stage, strengths, { budget: 0.08, journal: "budget.jsonl" });
    expect(first.ending).toBe("budget");
    expect(first.calls).toBeGreaterThan(0);
    expect(first.progress.cost).toBeCloseTo(first.calls * perCall, 9);
    expect(sumOf(costsOf(first.progress.roles))).toBeCloseTo(first.progress.cost, 12);
    expect(first.progress.cost).toBeLessThan(0.08);
    const second = await play(stage, strengths, { budget: 5, journal: "budget.jsonl" });
    expect(second.ending).toBe("finished");
    expect(first.calls + second.calls).toBe(32);
    const share = (calls: number) => ({ calls, tokens: calls * 8, cost: expect.closeTo(calls * perCall, 12) });
    expect(second.progress.roles).toEqual({ question: share(4), answer: share(12), ballot: share(16) });
  });

  it("counts what an endpoint does not tell the price of, and calls that nobody saw the end of, as the most", async () => {
    const request = { ...buildRequest(), settings: { temperature: 1, maxTokens: 1000, system: null } };
    const most = highestCost(request, null);
    const file = path.join(stage.folder, "lost.jsonl");
    const limit = 3.5 * most;
    const callsOn = (journal: Journal, complete: ModelProvider["complete"]) => {
      const ledger = createAllowance(limit, spentOn(journal.records(), journal.lost()));
      const signal = new AbortController().signal;
      return createCalls({ provider: { complete }, journal, ledger, unpriced: null, clock: stage.clock, signal });
    };
    const answer = { text: "a", received: null, finishReason: "stop" as const, inputTokens: null, outputTokens: null };
    const measured = {
      tries: 1,
      withheld: [],
      reportedModel: null,
      firstTextMilliseconds: 1,
      totalMilliseconds: 1,
      firstThoughtMilliseconds: null,
    };
    const first = await openJournal(file);
    await callsOn(first, async () => ({ ...answer, ...measured, cost: null }))("unpriced", request);
    const outage = new ModelFailure("unreachable", "nobody there");
    await expect(callsOn(first, () => Promise.reject(outage))("away", request)).rejects.toThrow(Outage);
    // The process ends in the middle of this one.
    void callsOn(first, () => new Promise(() => {}))("killed", request);
    await until(() => readFileSync(file, "utf8").includes("killed"));
    const again = await openJournal(file);
    expect(again.lost()).toBeCloseTo(most, 12);
    const broken = new ModelFailure("cut-off", "in the middle");
    const call = callsOn(again, () => Promise.reject(broken));
    const asked = await Promise.allSettled(["one", "two", "three"].map((key) => call(key, request)));
    expect(asked.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
    expect((asked[1] as PromiseRejectedResult).reason).toBeInstanceOf(BudgetSpent);
    await expect(call("four", request)).rejects.toThrow(BudgetSpent);
    await Promise.all([first.close(), again.close()]);
  });

  it("keeps what a call has cost by the price that a model without one is counted at, also for a later run", async () => {
    const unpriced = { input: 3, output: 15 };
    const model = { ...buildRequest().model, price: null };
    const request = { ...buildRequest(), model };
    const journal = await openJournal(path.join(stage.folder, "unpriced.jsonl"));
    const ledger = createAllowance(null);
    const provider = createModelProvider({
      endpoints: { local: buildEndpoint(stage.server.baseURL) },
      clock: stage.clock,
    });
    stage.server.script(answerWith("an answer"));
    const { signal } = new AbortController();
    await createCalls({ provider, journal, ledger, unpriced, clock: stage.clock, signal })("one", request);
    expect(spentOn(journal.records())).toBeCloseTo((3 * 3 + 5 * 15) / 1e6, 12);
    await journal.close();
  });

  it("allows nothing at 0", async () => {
    const none = await play(stage, strengths, { budget: 0 });
    expect(none).toMatchObject({ ending: "budget", calls: 0, rounds: [] });
  });
});

describe("deciding an experiment", () => {
  it("takes three models at least, and only known ones", () => {
    expect(() => settingsFor(buildModels(["a", "b"]), {})).toThrow(/at least 3 models, and there are 2/u);
  });

  it("gives each question as many judges as are wanted, where these compare all models", () => {
    const models = buildModels(namesOf(12));
    const settings = settingsFor(models, { judges: 4 });
    expect(settings.answerers).toHaveLength(12);
    expect(settingsFor(models, { judges: 4, seed: 6 }).answerers).not.toEqual(settings.answerers);
    for (const judges of [11, 40]) expect(settingsFor(models, { judges })).not.toHaveProperty("answerers");
    expect(() => settingsFor(models, { judges: 2 })).toThrow(/at least 3 judges beside its setter, not 2/u);
    expect(() => settingsFor(models, { judges: 4, rounds: 3 })).toThrow(/With 4 judges and 3 questions, some of 12/u);
    const price = { input: 2, output: 10 };
    const [few, all] = [
      planExperiment(settings, models, price),
      planExperiment(settingsFor(models, {}), models, price),
    ];
    expect([few.calls, all.calls]).toEqual([12 * 10, 12 * 24]);
    expect(few.cost).toBeLessThan(all.cost / 2);
    expect(few.most).toBeLessThan(all.most / 2);
  });
});

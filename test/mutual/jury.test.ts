/** Model jurors on the crowd's battles: what they are shown, what is kept, and how it is compared with people's votes. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { compareJury, findVerdicts, type JuryCase, scoreCases, type Verdict } from "../../core/mutual/scoring/jury.ts";
import { sentences } from "../../core/language/index.ts";
import { ask, fight, say } from "../commands/command-kit.ts";
import { type CoreKit, fourModels, type RunningCore, startCoreKit } from "../core-kit.ts";
import { readAnswers } from "../peers/model-players.ts";
import { answerWith, type ModelScript } from "../peers/scripted-model-server.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { until } from "../until.ts";

const noVotes = { a: 0, b: 0, tie: 0, "both-bad": 0 };
const verdict = (juror: string, ab: Verdict | null, ba = ab): JuryCase["ballots"] => [
  { juror, shown: "ab", choice: ab },
  { juror, shown: "ba", choice: ba },
];

describe("comparing jury and crowd", () => {
  it("takes a verdict that changes with the order for a tie, and half a hearing for none", () => {
    const ballots = [...verdict("steady", "b"), ...verdict("swayed", "a", "b"), ...verdict("mute", "a", null)];
    expect(findVerdicts({ modelA: "x", modelB: "y", votes: noVotes, ballots })).toEqual([
      { juror: "steady", verdict: "b", swayed: false },
      { juror: "swayed", verdict: "tie", swayed: true },
    ]);
  });

  it("counts agreement over pairs, and Cohen's κ beside it", () => {
    const report = compareJury([
      { modelA: "x", modelB: "y", votes: { ...noVotes, a: 3, b: 1 }, ballots: verdict("j", "a") },
      { modelA: "x", modelB: "y", votes: { ...noVotes, a: 1, b: 1 }, ballots: verdict("j", "b") },
      { modelA: "x", modelB: "y", votes: { ...noVotes, b: 2 }, ballots: verdict("j", "b") },
    ]);
    // Of 8 pairs of verdict and vote 3 + 1 + 2 agree; of 12 + 2 + 2 ordered pairs of voters 6 + 0 + 2.
    expect(report.jurorAndVoter!.value).toBeCloseTo(6 / 8, 12);
    expect(report.twoVoters!.value).toBeCloseTo(8 / 16, 12);
    // Jurors say a to 4 of the pairs, voters to 4: pe = 1/2.
    expect(report.kappa!.value).toBeCloseTo((6 / 8 - 1 / 2) / (1 / 2), 12);
    for (const { value, lower, upper } of [report.jurorAndVoter!, report.twoVoters!, report.kappa!]) {
      expect(lower).toBeLessThanOrEqual(value);
      expect(upper).toBeGreaterThanOrEqual(value);
    }
  });

  it("finds the rankings alike where the jury sees what people see, and has intervals that hold the truth", () => {
    const random = createSeededRandom(4);
    const models = ["w", "x", "y", "z"];
    const better = 0.8;
    const cases = Array.from({ length: 200 }, (_, index): JuryCase => {
      const [modelA, modelB] = [models[index % 4]!, models[(index + 1 + (index % 3)) % 4]!];
      const draw = (): "a" | "b" => (random.fraction() < better === modelA < modelB ? "a" : "b");
      const votes = { ...noVotes };
      for (let vote = 0; vote < 3; vote += 1) votes[draw()] += 1;
      return { modelA, modelB, votes, ballots: [...verdict("j", draw()), ...verdict("k", draw())] };
    });
    const report = compareJury(cases);
    const truth = better ** 2 + (1 - better) ** 2;
    for (const estimate of [report.jurorAndVoter!, report.twoVoters!]) {
      expect(estimate.lower).toBeLessThan(truth);
      expect(estimate.upper).toBeGreaterThan(truth);
      expect(estimate.upper - estimate.lower).toBeLessThan(0.2);
    }
    expect(report.tau!.value).toBe(1);
    expect(report.topOverlap!.value).toBe(1);
    expect(report.ratings.map(({ model }) => model)).toEqual(models);
  });

  it("scores a battle by the mean of its verdicts, with people's votes beside it, and none that no juror judged", () => {
    const ballots = [...verdict("sure", "a"), ...verdict("swayed", "a", "b")];
    const votes = { a: 2, b: 1, tie: 1, "both-bad": 2 };
    expect(
      scoreCases([
        { modelA: "x", modelB: "y", votes, ballots },
        { modelA: "y", modelB: "x", votes: noVotes, ballots: verdict("sure", "b") },
        { modelA: "x", modelB: "y", votes, ballots: verdict("mute", null) },
      ]),
    ).toEqual([
      { modelA: "x", modelB: "y", votes: 6, wins: 3.5, jury: 0.75 },
      { modelA: "y", modelB: "x", votes: 0, wins: 0, jury: 0 },
    ]);
  });

  it("says nothing where nothing was judged", () => {
    expect(compareJury([])).toMatchObject({ battles: 0, kappa: null, tau: null, ratings: [] });
  });
});

describe("a jury over the crowd's battles", () => {
  let kit: CoreKit;
  let arena: RunningCore;
  let board: string;
  const admin = { manages: true };

  /** m1 writes the best answers; jurors see that, but m4 always takes what it is shown first. */
  const script: ModelScript = (call, number) => {
    const model = String(call.body["model"]);
    const format = call.body["response_format"] as { json_schema: { name: string } } | undefined;
    const { content } = (call.body["messages"] as { content: string }[])[0]!;
    const reply = () => {
      if (format?.json_schema.name !== "verdict") return `An answer worth ${50 - 10 * Number(model.slice(1))}.`;
      const [first, second] = readAnswers(content);
      if (model === "m4") return '{"reason":"the first","choice":"a"}';
      return JSON.stringify({ reason: "by worth", choice: first!.worth > second!.worth ? "a" : "b" });
    };
    return answerWith(reply())(call, number);
  };

  beforeAll(async () => {
    kit = await startCoreKit();
    kit.server.script(script);
    arena = await kit.createCore({ mutual: { directory: `${kit.dataDirectory}/mutual`, budget: 5 } });
    for (let number = 0; number < 12; number += 1)
      await fight(arena, `What is new about subject ${number}?`, { p: "a", q: number % 2 ? "a" : "b" });
    await fight(arena, "A question nobody else saw", { asker: "a" }, { private: true });
    await ask(arena, "A question that is still open");
    board = (await say(arena, "/leaderboard")).images[0]!.alt;
  });
  afterAll(() => kit.close());

  async function judgeFive(): Promise<void> {
    await expect(say(arena, "/mutual jury")).rejects.toThrow(/Only those who run/u);
    expect((await say(arena, "/leaderboard jury")).text).toMatch(/No model has judged/u);
    const before = kit.server.calls.length;
    expect((await say(arena, "/mutual jury 5", "admin", admin)).text).toMatch(/The jury has started/u);
    await expect(say(arena, "/mutual jury", "admin", admin)).rejects.toThrow(/running already/u);
    await arena.settled();
    // Five battles, the two models that wrote neither answer, both orders.
    expect(kit.server.calls.length - before).toBe(5 * 2 * 2);
    for (const { body } of kit.server.calls.slice(before)) {
      const { content } = (body["messages"] as { content: string }[])[0]!;
      const own = 50 - 10 * Number(String(body["model"]).slice(1));
      expect(readAnswers(content).map(({ worth }) => worth)).not.toContain(own);
      expect(content).not.toMatch(/Model m|nobody else saw|still open/u);
    }
    expect(arena.platform.shows(arena.platform.addresses().at(-1)!).text).toMatch(/5 battles with 20 ballots/u);
  }

  async function judgeTheRest(): Promise<void> {
    const before = kit.server.calls.length;
    await say(arena, "/mutual jury", "admin", admin);
    await arena.settled();
    expect(kit.server.calls.length - before).toBe(7 * 2 * 2);
    await say(arena, "/mutual jury", "admin", admin);
    await arena.settled();
    expect(kit.server.calls.length - before).toBe(7 * 2 * 2);
    const [ballot] = (await kit.store.jury.juryCases("real")).flatMap(({ ballots }) => ballots);
    expect(ballot).toMatchObject({ choice: expect.stringMatching(/^[ab]$/u) });
  }

  async function compare(): Promise<void> {
    const shown = await say(arena, "/leaderboard jury");
    expect(shown.text).toMatch(/12 closed battles: 24 votes, 24 verdicts/u);
    for (const { name } of fourModels) expect(shown.text).toContain(`- ${name}: people `);
    expect(shown.text).toMatch(/A juror agrees with a voter: \d+% \(\d+% to \d+%\)/u);
    expect(shown.text).toMatch(/Two voters of the same battle agree: 50%/u);
    expect(shown.text).toMatch(/Cohen's κ .*: -?\d\.\d\d \(/u);
    expect(shown.images[0]!.alt).toMatch(/^People and jury clearly differ on (?:none|\d+) of \d+ models\n/u);
    expect((await say(arena, "/排行榜 评审", "x", { language: "zh" })).text).toMatch(/众人与评审团/u);
    expect((await say(arena, "/leaderboard")).images[0]!.alt).toBe(board);
    const { jury } = (await kit.store.jury.juryCases("real")).reduce(
      (count, { ballots }) => ({ jury: count.jury + ballots.length }),
      { jury: 0 },
    );
    expect(jury).toBe(48);
    // Every verdict of the one that looks at the order only is a tie.
    const swayed = (await kit.store.jury.juryCases("real")).flatMap(findVerdicts).filter(({ juror }) => juror === "m4");
    expect(swayed.every(({ verdict: said }) => said === "tie")).toBe(true);
  }

  it("judges blind, in both orders, each battle once, and is compared with people's votes", async () => {
    await judgeFive();
    await judgeTheRest();
    await compare();
    // Of what jurors say chats are shown numbers, and nothing that they have written.
    expect(JSON.stringify([...arena.platform.history.values()])).not.toMatch(/by worth/u);
  });

  it("says whose replies could not be used, and what to do, while it goes on and when it is over", async () => {
    const apart = await startCoreKit();
    onTestFinished(() => apart.close());
    const mutual = { directory: `${apart.dataDirectory}/mutual`, budget: 5 };
    const first = await apart.createCore({ mutual });
    apart.server.script(script);
    const battles = [];
    for (let number = 0; number < 3; number += 1)
      battles.push(await fight(first, `And what about ${number}?`, { p: "a" }));
    const status = async (core: RunningCore, community?: string) =>
      (await say(core, "/mutual status", "x", { ...(community && { community }) })).text;
    expect(await status(first)).toBe(sentences("en").mutual.idle);

    // Two judge in words alone, one is understood the second time, and one at once.
    const judge: ModelScript = (call, number) => {
      const model = String(call.body["model"]);
      if (["m1", "m2"].includes(model)) return answerWith("I like both!")(call, number);
      const isFirst = (call.body["messages"] as unknown[]).length === 1;
      return (model === "m4" && isFirst ? answerWith('{"choice": "neither"}') : script)(call, number);
    };
    const before = apart.server.calls.length;
    apart.server.script((call, number) => (number === before + 9 ? undefined : judge(call, number)));
    await say(first, "/mutual jury", "admin", admin);
    const atWork =
      /^The jury is at work: 2 of 3 battles, \d+ ballots\.\n\d+ replies of jurors could not be used:\n- Model m/u;
    await until(async () => atWork.test(await status(first)));
    await first.stop();

    apart.server.script(judge);
    const second = await apart.createCore({ mutual });
    await second.start();
    await second.settled();
    const ballots = (await Promise.all(battles.map((id) => apart.store.jury.juryBallots(id)))).flat();
    expect(ballots).toHaveLength(12);
    const perBallot: Record<string, number> = { m1: 3, m2: 3, m3: 0, m4: 1 };
    const lines = Object.entries(perBallot).map(([juror, replies]) => {
      const own = ballots.filter((ballot) => ballot.juror === juror);
      const without = own.filter(({ choice }) => choice === null).length;
      expect(without).toBe(replies === 3 ? own.length : 0);
      return { total: replies * own.length, line: `- Model ${juror}: ${replies * own.length} replies; ${without} of its ${own.length} ballots hold no verdict` }; // prettier-ignore
    });
    const told = second.platform.shows(second.platform.addresses().at(-1)!).text;
    const total = lines.reduce((sum, one) => sum + one.total, 0);
    expect(told).toContain(
      `3 battles with 12 ballots: /leaderboard jury\n\n${total} replies of jurors could not be used:\n`,
    );
    for (const one of lines) expect(told.includes(one.line.replace(" 1 replies", " 1 reply"))).toBe(one.total > 0);
    expect(told).toMatch(/npm run -s doctor/u);
    expect(told).not.toMatch(/I like both|neither/u);
    expect(await status(second)).toContain(`\n\nThe last jury: ${told.split("\n\n")[1]}`);
    expect(await status(second, "web:elsewhere")).toBe(sentences("en").mutual.idle);
    await second.stop();
  });

  it("stops before it could cost too much", async () => {
    const apart = await startCoreKit();
    onTestFinished(() => apart.close());
    // Without a price they are counted at the usual one.
    const models = fourModels.map((model) => ({ ...model, price: null }));
    const poor = await apart.createCore({ mutual: { directory: `${apart.dataDirectory}/mutual`, budget: 0 }, models });
    await fight(poor, "One more question?", { p: "a" });
    const before = apart.server.calls.length;
    await say(poor, "/mutual jury", "admin", admin);
    await poor.settled();
    expect(apart.server.calls.length).toBe(before);
    expect(poor.platform.shows(poor.platform.addresses().at(-1)!).text).toMatch(/then the budget was spent/u);
  });
});

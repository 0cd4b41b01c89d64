import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSeededRandom } from "../seeded-random.ts";
import { playModels, readCall } from "../peers/model-players.ts";
import { answerWithError, type ScriptedModelServer, startScriptedModelServer } from "../peers/scripted-model-server.ts";
import { until } from "../until.ts";

let server: ScriptedModelServer;
let folder: string;
beforeAll(async () => {
  server = await startScriptedModelServer();
  folder = mkdtempSync(path.join(tmpdir(), "mutual-"));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const players = { bright: { strength: 90 }, fair: { strength: 50 }, dim: { strength: 20 }, odd: { strength: 60 } };

function start(out: string, ...more: string[]) {
  const roster = path.join(folder, "models.json");
  const models = Object.keys(players).map((id) => ({ id, name: id.toUpperCase(), endpoint: "local", model: id }));
  writeFileSync(roster, JSON.stringify({ endpoints: { local: { baseURL: server.baseURL, concurrency: 4 } }, models }));
  return spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "scripts/mutual.ts", "run", "--subject", "math", "--out", out, ...more],
    { env: { ...process.env, ROSTER: roster, DEMO: "" }, stdio: ["ignore", "pipe", "pipe"] },
  );
}

it("an experiment whose process is killed goes on with --resume, and asks nothing again that was answered", async () => {
  const out = path.join(folder, "out");
  const journal = path.join(out, "calls.jsonl");
  const play = playModels(players);
  const answeredCalls = 13;
  // After so many calls the endpoint falls silent, with more of them in the air.
  server.script((call, number) => (number < answeredCalls ? play(call, number) : undefined));
  const killed = start(out);
  // Other lines are of money that is set aside for calls.
  const answers = () => (existsSync(journal) ? readFileSync(journal, "utf8") : "").match(/"text":/gu)?.length;
  await until(() => answers() === answeredCalls && server.inFlight() === 4);
  killed.kill("SIGKILL");
  await once(killed, "exit");
  await until(() => server.inFlight() === 0);

  // One call has to be tried again: while it waits for that, nothing else may let the process end.
  let busy = true;
  server.script((call, number) => {
    if (!busy) return play(call, number);
    busy = false;
    return answerWithError(503, { error: { message: "busy" } })(call, number);
  });
  const before = server.calls.length;
  const resumed = start(out, "--resume");
  let said = "";
  resumed.stdout.on("data", (data: Buffer) => (said += data.toString()));
  const [code] = (await once(resumed, "close")) as [number];
  expect(code).toBe(0);
  expect(server.calls.length - before).toBe(4 * 8 - answeredCalls + 1);
  const keyOf = (call: (typeof server.calls)[number]) => JSON.stringify([readCall(call).model, call.body["messages"]]);
  const answered = new Set(server.calls.slice(0, answeredCalls).map(keyOf));
  expect(server.calls.slice(before).filter((call) => answered.has(keyOf(call)))).toEqual([]);
  expect(said).toMatch(/1 .* 2\.000 .*bright\n.*odd\n.*fair\n.*dim\n/u);
  expect(JSON.parse(readFileSync(path.join(out, "experiment_summary.json"), "utf8"))).toMatchObject({
    ending: "finished",
    roundsPlayed: 4,
  });
});

describe("three experiments", () => {
  const play = playModels(players);
  const random = createSeededRandom(11);
  const draw = (many: number) => Math.floor(random.fraction() * many);
  const all = 3 * 4 * 8;
  const several = ["--repeat", "3", "--seed", "5"];
  /** What the process writes while no call is under way. */
  const written = [
    "experiment.json",
    "ballots.json",
    "experiment_summary.json",
    "results.xlsx",
    "charts",
    "report.html",
  ];
  const places = (out: string, file: string) => [1, 2, 3].map((one) => path.join(out, `experiment-${one}`, file));
  const read = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : "");
  const kept = (out: string) =>
    places(out, "calls.jsonl").flatMap((file) => read(file).match(/^.*"outcome".*\n/gmu) ?? []).length;
  /** All that must be the same, whenever it was made. */
  const outcome = (out: string) =>
    [path.join(out, "experiments.json"), ...places(out, "scores.json"), ...places(out, "ballots.json")].map((file) =>
      JSON.parse(read(file)),
    );

  async function finish(out: string, ...more: string[]): Promise<number> {
    server.script(play);
    const before = server.calls.length;
    const [code] = (await once(start(out, ...more), "exit")) as [number];
    expect(code).toBe(0);
    return server.calls.length - before;
  }

  /** Kills one at the beginning of a call: half of them when it has been answered, but not kept. */
  async function killInCall(out: string, most: number, isAnswered: boolean): Promise<void> {
    let calls = 0;
    server.script((call, number) => {
      calls += 1;
      if (calls >= most) killed.kill("SIGKILL");
      return calls < most || isAnswered ? play(call, number) : undefined;
    });
    const killed = start(out, ...several);
    await once(killed, "exit");
  }

  async function killAtFile(out: string, file: string): Promise<void> {
    server.script(play);
    const killed = start(out, ...several);
    const exit = once(killed, "exit");
    await until(() => existsSync(file));
    killed.kill("SIGKILL");
    await exit;
  }

  const whole = () => path.join(folder, "whole");
  beforeAll(async () => {
    const calls = await finish(whole(), ...several);
    if (calls !== all) throw new Error(`The whole experiment took ${calls} calls instead of ${all}.`);
  });

  // Each takes ten seconds and more: KILLS=20 is for when something about it has changed.
  const turns = Array.from({ length: Number(process.env["KILLS"] ?? 2) }, (_, turn) => turn);
  it.each(turns)("killed come to the same, and ask nothing again that was kept (point %i)", async (turn) => {
    const out = path.join(folder, `killed-${turn}`);
    if (turn % 2 === 0) await killInCall(out, 1 + draw(all), turn % 4 === 0);
    else await killAtFile(out, places(out, written[draw(written.length)]!)[draw(3)]!);
    await until(() => server.inFlight() === 0);
    const before = kept(out);
    const again = await finish(out, "--resume");
    expect(before + again).toBe(all);
    expect(outcome(out)).toEqual(outcome(whole()));
  });
});

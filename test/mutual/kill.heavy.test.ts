import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
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
  expect(said).toMatch(/1 +2\.00 .*bright\n.*odd\n.*fair\n.*dim\n/u);
  expect(JSON.parse(readFileSync(path.join(out, "experiment_summary.json"), "utf8"))).toMatchObject({
    ending: "finished",
    roundsPlayed: 4,
  });
});

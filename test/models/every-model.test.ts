/** Every behaviour of test/peers/models, asked as a battle asks: a roster's text, the provider, the `openai` package, HTTP. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Completion, type FailureKind, ModelFailure } from "../../core/models/completion.ts";
import { createModelProvider } from "../../core/models/openai-provider.ts";
import { parseRoster, type Roster } from "../../core/models/roster.ts";
import { createManualClock, type ManualClock } from "../manual-clock.ts";
import { type Behaviour, type Pause, secretName, secretValue } from "../peers/models/behaviour.ts";
import { behaviours, families, playBehaviours, rosterOf } from "../peers/models/behaviours.ts";
import { type ScriptedModelServer, startScriptedModelServer } from "../peers/scripted-model-server.ts";
import { until } from "../until.ts";

const question = "Why is the sea salty?";
const system = "Be brief.";

let server: ScriptedModelServer;
beforeAll(async () => void (server = await startScriptedModelServer()));
afterAll(() => server.close());

/** A roster needs two models; the second is not asked. */
function readRoster(name: string): Roster {
  const other = name === "finishEos" ? "finishEndTurn" : "finishEos";
  const text = rosterOf([name, other], server.baseURL, { temperature: 0.7, maxTokens: 256, system });
  return parseRoster(text, (variable) => (variable === secretName ? secretValue : undefined));
}

/** Asks the model that behaves so, with everything a battle may send, and passes all waits between tries. */
async function ask(name: string): Promise<{ outcome: Completion | ModelFailure; requests: number }> {
  const clock = createManualClock();
  const pause: Pause = async (alarm, milliseconds) => {
    await until(() => clock.pending().includes(alarm));
    clock.advance(milliseconds);
  };
  server.script(playBehaviours([name], pause));
  const roster = readRoster(name);
  const provider = createModelProvider({ endpoints: roster.endpoints, clock });
  const before = server.calls.length;
  const request = {
    model: roster.models[0]!,
    messages: [{ role: "user" as const, content: question }],
    settings: roster.generation,
    seed: 11,
  };
  const asked = provider.complete(request, new AbortController().signal);
  const outcome = await passWaits(clock, asked).catch((error: unknown) => {
    if (error instanceof ModelFailure) return error;
    throw error;
  });
  return { outcome, requests: server.calls.length - before };
}

/** Beside an attempt that runs, whose whole limit is longer, only waits between tries set alarms this short. */
const longestWait = 20_000;

async function passWaits<Result>(clock: ManualClock, running: Promise<Result>): Promise<Result> {
  let over = false;
  const end = (): void => void (over = true);
  running.then(end, end);
  await until(() => {
    const [soonest] = clock.pending();
    if (!over && soonest !== undefined && clock.pending().every((alarm) => alarm <= longestWait))
      clock.advance(soonest);
    return over;
  });
  return running;
}

function check({ becomes }: Behaviour, { outcome, requests }: Awaited<ReturnType<typeof ask>>): void {
  if ("fails" in becomes) {
    if (!(outcome instanceof ModelFailure)) return expect(outcome.text).toBe(becomes);
    expect({ fails: outcome.kind, says: outcome.message }).toEqual({
      fails: expect.toBeOneOf([becomes.fails].flat()) as FailureKind,
      says: expect.stringMatching(becomes.says) as string,
    });
    // One sentence in one line, whatever the endpoint sent.
    expect(outcome.message).not.toMatch(/\n|<html/i);
  } else {
    if (outcome instanceof ModelFailure) throw outcome;
    expect(outcome.text).toBe(becomes.answers);
    expect(outcome.finishReason).toBe(becomes.finishReason ?? "stop");
    if (becomes.outputTokens !== undefined) expect(outcome.outputTokens).toBe(becomes.outputTokens);
    if (becomes.withheld !== "any") expect(outcome.withheld.toSorted()).toEqual((becomes.withheld ?? []).toSorted());
  }
  if (becomes.requests !== undefined) expect(requests).toBe(becomes.requests);
}

/** The system message reaches the model in one way or another. */
function checkInstructions(): void {
  const body = server.calls.at(-1)?.body ?? {};
  expect(JSON.stringify(body["messages"])).toContain(system);
}

it("there are many behaviours, each under a name of its own", () => {
  const names = Object.values(families).flatMap((family) => Object.keys(family));
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(60);
});

it("docs/models.md names only behaviours that are there", () => {
  const page = readFileSync(path.join(import.meta.dirname, "../../docs/models.md"), "utf8");
  const named = [...page.matchAll(/\| `(\w+)` \|$/gm)].map(([, name = ""]) => name);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !(name in behaviours))).toEqual([]);
});

describe.each(Object.entries(families))("%s", (_family, members) => {
  it.each(Object.keys(members))("%s", async (name) => {
    const asked = await ask(name);
    check(behaviours[name]!, asked);
    checkInstructions();
  });
});

it("what was learnt is kept: a model is asked once from then on", async () => {
  const name = "gpt5RefusesTemperatureThenMaxTokens";
  const clock = createManualClock();
  server.script(playBehaviours([name], async () => {}));
  const roster = readRoster(name);
  const provider = createModelProvider({ endpoints: roster.endpoints, clock });
  const messages = [{ role: "user" as const, content: question }];
  const request = { model: roster.models[0]!, messages, settings: roster.generation, seed: 11 };
  const tries: number[] = [];
  for (let time = 0; time < 3; time += 1) {
    tries.push((await provider.complete(request, new AbortController().signal)).tries);
  }
  expect(tries).toEqual([3, 1, 1]);
});

/** What goes over from one roster to the next, at real endpoints. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createLineups, type Lineup } from "../../core/models/lineup.ts";
import type { Model } from "../../core/models/model.ts";
import type { Endpoint, Roster } from "../../core/models/roster.ts";
import { findChanges } from "../../core/models/roster-changes.ts";
import { createManualClock } from "../manual-clock.ts";
import {
  answerWith,
  answerWithError,
  type ScriptedModelServer,
  startScriptedModelServer,
} from "../peers/scripted-model-server.ts";
import { buildEndpoint, buildModel, buildRequest, secretKey } from "./fixtures.ts";

let server: ScriptedModelServer;
beforeAll(async () => {
  server = await startScriptedModelServer((call, number) =>
    "seed" in call.body
      ? answerWithError(400, { error: { message: "Unsupported parameter: 'seed'", param: "seed" } })(call, number)
      : answerWith("ok")(call, number),
  );
});
afterAll(() => server.close());

const one = (more: Partial<Model> = {}) => buildModel({ id: "one", model: "one", ...more });
const two = (more: Partial<Model> = {}) => buildModel({ id: "two", model: "two", endpoint: "other", ...more });

function roster(models: Model[], more: Partial<Endpoint> = {}): Roster {
  const endpoints = { local: buildEndpoint(server.baseURL, more), other: buildEndpoint(server.baseURL) };
  return { endpoints, models, generation: { temperature: 0.7, maxTokens: 64, system: null } };
}

/** How many requests it takes until a model answers: two while its endpoint is not known to refuse the seed. */
async function requests({ provider, models }: Lineup, id: string): Promise<number> {
  const model = models.find((entry) => entry.id === id)!;
  return (await provider.complete(buildRequest({ model }), new AbortController().signal)).tries;
}

it("keeps what is known of entries and endpoints that have not changed, and of no others", async () => {
  const lineups = createLineups(createManualClock());
  const first = lineups(roster([one(), two()]));
  expect([await requests(first, "one"), await requests(first, "one"), await requests(first, "two")]).toEqual([2, 1, 2]);

  const more = lineups(roster([one(), two(), buildModel({ id: "three", endpoint: "other" })]));
  expect(more.models.slice(0, 2)).toEqual(first.models);
  expect(more.models[0]).toBe(first.models[0]);
  expect([await requests(more, "one"), await requests(more, "two")]).toEqual([1, 1]);

  const changed = lineups(roster([one({ model: "one-new" }), two(), buildModel({ id: "three", endpoint: "other" })]));
  expect(changed.models[0]).not.toBe(first.models[0]);
  expect(changed.models[1]).toBe(first.models[1]);
  expect([await requests(changed, "one"), await requests(changed, "two")]).toEqual([2, 1]);

  const moved = lineups(roster([one({ model: "one-new" }), two()], { concurrency: 9 }));
  expect(moved.models[0]).not.toBe(changed.models[0]);
  expect(await requests(moved, "one")).toBe(2);
  // What has begun goes on as it began.
  expect([await requests(first, "one"), await requests(more, "three")]).toEqual([1, 2]);
});

it("has no endpoint for a model that names none of its own", async () => {
  const { provider } = createLineups(createManualClock())(roster([one(), two()]));
  const request = buildRequest({ model: one({ endpoint: "nowhere" }) });
  await expect(provider.complete(request, new AbortController().signal)).rejects.toThrow(/there is no endpoint/u);
});

it("calls a header with another secret in it by its setting's name alone", () => {
  const withHeader = (value: string) => roster([one(), two()], { headers: { "X-Pin": value }, secrets: [value] });
  const changes = findChanges(withHeader("a1b2"), withHeader("c3d4"));
  expect(changes?.changed.filter((line) => line.startsWith("endpoints.local"))).toEqual(["endpoints.local (headers)"]);
});

it("names what differs between two rosters, and never a value", () => {
  const before = roster([one(), two(), buildModel({ id: "three", status: "paused" }), buildModel({ id: "four" })]);
  expect(findChanges(before, structuredClone(before))).toBeNull();
  const after = roster(
    [
      one({ price: null, name: "Other" }),
      two({ status: "paused" }),
      buildModel({ id: "three" }),
      buildModel({ id: "five" }),
    ],
    { apiKey: `${secretKey}-new`, concurrency: 2 },
  );
  const { local } = after.endpoints;
  const changes = findChanges(before, {
    ...after,
    endpoints: { local: local! },
    generation: { ...after.generation, maxTokens: 1 },
  });
  expect(changes).toEqual({
    added: ["five"],
    removed: ["four", "endpoints.other"],
    active: ["three"],
    paused: ["two"],
    retired: [],
    changed: ["one (name, price)", "endpoints.local (apiKey, concurrency)", "generation (maxTokens)"],
  });
  expect(JSON.stringify(changes)).not.toContain(secretKey);
});

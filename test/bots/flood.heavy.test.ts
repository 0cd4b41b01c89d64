import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startFlood } from "../../scripts/bench/flood/attackers.ts";
import { liveNextDoor } from "../../scripts/bench/flood/next-door.ts";
import { startProcess } from "../started-process.ts";

it("a flood from one address in every way at once leaves people next door all they came for", async () => {
  const directory = await mkdtemp(join(tmpdir(), "doubleblind-flood-"));
  const arena = await startProcess({ DATA_DIR: directory });
  const flood = await startFlood(arena.address, { streams: 60, uploads: 10, slowBodies: 20, people: 2, loops: 2 });
  const { failures, took } = await liveNextDoor(arena.address, 1);
  const refused = flood.end();
  await arena.end("SIGTERM");
  await rm(directory, { recursive: true, force: true });
  expect(failures).toBe(0);
  expect(Object.values(took).map((times) => times.length)).toEqual([4, 4, 4, 4, 4, 4]);
  expect(refused.streams).toBeGreaterThanOrEqual(12);
  expect(refused.uploads).toBeGreaterThanOrEqual(8);
});

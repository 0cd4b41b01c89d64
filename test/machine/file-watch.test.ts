import { mkdtemp, rename, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { watchFile } from "../../core/machine/file-watch.ts";
import { createManualClock, type ManualClock } from "../manual-clock.ts";
import { until } from "../until.ts";

let folder: string;
let file: string;
let clock: ManualClock;
let changes: number;
let stop: () => void;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "doubleblind-watch-"));
  file = path.join(folder, "models.json");
  clock = createManualClock();
  changes = 0;
  await writeFile(file, "first");
  stop = watchFile(file, clock, () => (changes += 1));
});
afterEach(async () => {
  stop();
  await rm(folder, { recursive: true, force: true });
});

async function look(times = 1): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    clock.advance(1_000);
    await until(() => clock.pending().length === 1);
  }
}

it("tells of what is there at first, and then of nothing", async () => {
  await look(5);
  expect(changes).toBe(1);
});

it("waits until a file that is being written is left alone", async () => {
  await look(2);
  for (const text of ["a", "ab", "abc"]) {
    await writeFile(file, text);
    await look();
  }
  expect(changes).toBe(1);
  await look();
  expect(changes).toBe(2);
});

it("sees a new file in the place of the old one, also one of the same size, and one that comes after a while", async () => {
  await look(2);
  await writeFile(`${file}.new`, "other");
  await rename(`${file}.new`, file);
  await look(2);
  expect(changes).toBe(2);
  await unlink(file);
  await look(3);
  expect(changes).toBe(3);
  await writeFile(file, "other");
  await look(2);
  expect(changes).toBe(4);
});

it("tells of nothing once it is stopped, not even of what it was just looking at", async () => {
  await look(1);
  clock.advance(1_000);
  stop();
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(10_000);
  expect([changes, clock.pending()]).toEqual([0, []]);
});

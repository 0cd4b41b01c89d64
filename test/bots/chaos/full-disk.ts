/** The last part of a chaos run: an arena on the embedded database, whose disk fills up and is emptied again while people vote. */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { serverUrl } from "../../../core/store/server/server.ts";
import { embeddedFolders, openEmbeddedEngine } from "../../../core/store/embedded-engine.ts";
import { createSeededRandom } from "../../seeded-random.ts";
import { makeSmallDisk } from "../../small-disk.ts";
import { dropSpareLogs, reachEndOfLog } from "../../store/almost-full-log.ts";
import { mayMount } from "../../what-is-here.ts";
import { type Check, checkSums, checkVotes } from "./checks.ts";
import { createMemory, type Memory } from "./memory.ts";
import { startChaosModels } from "./models.ts";
import { createPagePerson } from "./page-people.ts";
import { live } from "./people.ts";
import { keepProcess, type Misdeeds } from "./processes.ts";

/** What came of it. */
export type FullDiskResult = { presses: Memory["presses"]; checks: Check[] };

const people = 8;
/** They press much faster than others, so that the disk is soon felt. */
const haste = 8;
/** Where PostgreSQL writes down the folder of its socket, in the file with its process id. */
const socketLine = 4;
/** How many bytes of its log the server may still write before it needs more of the disk. */
const leftOfLog = 60_000;
/** How long people vote before, while and after the disk is full. Milliseconds. */
const [before, meanwhile, after] = [6_000, 8_000, 6_000];

/** @returns null where this process may not mount a disk of its own. */
export async function runFullDisk(
  seed: number,
  key: string,
  environment: Record<string, string>,
): Promise<FullDiskResult | null> {
  if (!mayMount()) return null;
  const disk = makeSmallDisk(160);
  const models = await startChaosModels(createSeededRandom(seed));
  const misdeeds: Misdeeds = { ended: [], said: [] };
  const memory = createMemory(seed, 3_000);
  const dataDirectory = join(disk.path, "data");
  try {
    mkdirSync(dataDirectory, { mode: 0o700 });
    const roster = models.writeRoster(join(disk.path, "models.json"));
    const parts = { environment: { ...environment, ROSTER: roster }, misdeeds, isExcused: () => false };
    const arena = await keepProcess("embedded", disk.path, parts);
    let over = false;
    const persons = await Promise.all(
      Array.from({ length: people }, () => createPagePerson(arena.address, memory, () => over)),
    );
    const lives = persons.map((one, index) => live(one, memory, createSeededRandom(seed + index), () => over, haste));
    await pause(before);
    dropSpareLogs(dataDirectory, await reachEndOfLog((statement) => askServer(dataDirectory, statement), leftOfLog));
    disk.fill();
    await pause(meanwhile);
    disk.clear();
    await pause(after);
    over = true;
    await Promise.all(lives);
    await arena.retire();
    const checks = [
      ...(await checkVotes({ key, memory, rows: (statement) => rowsOf(dataDirectory, statement) })),
      await checkSums({ key, dataDirectory, databaseUrl: "" }),
      {
        what: "the disk was felt, and the process lived on",
        looked: memory.presses.unanswered,
        wrong: findDeath(memory, misdeeds),
      },
    ];
    return { presses: memory.presses, checks };
  } finally {
    await models.close();
    disk.remove();
  }
}

function findDeath({ presses }: Memory, { ended }: Misdeeds): string[] {
  return [...ended, ...(presses.unanswered === 0 ? ["everything was stored on a full disk"] : [])];
}

/** Asks the server that the arena has started. */
async function askServer(dataDirectory: string, statement: string): Promise<Record<string, unknown>[]> {
  const about = readFileSync(join(dataDirectory, embeddedFolders.server, "postmaster.pid"), "utf8").split("\n");
  const client = new pg.Client({ connectionString: serverUrl(about[socketLine] ?? "") });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

async function rowsOf<Row>(dataDirectory: string, statement: string): Promise<Row[]> {
  const engine = await openEmbeddedEngine(dataDirectory);
  try {
    return await engine.transaction((session) => session.rows<Row & Record<string, unknown>>(statement));
  } finally {
    await engine.close();
  }
}

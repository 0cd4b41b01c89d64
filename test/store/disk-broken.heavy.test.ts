/** A disk that takes nothing, flush after flush: the embedded database stops, and comes back when it takes something. */
import { fsyncSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreFailure } from "../../core/store/store-failure.ts";
import { openDurablePGlite } from "../../core/store/durable-pglite.ts";
import { PrismaClient } from "../../core/store/generated/client.ts";
import { createPGliteAdapter } from "../../core/store/pglite-adapter.ts";
import { createHealingPGlite, type UsedPGlite } from "../../core/store/pglite-engine.ts";
import { createManualClock, type ManualClock } from "../manual-clock.ts";
import { type DataDirectory, makePGliteDirectory } from "./data-directory.ts";

describe("the embedded database on a disk that breaks", () => {
  let directory: DataDirectory;
  let clock: ManualClock;
  let database: UsedPGlite;
  let broken: boolean;
  /** What was done about it, in order. */
  let tries: string[];

  function flush(descriptor: number): void {
    if (broken) throw new Error("input/output error");
    fsyncSync(descriptor);
  }

  beforeEach(async () => {
    directory = await makePGliteDirectory();
    const path = join(directory.path, "postgres");
    clock = createManualClock();
    [broken, tries] = [false, []];
    database = createHealingPGlite(await openDurablePGlite(path, flush), {
      async open() {
        tries.push("opened");
        return openDurablePGlite(path, flush);
      },
      async probe() {
        tries.push("probed");
        if (broken) throw new Error("the disk takes nothing");
      },
      clock,
    });
    await database.exec("CREATE TABLE note (number INTEGER)");
  });

  afterEach(async () => {
    await database.close();
    directory.remove();
  });

  const write = () => database.query("INSERT INTO note VALUES (1)");

  async function notes(): Promise<number> {
    const { rows } = await database.query<{ count: number }>("SELECT count(*)::int AS count FROM note");
    return rows[0]!.count;
  }

  async function breakDisk(): Promise<void> {
    broken = true;
    await expect(write()).rejects.toBeInstanceOf(StoreFailure);
  }

  it("comes back with all it had confirmed", async () => {
    await write();
    await breakDisk();
    broken = false;
    await write();
    expect(await notes()).toBeGreaterThanOrEqual(2);
    expect(tries).toEqual(["probed", "opened"]);
  });

  it("is not opened while the disk takes nothing, and tried less and less often", async () => {
    await breakDisk();
    const triedAt: number[] = [];
    for (let second = 0; second < 200; second += 1) {
      const before = tries.length;
      await expect(write()).rejects.toMatchObject({ name: "StoreFailure", kind: "disk" });
      if (tries.length > before) triedAt.push(second);
      clock.advance(1_000);
    }
    expect(triedAt).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183]);
    expect(new Set(tries)).toEqual(new Set(["probed"]));
  });

  it("is not opened twice within seconds, when the disk breaks again at once", async () => {
    await breakDisk();
    broken = false;
    await write();
    await breakDisk();
    broken = false;
    await expect(write()).rejects.toBeInstanceOf(StoreFailure);
    expect(tries).toEqual(["probed", "opened"]);
    clock.advance(10_000);
    await write();
    expect(tries).toEqual(["probed", "opened", "probed", "opened"]);
  });

  it("is opened once for all who ask at the same time", async () => {
    await breakDisk();
    broken = false;
    await Promise.all(Array.from({ length: 5 }, write));
    expect(tries).toEqual(["probed", "opened"]);
  });

  it("fails a Prisma transaction that it stops in the middle of, and serves the next", async () => {
    const prisma = new PrismaClient({ adapter: createPGliteAdapter(database) });
    const transaction = prisma.$transaction(async (client) => {
      await client.$executeRaw`INSERT INTO note VALUES (1)`;
      broken = true;
      // More than PostgreSQL holds back: it has to write, and flush, before the commit.
      await client.$executeRaw`INSERT INTO note SELECT * FROM generate_series(1, 300000)`;
    });
    await expect(transaction).rejects.toBeInstanceOf(StoreFailure);
    broken = false;
    await prisma.$transaction((client) => client.$executeRaw`INSERT INTO note VALUES (2)`);
    expect(await notes()).toBe(1);
  });
});

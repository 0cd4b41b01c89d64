import { fsyncSync } from "node:fs";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { plainPostgres } from "../../core/store/dialect.ts";
import { createDatabase } from "../../core/store/database.ts";
import { openDurablePGlite } from "../../core/store/durable-pglite.ts";
import { createPGliteAdapter } from "../../core/store/pglite-adapter.ts";
import { PrismaClient } from "../../core/store/generated/client.ts";
import { makePGliteDirectory } from "./data-directory.ts";

describe("durable PGlite", () => {
  let path: string;
  let remove: () => void;
  let database: PGlite;
  let flushes: number;
  let diskFails: boolean;

  function flush(descriptor: number): void {
    if (diskFails) throw new Error("the disk does not answer");
    flushes += 1;
    fsyncSync(descriptor);
  }

  async function open(): Promise<void> {
    [flushes, diskFails] = [0, false];
    const directory = await makePGliteDirectory();
    remove = directory.remove;
    path = join(directory.path, "postgres");
    database = await openDurablePGlite(path, flush);
    await database.exec("CREATE TABLE note (number INTEGER)");
  }

  async function close(): Promise<void> {
    if (!database.closed) await database.close();
    remove();
  }

  describe("on a disk that works", () => {
    beforeAll(open);
    afterAll(close);

    it("flushes every commit to the disk before it confirms it", async () => {
      for (const number of [1, 2, 3]) {
        const before = flushes;
        await database.query("INSERT INTO note VALUES ($1)", [number]);
        expect(flushes).toBeGreaterThan(before);
      }
      const before = flushes;
      await database.query("SELECT * FROM note");
      expect(flushes).toBe(before);
    });

    it("flushes the commit of a Prisma transaction before it resolves", async () => {
      const prisma = new PrismaClient({ adapter: createPGliteAdapter(database) });
      const before = flushes;
      await prisma.$transaction(async (client) => {
        await client.$executeRaw`INSERT INTO note VALUES (1)`;
        expect(flushes).toBe(before);
      });
      expect(flushes).toBeGreaterThan(before);
    });

    it("reads and writes times in UTC", async () => {
      expect((await database.query("SHOW timezone")).rows).toEqual([{ TimeZone: "UTC" }]);
    });
  });

  describe("on a disk that fails", () => {
    beforeEach(open);
    afterEach(close);

    it("confirms nothing the disk refused, and stops instead of hanging", async () => {
      await database.query("INSERT INTO note VALUES (1)");
      diskFails = true;
      await expect(database.query("INSERT INTO note VALUES (2)")).rejects.toThrow("could not write to its disk");
      diskFails = false;
      await expect(database.query("SELECT 1")).rejects.toThrow("could not write to its disk");
      await expect(database.transaction(async () => {})).rejects.toThrow("could not write to its disk");
      await database.close();
      const reopened = await openDurablePGlite(path, flush);
      expect((await reopened.query("SELECT number FROM note WHERE number = 1")).rows).toHaveLength(1);
      await reopened.query("INSERT INTO note VALUES (3)");
      await reopened.close();
    });

    it("lets a Prisma transaction fail when the disk refuses its commit", async () => {
      const prisma = new PrismaClient({ adapter: createPGliteAdapter(database) });
      const casting = prisma.$transaction(async (client) => {
        await client.$executeRaw`INSERT INTO note VALUES (1)`;
        diskFails = true;
      });
      await expect(casting).rejects.toThrow("could not write to its disk");
    });

    it("lets every work of a group fail when the disk refuses its commit, and what waits behind it", async () => {
      const engine = {
        description: "",
        concurrency: 1,
        listen: null,
        dialect: plainPostgres,
        adapter: createPGliteAdapter(database),
        ready: async () => {},
      };
      const work = createDatabase({
        ...engine,
        rows: async <Row>(statement: string, parameters: readonly (string | null)[] = []) =>
          (await database.query<Row>(statement, [...parameters])).rows,
        transaction: () => Promise.reject(new Error("unused")),
        close: async () => {},
      }).groupedRows<number, number>(async (rows, numbers) => {
        diskFails = numbers.includes(2);
        await rows("INSERT INTO note SELECT value::int FROM json_array_elements_text($1)", [JSON.stringify(numbers)]);
        return [...numbers];
      });
      expect(await work(1)).toBe(1);
      const refused = [work(2), work(3), work(4)];
      for (const one of refused) await expect(one).rejects.toThrow("could not write to its disk");
      diskFails = false;
      await database.close();
      const reopened = await openDurablePGlite(path, flush);
      expect((await reopened.query("SELECT number FROM note WHERE number = 1")).rows).toHaveLength(1);
      await reopened.close();
    });
  });
});

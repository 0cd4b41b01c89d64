/** Backups: of one moment, whole or not there; restored only as they were, and over nothing. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { createGzip } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { backUp } from "../../core/store/carrying/backup.ts";
import { createPassphrase, type Passphrase, readFrames, writeFrames } from "../../core/store/carrying/backup-frames.ts";
import { type BackupLine, readBackup, writeLine } from "../../core/store/carrying/backup-lines.ts";
import { restore } from "../../core/store/carrying/restore.ts";
import type { SqlSession } from "../../core/store/engine.ts";
import { migrate, readMigrations } from "../../core/store/migrator.ts";
import { openPostgresEngine } from "../../core/store/postgres-engine.ts";
import { putPseudonymKey } from "../../core/safety/pseudonym-key.ts";
import { createPseudonyms } from "../../core/safety/pseudonyms.ts";
import { describePostgres } from "../skips.ts";
import { makeEmptyDirectory } from "./data-directory.ts";
import { fillEveryTable, readEveryTable } from "./full-record.ts";
import { createPostgresDatabase, runOn } from "./postgres-database.ts";

type Database = Awaited<ReturnType<typeof createPostgresDatabase>>;

const passphrase = createPassphrase("correct horse battery", 2);
const clock = { now: () => new Date("2026-11-30T04:05:06Z") };

const framed = (content: Buffer, given: Passphrase | null = null) =>
  buffer(writeFrames(Readable.from([content]), given));
const opened = async (bytes: Buffer, given: Passphrase | null = null) =>
  (await buffer(readFrames(Readable.from([bytes]), given, "the file"))).toString();

describe("the frames of a backup", () => {
  it("give back what they were given, however long", async () => {
    for (const length of [0, 1, 262_144, 262_145, 700_000]) {
      const content = Buffer.alloc(length, "义");
      expect(await opened(await framed(content))).toBe(content.toString());
    }
  });

  it("do not open when any byte is changed, is missing or is too many", async () => {
    const whole = await framed(Buffer.from("votes"));
    const wrong = [...whole.keys()].flatMap((at) => {
      const changed = Buffer.from(whole);
      changed[at]! ^= 1;
      return [whole.subarray(0, at), changed];
    });
    for (const bytes of [...wrong, Buffer.concat([whole, Buffer.alloc(1)])])
      await expect(opened(bytes)).rejects.toMatchObject({ name: "RecordRefusal" });
  });

  it("do not open in another order, nor without one in the middle", async () => {
    const content = Buffer.concat([Buffer.alloc(262_144, "1"), Buffer.alloc(262_144, "2"), Buffer.from("3")]);
    const whole = await framed(content);
    const length = 4 + 262_144 + 16;
    const begin = whole.length - (4 + 1 + 16) - 2 * length;
    const [head, one, two] = [
      whole.subarray(0, begin),
      whole.subarray(begin, begin + length),
      whole.subarray(begin + length, begin + 2 * length),
    ];
    const last = whole.subarray(begin + 2 * length);
    const asLast = Buffer.from(two);
    asLast[3]! |= 1;
    for (const parts of [
      [head, two, one, last],
      [head, one, last],
      [head, one, asLast],
    ])
      await expect(opened(Buffer.concat(parts))).rejects.toThrow("is not whole");
  });

  it("open under their passphrase alone, and show nothing without it", async () => {
    const whole = await framed(Buffer.from("who voted for what"), passphrase);
    expect(whole.includes("who voted")).toBe(false);
    expect(await opened(whole, passphrase)).toBe("who voted for what");
    await expect(opened(whole)).rejects.toThrow("is encrypted");
    await expect(opened(whole, createPassphrase("correct horse batteries", 2))).rejects.toThrow("not the passphrase");
    whole[whole.length - 20]! ^= 1;
    await expect(opened(whole, passphrase)).rejects.toThrow("is not whole");
  });
});

describePostgres("a backup", (serverUrl) => {
  let [from, to]: Database[] = [];
  const directory = makeEmptyDirectory();
  const file = join(directory.path, "backup");
  const keys = { given: null, directory: join(directory.path, "data") };
  const key = "k".repeat(40);
  const options = { out: file, passphrase: null, keys, withKey: true, clock };
  const restored: Parameters<typeof restore>[1] = { file, passphrase: null, keys };

  const on = async <Result>({ url }: Database, work: (session: SqlSession) => Promise<Result>): Promise<Result> => {
    const engine = await openPostgresEngine(url);
    try {
      return await engine.transaction(work);
    } finally {
      await engine.close();
    }
  };
  const arrived = () => on(to!, readEveryTable);
  const bring = (changes: Partial<typeof restored> = {}) => restore({ url: to!.url }, { ...restored, ...changes });
  async function write(name: string, ...lines: BackupLine[]): Promise<string> {
    const gzip = createGzip();
    gzip.end(lines.map(writeLine).join(""));
    writeFileSync(join(directory.path, name), await buffer(writeFrames(gzip, null)));
    return join(directory.path, name);
  }

  beforeAll(async () => {
    [from, to] = [await createPostgresDatabase(serverUrl), await createPostgresDatabase(serverUrl)];
    await putPseudonymKey(keys.directory, key);
    await on(from, fillEveryTable);
    await runOn(from.url, `UPDATE "Installation" SET "keyFingerprint" = '${createPseudonyms(key).fingerprint}'`);
    await backUp({ url: from.url }, options);
  });
  afterAll(async () => {
    await Promise.all([from?.drop(), to?.drop()]);
    directory.remove();
  });
  /** Each test brings something into an empty place. */
  beforeEach(() => runOn(to!.url, "DROP SCHEMA public CASCADE; CREATE SCHEMA public"));

  it("is of one moment, whatever is written meanwhile, and comes back as it was, over nothing", async () => {
    const was = await on(from!, readEveryTable);
    const out = join(directory.path, "of one moment");
    const writing: Promise<void>[] = [];
    const told = (table: string) => {
      if (table === "Battle") writing.push(runOn(from!.url, `DELETE FROM "Battle"`));
    };
    const made = await backUp({ url: from!.url }, { ...options, out, told });
    await Promise.all(writing);
    expect(made.hasKey).toBe(false);
    expect((await on(from!, readEveryTable))["Vote"]).toEqual([]);
    const back = await bring({ file: out });
    expect(await arrived()).toEqual(was);
    expect(back.sums).toEqual(made.sums);
    expect(back.boardThere).toEqual(made.board);
    expect(back.key.kind).toBe("kept");
    await expect(bring()).rejects.toThrow("is not empty");
    await expect(backUp({ url: from!.url }, options)).rejects.toThrow("is there already");
  });

  it("brings nothing where it is cut off, changed, of a newer version, or not what it says", async () => {
    const whole = readFileSync(file);
    const cut = join(directory.path, "cut");
    writeFileSync(cut, whole.subarray(0, -30));
    await expect(bring({ file: cut })).rejects.toThrow("is not whole");
    await expect(bring({ file: join(directory.path, "none") })).rejects.toThrow("ENOENT");
    const migrations = readMigrations().map(({ name }) => name);
    const head = { madeAt: "2026-11-30T00:00:00Z", migrations, keyFingerprint: null, key: null };
    const end = { end: { sequences: [], board: [] } };
    const newer = await write("newer", { head: { ...head, migrations: [...migrations, "99990101_later"] } }, end);
    await expect(bring({ file: newer })).rejects.toThrow("99990101_later");
    const less = await write("less", { head }, end);
    await expect(bring({ file: less })).rejects.toThrow("is not what");
    const unended = await write("unended", { head });
    await expect(bring({ file: unended })).rejects.toThrow("is not whole");
    const lines: BackupLine[] = [];
    for await (const line of readBackup(file, null)) lines.push(line);
    const counted = lines.map((line) =>
      "sum" in line && line.sum.table === "Vote" ? { sum: { ...line.sum, sum: "0 0" } } : line,
    );
    await expect(bring({ file: await write("other-sum", ...counted) })).rejects.toThrow("The table Vote is not what");
    const ranked = lines.map((line) => ("end" in line ? { end: { ...line.end, board: [] } } : line));
    await expect(bring({ file: await write("other-board", ...ranked) })).rejects.toThrow("board is not the same");
    expect(await arrived()).toEqual({});
  });

  it("leaves no file where it breaks off", async () => {
    const told = () => {
      throw new Error("the power went out");
    };
    const before = readdirSync(directory.path);
    const out = join(directory.path, "second");
    await expect(backUp({ url: from!.url }, { ...options, out, told })).rejects.toThrow("the power went out");
    await expect(backUp({ url: from!.url }, { ...options, out: "/proc/none/file" })).rejects.toThrow(
      "cannot be written",
    );
    expect(readdirSync(directory.path)).toEqual(before);
  });

  it("holds the key where it is encrypted, and puts it where none is", async () => {
    const out = join(directory.path, "with-key");
    await expect(
      backUp({ url: from!.url }, { ...options, out, passphrase, keys: { given: null, directory: directory.path } }),
    ).rejects.toThrow("--without-key");
    expect((await backUp({ url: from!.url }, { ...options, out, passphrase })).hasKey).toBe(true);
    const fresh = { given: null, directory: join(directory.path, "fresh") };
    const back = await bring({ file: out, passphrase, keys: fresh });
    expect(back.key).toEqual({ kind: "put", directory: fresh.directory });
    expect(readFileSync(join(fresh.directory, "pseudonym.key"), "utf8")).toBe(`${key}\n`);
  });

  it("of an older version comes back as it was, and is brought up to date by the next start", async () => {
    const old = await createPostgresDatabase(serverUrl);
    const migrations = readMigrations();
    await on(old, (session) => migrate(session, migrations.slice(0, -1)));
    const out = join(directory.path, "old");
    await backUp({ url: old.url }, { ...options, out });
    await bring({ file: out });
    expect(await on(to!, (session) => migrate(session, migrations))).toEqual([migrations.at(-1)!.name]);
    await old.drop();
  });
});

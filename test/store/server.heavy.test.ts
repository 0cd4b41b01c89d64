/** The embedded server: who reaches it, how it ends, and what becomes of it when something ends by force. */
import { type ChildProcess, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type OpenStore, openStore, StoreRefusal } from "../../core/store/index.ts";
import { openEmbeddedEngine } from "../../core/store/embedded-engine.ts";
import type { Engine } from "../../core/store/engine.ts";
import { sampleModel } from "../contracts/battle-samples.ts";
import { until } from "../until.ts";
import { startChild } from "./child-process.ts";
import { type DataDirectory, makeDataDirectory } from "./data-directory.ts";
import { describeServer } from "./describe-server.ts";

describeServer("the embedded server", () => {
  let directory: DataDirectory;
  let engine: Engine;

  beforeEach(async () => {
    directory = await makeDataDirectory();
    engine = await openEmbeddedEngine(directory.path);
  });

  afterEach(async () => {
    await engine.close();
    directory.remove();
  });

  const pidFile = (): string => join(directory.path, "database", "postmaster.pid");
  const pid = (): number => Number.parseInt(readFileSync(pidFile(), "utf8"), 10);
  const setting = async (name: string) => {
    const [row] = await engine.transaction((session) => session.rows<Record<string, string>>(`SHOW ${name}`));
    return row?.[name];
  };

  it("brings every commit to the disk before it confirms it", async () => {
    const flushes = async (): Promise<number> => {
      const [row] = await engine.transaction((session) =>
        session.rows<{ count: number }>(
          `SELECT pg_stat_force_next_flush(), sum(fsyncs)::int AS count FROM pg_stat_io WHERE object = 'wal'`,
        ),
      );
      return row!.count;
    };
    await engine.transaction((session) => session.run("CREATE TABLE note (number INTEGER)"));
    const before = await flushes();
    for (let number = 0; number < 10; number += 1) {
      await engine.transaction((session) =>
        session.run(`INSERT INTO note VALUES (${number}); SELECT pg_stat_force_next_flush()`),
      );
    }
    expect(await flushes()).toBeGreaterThanOrEqual(before + 10);
    expect([await setting("fsync"), await setting("synchronous_commit")]).toEqual(["on", "on"]);
    expect([await setting("full_page_writes"), await setting("TimeZone")]).toEqual(["on", "UTC"]);
  });

  it("listens on a socket only, in a folder that only its user may open", async () => {
    expect(await setting("listen_addresses")).toBe("");
    const folder = await setting("unix_socket_directories");
    const wanted = join(directory.path, "database.socket");
    // A path too long for a socket has a test of its own.
    if (Buffer.byteLength(join(wanted, ".s.PGSQL.5432")) <= 103) expect(folder).toBe(wanted);
    expect(statSync(folder!).mode & 0o777).toBe(0o700);
    const client = `require("net").connect(${JSON.stringify(join(folder!, ".s.PGSQL.5432"))})
      .on("connect", () => { console.log("in"); process.exit(); }).on("error", (e) => { console.log(e.code); });`;
    const connect = (user: object) => spawnSync(process.execPath, ["-e", client], { encoding: "utf8", ...user });
    expect(connect({}).stdout).toBe("in\n");
    if (process.getuid?.() === 0) expect(connect({ uid: 65534, gid: 65534, cwd: "/" }).stdout).toBe("EACCES\n");
  });

  it("gets none of our environment, which holds secrets", () => {
    const names = readFileSync(`/proc/${pid()}/environ`, "utf8")
      .split("\0")
      .map((line) => line.split("=", 1).join(""));
    expect(
      names.filter((name) => !["", "PATH", "LC_ALL", "TZ", "PWD", "PGDATA"].includes(name)),
      "of ours",
    ).toEqual([]);
  });

  it("leaves neither a process nor a socket when it is closed", async () => {
    const process_ = pid();
    await engine.close();
    expect(existsSync(`/proc/${process_}`)).toBe(false);
    expect(existsSync(join(directory.path, "database.socket"))).toBe(false);
    expect(existsSync(pidFile())).toBe(false);
    engine = await openEmbeddedEngine(directory.path);
  });

  it("is started again when it was killed, with all that was confirmed", async () => {
    await engine.transaction((session) => session.run("CREATE TABLE note AS SELECT 1 AS number"));
    for (let round = 0; round < 2; round += 1) {
      const killed = pid();
      process.kill(killed, "SIGKILL");
      const count = async () => {
        await engine.ready();
        return engine.transaction((session) => session.rows<{ number: number }>("SELECT number FROM note"));
      };
      let rows: { number: number }[] | undefined;
      // A process of the server's that was at work may still answer once after the server itself was killed.
      while (!rows || !existsSync(pidFile()) || pid() === killed) rows = await count().catch(() => undefined);
      expect(rows).toEqual([{ number: 1 }]);
    }
  });
});

describeServer("a data folder whose process was killed", () => {
  let directory: DataDirectory;
  let child: { process: ChildProcess; kill(): Promise<void> };
  const pidFile = (): string => join(directory.path, "database", "postmaster.pid");
  const open = (): Promise<OpenStore> => openStore({ dataDirectory: directory.path, keyFingerprint: "key" });

  beforeEach(async () => {
    directory = await makeDataDirectory();
    const started = startChild("cast-votes.ts", directory.path, "", "b".repeat(16));
    child = started;
    await started.lines.next();
  });

  afterEach(async () => {
    await child.kill();
    await until(() => !existsSync(pidFile()));
    directory.remove();
  });

  it("has no server left after a moment, for it ends with its process", async () => {
    const server = Number.parseInt(readFileSync(pidFile(), "utf8"), 10);
    await child.kill();
    await until(() => !existsSync(`/proc/${server}`));
    expect(existsSync(pidFile()), "it has ended in order").toBe(false);
  });

  it("can be opened at once", async () => {
    await child.kill();
    const { store } = await open();
    expect(await store.models.models()).toHaveLength(2);
    await store.close();
  });

  it("can be opened when the server has outlived the process: it is ended", async () => {
    const server = Number.parseInt(readFileSync(pidFile(), "utf8"), 10);
    // The shell that watches for us is its child.
    const children = readFileSync(`/proc/${server}/task/${server}/children`, "utf8").trim().split(" ").map(Number);
    const watcher = children.find((one) => readlinkSync(`/proc/${one}/exe`).endsWith("sh"));
    process.kill(watcher!, "SIGKILL");
    await child.kill();
    expect(existsSync(`/proc/${server}`)).toBe(true);
    const { store } = await open();
    await until(() => !existsSync(`/proc/${server}`));
    await store.models.saveModels([sampleModel("third")]);
    await store.close();
  });

  it("can be opened when the server's number has gone to another process", async () => {
    await child.kill();
    await until(() => !existsSync(pidFile()));
    writeFileSync(pidFile(), `${process.pid}\n${join(directory.path, "database")}\n`);
    const { store } = await open();
    await store.close();
  });
});

describeServer("files of the embedded server that do not open", () => {
  let directory: DataDirectory;
  beforeEach(async () => {
    directory = await makeDataDirectory();
  });
  afterEach(() => directory.remove());

  async function refusal(): Promise<StoreRefusal> {
    const error: unknown = await openStore({ dataDirectory: directory.path, keyFingerprint: "key" }).catch((e) => e);
    expect(error).toBeInstanceOf(StoreRefusal);
    return error as StoreRefusal;
  }

  it("are refused and stay as they are when another version of PostgreSQL has made them", async () => {
    const version = join(directory.path, "database", "PG_VERSION");
    writeFileSync(version, "19\n");
    const { kind, message } = await refusal();
    expect(kind).toBe("unreadable");
    expect(message).toContain("PostgreSQL 19 has made its files, and this is PostgreSQL 18");
    expect(readFileSync(version, "utf8")).toBe("19\n");
  });

  it("are refused with the server's own words, never replaced by an empty database", async () => {
    writeFileSync(join(directory.path, "database", "global", "pg_control"), "");
    expect((await refusal()).message).toMatch(/does not open \(.*pg_control/);
    expect(existsSync(join(directory.path, "postgres"))).toBe(false);
  });
});

describeServer("a data folder that never had PGlite's files", () => {
  it("keeps earlier versions out, which would store votes where nobody looks for them", async () => {
    const directory = await makeDataDirectory();
    const { store } = await openStore({ dataDirectory: directory.path, keyFingerprint: "key" });
    await store.close();
    expect(statSync(join(directory.path, "postgres")).isFile()).toBe(true);
    directory.remove();
  });
});

describeServer("a path too long for a socket", () => {
  it("gets a folder for it elsewhere", async () => {
    const directory = await makeDataDirectory();
    const path = join(directory.path, "long".repeat(30));
    mkdirSync(path);
    const { store, description } = await openStore({ dataDirectory: path, keyFingerprint: "key" });
    expect(description).toBe(`PostgreSQL in ${path}`);
    expect(existsSync(join(path, "database.socket"))).toBe(false);
    await expect(store.models.models()).resolves.toEqual([]);
    await store.close();
    directory.remove();
  });
});

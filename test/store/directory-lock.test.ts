import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockDirectory } from "../../core/machine/directory-lock.ts";
import { StoreRefusal } from "../../core/store/index.ts";
import { startChild } from "./child-process.ts";

const owner = { pid: process.pid, machine: hostname() };

describe("the lock of a data directory", () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "doubleblind-test-"));
  });

  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const lock = (path = directory) => lockDirectory(path, owner, 0);

  async function refusal(refused: Promise<() => void> = lock()): Promise<StoreRefusal> {
    const error: unknown = await refused.then(
      (unlock) => unlock(),
      (reason: unknown) => reason,
    );
    if (error instanceof StoreRefusal) return error;
    throw new Error("the directory was not refused", { cause: error });
  }

  it("keeps a second process out, naming the first, until that one is killed", async () => {
    const holder = startChild("hold-directory.ts", directory);
    expect((await holder.lines.next()).value).toBe("held");
    const refused = await refusal();
    expect(refused.kind).toBe("locked");
    expect(refused.details).toEqual({ path: directory, pid: holder.process.pid, machine: hostname() });
    expect(refused.message).toContain(`${directory} is in use by process ${holder.process.pid} on ${hostname()}`);
    await holder.kill();
    (await lock())();
  });

  it("waits for a holder that lets go after a moment", async () => {
    const release = await lock();
    const waits: number[] = [];
    const unlock = await lockDirectory(directory, owner, 1000, async (milliseconds) => {
      if (waits.push(milliseconds) === 3) release();
    });
    expect(waits).toEqual([100, 100, 100]);
    expect((await refusal()).kind).toBe("locked");
    unlock();
  });

  it("lets real time pass between two tries", async () => {
    const release = await lock();
    const waiting = lockDirectory(directory, owner, 60_000);
    release();
    (await waiting)();
  });

  it("refuses when its patience is at an end, and not before", async () => {
    const release = await lock();
    const waits: number[] = [];
    const waiting = lockDirectory(directory, owner, 250, async (milliseconds) => void waits.push(milliseconds));
    expect((await refusal(waiting)).kind).toBe("locked");
    expect(waits).toEqual([100, 100, 50]);
    release();
  });

  it("does not wait where waiting cannot help", async () => {
    const file = join(directory, "file");
    writeFileSync(file, "");
    const waiting = lockDirectory(join(file, "data"), owner, 60_000, () => expect.fail("it waited"));
    expect((await refusal(waiting)).kind).toBe("unwritable");
  });

  it("keeps out a second opening in the same process", async () => {
    const unlock = await lock();
    expect((await refusal()).details.pid).toBe(process.pid);
    unlock();
    unlock();
    (await lock())();
    expect(existsSync(join(directory, "owner.json"))).toBe(false);
  });

  it("refuses without a name when the first has not written its own", async () => {
    const unlock = await lock();
    writeFileSync(join(directory, "owner.json"), "");
    expect((await refusal()).message).toContain("is in use by another process");
    unlock();
  });

  it("makes missing directories", async () => {
    const nested = join(directory, "a", "b");
    (await lock(nested))();
    expect(existsSync(nested)).toBe(true);
  });

  it("refuses a path that cannot be a directory", async () => {
    const file = join(directory, "file");
    writeFileSync(file, "");
    const refused = await refusal(lock(join(file, "data")));
    expect(refused.kind).toBe("unwritable");
    expect(refused.message).toContain(join(file, "data"));
  });

  it("leaves the process's warnings as they were", async () => {
    const emitWarning = process.emitWarning;
    (await lock())();
    expect(process.emitWarning).toBe(emitWarning);
  });
});

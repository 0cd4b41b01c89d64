import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockDirectory } from "../../core/store/directory-lock.ts";
import { StoreRefusal } from "../../core/store/index.ts";
import { startChild } from "./child-process.ts";

const owner = { pid: process.pid, machine: hostname() };

describe("the lock of a data directory", () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "doubleblind-test-"));
  });

  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  function refusal(path = directory): StoreRefusal {
    try {
      lockDirectory(path, owner)();
    } catch (error) {
      if (error instanceof StoreRefusal) return error;
      throw error;
    }
    return expect.fail("the directory was not refused");
  }

  it("keeps a second process out, naming the first, until that one is killed", async () => {
    const holder = startChild("hold-directory.ts", directory);
    expect((await holder.lines.next()).value).toBe("held");
    const refused = refusal();
    expect(refused.kind).toBe("locked");
    expect(refused.details).toEqual({ path: directory, pid: holder.process.pid, machine: hostname() });
    expect(refused.message).toContain(`${directory} is in use by process ${holder.process.pid} on ${hostname()}`);
    await holder.kill();
    const unlock = lockDirectory(directory, owner);
    unlock();
  });

  it("keeps out a second opening in the same process", () => {
    const unlock = lockDirectory(directory, owner);
    expect(refusal().details.pid).toBe(process.pid);
    unlock();
    unlock();
    lockDirectory(directory, owner)();
    expect(existsSync(join(directory, "owner.json"))).toBe(false);
  });

  it("refuses without a name when the first has not written its own", () => {
    const unlock = lockDirectory(directory, owner);
    writeFileSync(join(directory, "owner.json"), "");
    expect(refusal().message).toContain("is in use by another process");
    unlock();
  });

  it("makes missing directories", () => {
    const nested = join(directory, "a", "b");
    lockDirectory(nested, owner)();
    expect(existsSync(nested)).toBe(true);
  });

  it("refuses a path that cannot be a directory", () => {
    const file = join(directory, "file");
    writeFileSync(file, "");
    const refused = refusal(join(file, "data"));
    expect(refused.kind).toBe("unwritable");
    expect(refused.message).toContain(join(file, "data"));
  });

  it("leaves the process's warnings as they were", () => {
    const emitWarning = process.emitWarning;
    lockDirectory(directory, owner)();
    expect(process.emitWarning).toBe(emitWarning);
  });
});

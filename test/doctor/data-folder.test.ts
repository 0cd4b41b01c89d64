import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dataFolderCheck, judgeSpace } from "../../core/doctor/data-folder.ts";
import { formatSize } from "../../core/doctor/check.ts";
import { folderPrint } from "./folder-print.ts";
import { look, words } from "./examination.ts";

const { dataFolder } = words;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "doubleblind-folder-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Puts a database's folder and a key there. */
function furnish(key: string, mode = 0o600): string {
  mkdirSync(join(folder, "postgres"), { mode: 0o700 });
  const file = join(folder, "pseudonym.key");
  writeFileSync(file, key);
  chmodSync(file, mode);
  return file;
}

describe("the data folder", () => {
  it("is fine when it can be written and its key is closed to others; nothing in it changes", async () => {
    furnish("a key\n");
    const before = folderPrint(folder);
    const findings = await look(dataFolderCheck, { dataDirectory: folder });
    expect(findings).toEqual([{ state: "ok", what: expect.stringContaining(`${folder} can be written`) }]);
    expect(folderPrint(folder)).toEqual(before);
  });

  it("is fine after the move to the server, which leaves a file where PGlite's folder was", async () => {
    furnish("a key\n");
    mkdirSync(join(folder, "database"), { mode: 0o700 });
    rmSync(join(folder, "postgres"), { recursive: true });
    writeFileSync(join(folder, "postgres"), "");
    const findings = await look(dataFolderCheck, { dataDirectory: folder });
    expect(findings).toEqual([{ state: "ok", what: expect.stringContaining(`${folder} can be written`) }]);
  });

  it("may be missing, as long as it can be made", async () => {
    const missing = join(folder, "deep/down");
    const [finding, ...others] = await look(dataFolderCheck, { dataDirectory: missing });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ state: "ok", what: expect.stringContaining(`${missing} will be made`) });
  });

  it("cannot be made inside a file", async () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    const findings = await look(dataFolderCheck, { dataDirectory: join(file, "data") });
    expect(findings).toEqual([
      { state: "wrong", what: dataFolder.unusable(file, "ENOTDIR"), mend: dataFolder.letWrite },
    ]);
  });

  it("can be used only when it can be reached, itself and the folders in it", async () => {
    const postgres = join(folder, "postgres");
    symlinkSync(postgres, postgres);
    const inside = await look(dataFolderCheck, { dataDirectory: folder });
    expect(inside.map((finding) => finding.what)).toEqual([dataFolder.unusable(postgres, "ELOOP")]);
    const whole = await look(dataFolderCheck, { dataDirectory: postgres });
    expect(whole).toEqual([
      { state: "wrong", what: dataFolder.unusable(postgres, "ELOOP"), mend: dataFolder.letWrite },
    ]);
  });

  it("keeps its key from other users", async () => {
    const file = furnish("a key\n", 0o644);
    const findings = await look(dataFolderCheck, { dataDirectory: folder });
    expect(findings[1]).toEqual({ state: "wrong", what: dataFolder.keyOpen(file), mend: dataFolder.closeKey(file) });
  });

  it("misses a key that a database was made under, unless one is set by hand", async () => {
    const file = furnish("a key\n");
    rmSync(file);
    const findings = await look(dataFolderCheck, { dataDirectory: folder });
    expect(findings[1]).toMatchObject({ state: "wrong", what: dataFolder.keyMissing(file) });
    expect(await look(dataFolderCheck, { dataDirectory: folder, pseudonymKey: "k".repeat(32) })).toHaveLength(1);
  });

  it("takes no empty key", async () => {
    const file = furnish("\n");
    const findings = await look(dataFolderCheck, { dataDirectory: folder });
    expect(findings[1]).toMatchObject({ state: "wrong", what: dataFolder.keyUnreadable(file) });
  });
});

describe("free space", () => {
  const mebibyte = 1024 ** 2;

  it.each([
    [2048 * mebibyte, undefined],
    [1024 * mebibyte, undefined],
    [1023 * mebibyte, "warning"],
    [100 * mebibyte, "warning"],
    [99 * mebibyte, "wrong"],
    [0, "wrong"],
  ])("of %d bytes is %s", (bytes, state) => {
    expect(judgeSpace(bytes, "/data", dataFolder)?.state).toBe(state);
  });

  it.each([
    [0, "0 bytes"],
    [1023, "1023 bytes"],
    [1536, "1.5 KiB"],
    [812 * mebibyte, "812 MiB"],
    [3.2 * 1024 ** 4, "3.2 TiB"],
  ])("of %d bytes reads %s", (bytes, text) => {
    expect(formatSize(bytes)).toBe(text);
  });
});

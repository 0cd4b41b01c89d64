import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeFolder } from "../../core/machine/make-folder.ts";
import { keptPseudonymKey, UnusableDataDirectory } from "../../core/safety/pseudonym-key.ts";

const root = mkdtempSync(join(tmpdir(), "doubleblind-folders-"));
afterAll(() => rmSync(root, { recursive: true }));

describe("a folder", () => {
  it("is made with those above it, and left alone where it is", () => {
    const deep = join(root, "a", "b", "c");
    makeFolder(deep, 0o700);
    makeFolder(deep, 0o755);
    expect(statSync(deep).mode & 0o777).toBe(0o700);
    expect(statSync(join(root, "a")).mode & 0o777).toBe(0o700);
    symlinkSync(deep, join(root, "link"));
    makeFolder(join(root, "link"));
    makeFolder(join(root, "link", "d"));
    expect(existsSync(join(deep, "d"))).toBe(true);
    makeFolder("/");
  });

  const file = join(root, "file");
  writeFileSync(file, "");
  const dangling = join(root, "dangling");
  symlinkSync(join(root, "nowhere"), dangling);
  const circle = join(root, "circle");
  symlinkSync(circle, circle);
  // `mkdir` with `recursive` never comes back from the first of them.
  it.each([
    ...(process.platform === "linux" ? ["/proc/doubleblind", "/proc/a/b/c", "/dev/null/x"] : []),
    ...[file, join(file, "x"), join(file, "x", "y"), dangling, join(dangling, "x"), circle],
    join(root, "x".repeat(300)),
  ])("that cannot be made is refused with the system's word, at once: %s", async (folder) => {
    const refused = await keptPseudonymKey(folder).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(UnusableDataDirectory);
    const { path, reason, message } = refused as UnusableDataDirectory;
    expect(path).toBe(folder);
    expect(reason).toMatch(/^E[A-Z]+$/);
    expect(message).toContain("set DATA_DIR to another folder");
  });
});

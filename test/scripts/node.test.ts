/** Which Node will do, and how one is fetched. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fetchNode, isFitToRun, pathOfFetchedNode } from "../../scripts/run/node.mjs";

describe("isFitToRun", () => {
  const features = { typescript: "strip" };

  it("takes the Node that runs these tests", () => {
    expect(isFitToRun(process)).toBe(true);
  });

  it.each(["22.18.0", "22.20.1", "23.6.0", "24.0.0", "26.1.0"])("takes %s", (node) => {
    expect(isFitToRun({ versions: { node }, features })).toBe(true);
  });

  it.each(["18.20.8", "20.19.0", "22.17.1", "23.5.0"])("refuses %s", (node) => {
    expect(isFitToRun({ versions: { node }, features })).toBe(false);
  });

  it("refuses one that was built without TypeScript", () => {
    expect(isFitToRun({ versions: { node: "24.1.0" }, features: { typescript: false } })).toBe(false);
    expect(isFitToRun({ versions: { node: "24.1.0" }, features: {} })).toBe(false);
  });
});

describe("fetchNode", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "doubleblind-node-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** Stands for npm: puts something where the package's binary belongs. Everything else is really run. */
  function installing(put: (binary: string) => void) {
    return async (command: string, args: string[], cwd: string): Promise<number> => {
      const wanted = args.at(-1)?.split("@")[0] ?? "";
      if (!args.includes("install")) return spawnSync(command, args, { cwd }).status ?? 1;
      const bin = join(args[args.indexOf("--prefix") + 1] ?? "", "node_modules", wanted, "bin");
      mkdirSync(bin, { recursive: true });
      put(join(bin, process.platform === "win32" ? "node.exe" : "node"));
      return 0;
    };
  }

  it("puts a Node that runs into .tools, and nothing else", async () => {
    expect(pathOfFetchedNode(root)).toBeUndefined();
    const link = process.platform === "win32" ? copyFileSync : symlinkSync;
    await fetchNode(
      root,
      installing((binary) => link(process.execPath, binary)),
    );
    const node = pathOfFetchedNode(root);
    expect(spawnSync(node ?? "", ["--print", "process.version"], { encoding: "utf8" }).stdout.trim()).toBe(
      process.version,
    );
    expect(readdirSync(join(root, ".tools"))).toHaveLength(1);
  });

  it("keeps nothing when the download fails, and says what to do", async () => {
    await expect(fetchNode(root, async () => 1)).rejects.toThrow(/npm could not fetch Node.*internet/s);
    expect(readdirSync(join(root, ".tools"))).toEqual([]);
    expect(pathOfFetchedNode(root)).toBeUndefined();
  });

  it("keeps nothing when what came does not run here, and says what to do", async () => {
    const notANode = installing((binary) => copyFileSync(import.meta.filename, binary));
    await expect(fetchNode(root, notANode)).rejects.toThrow(/does not run here.*Install Node 24 yourself/s);
    expect(readdirSync(join(root, ".tools"))).toEqual([]);
  });

  it("clears away what a fetch that was killed left behind", async () => {
    const part = join(root, ".tools", `node-24.21.0-${process.platform}-${process.arch}.part-1`);
    mkdirSync(part, { recursive: true });
    await expect(fetchNode(root, async () => 1)).rejects.toThrow(/npm could not fetch/);
    expect(readdirSync(join(root, ".tools"))).toEqual([]);
  });
});

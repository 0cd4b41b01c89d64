/** The database client that is committed is what Prisma makes of the schema, file by file. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const elsewhere = mkdtempSync(join(tmpdir(), "doubleblind-generate-"));
afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

function client(project: string): Record<string, string> {
  const folder = join(project, "core/store/generated");
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length), readFileSync(path, "utf8")]));
}

it("npm run -s generate makes the same client again", () => {
  for (const name of ["prisma", "prisma.config.ts", "package.json"]) {
    cpSync(join(root, name), join(elsewhere, name), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(elsewhere, "node_modules"), "junction");
  execFileSync(process.execPath, [join(root, "scripts/run/generate.mjs")], { cwd: elsewhere, stdio: "pipe" });
  expect(client(elsewhere)).toEqual(client(root));
});

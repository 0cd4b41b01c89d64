/** Every export says what it is: nobody should have to read a body to use it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

function sourceFiles(): string[] {
  const files = ["bots", "core", "scripts"].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: "utf8" }).map((file) => join(top, file)),
  );
  return files.filter((file) => /\.(?:ts|js|mjs)$/.test(file) && !file.includes("generated"));
}

/** `file:line` of each export of a file without a docstring right above it. */
function undocumented(file: string): string[] {
  const lines = readFileSync(join(root, file), "utf8").split("\n");
  return lines.flatMap((line, index) => {
    const declares = /^export (?:async )?(?:function|const|type(?! \{)|interface|class)\b/.test(line);
    return declares && !lines[index - 1]?.trimEnd().endsWith("*/") ? [`${file}:${index + 1}`] : [];
  });
}

it("every export has a docstring", () => {
  expect(sourceFiles().flatMap(undocumented)).toEqual([]);
});

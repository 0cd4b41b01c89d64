import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sentences } from "../../core/language/index.ts";

const root = join(import.meta.dirname, "../..");

/** All source text in which a sentence may be asked for: everything but the languages themselves. */
function readSources(): string {
  const files = ["bots", "core", "scripts"].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: "utf8" }).map((file) => join(top, file)),
  );
  const sources = files.filter(
    (file) => /\.(?:ts|js|mjs|html)$/.test(file) && !/core[/\\](?:language[/\\]..[/\\]|store[/\\]generated)/.test(file),
  );
  return sources.map((file) => readFileSync(join(root, file), "utf8")).join("\n");
}

function namesOf(value: unknown, place: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [[...place]];
  if (Array.isArray(value)) return [[...place]];
  return Object.entries(value).flatMap(([key, one]) => namesOf(one, [...place, key]));
}

describe("every sentence", () => {
  const sources = readSources();
  const words = new Set([
    ...(sources.match(/[A-Za-z_$][\w$]*(?:-[a-z]+)*/g) ?? []),
    ...Array.from(sources.matchAll(/"([\w-]+)"/g), ([, text = ""]) => text),
  ]);
  const said = (name: string) => words.has(name) || name.split(/(?=-)/).every((part) => words.has(part));

  it("is asked for somewhere: by its own name, below the names it stands under", () => {
    const unused = namesOf(sentences("en")).filter((place) => !place.every(said));
    expect(unused.map((place) => place.join("."))).toEqual([]);
  });
});

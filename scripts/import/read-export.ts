/** An export of an arena as a folder: its checksums, its votes, and what it says of its models. */
import { createHash } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { SourceModel } from "../../core/index.ts";
import { findColumns } from "../rate/columns.ts";
import type { Row } from "../rate/formats/format.ts";
import { RateProblem } from "../rate/problem.ts";
import { readRows } from "../rate/read-votes.ts";
import { makeVisible } from "../rate/visible.ts";

/** Where the votes are, and the models by their identifiers. */
export type ReadExport = { votes: string; models: Map<string, SourceModel> };

const sumLine = /^(?<sum>[0-9a-f]{64})  (?<file>[A-Za-z0-9][A-Za-z0-9._-]{0,99})$/u;
const [mostFiles, mostModels, longestSums] = [20, 5_000, 10_000];

/** Reads it once all of it is what it says it is. @throws {RateProblem} where it is not. */
export async function readExport(folder: string): Promise<ReadExport> {
  const sums = readSums(folder);
  for (const [file, sum] of sums) {
    if ((await sumOf(join(folder, file))) === sum) continue;
    throw new RateProblem(
      `${makeVisible(join(folder, file))} is not what checksums.txt says it is: a byte of it has changed, or it was cut off. Use another copy.`,
    );
  }
  const find = (table: string) => [...sums.keys()].find((file) => file.startsWith(`${table}.`));
  const [votes, models] = [find("votes"), find("models")];
  if (votes === undefined)
    throw new RateProblem(`${makeVisible(folder)} has no votes in it: checksums.txt names none.`);
  return { votes: join(folder, votes), models: models ? await readModels(join(folder, models)) : new Map() };
}

function readSums(folder: string): Map<string, string> {
  const none = `${makeVisible(folder)} is no export of an arena: it has no readable checksums.txt. Name the file with the votes in it.`;
  let text: string;
  try {
    text = readFileSync(join(folder, "checksums.txt"), "utf8");
  } catch (error) {
    throw new RateProblem(none, { cause: error });
  }
  if (text.length > longestSums) throw new RateProblem(none);
  const lines = text.split("\n").filter((line) => line !== "");
  const sums = lines.map((line) => sumLine.exec(line)?.groups);
  if (lines.length > mostFiles || sums.some((found) => !found)) throw new RateProblem(none);
  return new Map(sums.map((found) => [found?.["file"] ?? "", found?.["sum"] ?? ""]));
}

async function sumOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(path), hash);
  } catch (error) {
    throw new RateProblem(`${makeVisible(path)} could not be read, and checksums.txt names it.`, { cause: error });
  }
  return hash.digest("hex");
}

const columns = ["model", "name", "organization", "input_price", "output_price"];
const text = (value: unknown) => (typeof value === "string" ? value : "");

function priceOf(value: unknown): number | null {
  const price = value === null || value === "" || value === undefined ? Number.NaN : Number(value);
  return price >= 0 && price < 1e9 ? price : null;
}

async function readModels(path: string): Promise<Map<string, SourceModel>> {
  const models = new Map<string, SourceModel>();
  const take = (row: Row) => {
    const { model, name, organization, input_price: input, output_price: output } = row;
    if (text(model) === "" || models.size === mostModels) return;
    const prices = { inputPrice: priceOf(input), outputPrice: priceOf(output) };
    models.set(text(model), { name: text(name) || text(model), organization: text(organization), ...prices });
  };
  const found = findColumns(["model_a", "model_b", "winner"], {});
  const begin = (given: readonly string[]) => {
    const needed = given.filter((name) => columns.includes(name));
    return { found, given, names: given, format: undefined, needed, take };
  };
  await readRows(path, { begin, report: () => {} });
  return models;
}

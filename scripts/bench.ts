/**
 * `npm run -s bench -- <name> [--json]`: measures how well or how fast the arena does something.
 * Ends with 1 when a figure is below what is asked of it, with 2 when there is no such bench.
 */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Bench } from "./bench/bench.ts";

type BenchFile = { bench: Bench; options?: readonly string[] };

const folder = fileURLToPath(new URL("./bench/", import.meta.url));
const known = readdirSync(folder)
  .filter((file) => file.endsWith(".ts") && file !== "bench.ts")
  .map((file) => file.slice(0, -".ts".length))
  .toSorted();

/** Reads `--name number` for the options a bench takes. @returns undefined when there is anything else. */
function readOptions(given: readonly string[], taken: readonly string[]): Record<string, number> | undefined {
  const options: Record<string, number> = {};
  for (let index = 0; index < given.length; index += 2) {
    const name = given[index]?.replace(/^--/u, "") ?? "";
    const value = given[index + 1] ?? "";
    if (!taken.includes(name) || !/^[1-9]\d{0,6}$/u.test(value)) return undefined;
    options[name] = Number(value);
  }
  return options;
}

async function run(name: string, given: readonly string[]): Promise<number> {
  const { bench, options: taken = [] } = (await import(`./bench/${name}.ts`)) as BenchFile;
  const asJson = given.includes("--json");
  const options = readOptions(
    given.filter((argument) => argument !== "--json"),
    taken,
  );
  if (!options) {
    const numbers = taken.map((option) => `, --${option} NUMBER`).join("");
    console.error(`"${given.join(" ")}" means nothing to the bench "${name}". It knows --json${numbers}.`);
    return 2;
  }
  const result = await bench(options);
  console.log(asJson ? JSON.stringify(result.figures) : result.report);
  return result.passed ? 0 : 1;
}

const [name = "", ...rest] = process.argv.slice(2);
if (known.includes(name)) process.exitCode = await run(name, rest);
else {
  const found = name === "" ? "Say which bench to run" : `There is no bench "${name}"`;
  console.error(`${found}. What there is: ${known.join(", ")}.`);
  process.exitCode = 2;
}

/**
 * `npm run -s bench -- <name> [--json]`: measures how well or how fast the arena does something.
 * Ends with 1 when a figure is below what is asked of it, with 2 when there is no such bench.
 */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Bench, Choices } from "./bench/bench.ts";

type BenchFile = { bench: Bench; options?: readonly string[]; choices?: Choices };

const folder = fileURLToPath(new URL("./bench/", import.meta.url));
const known = readdirSync(folder)
  .filter((file) => file.endsWith(".ts") && file !== "bench.ts")
  .map((file) => file.slice(0, -".ts".length))
  .toSorted();

type Given = { options: Record<string, number>; chosen: Record<string, string> };

/** Reads `--name number` and `--name word`. @returns undefined when there is anything that the bench does not take. */
function readOptions(given: readonly string[], taken: readonly string[], choices: Choices): Given | undefined {
  const options: Record<string, number> = {};
  const chosen = Object.fromEntries(Object.entries(choices).map(([name, [usual]]) => [name, usual as string]));
  for (let index = 0; index < given.length; index += 2) {
    const name = given[index]?.replace(/^--/u, "") ?? "";
    const value = given[index + 1] ?? "";
    if (choices[name]?.includes(value)) chosen[name] = value;
    else if (taken.includes(name) && /^[1-9]\d{0,6}$/u.test(value)) options[name] = Number(value);
    else return undefined;
  }
  return { options, chosen };
}

async function run(name: string, given: readonly string[]): Promise<number> {
  const { bench, options: taken = [], choices = {} } = (await import(`./bench/${name}.ts`)) as BenchFile;
  const asJson = given.includes("--json");
  const read = readOptions(
    given.filter((argument) => argument !== "--json"),
    taken,
    choices,
  );
  if (!read) {
    const numbers = taken.map((option) => `, --${option} NUMBER`);
    const words = Object.entries(choices).map(([option, all]) => `, --${option} ${all.join("|")}`);
    const known = [...numbers, ...words].join("");
    console.error(`"${given.join(" ")}" means nothing to the bench "${name}". It knows --json${known}.`);
    return 2;
  }
  const result = await bench(read.options, read.chosen);
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

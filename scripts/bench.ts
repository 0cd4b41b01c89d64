/**
 * `npm run -s bench -- <name> [--json]`: measures how well the arena does something, on material kept with the tests.
 * Ends with 1 when a figure is below what is asked of it, with 2 when there is no such bench.
 */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Bench } from "./bench/bench.ts";

const folder = fileURLToPath(new URL("./bench/", import.meta.url));
const known = readdirSync(folder)
  .filter((file) => file.endsWith(".ts") && file !== "bench.ts")
  .map((file) => file.slice(0, -".ts".length))
  .toSorted();

const [name = "", ...rest] = process.argv.slice(2);
const unknown = rest.filter((argument) => argument !== "--json");

if (!known.includes(name)) {
  const found = name === "" ? "Say which bench to run" : `There is no bench "${name}"`;
  console.error(`${found}. What there is: ${known.join(", ")}.`);
  process.exitCode = 2;
} else if (unknown.length > 0) {
  console.error(`"${unknown.join(" ")}" means nothing to the bench "${name}". It knows --json.`);
  process.exitCode = 2;
} else {
  const { bench } = (await import(`./bench/${name}.ts`)) as { bench: Bench };
  const result = await bench();
  console.log(rest.includes("--json") ? JSON.stringify(result.figures) : result.report);
  process.exitCode = result.passed ? 0 : 1;
}

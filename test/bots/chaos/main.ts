/** `node test/bots/chaos/main.ts MINUTES SEED`: one chaos run. What goes on to stderr, what came of it as JSON to stdout. */
import { runChaos, usualPlan } from "./run.ts";

const [minutes = "1", seed = "1"] = process.argv.slice(2);
const result = await runChaos({
  seed: Number(seed),
  time: Number(minutes) * 60_000,
  plan: usualPlan,
  personPatience: 12_000,
  patience: 240_000,
  fullDisk: true,
  progress: (line) => console.error(line),
});
console.log(JSON.stringify(result));
process.exit(result.passed ? 0 : 1);

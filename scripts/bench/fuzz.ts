/**
 * Gives the whole arena updates of Telegram, events of Discord and requests to the page that were made from real ones by
 * changing them at random, a third each, and an honest one after every 60: it must be answered.
 * `npm run -s bench -- fuzz [--inputs 100000]`.
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Bench } from "./bench.ts";

/** The options that take a number. */
export const options = ["inputs"];

const root = fileURLToPath(new URL("../..", import.meta.url));
const testFile = "test/bots/fuzz.heavy.test.ts";

/** The tests have what speaks as the platforms do, so it is their test that is run, for longer. */
export const bench: Bench = async ({ inputs = 100_000 }) => {
  const began = performance.now();
  const passed = await runTest(inputs);
  const seconds = Math.round((performance.now() - began) / 1_000);
  const report = passed
    ? `${inputs} made-up inputs ended nothing, and every honest one among them was answered (${seconds} s).`
    : `Among ${inputs} made-up inputs is one that ends something, or keeps an honest one from being answered: see above.`;
  return { passed, figures: { inputs, seconds, passed }, report };
};

function runTest(inputs: number): Promise<boolean> {
  const command = ["scripts/run.mjs", "test", testFile, "--reporter=minimal"];
  // What it prints is for people, and must not stand in the JSON.
  const child = spawn(process.execPath, command, {
    cwd: root,
    // oxlint-disable-next-line node/no-process-env -- it is handed on, with the number added
    env: { ...process.env, FUZZ: String(inputs) },
    stdio: ["ignore", process.stderr, process.stderr],
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code === 0));
  });
}

/**
 * The process in which programs of strangers run, inside WebAssembly. It takes one run from its standard input, and
 * writes a line for each case as it ends, the first when it is ready; what is expected of the program it is not told.
 */
import { readFileSync, writeSync } from "node:fs";
import type { CaseEnding, ProgramRun } from "./limits.ts";

const { language, code, inputs, seconds } = JSON.parse(readFileSync(0, "utf8")) as ProgramRun;

const say = (line: CaseEnding | { ending: "ready" }) => {
  const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
  for (let at = 0; at < bytes.length;) at += writeSync(1, bytes, at);
};

// Nothing of it is needed by what follows, and a program that got out would find less.
for (const name of ["fetch", "WebSocket", "EventSource"]) Reflect.deleteProperty(globalThis, name);

const { run, isBroken } =
  language === "python"
    ? await (await import("./python.ts")).preparePython(code, seconds)
    : await (await import("./javascript.ts")).prepareJavaScript(code, seconds);
say({ ending: "ready" });
for (const input of inputs) {
  const ending = await run(input);
  say(ending);
  // Of what once ran out of time not much is to be expected.
  if (ending.ending === "too-slow" || isBroken()) break;
}
// Whatever a program has left behind does not keep it alive.
process.exit(0);

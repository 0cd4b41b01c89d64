/**
 * JavaScript inside WebAssembly, by QuickJS. Its machine imports a clock and a random number; the program reaches one
 * function outside, which takes text, and is lent of Node what programs of competitions read and write with.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { EvalFlags, QuickJS } from "quickjs-wasi";
import {
  type CaseEnding,
  type ProgramRun,
  createOutput,
  createTimer,
  endingOf,
  mostMemory,
  OutOfTime,
  type Runner,
  TooMuchOutput,
} from "./limits.ts";
import { lentModules, prelude } from "./lent-node.ts";

const mostStack = 512 * 1024;
/** The machine asks after each instruction or so; the clock is read every so many times. */
const betweenLooks = 1000;

/** Loads JavaScript with a program. Each input finds a new machine. */
export async function prepareJavaScript(code: string, seconds: number): Promise<Runner> {
  const wasm = await WebAssembly.compile(
    readFileSync(createRequire(import.meta.url).resolve("quickjs-wasi/quickjs.wasm")),
  );
  return { run: (input) => runCase(wasm, { code, seconds }, input), isBroken: () => false };
}

/** What has come of a case so far; the first fault ends it, also where the program would catch it. `rejection`: of a promise that nobody looks at. */
type Case = {
  output: ReturnType<typeof createOutput>;
  asked: number;
  fault: OutOfTime | TooMuchOutput | null;
  rejection: string | null;
};

async function runCase(
  wasm: WebAssembly.Module,
  { code, seconds }: Pick<ProgramRun, "code" | "seconds">,
  input: string,
): Promise<CaseEnding> {
  const own: Case = { output: createOutput(), asked: 0, fault: null, rejection: null };
  try {
    const fault = conduct(await createGuest(wasm, own, createTimer(seconds)), code, input, own);
    return own.fault ? endingOf(own.fault) : (fault ?? { ending: "done", output: own.output.text() });
  } catch (error) {
    return endingOf(own.fault ?? error);
  }
}

function createGuest(wasm: WebAssembly.Module, own: Case, isOutOfTime: () => boolean): Promise<QuickJS> {
  const interruptHandler = () => {
    own.asked += 1;
    if (own.asked % betweenLooks === 0 && isOutOfTime()) own.fault ??= new OutOfTime();
    return own.fault !== null;
  };
  const load = (name: string) => {
    const lent = lentModules.get(name.replace(/^node:/u, ""));
    if (lent === undefined) throw new Error(`There is no module "${name.slice(0, 100)}" in the sandbox.`);
    return lent;
  };
  const moduleLoader = { normalize: (_base: string, name: string) => name, load };
  const onUnhandledRejection = (_promise: unknown, reason: { toString(): string }, isHandled: boolean) => {
    own.rejection = isHandled ? null : reason.toString().slice(0, 300);
  };
  const limits = { memoryLimit: mostMemory, maxStackSize: mostStack, interruptHandler };
  return QuickJS.create({ wasm, moduleLoader, timezoneOffset: 0, onUnhandledRejection, ...limits });
}

/** Runs a program to its end. @returns how it ended, where that is not well. */
function conduct(guest: QuickJS, code: string, input: string, own: Case): CaseEnding | undefined {
  const ask = lendNode(guest, input, own);
  const isModule = /^[^\S\n]*(?:import\s*[\w${*"']|export\s)/mu.test(code);
  const flags = isModule ? EvalFlags.TYPE_MODULE : EvalFlags.TYPE_GLOBAL;
  /** @returns whether the program goes on. */
  const take = (step: () => boolean): boolean => {
    try {
      const goesOn = step();
      while (guest.executePendingJobs() > 0);
      return goesOn;
    } catch (error) {
      if (ask("hasLeft") !== "true") throw error;
      return false;
    }
  };
  const begun = take(() => {
    guest.evalCode(code, "program.js", flags);
    return true;
  });
  while (begun && take(() => ask("next") === "true"));
  if (ask("hasLeft") !== "true" && own.rejection !== null) return { ending: "error", detail: own.rejection };
  const left = ask("code");
  return left === "none" || left === "0"
    ? undefined
    : { ending: "error", detail: `It ended with ${left.slice(0, 20)}.` };
}

/** @returns what asks the conductor of the prelude, which is reached by no name that the program knows. */
function lendNode(guest: QuickJS, input: string, own: Case): (name: string) => string {
  const lend = guest.newFunction("write", (text) => {
    if (!own.output.add(text?.toString() ?? "")) own.fault ??= new TooMuchOutput();
    return guest.undefined;
  });
  const begin = guest.evalCode(prelude, "sandbox");
  const conductor = guest.callFunction(begin, guest.undefined, lend, guest.newString(input));
  return (name) => guest.callFunction(conductor.getProp(name), guest.undefined).toString();
}

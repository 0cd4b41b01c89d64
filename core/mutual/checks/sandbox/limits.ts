/** What a stranger's program may take. */

/** The languages whose programs are run. */
export const languages = ["javascript", "python"] as const;
/** One of {@link languages}. */
export type Language = (typeof languages)[number];

/** Seconds of the processor for one case. */
export const mostSeconds = 10;
/** Bytes of memory. */
export const mostMemory = 256 * 1024 * 1024;
/** Characters that it may write for one case. */
export const mostOutput = 256 * 1024;
/** Characters of a program, longer than any that a model writes. */
export const longestProgram = 200_000;

/** What is sent into the sandbox: a program, what it is to read, case by case, and the seconds of the processor for each. */
export type ProgramRun = { language: Language; code: string; inputs: readonly string[]; seconds: number };

/**
 * How a program ended on one case. `error`: it threw, or reached for something that is not there; `too-slow`: it used up
 * its time.
 */
export type CaseEnding =
  | { ending: "done"; output: string }
  | { ending: "error"; detail: string }
  | { ending: "too-slow" };

/** Runs a program on one input, as often as wanted; `isBroken` afterwards: what it runs in is of no more use. */
export type Runner = { run(input: string): CaseEnding | Promise<CaseEnding>; isBroken(): boolean };

/** The program used up its time. */
export class OutOfTime extends Error {
  override readonly name = "OutOfTime";
}

/** The program wrote more than {@link mostOutput}. */
export class TooMuchOutput extends Error {
  override readonly name = "TooMuchOutput";
  constructor() {
    super(`It wrote more than ${mostOutput.toLocaleString("en")} characters.`);
  }
}

/** Collects what a program writes; `add` tells whether it still fits. */
export function createOutput(): { add(text: string): boolean; text(): string } {
  let text = "";
  return {
    add(more) {
      const fits = text.length + more.length <= mostOutput;
      if (fits) text += more;
      return fits;
    },
    text: () => text,
  };
}

/** Tells whether the thread has used up so many seconds of the processor since it was made. */
export function createTimer(seconds: number): () => boolean {
  const used = () => process.threadCpuUsage().user / 1e6;
  const end = used() + seconds;
  return () => used() > end;
}

const longestDetail = 300;

/** How a program that threw ended. */
export function endingOf(error: unknown): CaseEnding {
  if (error instanceof OutOfTime) return { ending: "too-slow" };
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { ending: "error", detail: detail.slice(0, longestDetail) };
}

/**
 * Runs what strangers have written: inside WebAssembly, in a process of its own, which has no environment, may read no
 * file but its own code, start nothing, and is killed when its time is over.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Clock } from "../../../machine/clock.ts";
import { parse } from "../../experiment-folder.ts";
import { type CaseEnding, type Language, languages, mostOutput, mostSeconds, type ProgramRun } from "./limits.ts";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..", "..", "..");
const installed = createRequire(import.meta.url);

/** The packages that hold what runs a language. */
const runtimes: Record<Language, string> = { javascript: "quickjs-wasi", python: "pyodide" };

/** Where a package lies; undefined where it is not installed. */
function findPackage(name: string): string | undefined {
  try {
    const file = installed.resolve(name);
    const end = file.lastIndexOf(join("node_modules", name));
    return end < 0 ? undefined : file.slice(0, end + join("node_modules", name).length);
  } catch {
    return undefined;
  }
}

/** The languages that can be run here. */
export function findLanguages(): Language[] {
  return languages.filter((language) => findPackage(runtimes[language]) !== undefined);
}

/** Milliseconds: to start on a busy machine; and for one piece of work, on which the process itself keeps time as well. */
const longestStart = 120_000;
const longestPiece = 4 * mostSeconds * 1000;
/** Characters of all that it may say: no program writes more than {@link mostOutput} for one case. */
const mostSaid = (pieces: number) => 1_000_000 + pieces * mostOutput * 6;

/** What is to be done in there, and how many pieces of work that is. */
type Inside = { script: string; packages: readonly string[]; request: object; pieces: number };

/** Whose time it keeps to, and what calls it off. */
export type SandboxOptions = { clock: Pick<Clock, "after">; signal: AbortSignal };

/** What was said of each piece of work, in order. `killed`: because its time was over. */
type Said = { lines: unknown[]; killed: boolean };

/**
 * @returns fewer lines than pieces when the process ended, or had to be killed, before the rest.
 * @throws {Error} when no process can be started.
 */
export async function runInside({ script, packages, request, pieces }: Inside, options: SandboxOptions): Promise<Said> {
  const readable = [here, ...packages.flatMap((name) => findPackage(name) ?? [])].map((place) => join(place, "*"));
  const flags = [
    ...["--permission", ...[...readable, join(root, "package.json")].map((place) => `--allow-fs-read=${place}`)],
    ...["--disallow-code-generation-from-strings", "--max-old-space-size=256", "--no-warnings"],
  ];
  const child = spawn(process.execPath, [...flags, join(here, script)], {
    ...{ cwd: here, env: {}, stdio: ["pipe", "pipe", "ignore"], windowsHide: true },
  });
  child.stdin?.on("error", () => {});
  child.stdin?.end(JSON.stringify(request));
  return listen(child, pieces, options);
}

function listen(child: ChildProcess, pieces: number, { clock, signal }: SandboxOptions): Promise<Said> {
  const { promise, resolve, reject } = Promise.withResolvers<Said>();
  const said: Said = { lines: [], killed: false };
  const kill = () => void child.kill("SIGKILL");
  const onTime = () => {
    said.killed = true;
    kill();
  };
  let stopTimer = clock.after(longestStart, onTime);
  const take = createLines(mostSaid(pieces), kill, (line) => {
    said.lines.push(line);
    stopTimer();
    // It has nothing more to say.
    if (said.lines.length > pieces) return kill();
    stopTimer = clock.after(longestPiece, onTime);
  });
  child.stdout?.setEncoding("utf8").on("data", take);
  signal.addEventListener("abort", kill);
  if (signal.aborted) kill();
  const end = () => {
    stopTimer();
    signal.removeEventListener("abort", kill);
  };
  child.once("error", (error) => {
    end();
    reject(error);
  });
  child.once("close", () => {
    end();
    // The first says that it is ready.
    resolve({ ...said, lines: said.lines.slice(1) });
  });
  return promise;
}

/** Reads a line after the other as JSON. @param refuse what is done when that is not what comes, or too much. */
function createLines(most: number, refuse: () => void, onLine: (line: unknown) => void): (part: string) => void {
  let [rest, length] = ["", 0];
  return (part) => {
    length += part.length;
    const lines = (rest + part).split("\n");
    rest = lines.pop() ?? "";
    const read = lines.map(parse);
    if (length > most || read.includes(undefined)) return refuse();
    for (const line of read) onLine(line);
  };
}

/** Runs a program on each input. @returns fewer endings than inputs when the rest is not worth a try. @throws see {@link runInside}. */
export async function runProgram(program: ProgramRun, options: SandboxOptions): Promise<CaseEnding[]> {
  const { language, inputs } = program;
  const inside = { script: "inside.ts", packages: [runtimes[language]], request: program, pieces: inputs.length };
  const { lines, killed } = await runInside(inside, options);
  const endings = lines as CaseEnding[];
  if (endings.length === inputs.length || (endings.at(-1)?.ending ?? "done") !== "done") return endings;
  const lost: CaseEnding = { ending: "error", detail: "It broke what it ran in." };
  return [...endings, killed ? { ending: "too-slow" } : lost];
}

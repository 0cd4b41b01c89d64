/**
 * A project like this one, but small and in a folder of its own: the real scripts/run.mjs, real npm, and local
 * packages in the place of all others, so that nothing reaches for the internet: hono runs the arena, vitest tests it.
 */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";

const real = resolve(import.meta.dirname, "../..");

const needed = { dependencies: { hono: "file:peers/hono" }, devDependencies: { vitest: "file:peers/vitest" } };

const files: Record<string, string> = {
  "package.json": JSON.stringify({ name: "small", version: "1.0.0", type: "module", ...needed }),
  "package-lock.json": JSON.stringify({
    name: "small",
    version: "1.0.0",
    lockfileVersion: 3,
    requires: true,
    packages: {
      "": { name: "small", version: "1.0.0", ...needed },
      "node_modules/hono": { resolved: "peers/hono", link: true },
      "node_modules/vitest": { resolved: "peers/vitest", link: true },
      "peers/hono": { version: "1.0.0" },
      "peers/vitest": { version: "1.0.0", dev: true },
    },
  }),
  "peers/hono/package.json": JSON.stringify({ name: "hono", version: "1.0.0" }),
  "peers/vitest/package.json": JSON.stringify({ name: "vitest", version: "1.0.0" }),
  "peers/vitest/vitest.mjs": `console.log(JSON.stringify(process.argv.slice(2)));`,
  "bots/main.ts": `console.log("started" as string, process.env["PORT"] ?? "without PORT");`,
  "scripts/echo.ts": `console.log(JSON.stringify(process.argv.slice(2)));`,
  "scripts/fail.ts": `process.exitCode = 7;`,
  "scripts/fall.ts": `process.kill(process.pid, "SIGTERM");\nsetInterval(() => {}, 1000);`,
  "scripts/wait.ts": `
    process.on("SIGINT", () => console.log("SIGINT"));
    process.on("SIGHUP", () => console.log("SIGHUP"));
    process.once("SIGTERM", () => {
      console.log("SIGTERM");
      setImmediate(() => process.exit(3));
    });
    setInterval(() => {}, 1000);
    console.log("ready");
  `,
};

/** A process whose output can be waited for. */
export type Run = ChildProcessByStdio<null, Readable, Readable>;

export type Ending = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string };

export type SmallProject = {
  root: string;
  write(path: string, content: string): void;
  /** Starts `node scripts/run.mjs` with arguments. */
  start(args: string[], environment?: Record<string, string>, user?: { uid?: number; gid?: number }): Run;
  /** The same, to its end. */
  run(args: string[], environment?: Record<string, string>): Promise<Ending>;
  remove(): void;
};

/** Our environment without what npm and vitest put into it, and with npm kept off the net. */
export function quietEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_(?!execpath)|VITEST|NODE_|PORT$)/.test(name));
  return { ...Object.fromEntries(kept), npm_config_offline: "true", npm_config_registry: "http://127.0.0.1:9/" };
}

/** Waits until a process and everybody who shares its output is gone. */
export async function ending(run: Run): Promise<Ending> {
  const closed = new Promise<Pick<Ending, "code" | "signal">>((settle, reject) => {
    run.once("error", reject);
    run.once("close", (code, signal) => settle({ code, signal }));
  });
  const [stdout, stderr, how] = await Promise.all([text(run.stdout), text(run.stderr), closed]);
  return { ...how, stdout, stderr };
}

/** Waits until a process prints something (more) on stdout. */
export async function nextOutput(run: Run): Promise<string> {
  return new Promise((settle, reject) => {
    run.stdout.once("data", (chunk) => settle(String(chunk)));
    run.once("exit", (code) => reject(new Error(`it ended with ${code} without another word`)));
  });
}

/** Writes a fresh small project into a temporary folder. */
export function createSmallProject(): SmallProject {
  const root = mkdtempSync(join(tmpdir(), "doubleblind-run-"));
  function write(path: string, content: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  for (const [path, content] of Object.entries(files)) write(path, content);
  for (const path of ["scripts/run.mjs", "scripts/run"])
    cpSync(join(real, path), join(root, path), { recursive: true });

  function start(
    args: string[],
    environment: Record<string, string> = {},
    user: { uid?: number; gid?: number } = {},
  ): Run {
    const env = { ...quietEnvironment(), ...environment };
    const script = join(root, "scripts/run.mjs");
    const options = { cwd: tmpdir(), env, ...user };
    return spawn(process.execPath, [script, ...args], { ...options, stdio: ["ignore", "pipe", "pipe"] });
  }
  return {
    root,
    write,
    start,
    run: async (args, environment) => ending(start(args, environment)),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** The arena as people start it: a process of its own, with its own data folder. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { compilesOnce } from "./compiles-once.ts";

const root = path.resolve(import.meta.dirname, "..");

export type StartedProcess = {
  /** Where the page is: the first line it printed, without what a link brings along. */
  address: string;
  /** The token of the first operator, whose link a first start prints; undefined at a later one. */
  token: string | undefined;
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Ends it and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
};

/** What is set unless a test says otherwise: demo models, any free port, none of the developer's own settings. */
const settings = {
  DEMO: "1",
  PORT: "0",
  HOST: "",
  DATABASE_URL: "",
  ROSTER: "",
  PSEUDONYM_KEY: "",
  PAGE_JOIN_CODE: "",
  PUBLIC_URL: "",
  PRIVACY_URL: "",
  TRUST_PROXY: "",
  DISCORD_TOKEN: "",
  TELEGRAM_TOKEN: "",
  NOTICE_PLACE: "",
  ROLES: "",
  MODERATION_URL: "",
  LC_ALL: "en_US.UTF-8",
};

function spawnArena(environment: Record<string, string>): {
  child: ChildProcess;
  output: { out: string; error: string };
} {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", compilesOnce, "bots/main.ts"], {
    cwd: root,
    env: { ...process.env, ...settings, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { out: "", error: "" };
  child.stdout?.on("data", (data: Buffer) => (output.out += data.toString()));
  child.stderr?.on("data", (data: Buffer) => (output.error += data.toString()));
  return { child, output };
}

/** Starts it and waits for the page's address. @throws {Error} with what it printed when it ends before that. */
export async function startProcess(environment: Record<string, string>): Promise<StartedProcess> {
  const { child, output } = spawnArena(environment);
  const exited = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  if (!child.stdout) throw new Error("no stdout");
  const firstLine = once(createInterface({ input: child.stdout }), "line") as Promise<[string]>;
  const [link] = await Promise.race([
    firstLine,
    exited.then(([code]) => {
      throw new Error(`it ended with ${code}: ${output.out}${output.error}`);
    }),
  ]);
  const [address = "", token] = link.split("/#operator=");
  return {
    address,
    token,
    child,
    stdout: () => output.out,
    stderr: () => output.error,
    async end(signal) {
      child.kill(signal);
      const [code, by] = await exited;
      return { code, signal: by };
    },
  };
}

/** Starts it where it cannot start, and waits until it has said so. */
export async function startInVain(
  environment: Record<string, string>,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { child, output } = spawnArena(environment);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout: output.out, stderr: output.error };
}

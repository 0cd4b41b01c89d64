/** The processes of a chaos run: started as people start them, killed, and started again by whoever keeps services up. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { arenaOptions } from "../../../scripts/run/node.mjs";
import { freePort } from "../../free-port.ts";

const root = resolve(import.meta.dirname, "../../..");
const shiftedClock = new URL("./shifted-clock.ts", import.meta.url).href;
const quietly = ["--disable-warning=ExperimentalWarning"];
/** However a run ends, nothing of it stays. */
const endWithParent = new URL("../../../scripts/run/end-with-parent.mjs", import.meta.url).href;

/** How long until one that has ended is started again, in milliseconds: as long as a service manager waits. */
const beforeRestart = 500;
/** In milliseconds. A start that takes longer is reported. */
const longestStart = 60_000;

/** One process, in all its lives. */
export type ChaosProcess = {
  name: string;
  /** Where its page is, in every life. */
  address: string;
  isUp(): boolean;
  /** Of the process that there is now. */
  id(): number | undefined;
  /** Sends a signal, and resolves when it is gone. It is started again `after` so many milliseconds. */
  end(signal: "SIGKILL" | "SIGTERM", after: number): Promise<void>;
  /** Stops it where it is, and lets it go on after so many milliseconds. */
  freeze(milliseconds: number): Promise<void>;
  /** Its clock is wrong by so many milliseconds from now on. */
  shiftClock(milliseconds: number): void;
  /** Ends it, and nobody starts it again. @returns its exit code. */
  retire(): Promise<number | null>;
};

/** What processes did that they must not do; `said` is all they wrote to the terminal. */
export type Misdeeds = { ended: string[]; said: string[] };

type Life = { child: ChildProcess; up: boolean; expected: boolean };
type Parts = {
  environment: Record<string, string>;
  misdeeds: Misdeeds;
  /** Whether the database has been away lately: who starts then may give up, and says so. */
  isExcused: () => boolean;
};

/** Starts one in `folder`, and keeps it started. Resolves when its page answers. */
export async function keepProcess(name: string, folder: string, parts: Parts): Promise<ChaosProcess> {
  const port = await freePort();
  const clockFile = join(folder, "clock-shift");
  mkdirSync(join(folder, "data"), { recursive: true });
  let retired = false;
  let life: Life | undefined;
  let nextPause = beforeRestart;

  function start(): Life {
    const environment = { ...parts.environment, PORT: String(port), DATA_DIR: join(folder, "data") };
    const child = spawn(
      process.execPath,
      [...arenaOptions, ...quietly, "--import", shiftedClock, "--import", endWithParent, "bots/main.ts"],
      {
        cwd: root,
        env: { ...process.env, ...environment, CLOCK_SHIFT_FILE: clockFile },
        stdio: ["ignore", "pipe", "pipe", "ipc"],
      },
    );
    const started: Life = { child, up: false, expected: false };
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (data: Buffer) => {
        said += data.toString();
        started.up ||= said.includes(`:${port}`);
      });
    child.once("exit", (code, signal) => {
      const how = `${name} ended with ${code ?? signal}${started.up ? "" : " while starting"}`;
      const excused = started.expected || (!started.up && parts.isExcused());
      parts.misdeeds.said.push(`--- ${how}${started.expected ? "" : " by itself"}\n${said}`);
      if (!excused) parts.misdeeds.ended.push(`${how}: ${said.slice(-2_000)}`);
      if (!retired) void restart();
    });
    return started;
  }

  async function restart(): Promise<void> {
    await pause(nextPause);
    nextPause = beforeRestart;
    if (!retired) life = start();
  }

  async function end(signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    const ending = life;
    if (!ending || ending.child.exitCode !== null || ending.child.signalCode !== null) return null;
    ending.expected = true;
    ending.child.kill("SIGCONT");
    const gone = once(ending.child, "exit") as Promise<[number | null]>;
    ending.child.kill(signal);
    const [code] = await gone;
    // One that is told to end does so in order, within its own patience, unless it is killed meanwhile.
    if (signal === "SIGTERM" && code !== null && code !== 0 && !parts.isExcused())
      parts.misdeeds.ended.push(`${name} ended with ${code} when it was told to end`);
    return code;
  }

  life = start();
  const begun = performance.now();
  while (!life.up && performance.now() - begun < longestStart) await pause(20);
  return {
    name,
    address: `http://127.0.0.1:${port}`,
    id: () => life?.child.pid,
    isUp: () => life?.up === true && life.child.exitCode === null && life.child.signalCode === null,
    async end(signal, after) {
      nextPause = after;
      await end(signal);
    },
    async freeze(milliseconds) {
      const frozen = life;
      frozen?.child.kill("SIGSTOP");
      await pause(milliseconds);
      frozen?.child.kill("SIGCONT");
    },
    shiftClock(milliseconds) {
      writeFileSync(clockFile, String(milliseconds));
      if (life?.up) life.child.kill("SIGUSR2");
    },
    async retire() {
      retired = true;
      return end("SIGTERM");
    },
  };
}

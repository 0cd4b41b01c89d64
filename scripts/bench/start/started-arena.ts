/** An arena in a process of its own, started as people start it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { get } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { processorTimeOf } from "../measure/processor-time.ts";

/** Milliseconds until `/healthz` answered, and what all its processes had used of the processors by then. */
export type Start = { wallMs: number; processorMs: number };

/** It runs until it is ended. */
export type StartedArena = { start: Start; pid: number; address: string; end(): Promise<void> };

/** Whatever is set on this machine, an arena of demo models, and nothing but the page. */
const settings = {
  ...{ DEMO: "1", HOST: "", DATABASE_URL: "", ROSTER: "", PSEUDONYM_KEY: "", PAGE_JOIN_CODE: "", PUBLIC_URL: "" },
  ...{ TRUST_PROXY: "", DISCORD_TOKEN: "", TELEGRAM_TOKEN: "", NOTICE_PLACE: "" },
};

const [betweenTries, patience] = [10, 180_000];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    get(`${address}/healthz`, { agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on("error", () => resolve(false));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
}

/**
 * Starts one.
 * @param command what people type, such as `npm start`. @throws {Error} with what it said when it ends before it answers.
 */
export async function startArena(
  [command = "", ...given]: readonly string[],
  directory: string,
  environment: Readonly<Record<string, string>>,
): Promise<StartedArena> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const variables = { ...settings, PORT: String(port), ...environment };
  const set = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  const child = spawn("env", [...set, command, ...given], { cwd: directory, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (said += text.toString()));
  while (!(await answers(address))) {
    if (child.exitCode !== null || performance.now() - began > patience) {
      await end(child);
      throw new Error(`The arena did not come up: ${said}`);
    }
    await pause(betweenTries);
  }
  const wallMs = performance.now() - began;
  const processorMs = await processorTimeOf(child.pid ?? 0);
  return { start: { wallMs, processorMs }, pid: child.pid ?? 0, address, end: () => end(child) };
}

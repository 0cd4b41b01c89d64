/** The doctor as people call it: a process of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { Finding } from "../../core/doctor/check.ts";
import { compilesOnce } from "../compiles-once.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** What is set unless a test says otherwise: demo models, any free port, none of the developer's own settings. */
const settings = {
  DEMO: "1",
  PORT: "0",
  HOST: "",
  DATA_DIR: "",
  DATABASE_URL: "",
  ROSTER: "",
  PSEUDONYM_KEY: "",
  DISCORD_TOKEN: "",
  TELEGRAM_TOKEN: "",
  LC_ALL: "en_US.UTF-8",
};

export type DoctorRun = { code: number | null; stdout: string; stderr: string };

/** Calls it and waits for its end. */
export async function callDoctor(environment: Record<string, string>, ...words: string[]): Promise<DoctorRun> {
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", compilesOnce, "scripts/doctor.ts", ...words],
    {
      cwd: root,
      env: { ...process.env, ...settings, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (data: Buffer) => (output.stdout += data.toString()));
  child.stderr.on("data", (data: Buffer) => (output.stderr += data.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...output };
}

export type Report = { state: string; findings: (Finding & { check: string })[] };

/** Calls it for its JSON document. */
export async function readReport(environment: Record<string, string>): Promise<{ code: number | null } & Report> {
  const { code, stdout, stderr } = await callDoctor(environment, "--json");
  if (stderr !== "") throw new Error(stderr);
  return { code, ...(JSON.parse(stdout) as Report) };
}

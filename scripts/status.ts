/**
 * `npm run -s status [-- --json]`: how the running arena is doing, on one screen: what runs, what waits, what fails, and what
 * is spent today. Asks the arena that has the data folder (DATA_DIR); ends with 0 when it has told, with 1 when none runs or it does
 * not tell, with 2 for an argument it does not know.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ArenaStatus, describeStatus, sentences } from "../core/index.ts";
import { configFromEnvironment } from "../bots/config.ts";
import { dataDirectoryOf } from "./verb/open-record.ts";
import { CannotDo, language, runAsVerb } from "./verb/run-as-verb.ts";

const all = sentences(language);
const words = all.status;

/** Longer than the arena itself waits for its database, in milliseconds. */
const patience = 10_000;

/** @throws {CannotDo} where no arena runs, or it does not tell. */
async function askArena(): Promise<ArenaStatus> {
  const folder = dataDirectoryOf(configFromEnvironment());
  const read = (name: string): Promise<string> => readFile(join(folder, name), "utf8").catch(() => "");
  const [[address = ""], key] = [(await read("page.address")).split("\n"), (await read("page.key")).trim()];
  if (address === "" || key === "") throw new CannotDo(words.notRunning(folder));
  const headers = { Authorization: `Bearer ${key}` };
  const asked = fetch(`${address}/statusz`, { headers, redirect: "error", signal: AbortSignal.timeout(patience) });
  const response = await asked.catch((error: unknown) => {
    // What a killed arena has left behind.
    if (codeOf(error) === "ECONNREFUSED") throw new CannotDo(words.notRunning(folder), { cause: error });
    throw new CannotDo(words.notTold(address, codeOf(error)), { cause: error });
  });
  if (!response.ok) throw new CannotDo(words.notTold(address, String(response.status)));
  return (await response.json()) as ArenaStatus;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error as { cause?: { code?: unknown } };
  return typeof cause?.code === "string" ? cause.code : error.message;
}

await runAsVerb(async () => {
  const given = process.argv.slice(2);
  const unknown = given.find((argument) => argument !== "--json");
  if (unknown !== undefined) {
    console.error(words.unknown(unknown));
    return 2;
  }
  const status = await askArena();
  // Marks of emphasis are for chats.
  const text = given.includes("--json") ? JSON.stringify(status, undefined, 2) : describeStatus(status, all);
  console.log(given.includes("--json") ? text : text.replaceAll("**", ""));
  return 0;
});

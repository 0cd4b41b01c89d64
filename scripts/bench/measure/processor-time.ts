/** What work costs the processors, whichever process does it. Needs Linux. */
import { readdir, readFile } from "node:fs/promises";

/** The kernel's clock ticks a hundred times a second. */
const millisecondsPerTick = 10;

/**
 * What this process and all below it have used of the processors so far, in milliseconds.
 * @param except a process below this one that is left out, with all below it.
 */
export async function processorTime(except?: number): Promise<number> {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 + (await timeBelow(process.pid, except));
}

/** What another process and all below it have used of the processors so far, in milliseconds. */
export async function processorTimeOf(root: number): Promise<number> {
  return (readStat(await readStatOf(String(root)))?.milliseconds ?? 0) + (await timeBelow(root));
}

async function timeBelow(root: number, except?: number): Promise<number> {
  const below = await findBelow(root, except);
  return [...below.values()].reduce((total, { milliseconds }) => total + milliseconds, 0);
}

/** All processes below one that have not ended, by their numbers. */
export async function findBelow(root: number, except?: number): Promise<ReadonlyMap<number, Process>> {
  const all = new Map<number, Process>();
  for (const name of await readdir("/proc")) {
    const found = /^\d+$/u.test(name) ? readStat(await readStatOf(name)) : undefined;
    if (found) all.set(Number(name), found);
  }
  function isBelow(parent: number): boolean {
    const above = all.get(parent);
    if (parent === except) return false;
    return parent === root || (above !== undefined && isBelow(above.parent));
  }
  return new Map([...all].filter(([id, { parent }]) => id !== except && isBelow(parent)));
}

/** Its own time, and that of children that have ended. */
export type Process = { parent: number; milliseconds: number };

/** Empty when it has ended meanwhile. */
function readStatOf(id: string): Promise<string> {
  return readFile(`/proc/${id}/stat`, "utf8").catch(() => "");
}

function readStat(text: string): Process | undefined {
  if (text === "") return undefined;
  // The name of a program, in brackets, may hold spaces and brackets of its own.
  const after = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const fields = after.map(Number);
  const ticks = fields.slice(11, 15).reduce((total, value) => total + value, 0);
  return { parent: fields[1] ?? 0, milliseconds: millisecondsPerTick * ticks };
}

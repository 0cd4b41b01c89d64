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
  const parents = new Map<number, { parent: number; ticks: number }>();
  for (const name of await readdir("/proc")) {
    const text = /^\d+$/u.test(name) ? await readFile(`/proc/${name}/stat`, "utf8").catch(() => "") : "";
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    if (text) parents.set(Number(name), { parent: fields[1] ?? 0, ticks: sum(fields.slice(11, 15)) });
  }
  function isBelow(parent: number): boolean {
    const above = parents.get(parent);
    if (parent === except) return false;
    return parent === process.pid || (above !== undefined && isBelow(above.parent));
  }
  const below = [...parents].filter(([id, { parent }]) => id !== except && isBelow(parent));
  return (user + system) / 1000 + millisecondsPerTick * sum(below.map(([, { ticks }]) => ticks));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

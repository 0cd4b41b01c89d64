/** What all of this program costs, its database server included. */
import { readdir, readFile } from "node:fs/promises";

/** What this process and all below it have used of the processors so far, in milliseconds. Needs Linux. */
export async function processorTime(): Promise<number> {
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
    return parent === process.pid || (above !== undefined && isBelow(above.parent));
  }
  const below = [...parents.values()].filter(({ parent }) => isBelow(parent));
  // A tick of the kernel's clock is a hundredth of a second.
  return (user + system) / 1000 + 10 * sum(below.map(({ ticks }) => ticks));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** What a process and all below it have used of the processors and of memory so far. Needs Linux. */
import { readdir, readFile } from "node:fs/promises";

type Process = { parent: number; ticks: number; pages: number };

/** Milliseconds of processor time and resident bytes, shared ones counted once a process. */
export async function measureTree(root: number): Promise<{ processorMs: number; residentBytes: number }> {
  const processes = new Map<number, Process>();
  for (const name of await readdir("/proc")) {
    const text = /^\d+$/u.test(name) ? await readFile(`/proc/${name}/stat`, "utf8").catch(() => "") : "";
    if (text) processes.set(Number(name), readStat(text));
  }
  function isBelow(pid: number): boolean {
    const parent = processes.get(pid)?.parent;
    return pid === root || (parent !== undefined && parent !== pid && isBelow(parent));
  }
  const below = [...processes].filter(([pid]) => isBelow(pid)).map(([, one]) => one);
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  // A tick of the kernel's clock is a hundredth of a second, a page 4,096 bytes.
  return {
    processorMs: 10 * sum(below.map(({ ticks }) => ticks)),
    residentBytes: 4_096 * sum(below.map(({ pages }) => pages)),
  };
}

/** Its own time, and that of children that have ended. */
function readStat(text: string): Process {
  const fields = text
    .slice(text.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  return {
    parent: fields[1] ?? 0,
    ticks: fields.slice(11, 15).reduce((total, value) => total + value, 0),
    pages: fields[21] ?? 0,
  };
}

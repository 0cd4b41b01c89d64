/** What was ordered from a chat: kept beside the experiment until it has been shown there. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writeJson } from "./results/atomic-file.ts";

const order = z.object({
  /** Which experiment; also the name of its folder. */
  id: z.string(),
  /** Pseudonym. */
  community: z.string(),
  /** Where the result is to be posted, encrypted. */
  delivery: z.string(),
  theme: z.enum(["light", "dark"]),
  /** `running` also while no process is at work on it. */
  state: z.enum(["running", "finished", "cancelled", "failed"]),
  /** Whether its end has been posted. */
  posted: z.boolean(),
});

export type Order = z.infer<typeof order>;

const file = (directory: string, id: string): string => join(directory, id, "order.json");

/** Resolves when it would survive a crash. @throws {Error} of node:fs. */
export async function saveOrder(directory: string, saved: Order): Promise<void> {
  await writeJson(file(directory, saved.id), saved);
}

/** All orders in no order. What cannot be read is passed over. */
export async function readOrders(directory: string): Promise<Order[]> {
  const names = await readdir(directory).catch(() => []);
  const read = names.map(async (name) => {
    const text = await readFile(file(directory, name), "utf8").catch(() => "");
    const parsed = order.safeParse(text === "" ? undefined : parse(text));
    return parsed.success ? [parsed.data] : [];
  });
  return (await Promise.all(read)).flat();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Orders of versions that kept them in folders, not in the record. */
import { existsSync } from "node:fs";
import { readdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { DeliverySeal } from "../battle/delivery.ts";
import { themes } from "../images/picture.ts";
import type { Log } from "../machine/log.ts";
import { journalFile, parse, readExperiment } from "./experiment-folder.ts";
import type { Order, OrderStore } from "./orders.ts";
import { openJournal } from "./run/journal.ts";

const earlierOrder = z.object({
  /** Also the name of its folder. */
  id: z.string(),
  community: z.string(),
  delivery: z.string(),
  theme: z.enum(themes),
  state: z.enum(["running", "finished", "cancelled", "failed"]),
  posted: z.boolean(),
});

type EarlierOrder = z.infer<typeof earlierOrder>;

/** What taking them over needs. */
type EarlierOptions = { directory: string; store: { orders: OrderStore }; deliverySeal: DeliverySeal; log: Log };

/** Takes what lies in folders into the record, once. What cannot be read stays where it is. */
export async function takeEarlierOrders(options: EarlierOptions): Promise<void> {
  const { directory, log } = options;
  for (const name of await readdir(directory).catch(() => [])) {
    const file = join(directory, name, "order.json");
    const text = await readFile(file, "utf8").catch(() => "");
    const order = text === "" ? undefined : earlierOrder.safeParse(parse(text)).data;
    if (!order) continue;
    try {
      // Nobody asks for the others any more.
      if (order.state === "running" || order.state === "finished") await takeOver(options, order);
      await rename(file, `${file}.moved`);
    } catch (error) {
      // One that cannot be taken over must not keep the arena from starting.
      log.error({ experiment: order.id, error }, "a mutual evaluation could not be taken up again");
    }
  }
}

async function takeOver({ directory, store, deliverySeal }: EarlierOptions, order: EarlierOrder): Promise<void> {
  const { id, community, delivery, theme, state, posted } = order;
  const folder = join(directory, id);
  const experiment = await readExperiment(folder);
  const journal = existsSync(journalFile(folder)) ? await openJournal(journalFile(folder)) : undefined;
  const taken: Order = {
    ...{ id, kind: "evaluation", community, delivery, platform: deliverySeal.open(delivery).platform },
    // The start that follows resumes it.
    ...{ state: state === "running" ? "interrupted" : "finished", told: state === "running" || posted },
    ...{ settings: { experiment, theme }, progress: null, holder: null, tries: 0 },
    orderedAt: new Date(experiment.startedAt),
  };
  try {
    await store.orders.add(taken, journal);
  } finally {
    await journal?.close();
  }
}

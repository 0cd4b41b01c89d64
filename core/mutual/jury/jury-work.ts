/** The jury at work, on one order at a time: ordered from a chat, and carried out by whichever process works. */
import { z } from "zod";
import { activeModels } from "../../battle/draw.ts";
import type { Delivery } from "../../battle/delivery.ts";
import { textPost } from "../../chat/post.ts";
import { onAccountOf } from "../../costs/spending.ts";
import { sentences } from "../../language/index.ts";
import type { Random } from "../../machine/random.ts";
import type { Lineup } from "../../models/lineup.ts";
import type { League } from "../../models/model.ts";
import type { OrderStore } from "../orders.ts";
import type { OrderHandler, Undertaking } from "../order-holding.ts";
import type { OrderWork } from "../order-work.ts";
import { tellUnusable } from "./unusable-replies.ts";
import { countJurors, judgeBattles, type JudgingOptions, type JudgingOutcome } from "./judge-battles.ts";
import { shownOrders } from "./jury.ts";

/** `lineup`: the one in force; an order is carried out with the one it is taken up with. */
export type JuryWorkOptions = Pick<JudgingOptions, "clock" | "budget" | "unpriced"> & {
  store: JudgingOptions["store"] & { orders: OrderStore };
  league: League;
  random: Pick<Random, "id">;
  lineup: () => Lineup;
};

/** Who has how many battles judged. `community` is a pseudonym. */
export type JuryWish = Pick<Delivery, "platform" | "place" | "language"> & { community: string; limit: number };

/** One that goes on, or is over: of how many battles, and what has come of it by now. */
export type JuryReport = { goesOn: boolean; of: number; outcome: Omit<JudgingOutcome, "ending"> };

/** What may be asked of it. */
export interface JuryWork {
  /** Begins to judge, unless that goes on already. Resolves when it would survive a crash. @returns whether it began. */
  begin(wish: JuryWish): Promise<boolean>;
  /** The one that goes on, else the newest of a community that is over. */
  newest(community: string): Promise<JuryReport | undefined>;
}

/** What is to be done; and how far it is: chosen once, so that nobody judges more than was ordered. */
const settingsSchema = z.object({ limit: z.number() });
const count = z.number();
const progressSchema = z.object({
  chosen: z.array(z.string()),
  outcome: z
    .object({
      ...{ battles: count, ballots: count, ending: z.string() },
      // Older versions have not counted them.
      jurors: z
        .array(z.object({ juror: z.string(), ballots: count, withoutVerdict: count, unusable: count }))
        .default([]),
    })
    .nullable(),
});
type Progress = { chosen: string[]; outcome: JudgingOutcome | null };

/** Begins what {@link createJuryHandler} carries out. */
export function createJury(
  { random, store }: { random: JuryWorkOptions["random"]; store: { orders: OrderStore } },
  work: Pick<OrderWork, "begin" | "running">,
): JuryWork {
  return {
    async newest(community) {
      const running = await work.running("jury");
      const wanted = { kind: "jury", community, states: ["finished"] } as const;
      const order = running ?? (await store.orders.find(wanted))[0];
      if (!order) return undefined;
      const { chosen = [], outcome } = progressSchema.safeParse(order.progress).data ?? {};
      const nothing = { battles: 0, ballots: 0, jurors: [] };
      return { goesOn: running !== undefined, of: chosen.length, outcome: outcome ?? nothing };
    },
    begin: ({ community, limit, ...place }) =>
      work.begin({ id: random.id(), kind: "jury", community, settings: { limit }, delivery: { ...place, posts: [] } }),
  };
}

/** How orders are carried out and told. */
export function createJuryHandler(options: JuryWorkOptions): OrderHandler {
  return {
    carryOut: (undertaking) => carryOut(options, undertaking),
    async tell(order, platform, { place, language }) {
      // What jurors write of people's questions is nobody's business any longer.
      await options.store.orders.forgetCalls(order.id);
      const { outcome } = progressSchema.parse(order.progress);
      if (!outcome) return;
      const { battles, ballots, jurors, ending } = outcome;
      const told = sentences(language).jury.done(battles, ballots, ending === "budget" ? 1 : 0);
      const { models } = options.lineup();
      const unusable = tellUnusable(jurors, (id) => models.find((model) => model.id === id)?.name ?? id, language);
      await platform.post(place, textPost([told, ...(unusable ? [unusable] : [])].join("\n\n")), `jury:${order.id}`);
    },
  };
}

async function carryOut(options: JuryWorkOptions, undertaking: Undertaking): ReturnType<OrderHandler["carryOut"]> {
  const { store, league, lineup } = options;
  const { order, journal, signal, progress } = undertaking;
  const { models: all, provider, ...rest } = lineup();
  const models = activeModels(all);
  const { limit } = settingsSchema.parse(order.settings);
  const ballots = countJurors(models.length) * shownOrders.length;
  const before = progressSchema.safeParse(order.progress).data?.chosen;
  const chosen = before ?? (ballots === 0 ? [] : await store.jury.battlesToJudge(league, ballots, limit));
  progress({ chosen, outcome: null } satisfies Progress);
  const outcome = await judgeBattles({
    ...{ ...options, ...rest, models, battles: chosen, journal, signal },
    provider: onAccountOf(provider, order.community),
    onBallot: (sofar) => progress({ chosen, outcome: structuredClone(sofar) } satisfies Progress),
  });
  if (outcome.ending === "stopped") return { state: "stopped", progress: { chosen, outcome } satisfies Progress };
  return { state: "finished", progress: { chosen: [], outcome } satisfies Progress };
}

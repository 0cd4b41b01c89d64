import { type Budget, budgetsAt, type Limited, type Standing } from "../../costs/budget.ts";
import { type Sender, textPost } from "../../chat/post.ts";
import { NeedsManager } from "../../chat/refusal.ts";
import { may } from "../../chat/roles.ts";
import { sentences, type Sentences } from "../../language/index.ts";
import type { Amounts } from "../../models/model.ts";
import type { Heard } from "../../people/spoken-languages.ts";
import type { Command, CommandContext } from "../command.ts";
import { describeSpending } from "./describe-spending.ts";

declare module "../../language/command-sentences.ts" {
  interface CommandSentences {
    costs: CommandWords;
  }
}

/** `/costs`: what answers have cost, for those who run the arena; those who run a community see what that has cost. */
export const costs: Command = {
  forManagers: true,
  unseen: true,
  async run(context, request) {
    const words = sentences(request.language);
    if (!may(request, "see-own-costs")) throw new NeedsManager(words.costs.notYours);
    const describe = may(request, "see-all-costs") ? describeArena : describeCommunity;
    const text = await describe(context, request, words);
    return { ...textPost(text), private: true };
  },
};

/** Where there is no limit, it is told what is spent all the same. */
function unlimitedToo({ day = Infinity, month = Infinity }: Amounts): Amounts {
  return { day, month };
}

function read({ store, clock }: CommandContext, limited: Limited): Promise<Standing[]> {
  return store.costs.standings(budgetsAt(clock.now(), limited));
}

async function describeCommunity(context: CommandContext, from: Heard<Sender>, words: Sentences): Promise<string> {
  const { pseudonyms, spending } = context;
  const amounts = unlimitedToo(spending.limits.community);
  const standings = await read(context, { community: { name: pseudonyms.of(from.community), amounts } });
  return [words.costs.ofCommunity, standings.map((one) => stand(one, words)).join("\n")].join("\n\n");
}

async function describeArena(context: CommandContext, from: Heard<Sender>, words: Sentences): Promise<string> {
  const { pseudonyms, spending } = context;
  const amounts = unlimitedToo(spending.limits.installation);
  const standings = await read(context, { installation: { name: "", amounts } });
  const told = await describeSpending(context, pseudonyms.of(from.community), words);
  return [words.costs.title(context.clock.now()), standings.map((one) => stand(one, words)).join("\n"), ...told].join(
    "\n\n",
  );
}

/** How far a day or a month has come. */
function stand({ period, spent, dollars }: Pick<Budget & Standing, "period" | "spent" | "dollars">, words: Sentences) {
  const limit = Number.isFinite(dollars) ? dollars : null;
  return words.costs.spent(period.length === "2026-11-29".length ? "day" : "month", spent, limit);
}

import { type Budget, budgetsAt, lengthOf, type Limited, type Standing } from "../../costs/budget.ts";
import { type Request, type Sender, textPost } from "../../chat/post.ts";
import { NeedsManager } from "../../chat/refusal.ts";
import { may } from "../../chat/roles.ts";
import { sentences, type Sentences } from "../../language/index.ts";
import type { Amounts } from "../../models/model.ts";
import type { Heard } from "../../people/spoken-languages.ts";
import { shortPseudonym } from "../../safety/pseudonyms.ts";
import type { Command, CommandContext } from "../command.ts";
import { changeBudget } from "./change-budget.ts";
import { describeSpending } from "./describe-spending.ts";

declare module "../../language/command-sentences.ts" {
  interface CommandSentences {
    costs: CommandWords;
  }
  interface OptionSentences extends Record<"limit", OptionWords> {}
}

/**
 * `/costs [LIMIT [COMMUNITY]]`: what answers have cost, for those who run the arena; those who run a community see what that has
 * cost. With a limit: what a community may spend from now on.
 */
export const costs: Command = {
  options: [{ name: "limit", kind: "text" }],
  forManagers: true,
  unseen: true,
  async run(context, request, rest) {
    const words = sentences(request.language);
    if (rest !== "") return { ...textPost(await limit(context, request, rest, words)), private: true };
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

async function limit(context: CommandContext, from: Heard<Request>, rest: string, words: Sentences): Promise<string> {
  const community = await changeBudget(context, from, rest);
  const here = community === context.pseudonyms.of(from.community);
  const title = words.costs.limited(here ? null : shortPseudonym(community));
  return [title, await standIn(context, community, words)].join("\n\n");
}

async function describeCommunity(context: CommandContext, from: Heard<Sender>, words: Sentences): Promise<string> {
  return [words.costs.ofCommunity, await standIn(context, context.pseudonyms.of(from.community), words)].join("\n\n");
}

async function standIn(context: CommandContext, community: string, words: Sentences): Promise<string> {
  const amounts = unlimitedToo(await context.spending.amountsIn(community));
  const standings = await read(context, { community: { name: community, amounts } });
  return standings.map((one) => stand(one, words)).join("\n");
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
function stand(budget: Pick<Budget & Standing, "period" | "spent" | "dollars">, words: Sentences) {
  const { spent, dollars } = budget;
  const limit = Number.isFinite(dollars) ? dollars : null;
  return words.costs.spent(lengthOf(budget), spent, limit);
}

/** The part of `/costs` that changes what a community may spend. */
import type { SettingChange } from "../../battle/asking-rules.ts";
import type { Request } from "../../chat/post.ts";
import { NeedsManager, Refusal } from "../../chat/refusal.ts";
import { may } from "../../chat/roles.ts";
import { readDollars, writeDollars } from "../../costs/amounts.ts";
import { communityAmounts, type CommunityBudget } from "../../costs/budget.ts";
import { sentences, type Sentences } from "../../language/index.ts";
import type { Amounts } from "../../models/model.ts";
import type { Heard } from "../../people/spoken-languages.ts";
import { shortPseudonym } from "../../safety/pseudonyms.ts";
import type { CommandContext } from "../command.ts";

const off = "off";

type Wish = { amounts: Amounts; named: string | undefined };

/** @throws {Refusal} where it is none. */
function readWish(text: string, words: Sentences): Wish {
  const parts = text.split(/[\s,]+/u).filter(Boolean);
  const isAmount = (part: string) => part.includes("/") || part.toLowerCase() === off;
  const limit = parts.filter(isAmount).join(" ").toLowerCase();
  const [named, ...more] = parts.filter((part) => !isAmount(part));
  const amounts = limit === off ? {} : readDollars(limit);
  if (!amounts || more.length > 0) throw new Refusal(words.costs.badLimit(words.commands.costs.usage));
  return { amounts, named: named?.replaceAll("`", "") };
}

/** One that has spent something this month, as `/costs` names it. @throws {Refusal} where there is none. */
async function findCommunity({ store, clock }: CommandContext, named: string, words: Sentences): Promise<string> {
  const today = clock.now().toISOString();
  const { entries } = await store.costs.report(today.slice(0, 7), today.slice(0, 10));
  const fitting = entries.filter(({ scope, name }) => scope === "community" && shortPseudonym(name) === named);
  const [community, ...others] = new Set(fitting.map(({ name }) => name));
  if (community === undefined || others.length > 0) throw new Refusal(words.costs.unknownCommunity(named.slice(0, 32)));
  return community;
}

/** What somebody who runs the community alone may make of its budget. @throws {NeedsManager} for more than is granted. */
function lower(usual: Amounts, kept: CommunityBudget | null, amounts: Amounts, { costs }: Sentences): CommunityBudget {
  const granted = kept?.granted ?? {};
  const most = communityAmounts(usual, { granted, own: {} });
  const { day = 0, month = 0 } = amounts;
  if (day > (most.day ?? Infinity) || month > (most.month ?? Infinity))
    throw new NeedsManager(costs.onlyLess(writeDollars(most)));
  return { granted, own: amounts };
}

/**
 * Carries out `/costs LIMIT [COMMUNITY]`: whoever runs the arena grants a community as much as they want, those who run that
 * community lower it. @returns which one's budget has changed, a pseudonym. @throws {Refusal}
 */
export async function changeBudget(context: CommandContext, request: Heard<Request>, text: string): Promise<string> {
  const words = sentences(request.language);
  const { store, pseudonyms, spending, clock } = context;
  const grants = may(request, "grant-budgets");
  if (!grants && !may(request, "change-settings")) throw new NeedsManager(words.costs.notYours);
  const { amounts, named } = readWish(text, words);
  if (named !== undefined && !grants) throw new NeedsManager(words.costs.notOfOthers);
  const community = named === undefined ? pseudonyms.of(request.community) : await findCommunity(context, named, words);
  const usual = spending.limits.community;
  await store.communities.changeSettings(community, ({ own, asking }) => {
    const money = grants ? { granted: amounts, own: {} } : lower(usual, own.money, amounts, words);
    const [before, after] = [own.money, money].map((one) => writeDollars(communityAmounts(usual, one)) || off);
    const change: SettingChange = {
      ...{ community, at: clock.now(), by: pseudonyms.of(request.person), name: "costs" },
      ...{ before: before ?? off, after: after ?? off },
    };
    return { own: { ...own, money }, asking, noted: before === after ? [] : [change] };
  });
  return community;
}

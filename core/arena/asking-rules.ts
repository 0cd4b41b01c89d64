/** Who may ask in a community, where and how much; and what else it decides about its battles as a whole. */
import type { Sentences } from "../language/index.ts";
import type { Store } from "../ports.ts";
import type { Request } from "../post.ts";
import { NeedsManager, Refusal } from "../refusal.ts";
import type { Pseudonyms } from "../safety/pseudonyms.ts";

/** When a voter may see the names: once the vote is locked, or only when everybody sees them. */
export const revealModes = ["after-vote", "at-close"] as const;
export type RevealMode = (typeof revealModes)[number];

/** Everyone, those who run the community, or a group of the platform's own, such as a role: `group:` and its identifier. */
export type Askers = "everyone" | "managers" | `group:${string}`;

export type AskingRules = {
  /** While true, nobody can ask. */
  paused: boolean;
  askers: Askers;
  /** Pseudonyms of the places where one may ask; empty: everywhere. */
  places: readonly string[];
  /** Battles a day (UTC); null: no limit. */
  dailyBudget: number | null;
  /** Whether each battle gets a thread of its own where the platform has such. */
  threads: boolean;
  reveal: RevealMode;
};

export const usualRules: AskingRules = {
  paused: false,
  askers: "everyone",
  places: [],
  dailyBudget: null,
  threads: false,
  reveal: "after-vote",
};

/** A setting that somebody changed, in words as it was shown. */
export type SettingChange = {
  community: string;
  at: Date;
  /** Pseudonym of who changed it. */
  by: string;
  name: string;
  before: string;
  after: string;
};

const day = 24 * 60 * 60_000;

/** The pseudonym of a place. */
export function placePseudonym(pseudonyms: Pseudonyms, platform: string, place: string): string {
  return pseudonyms.of(`place:${platform}:${place}`);
}

/** @throws {Refusal} when the request may not be asked here, now, or by this person. Nobody rules a private place. */
export async function checkMayAsk(
  request: Request,
  rules: AskingRules,
  { pseudonyms, store, now }: { pseudonyms: Pseudonyms; store: Pick<Store, "battlesSince">; now: Date },
  { asking }: Sentences,
): Promise<void> {
  if (request.private) return;
  if (rules.paused) throw new Refusal(asking.paused);
  if (!mayAsk(request, rules.askers)) throw new NeedsManager(asking.notAmongAskers);
  const here = [request.place, ...(request.within === undefined ? [] : [request.within])];
  const allowed = here.some((place) => rules.places.includes(placePseudonym(pseudonyms, request.platform, place)));
  if (rules.places.length > 0 && !allowed) throw new Refusal(asking.notHere);
  if (rules.dailyBudget === null) return;
  const midnight = new Date(Math.floor(now.getTime() / day) * day);
  if ((await store.battlesSince(pseudonyms.of(request.community), midnight)) >= rules.dailyBudget)
    throw new Refusal(asking.budgetSpent(rules.dailyBudget));
}

function mayAsk({ manages, groups = [] }: Request, askers: Askers): boolean {
  if (manages || askers === "everyone") return true;
  return askers !== "managers" && groups.includes(askers.slice("group:".length));
}

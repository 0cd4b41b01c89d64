/** Who may ask in a community, where and how much; and what else it decides about its battles as a whole. */
import type { Sentences } from "../language/index.ts";
import type { Request } from "../chat/post.ts";
import { NeedsManager, Refusal } from "../chat/refusal.ts";
import type { Pseudonyms } from "../safety/pseudonyms.ts";
import type { CommunitySettings } from "./community-settings.ts";

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

/** All that a community has decided. */
export type Decided = { own: CommunitySettings; asking: AskingRules };

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

/** How many battles a community may begin from one moment until another, both at midnight. */
export type DayBudget = { battles: number; from: Date; until: Date };

/** Limits for a new battle, counted in the transaction that saves it, so that no two can take the last place. */
export type AskingLimits = {
  /** Unanswered questions of its asker, the new one included. */
  questionsAtOnce: number;
  /** Null: no limit. */
  budget: DayBudget | null;
};

/** Whether a battle was saved, or why not. */
export type CreateOutcome = "created" | "asked-before" | "too-many-questions" | "budget-spent";

const day = 24 * 60 * 60_000;

/** The pseudonym of a place. */
export function placePseudonym(pseudonyms: Pseudonyms, platform: string, place: string): string {
  return pseudonyms.of(`place:${platform}:${place}`);
}

/**
 * The budget of the day on which a battle begins. A battle that fails still counts, because its models have been asked.
 * Private places have no budget.
 */
export function budgetOn(at: Date, { dailyBudget }: AskingRules, request: Request): DayBudget | null {
  if (request.private || dailyBudget === null) return null;
  const midnight = Math.floor(at.getTime() / day) * day;
  return { battles: dailyBudget, from: new Date(midnight), until: new Date(midnight + day) };
}

/** @throws {Refusal} when the request may not be asked here or by this person. Private places have no rules. */
export function checkMayAsk(request: Request, rules: AskingRules, pseudonyms: Pseudonyms, { asking }: Sentences): void {
  if (request.private) return;
  if (rules.paused) throw new Refusal(asking.paused);
  if (!mayAsk(request, rules.askers)) throw new NeedsManager(asking.notAmongAskers);
  const here = [request.place, ...(request.within === undefined ? [] : [request.within])];
  const allowed = here.some((place) => rules.places.includes(placePseudonym(pseudonyms, request.platform, place)));
  if (rules.places.length > 0 && !allowed) throw new Refusal(asking.notHere);
}

function mayAsk({ manages, groups = [] }: Request, askers: Askers): boolean {
  if (manages || askers === "everyone") return true;
  return askers !== "managers" && groups.includes(askers.slice("group:".length));
}

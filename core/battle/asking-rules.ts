/** Who may ask, where and how much: in a community, and in a battle that is open already. */
import type { Sentences } from "../language/index.ts";
import type { Request } from "../chat/post.ts";
import { NeedsManager, Refusal } from "../chat/refusal.ts";
import { reaches, type Role, roleOf } from "../chat/roles.ts";
import type { Pseudonyms } from "../safety/pseudonyms.ts";
import { type Attempt, type Battle, type Lease, lastTurn, openedTurns, type Turn } from "./battle.ts";
import type { CommunitySettings } from "./community-settings.ts";
import type { ArenaRules, BattlesAllowed } from "./rules.ts";

/** When a voter may see the names: once the vote is locked, or only when everybody sees them. */
export const revealModes = ["after-vote", "at-close"] as const;
/** One of {@link revealModes}. */
export type RevealMode = (typeof revealModes)[number];

/** Everyone, those who run the community, or a group of the platform's own, such as a role: `group:` and its identifier. */
export type Askers = "everyone" | "managers" | `group:${string}`;

/** What a community has decided about asking. */
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

/** What holds where nobody has decided anything. */
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

/** Whose questions a limit counts. */
export type CountedFor = keyof BattlesAllowed;

/**
 * How many questions may be asked from one moment until another: those that begin battles, and follow-ups. `rolling`: it is the last minute, so there is room again when
 * the oldest is older than that; otherwise when the time is over.
 */
export type BattleLimit = { of: CountedFor; most: number; from: Date; until: Date; rolling: boolean };

/** Limits for a question, counted in the transaction that saves it, so that no two can take the last place. */
export type AskingLimits = {
  /** Unanswered questions of its asker, the new one included. */
  questionsAtOnce: number;
  /** Battles that begin and follow-ups, the new one included. */
  battles: readonly BattleLimit[];
};

/** A limit that has been reached, and when there is room again. */
export type LimitFull = { limit: BattleLimit; opens: Date };

/** Whether a battle was saved, or why not. */
export type CreateOutcome = "created" | "asked-before" | "too-many-questions" | LimitFull;

/** Another question to the pair of an open battle. */
export type FollowUp = {
  battle: string;
  /** Pseudonym: only the battle's asker may follow up. */
  asker: string;
  turn: Turn;
  attempts: Attempt[];
  lease: Lease;
  limits: Pick<ArenaRules, "turnsPerBattle"> & AskingLimits;
};

/** What became of a follow-up, or why there is none. */
export type FollowUpOutcome =
  | { outcome: "begun"; battle: Battle }
  | { outcome: "voted" | "not-open" | "not-asker" | "unknown-battle" | "asked-before" }
  | { outcome: "too-many-turns" | "too-many-questions" }
  | { outcome: "limit-reached"; full: LimitFull };

/** What has been asked before, as it is counted while nobody else can add to it. */
export type AskedSoFar = {
  /** Whether the same event has asked already. */
  byEvent: boolean;
  /** Unanswered questions of the asker; counted no further than the limit. */
  unanswered: number;
  /**
   * Questions that were asked in the time of each limit, follow-ups among them, and when the oldest was; counted no further than
   * the limit, newest first.
   */
  begun: readonly { count: number; oldest: Date | null }[];
};

/** Whether another battle may begin. Of several limits that are reached, the one that lasts longest is told. */
export function mayBegin({ byEvent, unanswered, begun }: AskedSoFar, limits: AskingLimits): CreateOutcome {
  if (byEvent) return "asked-before";
  if (unanswered >= limits.questionsAtOnce) return "too-many-questions";
  return findFull(begun, limits) ?? "created";
}

function findFull(begun: AskedSoFar["begun"], { battles }: Pick<AskingLimits, "battles">): LimitFull | undefined {
  const full = battles.flatMap((limit, index): LimitFull[] => {
    const { count = 0, oldest = null } = begun[index] ?? {};
    return count >= limit.most ? [{ limit, opens: opensAt(limit, oldest) }] : [];
  });
  return full.toSorted((one, other) => other.opens.getTime() - one.opens.getTime())[0];
}

/** @param oldest of as many as the limit allows. */
function opensAt({ until, rolling }: BattleLimit, oldest: Date | null): Date {
  return rolling && oldest ? new Date(oldest.getTime() + minute) : until;
}

/**
 * The battle with another turn; or why it takes none. Whoever asks again has not seen how the first answers are voted on:
 * so a vote, even one that was withdrawn, ends the asking.
 */
export function followedUp(
  battle: Battle | undefined,
  followUp: FollowUp,
  { byEvent, unanswered, begun }: AskedSoFar,
): FollowUpOutcome {
  const { asker, turn, attempts, lease, limits } = followUp;
  if (!battle) return { outcome: "unknown-battle" };
  if (battle.asker !== asker) return { outcome: "not-asker" };
  if (byEvent) return { outcome: "asked-before" };
  if (battle.firstVoteAt) return { outcome: "voted" };
  if (openedTurns(battle).length >= limits.turnsPerBattle) return { outcome: "too-many-turns" };
  // The number is taken: another follow-up has come and gone since the battle was read.
  if (battle.status !== "open" || turn.number <= lastTurn(battle).number) return { outcome: "not-open" };
  if (unanswered >= limits.questionsAtOnce) return { outcome: "too-many-questions" };
  const full = findFull(begun, limits);
  if (full) return { outcome: "limit-reached", full };
  const turns = [...battle.turns, turn];
  return {
    outcome: "begun",
    battle: { ...battle, status: "answering", lease, turns, attempts: [...battle.attempts, ...attempts] },
  };
}

/** A battle of a pair, and how many voters have seen its names. */
export type Paired = { battle: Battle; namesSeenBy: number };

/** How many questions a pair may have in a row, each with a ballot of its own, and how long all stay open at least. */
export type PairLimits = { most: number; until: Date };

/** Whether a question was asked of the pair of another battle, or why not. */
export type JoinOutcome = "joined" | "not-open" | "names-seen" | "too-many-turns";

/**
 * Whether another question may go to the pair of a battle that is being voted on. Whoever has seen the names would know
 * who writes the new answers: so they must be hidden from everybody still, and stay so until all is closed.
 * @param pair the battle with all others of its pair, without the new one.
 */
export function mayJoinPair(before: string, pair: readonly Paired[], { most }: Pick<PairLimits, "most">): JoinOutcome {
  const joined = pair.find(({ battle }) => battle.id === before);
  if (pair.some(({ battle, namesSeenBy }) => namesSeenBy > 0 || battle.status === "closed")) return "names-seen";
  if (joined?.battle.status !== "open" || pair.some(({ battle }) => battle.status === "answering")) return "not-open";
  return pair.length >= most ? "too-many-turns" : "joined";
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** The pseudonym of a place. */
export function placePseudonym(pseudonyms: Pseudonyms, platform: string, place: string): string {
  return pseudonyms.of(`place:${platform}:${place}`);
}

/**
 * The limits for a question that is asked now. One that fails still counts, because its models have been asked. In private places
 * nobody has decided anything for a community.
 */
export function battleLimits(
  at: Date,
  { battles: { person, community, installation } }: Pick<ArenaRules, "battles">,
  { dailyBudget }: AskingRules,
  request: Pick<Request, "private">,
): BattleLimit[] {
  const days = [community.day, request.private ? undefined : (dailyBudget ?? undefined)].filter(
    (one) => one !== undefined,
  );
  const own = { ...community, day: days.length === 0 ? undefined : Math.min(...days) };
  const midnight = Math.floor(at.getTime() / day) * day;
  const today = { from: new Date(midnight), until: new Date(midnight + day), rolling: false };
  // What another process has begun counts, although its clock may be ahead of this one.
  const lately = { from: new Date(at.getTime() - minute + 1), until: new Date(at.getTime() + minute), rolling: true };
  return Object.entries({ person, community: own, installation }).flatMap(([of, per]) =>
    (
      [
        [per.minute, lately],
        [per.day, today],
      ] as const
    ).flatMap(([most, time]) => (most === undefined ? [] : [{ of: of as CountedFor, most, ...time }])),
  );
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

/** The least role that may ask. */
export function leastAsker(askers: Askers): Role {
  if (askers === "everyone") return "anyone";
  return askers === "managers" ? "manager" : "trusted";
}

function mayAsk(request: Request, askers: Askers): boolean {
  const trusted = leastAsker(askers) === "trusted" && (request.groups ?? []).includes(askers.slice("group:".length));
  return reaches(roleOf(request, trusted), leastAsker(askers));
}

/**
 * What a community, or the arena by itself, does about people and battles that spoil its boards or its chat. Nothing is
 * deleted: each restriction has its reason, its time and whoever made it, can be lifted, and stays in the log.
 */
import type { Choice } from "../chat/post.ts";
import type { League } from "../models/model.ts";

/**
 * `votes-aside`: a person's votes in the community count on no board. `left-out`: nobody's votes on a battle do.
 * `hidden`: a battle's words are out of its posts. `shut-out`: a person neither asks nor votes there.
 */
export const restrictionKinds = ["votes-aside", "left-out", "hidden", "shut-out"] as const;
/** One of {@link restrictionKinds}. */
export type RestrictionKind = (typeof restrictionKinds)[number];

/** What the search for campaigns may find: for or against a model, one side nearly always, too fast to have read, others' ballots. */
export type FoundReason = "campaign-for" | "campaign-against" | "one-side" | "haste" | "copies";

/** Why: somebody who runs the community wanted it, so many people reported it, or the search for campaigns found it. */
export type RestrictionReason = "by-hand" | "reports" | FoundReason;

/** What was found: of so many votes so many are as the reason says; the model that it names, if it does. */
export type FoundCampaign = { model: string | null; votes: number; matching: number };

/** A model whose place on the community's board has changed; null: it had none, or has none. */
export type Move = { model: string; before: number | null; after: number | null };

/** A restriction as it is made. */
export type NewRestriction = {
  /** Pseudonym. */
  community: string;
  kind: RestrictionKind;
  /** A person's pseudonym, or a battle's identifier. */
  about: string;
  reason: RestrictionReason;
  found: FoundCampaign | null;
  /** Pseudonym; null: the arena by itself. */
  by: string | null;
  at: Date;
  /** Null: until it is lifted. */
  until: Date | null;
};

/** A restriction as it is recorded. */
export type Restriction = NewRestriction & {
  number: number;
  /** How many votes it took out of the boards. */
  votes: number;
  moved: readonly Move[];
  /** Who lifted it, for good, and when; null: it has not been lifted. */
  liftedBy: string | null;
  liftedAt: Date | null;
};

/** Whether a restriction holds at a moment. */
export function isInForce({ until, liftedAt }: Pick<Restriction, "until" | "liftedAt">, at: Date): boolean {
  return liftedAt === null && (until === null || until > at);
}

/** Who is shut out, and until when; null: until somebody lifts it. There may be some whose time is over. */
export type ShutOut = ReadonlyMap<string, Date | null>;

/** At how many reports, each by another person, a battle is hidden until somebody looks. */
export const reportsThatHide = 3;

/** What became of a report: `hidden` by this very one; `again`: the same person had reported it before. */
export type ReportOutcome = "reported" | "hidden" | "again";

/** A vote as the search for campaigns reads it. */
export type ExaminedVote = {
  voter: string;
  battle: string;
  community: string;
  modelA: string;
  modelB: string;
  choice: Choice;
  castAt: Date;
  /** When its voter first voted anywhere in the arena, as far as that is still recorded. */
  firstAt: Date;
  /** When its answers were there, and how many characters both have together; null: that was not measured. */
  shownAt: Date;
  characters: number | null;
};

/** A closed battle that people had before them, whether anybody voted on it or not. */
export type ShownBattle = {
  id: string;
  community: string;
  modelA: string;
  modelB: string;
  shownAt: Date;
  endedAt: Date;
};

/** What is examined together: votes, in the order of their casting, and the battles that were shown meanwhile. */
export type Examination = { votes: ExaminedVote[]; battles: ShownBattle[] };

/** Which votes are examined together: those of one community, or of all but one. */
export type Examined = { league: League } & ({ community: string } | { exceptCommunity: string });

/** Every method is one transaction: when its promise resolves, what it wrote survives a crash. */
export interface RestrictionStore {
  /**
   * Makes restrictions, and lets the cells follow. One that is in force already is not made again; nor is one by the arena
   * itself, if somebody has lifted the same before. @returns those that are new.
   */
  restrict(wanted: readonly NewRestriction[]): Promise<Restriction[]>;
  /**
   * Lifts a restriction of a community, and lets the cells follow. @returns it; undefined where there is none with this
   * number that has not been lifted.
   */
  lift(community: string, number: number, by: string, at: Date): Promise<Restriction | undefined>;
  /** Of a community's restrictions the newest; those that have not been lifted, if only they are wanted, or those about something. */
  restrictions(community: string, wanted: { limit: number; unlifted?: true; about?: string }): Promise<Restriction[]>;
  /** Who is shut out of a community, and until when; several processes may remember that for some seconds. */
  shutOut(community: string): Promise<ShutOut>;
  /**
   * Records that somebody reports a battle of a community; hides it at so many reports, unless somebody has put it back
   * before. @param hidesAt null: never.
   */
  report(
    battle: { id: string; community: string },
    person: string,
    at: Date,
    hidesAt: number | null,
  ): Promise<ReportOutcome>;
  /** Notes which places have changed since restrictions were made. */
  noteMoves(numbers: readonly number[], moved: readonly Move[]): Promise<void>;
  /**
   * The newest votes on closed battles, at most so many, those that are set aside among them; their battles, and of those
   * that closed without any vote as many at most.
   */
  examine(which: Examined, most: number): Promise<Examination>;
}

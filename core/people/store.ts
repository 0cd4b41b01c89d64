/** What is kept of people, all of them pseudonyms: their settings, their votes, and all that is held of one. */
import type { Language } from "../language/index.ts";
import { type Demographics, unsaid } from "./demographics.ts";
import type { Battle } from "../battle/battle.ts";
import type { Choice } from "../chat/post.ts";
import type { Restriction } from "../battle/restrictions.ts";
import type { PostsLeft } from "../battle/traces.ts";
import type { Vote, CastMeans } from "../battle/vote.ts";
import type { Task } from "../answers/task.ts";

/** Every method is one transaction: when its promise resolves, what it wrote survives a crash. */
export interface PeopleStore {
  /** What a person (a pseudonym) has chosen. */
  personSettings(person: string): Promise<PersonSettings>;
  /** The language alone, as {@link PersonSettings} has it; where several processes work on one database, as it was lately. */
  personLanguage(person: string): Promise<PersonSettings["language"]>;
  /** Replaces what a person has chosen. */
  savePersonSettings(person: string, settings: PersonSettings): Promise<void>;
  /** All that is held of a person. */
  personalData(person: string): Promise<PersonalData>;
  /**
   * Forgets a person: what they have chosen, the words of their questions, and whose their votes were; the votes count on.
   * What they did in battles that have not ended stays. What of it stands in posts is to be taken out by {@link TraceStore}.
   */
  erasePerson(person: string, at: Date): Promise<Erasure>;
  /** A person's votes on battles that have closed, newest first; of open ones only how many there are. */
  history(voter: string, skip: number, take: number): Promise<HistoryPage>;
  /** What a person asked in battles that have closed, and their newest `limit` votes there, masked battles left out. */
  votingRecord(voter: string, limit: number): Promise<VotingRecord>;
}

/** What a person decides about themselves. */
export type PersonSettings = Demographics & {
  /** What the arena speaks to them; null: what their platform says. */
  language: Language | null;
  /** Whether others may see their profile. Nobody's is visible until they say so. */
  profileVisible: boolean;
  /** Whether others may ask them for leave to battle what they wrote. */
  mayBeAsked: boolean;
  /** Whether their questions, with the answers to them, and each of their votes may be in open data. Nobody's are until they say so. */
  sharesData: boolean;
};

/** The settings of whoever has chosen nothing. */
export const unsetPerson: PersonSettings = {
  ...{ language: null, profileVisible: false, mayBeAsked: true, sharesData: false },
  ...unsaid,
};

/** A vote on a battle that has closed, and how the battle's votes fell. */
export type PastVote = { battle: Battle; vote: Vote; tally: Record<Choice, number> };

/** A page of what a person has voted, as they may look back on it. */
export type HistoryPage = {
  /** Newest first. */
  votes: PastVote[];
  /** How many there are on all pages. */
  total: number;
  /** How many battles this person has voted on that have not closed: of those nothing else is told. */
  open: number;
};

/** All that is held of one person. */
export type PersonalData = {
  settings: PersonSettings;
  /** `closed` tells whether the battle has ended. */
  votes: {
    battle: string;
    choice: Choice;
    means: CastMeans;
    seen: boolean;
    /** Whether it is set aside, and counts on no board. */
    aside: boolean;
    castAt: Date;
    changedAt: Date;
    closed: boolean;
  }[];
  questions: { battle: string; question: string; askedAt: Date; task: string; language: string; closed: boolean }[];
  bankQuestions: { text: string; status: string; addedAt: Date }[];
  /** How many tokens the answers to their questions have taken, the questions themselves and all that was sent with them included. */
  tokens: number;
  /** How many changes of settings they have made. */
  settingChanges: number;
  /** How many battles they have reported. */
  reports: number;
  /** What is or was done about them by those who run a community, or by the arena itself. */
  restrictions: Pick<Restriction, "kind" | "reason" | "votes" | "at" | "until" | "liftedAt">[];
  /** What of their words, erased before, still stands in posts. */
  erasedPosts: PostsLeft;
};

/** What was erased, and how many battles are still open: in those nothing can be, for it would open a ballot again. */
export type Erasure = { votes: number; questions: number; open: number; posts: PostsLeft };

/** How an answer looks: its length in characters, and its headings, list items, code fences and bold words. */
export type AnswerForm = { characters: number; marks: number };

/** One vote, without any text: what a voter's profile is drawn from. */
export type VotedBattle = {
  task: Task;
  choice: Choice;
  /** All votes of the battle, this voter's included. */
  tally: Record<Choice, number>;
  answers: { a: AnswerForm; b: AnswerForm };
};

/** What a voter's profile is drawn from: battles that have closed. */
export type VotingRecord = {
  /** How many battles they asked for, by task. */
  asked: { task: Task; battles: number }[];
  /** Their newest votes. */
  votes: VotedBattle[];
};

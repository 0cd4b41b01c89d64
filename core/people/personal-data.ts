/** All that is held of one person. */
import type { Choice } from "../chat/post.ts";
import type { CastMeans } from "../battle/vote.ts";
import type { PersonSettings } from "./person-settings.ts";

export type PersonalData = {
  settings: PersonSettings;
  /** `closed` tells whether the battle has ended. */
  votes: {
    battle: string;
    choice: Choice;
    means: CastMeans;
    seen: boolean;
    castAt: Date;
    changedAt: Date;
    closed: boolean;
  }[];
  questions: { battle: string; question: string; askedAt: Date; task: string; language: string; closed: boolean }[];
  bankQuestions: { text: string; status: string; addedAt: Date }[];
  /** How many changes of settings they have made. */
  settingChanges: number;
};

/** What was erased, and how many battles are still open: in those nothing can be, for it would open a ballot again. */
export type Erasure = { votes: number; questions: number; open: number };

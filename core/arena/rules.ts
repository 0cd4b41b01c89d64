/** The numbers the arena plays by. Times in milliseconds. */
export type ArenaRules = {
  /** A battle closes this long after its first vote … */
  closeAfterFirstVote: number;
  /** … and at the latest this long after its answers were posted. */
  closeAtLatest: number;
  /** Both sides together, redraws included, must have answered after this. */
  answerWithin: number;
  /** How long to wait before what could not be stored or shown is tried again. */
  tryAgainAfter: number;
  /** How many models may be tried on one side. */
  attemptsPerSide: number;
  /** In characters, as people count them. */
  longestQuestion: number;
  /** How many unanswered questions one person may have at a time. */
  questionsAtOnce: number;
};

const minute = 60_000;

export const defaultRules: ArenaRules = {
  closeAfterFirstVote: 10 * minute,
  closeAtLatest: 24 * 60 * minute,
  answerWithin: 4 * minute,
  tryAgainAfter: minute / 2,
  attemptsPerSide: 3,
  longestQuestion: 8_000,
  questionsAtOnce: 3,
};

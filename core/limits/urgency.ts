/** What goes before what, and how long it may be expected to wait before a newcomer is turned away. */

/**
 * The most urgent first. `press`: what somebody waits for with a finger on a button. `question`: questions, their answers
 * and posts. `board`: boards, exports, and the arena's own work that nobody waits for.
 */
export const urgencies = ["press", "question", "board"] as const;
/** One of {@link urgencies}. */
export type Urgency = (typeof urgencies)[number];

/**
 * For how long, in milliseconds, a newcomer may be expected to wait at the database each time it comes there. A press comes
 * once or twice, and a finger is on the button; a board comes up to five times. A question comes some nine times, but most
 * of that while its models write. Where something would wait longer, everything less urgent is refused as well.
 */
export const longestWait: Readonly<Record<Urgency, number>> = { press: 5_000, question: 3_000, board: 1_000 };

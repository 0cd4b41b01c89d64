/**
 * Tells whoever runs the arena when a model begins to rest and when it is back, and how much of a budget is spent: in the
 * terminal, and where they chose.
 */
import {
  aboutBattle,
  type ChatPlatform,
  type Clock,
  type CoreOptions,
  createInTurn,
  type Language,
  type Log,
  minutesLeft,
  outageReason,
  type Random,
  sentences,
  shortPseudonym,
  shortReason,
  textPost,
  untilDone,
} from "../core/index.ts";
import type { NoticePlace } from "./config.ts";

/** What telling takes. */
type NoticeParts = {
  language: Language;
  clock: Clock;
  random: Random;
  log: Log;
  /** Writes a line to the terminal. */
  say(line: string): void;
  /** Null: the terminal is told alone. */
  place: NoticePlace | null;
  /** The platform of that place, once it is there. */
  platform(): ChatPlatform | undefined;
  /** Aborted at the end: what has not been posted by then is not. */
  signal: AbortSignal;
};

/** What could not be posted for so long is no news any more. In milliseconds. */
const staleAfter = 60 * 60_000;

/** What whoever runs the arena is told, each thing once. */
export type OperatorNotices = Required<Pick<CoreOptions, "onOutage" | "onBudget">>;

/** What cannot be posted is tried again until it can, one notice after the other. */
export function createOperatorNotices(parts: NoticeParts): OperatorNotices {
  const { language, clock, random } = parts;
  const { roster: words, costs } = sentences(language);
  const tell = createTeller(parts);
  return {
    onOutage(outage, state) {
      const { name } = outage.model;
      const line =
        state === "back"
          ? words.back(name)
          : words.out(name, words.why[outageReason(outage)], minutesLeft(outage, clock.now()));
      tell(line, `${outage.id}-${state === "back" ? "back" : "out"}`);
    },
    onBudget(budget, share, spent) {
      const whose = costs.whose[budget.scope](budget.scope === "community" ? shortPseudonym(budget.name) : budget.name);
      const told = [whose, budget.period, spent, budget.dollars] as const;
      const line = share === 100 ? costs.budgetSpent(...told, budget.until) : costs.budgetNearlySpent(...told);
      tell(line, `budget-${random.id()}`);
    },
  };
}

/** Tells a line in the terminal, and posts it under a key. */
function createTeller({ clock, random, log, say, place, platform, signal }: NoticeParts) {
  const inTurn = createInTurn();
  return (line: string, key: string): void => {
    say(line);
    if (!place) return;
    const onFailure = (error: unknown): number => {
      log.warn(
        { platform: place.platform, reason: shortReason(error) },
        "a notice could not be posted; it is tried again",
      );
      return 0;
    };
    const post = async (): Promise<void> => void (await platform()?.post(place.place, textPost(line), key));
    const stale = new AbortController();
    const cancel = clock.after(staleAfter, () => stale.abort());
    const until = AbortSignal.any([signal, stale.signal]);
    const tell = () => untilDone(post, { clock, random, signal: until, onFailure }).finally(cancel);
    // A battle has brought it on, but it is about models and money.
    void aboutBattle(null, () => inTurn("notices", tell));
  };
}

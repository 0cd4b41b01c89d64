/** Lets models judge closed battles: blind, in both orders, within a budget, never their own. */
import { type Battle, isAnswer, lastAttempt, modelOf, openedTurns } from "../../battle/battle.ts";
import type { Lineup } from "../../models/lineup.ts";
import type { Model, Price } from "../../models/model.ts";
import type { Clock } from "../../machine/clock.ts";
import type { BattleStore } from "../../battle/store.ts";
import { type JuryStore, type JuryBallot, type ShownOrder, shownOrders } from "./jury.ts";
import { askInForm, mostAttempts } from "../run/reply-forms.ts";
import { createAllowance } from "../../costs/allowance.ts";
import type { Ledger } from "../../costs/charging.ts";
import { createCalls, spentOn } from "../run/calls.ts";
import { fenceFor, seedFor, shuffleFor } from "../run/chance.ts";
import type { CallOutcome, Journal } from "../run/journal.ts";
import { endingOf, type RunEnding } from "../run/play-rounds.ts";
import { countBallot, type JurorCount } from "./unusable-replies.ts";
import { askForVerdict, type ToCompare, toSides, verdictForm } from "./verdict.ts";

/** Jurors heard on each battle. */
export const jurorsPerBattle = 2;
const battlesAtOnce = 4;
/** One number for all installations: who judges a battle follows from its unguessable identifier. */
const seed = 1;

/** What judging needs, of the lineup the active models alone, and how far it goes. */
export type JudgingOptions = Lineup & {
  store: { battles: BattleStore; jury: JuryStore };
  clock: Clock;
  /** US dollars. */
  budget: number;
  /** What models without a price are counted at. */
  unpriced: Price;
  /** Which battles to judge. */
  battles: readonly string[];
  /** The calls that were made for them before, and those to come. */
  journal: Journal;
  signal: AbortSignal;
  /** Is told what has come of it by now, after each ballot and each battle. */
  onBallot: (sofar: JudgingOutcome) => void;
};

/** What came of it. `battles`: how many were judged whole. `ending` as of an experiment. */
export type JudgingOutcome = { battles: number; ballots: number; jurors: JurorCount[]; ending: RunEnding };

/** How many jurors a battle is put before. @param models how many are active. */
export function countJurors(models: number): number {
  return Math.max(0, Math.min(jurorsPerBattle, models - 2));
}

/** Judges battles. Ballots are kept as they come: called off, it goes on later where it was. @throws {StoreFailure}. */
export async function judgeBattles(options: JudgingOptions): Promise<JudgingOutcome> {
  const { store, models, journal } = options;
  const jurors = countJurors(models.length);
  const ids = [...options.battles];
  const outcome: JudgingOutcome = { battles: 0, ballots: 0, jurors: [], ending: "finished" };
  const count = (ballot: JuryBallot) => {
    outcome.ballots += 1;
    countBallot(outcome.jurors, ballot, countUnusable(journal, ballot));
    options.onBallot(outcome);
  };
  const ledger = createAllowance(options.budget, spentOn(journal.records(), journal.lost()));
  const work = async (): Promise<void> => {
    for (let id = ids.shift(); id !== undefined; id = ids.shift()) {
      try {
        const battle = await store.battles.findBattle(id);
        if (battle) await judgeBattle(battle, jurors, ledger, count, options);
        outcome.battles += 1;
        options.onBallot(outcome);
      } catch (error) {
        ids.length = 0;
        outcome.ending = endingOf(error);
      }
    }
  };
  await Promise.all(Array.from({ length: battlesAtOnce }, work));
  return outcome;
}

async function judgeBattle(
  battle: Battle,
  jurors: number,
  ledger: Ledger,
  count: (ballot: JuryBallot) => void,
  { store, models, ...options }: JudgingOptions,
): Promise<void> {
  const authors = [...new Set(battle.attempts.map(({ model }) => model)), modelOf(battle, "a"), modelOf(battle, "b")];
  const candidates = models.map(({ id }) => id).filter((id) => !authors.includes(id));
  const known = await store.jury.juryBallots(battle.id);
  const turns = readTurns(battle);
  if (turns.length === 0) return;
  for (const juror of shuffleFor(seed, battle.id, candidates).slice(0, jurors)) {
    const model = models.find(({ id }) => id === juror);
    for (const shown of shownOrders) {
      if (!model) continue;
      const earlier = known.find((one) => one.juror === juror && one.shown === shown);
      if (earlier) {
        // Of this order, from before it was taken up again.
        if (findCalls(options.journal, earlier).length > 0) count(earlier);
        continue;
      }
      const ballot = await ask(battle.id, model, shown, turns, ledger, options);
      await store.jury.saveJuryBallot(ballot);
      count(ballot);
    }
  }
}

/** As people read it. */
function readTurns(battle: Battle): ToCompare["turns"] {
  return openedTurns(battle).flatMap(({ number, question }) => {
    const [a, b] = (["a", "b"] as const).map((side) => {
      const { ending } = lastAttempt(battle, side, number);
      return isAnswer(ending) ? (ending.shown ?? ending.text) : "";
    });
    return [{ question, a: a ?? "", b: b ?? "" }];
  });
}

type BallotName = Pick<JuryBallot, "battle" | "juror" | "shown">;

/** Of the calls of one ballot. */
const keyOf = ({ battle, juror, shown }: BallotName): string => `${battle}.${juror}.${shown}`;

/** How the calls of a ballot ended that were made. */
function findCalls(journal: Journal, ballot: BallotName): CallOutcome[] {
  const numbers = Array.from({ length: mostAttempts }, (_, index) => index + 1);
  return numbers.flatMap((number) => journal.find(`${keyOf(ballot)}.${number}`)?.outcome ?? []);
}

/** The last reply is the one that could be used, where there is a verdict. */
function countUnusable(journal: Journal, ballot: JuryBallot): number {
  const replies = findCalls(journal, ballot).filter((outcome) => "text" in outcome).length;
  return Math.max(0, replies - Number(ballot.choice !== null));
}

async function ask(
  battle: string,
  model: Model,
  shown: ShownOrder,
  turns: ToCompare["turns"],
  ledger: Ledger,
  { provider, unpriced, clock, signal, generation, journal }: Omit<JudgingOptions, "store" | "models">,
): Promise<JuryBallot> {
  const name = { battle, juror: model.id, shown };
  const key = keyOf(name);
  const call = createCalls({ provider, journal, ledger, unpriced, clock, signal });
  const messages = askForVerdict({ turns, shown, fence: fenceFor(seed, key) });
  const request = { model, messages, settings: generation, seed: seedFor(seed, key) };
  const { value, shortfall } = await askInForm(call, key, request, verdictForm);
  const costs = findCalls(journal, name).map((outcome) => ("cost" in outcome ? outcome.cost : 0));
  const cost = costs.some((one) => one === null) ? null : costs.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  const choice = value && toSides(value, shown);
  return { ...name, choice, failure: shortfall?.detail ?? null, cost, at: clock.now() };
}

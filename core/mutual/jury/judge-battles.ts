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
import type { Journal } from "../run/journal.ts";
import { endingOf, type RunEnding } from "../run/play-rounds.ts";
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
};

/** What came of it. `battles`: how many were judged whole. `ending` as of an experiment. */
export type JudgingOutcome = { battles: number; ballots: number; ending: RunEnding };

/** How many jurors a battle is put before. @param models how many are active. */
export function countJurors(models: number): number {
  return Math.max(0, Math.min(jurorsPerBattle, models - 2));
}

/** Judges battles. Ballots are kept as they come: called off, it goes on later where it was. @throws {StoreFailure}. */
export async function judgeBattles(options: JudgingOptions): Promise<JudgingOutcome> {
  const { store, models, journal } = options;
  const jurors = countJurors(models.length);
  const ids = [...options.battles];
  const outcome: JudgingOutcome = { battles: 0, ballots: 0, ending: "finished" };
  const ledger = createAllowance(options.budget, spentOn(journal.records(), journal.lost()));
  const work = async (): Promise<void> => {
    for (let id = ids.shift(); id !== undefined; id = ids.shift()) {
      try {
        const battle = await store.battles.findBattle(id);
        const ballots = battle ? await judgeBattle(battle, jurors, ledger, options) : 0;
        outcome.ballots += ballots;
        outcome.battles += 1;
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
  { store, models, ...options }: JudgingOptions,
): Promise<number> {
  const authors = [...new Set(battle.attempts.map(({ model }) => model)), modelOf(battle, "a"), modelOf(battle, "b")];
  const candidates = models.map(({ id }) => id).filter((id) => !authors.includes(id));
  const known = await store.jury.juryBallots(battle.id);
  const turns = readTurns(battle);
  let ballots = 0;
  if (turns.length === 0) return ballots;
  for (const juror of shuffleFor(seed, battle.id, candidates).slice(0, jurors)) {
    const model = models.find(({ id }) => id === juror);
    for (const shown of shownOrders) {
      if (!model) continue;
      if (known.some((one) => one.juror === juror && one.shown === shown)) {
        // Of this order, from before it was taken up again.
        if (options.journal.find(`${keyOf(battle.id, juror, shown)}.1`)) ballots += 1;
        continue;
      }
      await store.jury.saveJuryBallot(await ask(battle.id, model, shown, turns, ledger, options));
      ballots += 1;
    }
  }
  return ballots;
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

/** Of the calls of one ballot. */
const keyOf = (battle: string, juror: string, shown: ShownOrder): string => `${battle}.${juror}.${shown}`;

async function ask(
  battle: string,
  model: Model,
  shown: ShownOrder,
  turns: ToCompare["turns"],
  ledger: Ledger,
  { provider, unpriced, clock, signal, generation, journal }: Omit<JudgingOptions, "store" | "models">,
): Promise<JuryBallot> {
  const key = keyOf(battle, model.id, shown);
  const call = createCalls({ provider, journal, ledger, unpriced, clock, signal });
  const messages = askForVerdict({ turns, shown, fence: fenceFor(seed, key) });
  const request = { model, messages, settings: generation, seed: seedFor(seed, key) };
  const { value, shortfall } = await askInForm(call, key, request, verdictForm);
  const made = Array.from({ length: mostAttempts }, (_, index) => journal.find(`${key}.${index + 1}`)?.outcome);
  const costs = made.map((outcome) => (outcome && "cost" in outcome ? outcome.cost : 0));
  const cost = costs.some((one) => one === null) ? null : costs.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  const choice = value && toSides(value, shown);
  return { battle, juror: model.id, shown, choice, failure: shortfall?.detail ?? null, cost, at: clock.now() };
}

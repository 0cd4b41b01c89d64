/** Lets models judge closed battles: blind, in both orders, within a budget, never their own. */
import type { Log } from "../../machine/log.ts";
import { type Battle, isAnswer, lastAttempt, modelOf, openedTurns } from "../../battle/battle.ts";
import { activeModels } from "../../battle/draw.ts";
import type { Lineup } from "../../models/lineup.ts";
import type { League, Model, Price } from "../../models/model.ts";
import type { Clock } from "../../machine/clock.ts";
import type { BattleStore } from "../../battle/store.ts";
import { type JuryStore, type JuryBallot, type ShownOrder, shownOrders } from "./jury.ts";
import { askInForm } from "../run/reply-forms.ts";
import { onAccountOf } from "../../costs/spending.ts";
import { createAllowance } from "../../costs/allowance.ts";
import type { Ledger } from "../../costs/charging.ts";
import { createCalls } from "../run/calls.ts";
import { fenceFor, seedFor, shuffleFor } from "../run/chance.ts";
import type { CallRecord, Journal } from "../run/journal.ts";
import { endingOf, type RunEnding } from "../run/play-rounds.ts";
import { askForVerdict, type ToCompare, toSides, verdictForm } from "./verdict.ts";

/** Jurors heard on each battle. */
export const jurorsPerBattle = 2;
const battlesAtOnce = 4;
/** One number for all installations: who judges a battle follows from its unguessable identifier. */
const seed = 1;

/** What judging needs, of the lineup the active models alone, and how far it goes. */
type JudgingOptions = Lineup & {
  store: { battles: BattleStore; jury: JuryStore };
  league: League;
  clock: Clock;
  /** US dollars. */
  budget: number;
  /** What models without a price are counted at. */
  unpriced: Price;
  /** The most battles that are judged. */
  limit: number;
  signal: AbortSignal;
};

/** What came of it. `battles`: how many were judged whole. `ending` as of an experiment. */
type JudgingOutcome = { battles: number; ballots: number; ending: RunEnding };

/** Judges battles. Ballots are kept as they come: called off, it goes on later where it was. @throws {StoreFailure}. */
async function judgeBattles(options: JudgingOptions): Promise<JudgingOutcome> {
  const { store, league, models, limit } = options;
  const jurors = Math.min(jurorsPerBattle, models.length - 2);
  if (jurors < 1) return { battles: 0, ballots: 0, ending: "finished" };
  const ids = await store.jury.battlesToJudge(league, jurors * shownOrders.length, limit);
  const outcome: JudgingOutcome = { battles: 0, ballots: 0, ending: "finished" };
  const ledger = createAllowance(options.budget);
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
      if (!model || known.some((one) => one.juror === juror && one.shown === shown)) continue;
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

async function ask(
  battle: string,
  model: Model,
  shown: ShownOrder,
  turns: ToCompare["turns"],
  ledger: Ledger,
  { provider, unpriced, clock, signal, generation }: Omit<JudgingOptions, "store" | "models">,
): Promise<JuryBallot> {
  const key = `${battle}.${model.id}.${shown}`;
  const journal = rememberNothing();
  const call = createCalls({ provider, journal, ledger, unpriced, clock, signal });
  const messages = askForVerdict({ turns, shown, fence: fenceFor(seed, key) });
  const request = { model, messages, settings: generation, seed: seedFor(seed, key) };
  const { value, shortfall } = await askInForm(call, key, request, verdictForm);
  const costs = journal.records().map(({ outcome }) => ("cost" in outcome ? outcome.cost : 0));
  const cost = costs.some((one) => one === null) ? null : costs.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  const choice = value && toSides(value, shown);
  return { battle, juror: model.id, shown, choice, failure: shortfall?.detail ?? null, cost, at: clock.now() };
}

/** Calls of one ballot; the ballot itself is what is kept. */
function rememberNothing(): Journal {
  const made: CallRecord[] = [];
  return {
    find: () => undefined,
    append: async (record) => void made.push(record),
    records: () => made,
    reserve: async () => {},
    lost: () => 0,
    close: async () => {},
  };
}

/** The jury at work in the background, on one order at a time. */
export interface JuryWork {
  /**
   * Begins to judge for a community (a pseudonym), unless that goes on already. @param ended is told what came of it, unless it failed.
   * @returns whether it began.
   */
  begin(limit: number, community: string, ended: (outcome: JudgingOutcome) => Promise<void>): boolean;
  /** Resolves when it does not judge. */
  settled(): Promise<void>;
  /** Stops at the next call. */
  stop(): Promise<void>;
}

/** `lineup`: the one in force; an order is carried out to its end with the one it began with. */
type JuryWorkOptions = Omit<JudgingOptions, "limit" | "signal" | keyof Lineup> & { lineup: () => Lineup; log: Log };

/** A jury that does not judge yet. */
export function createJuryWork(options: JuryWorkOptions): JuryWork {
  let stopping = new AbortController();
  let going: Promise<void> | undefined;
  const judge: (...order: Parameters<JuryWork["begin"]>) => Promise<void> = async (limit, community, ended) => {
    try {
      const { models, provider, ...lineup } = options.lineup();
      const jurors = { ...lineup, provider: onAccountOf(provider, community), models: activeModels(models) };
      const outcome = await judgeBattles({ ...options, ...jurors, limit, signal: stopping.signal });
      if (outcome.ending !== "stopped") await ended(outcome);
    } catch (error) {
      options.log.error({ error }, "the jury could not judge");
    } finally {
      going = undefined;
    }
  };
  return {
    begin(...order) {
      if (going) return false;
      stopping = new AbortController();
      going = judge(...order);
      return true;
    },
    settled: () => going ?? Promise.resolve(),
    async stop() {
      stopping.abort();
      await going;
    },
  };
}

/** Plays steps on a store, and keeps a plain record of what the store has confirmed. */
import type { Battle, NewBattle, Side } from "../../core/battle/battle.ts";
import type { Choice } from "../../core/chat/post.ts";
import type { Cell, CellFilter } from "../../core/boards/cell.ts";
import type { ToldBattle } from "../../core/battle/vote.ts";
import type { Store } from "../../core/store/store.ts";
import {
  atMinute,
  freshId,
  heldBattle,
  noLimits,
  sampleAttempt,
  sampleBallot,
  sampleFailure,
  sampleFollowUp,
  sampleOpening,
  sampleRestriction,
  sealOf,
  sampleVote,
} from "../contracts/battle-samples.ts";
import { failTurn, openTurn } from "../contracts/held-turns.ts";
import { noVotes } from "../contracts/store/stage.ts";
import {
  type BallotStep,
  battleOf,
  type FollowUpStep,
  models,
  type NewBattleStep,
  type Redraw,
  type Step,
  voters,
} from "./random-play.ts";

/** What is known of a battle without asking for it. */
export type KnownBattle = {
  battle: NewBattle;
  status: Battle["status"];
  /** When it closed. */
  endedAt: Date | null;
  masked: boolean;
  turn: number;
  /** Who plays each side, and how many attempts it has made in this turn. */
  pair: Record<Side, string>;
  attempts: Record<Side, number>;
  votes: Map<string, { choice: Choice; seen: boolean }>;
  leftOut: boolean;
  /** Whose votes are set aside in its community. */
  aside: ReadonlySet<string>;
  /** Whether its question had been asked before; undefined until it is folded. */
  repeated: boolean | undefined;
};

export function tallyOf({ votes }: KnownBattle): Record<Choice, number> {
  const tally = { ...noVotes };
  for (const { choice } of votes.values()) tally[choice] += 1;
  return tally;
}

function isCounted({ status, masked, leftOut, votes, aside }: KnownBattle): boolean {
  return status === "closed" && !masked && !leftOut && [...votes.keys()].some((voter) => !aside.has(voter));
}

/** Whether two that have closed ask the same, as far as that counts. */
function askTheSame({ battle: one, pair }: KnownBattle, { battle: other, pair: others }: KnownBattle): boolean {
  if (!one.sketch || !other.sketch || one.league !== other.league || one.task !== other.task) return false;
  if (one.community !== other.community && one.asker !== other.asker) return false;
  if (one.sketch.bands.join() !== other.sketch.bands.join()) return false;
  if (one.bankQuestion === null) return true;
  const isSamePair = [pair.a, pair.b].toSorted().join() === [others.a, others.b].toSorted().join();
  return one.bankQuestion === other.bankQuestion && isSamePair;
}

/** What folding decides of battles that have closed since it was done last. */
export function decideRepeats(battles: readonly KnownBattle[]): void {
  const closed = battles.filter(({ status, repeated }) => status === "closed" && repeated === undefined);
  const inOrder = closed.toSorted(
    (one, other) => one.endedAt!.getTime() - other.endedAt!.getTime() || (one.battle.id < other.battle.id ? -1 : 1),
  );
  for (const known of inOrder)
    known.repeated = battles.some(
      (before) => before.repeated === false && isCounted(before) && askTheSame(known, before),
    );
}

function fits({ battle, status, masked, leftOut, repeated = false }: KnownBattle, filter: CellFilter): boolean {
  const { exceptCommunity, since: _since, before: _before, unseen: _unseen, sources: _sources, ...same } = filter;
  if (battle.community === exceptCommunity || status !== "closed" || masked || leftOut) return false;
  if (repeated && filter.task !== undefined) return false;
  return Object.entries(same).every(([key, value]) => battle[key as keyof typeof same] === value);
}

/** What the store's cells should be, counted vote by vote; in no particular order. */
export function countCells(battles: readonly KnownBattle[], filter: CellFilter): Cell[] {
  const cells = new Map<string, Cell>();
  for (const { battle, endedAt, pair, votes, aside, repeated } of battles.filter((one) => fits(one, filter))) {
    const day = endedAt!.toISOString().slice(0, 10);
    for (const [voter, { choice, seen }] of votes) {
      if ((filter.unseen && seen) || aside.has(voter)) continue;
      const task = repeated ? null : battle.task;
      const key = `${pair.a} ${pair.b} ${task}`;
      const cell = cells.get(key) ?? {
        ...{ modelA: pair.a, modelB: pair.b, task, a: 0, b: 0, tie: 0, bothBad: 0 },
        ...{ firstDay: day, lastDay: day },
      };
      cell.firstDay = [cell.firstDay, day].toSorted()[0]!;
      cell.lastDay = [cell.lastDay, day].toSorted()[1]!;
      cell[choice === "both-bad" ? "bothBad" : choice] += 1;
      cells.set(key, cell);
    }
  }
  return [...cells.values()];
}

export type Player = { communities: readonly string[]; battles: KnownBattle[]; play(step: Step): Promise<void> };

/** A player of two communities of its own. The store must know the models. */
export function createPlayer(store: Store): Player {
  const communities = [freshId(), freshId()];
  const battles: KnownBattle[] = [];
  const aside = [new Set<string>(), new Set<string>()];
  const pick = (number: number): KnownBattle | undefined => battles[number % Math.max(1, battles.length)];

  async function create(step: NewBattleStep): Promise<void> {
    const battle = battleOf(step, communities);
    await store.battles.createBattle(battle, noLimits);
    const [left, right] = battle.attempts.map((attempt) => attempt.model);
    const pair = { a: left!, b: right! };
    const known: KnownBattle = {
      battle,
      status: "answering",
      endedAt: null,
      masked: false,
      turn: 1,
      pair,
      attempts: { a: 1, b: 1 },
      votes: new Map(),
      leftOut: false,
      aside: aside[step.community]!,
      repeated: undefined,
    };
    battles.push(known);
    await answer(known, step);
  }

  async function answer(known: KnownBattle, { redraw: drawn, opening }: NewBattleStep | FollowUpStep): Promise<void> {
    if (drawn) await redraw(known, drawn);
    if (opening) await open(known, opening.masked);
  }

  async function open(known: KnownBattle, masked: boolean): Promise<void> {
    const recorded = await store.battles.findBattle(known.battle.id);
    const seal = recorded ? sealOf(recorded) : null;
    const opened = await openTurn(store, heldBattle(known.battle), sampleOpening({ masked, seal }));
    if (!opened) return;
    known.status = "open";
    known.masked ||= masked;
  }

  async function fail(known: KnownBattle): Promise<void> {
    const failed = await failTurn(store, heldBattle(known.battle), atMinute(2), "no-answer");
    if (failed) known.status = known.turn === 1 ? "failed" : "open";
  }

  async function redraw({ battle, status, turn, pair, attempts }: KnownBattle, { side, model }: Redraw): Promise<void> {
    const number = attempts[side];
    const redrawn = sampleAttempt(side, models[model]!, { turn, number: number + 1 });
    await store.answering.finishAttempt(heldBattle(battle), { turn, side, number }, sampleFailure, atMinute(1));
    await store.answering.addAttempt(heldBattle(battle), redrawn);
    if (status !== "answering") return; // What comes late is dropped.
    attempts[side] += 1;
    if (turn === 1) pair[side] = redrawn.model;
  }

  async function followUp(known: KnownBattle, step: FollowUpStep): Promise<void> {
    const number = known.turn + 1;
    const { outcome } = await store.battles.beginFollowUp(sampleFollowUp(known.battle, { number }));
    if (outcome !== "begun") return;
    Object.assign(known, { status: "answering", turn: number, attempts: { a: 1, b: 1 } });
    await answer(known, step);
  }

  async function put(known: KnownBattle, { voter: number, ballot, seen }: BallotStep, minute: number): Promise<void> {
    const { battle, votes } = known;
    const voter = voters[number]!;
    const at = atMinute(minute);
    const noteClosed = ({ status }: ToldBattle): void => {
      if (status === "closed" && known.status !== "closed") Object.assign(known, { status, endedAt: at });
    };
    if (ballot === "withdraw") {
      const { outcome } = await store.ballots.withdrawVote(sampleBallot(battle, voter));
      if (outcome === "withdrawn") votes.delete(voter);
    } else if (ballot === "lock") {
      const locked = await store.ballots.lockVote(sampleBallot(battle, voter), at);
      if (locked.outcome === "locked") noteClosed(locked.battle);
    } else {
      const cast = await store.ballots.castVote(sampleVote(battle, voter, { choice: ballot, seen, at }));
      const former = votes.get(voter);
      // What was shown once stays shown, as long as it is the vote.
      if (former?.choice === ballot && (cast.outcome === "cast" || cast.outcome === "locked")) former.seen ||= seen;
      if (cast.outcome !== "cast") return;
      if (former?.choice !== ballot) votes.set(voter, { choice: ballot, seen });
      noteClosed(cast.battle);
    }
  }

  async function close(known: KnownBattle, minute: number, reason: "time" | "asker"): Promise<void> {
    const { outcome } = await store.battles.closeBattle(known.battle.id, atMinute(minute), reason);
    if (outcome === "closed") Object.assign(known, { status: "closed", endedAt: atMinute(minute) });
  }

  async function restrict({ about, holds }: Extract<Step, { step: "restrict" }>): Promise<void> {
    const known = "battle" in about ? pick(about.battle) : undefined;
    if ("battle" in about && !known) return;
    const community = known?.battle.community ?? communities["community" in about ? about.community : 0]!;
    const of = "voter" in about ? voters[about.voter]! : known!.battle.id;
    const kind = known ? "left-out" : "votes-aside";
    if (holds) await store.restrictions.restrict([sampleRestriction({ community, about: of, kind })]);
    const [held] = await store.restrictions.restrictions(community, { limit: 1, unlifted: true, about: of });
    if (!holds && held) await store.restrictions.lift(community, held.number, "manager", atMinute(3));
    if (known) known.leftOut = holds;
    else if (holds) aside[communities.indexOf(community)]!.add(of);
    else aside[communities.indexOf(community)]!.delete(of);
  }

  async function fold(): Promise<void> {
    while ((await store.boards.fold()) > 0);
    decideRepeats(battles);
  }

  async function play(step: Step): Promise<void> {
    if (step.step === "create") return create(step);
    if (step.step === "close") {
      const closing = new Set(step.battles.map(pick).filter((known) => known !== undefined));
      return void (await Promise.all([...closing].map((known) => close(known, step.minute, step.reason))));
    }
    if (step.step === "restrict") return restrict(step);
    if (step.step === "fold") return fold();
    const known = pick(step.battle);
    if (!known) return;
    if (step.step === "open") return open(known, step.masked);
    if (step.step === "fail") return fail(known);
    if (step.step === "follow-up") return followUp(known, step);
    if (step.step === "redraw") return redraw(known, step.redraw);
    const ballots = step.ballots.map((ballot) => put(known, ballot, step.minute));
    await Promise.all(step.closing ? [...ballots, close(known, step.minute, "time")] : ballots);
  }

  return { communities, battles, play };
}

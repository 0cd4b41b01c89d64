/** What the suites of the store begin with: battles in a certain state, and ballots on them. */
import { expect } from "vitest";
import { type Battle, modelOf, type NewBattle } from "../../../core/battle/battle.ts";
import type { Choice } from "../../../core/chat/post.ts";
import type { ToldBattle, Vote } from "../../../core/battle/vote.ts";
import type { Cell } from "../../../core/boards/cell.ts";
import type { Store } from "../../../core/store/store.ts";
import {
  atMinute,
  freshId,
  heldBattle,
  noLimits,
  sampleAttempt,
  sampleBallot,
  sampleBattle,
  sampleModel,
  sampleOpening,
  sealOf,
  sampleVote,
} from "../battle-samples.ts";
import { openTurn } from "../held-turns.ts";

export const noVotes: Record<Choice, number> = { a: 0, b: 0, tie: 0, "both-bad": 0 };

export type Stage = {
  /** Saves two new models and a battle between them, in a community of its own. */
  createBattle(changes?: Partial<NewBattle>): Promise<NewBattle>;
  /** The same, and opens it for a day. */
  openBattle(changes?: Partial<NewBattle>): Promise<NewBattle>;
  cast(battle: NewBattle, voter: string, choice: Choice): Promise<void>;
  lock(battle: NewBattle, voter: string): Promise<void>;
  withdraw(battle: NewBattle, voter: string): Promise<void>;
  found(battle: NewBattle): Promise<Battle>;
  /** What a voter is told of a battle as it stands; the names once it is closed, or to one whose vote is locked. */
  told(battle: NewBattle, voter?: "locked"): Promise<ToldBattle>;
  vote(battle: NewBattle, voter: string): Promise<Vote | undefined>;
  /** What has come of the battles of a battle's community. */
  cells(battle: NewBattle): Promise<Cell[]>;
};

/** See {@link Stage.told}. */
function toldOf(battle: Battle, voter?: "locked"): ToldBattle {
  const { status, asker, closesAt } = battle;
  const models = { a: modelOf(battle, "a"), b: modelOf(battle, "b") };
  return { status, asker, closesAt, models: status === "closed" || voter ? models : null };
}

export function createStage(store: () => Store): Stage {
  async function createBattle(changes: Partial<NewBattle> = {}): Promise<NewBattle> {
    const [left, right] = [freshId(), freshId()];
    await store().models.saveModels([sampleModel(left), sampleModel(right)]);
    const attempts = [sampleAttempt("a", left), sampleAttempt("b", right)];
    const battle = sampleBattle({ community: freshId(), attempts, ...changes });
    await store().battles.createBattle(battle, noLimits);
    return battle;
  }

  async function openBattle(changes: Partial<NewBattle> = {}): Promise<NewBattle> {
    const battle = await createBattle(changes);
    const opening = sampleOpening({ seal: sealOf(battle) });
    expect(await openTurn(store(), heldBattle(battle, battle.lease.holder), opening)).toBeDefined();
    return battle;
  }

  async function found({ id }: NewBattle): Promise<Battle> {
    const battle = await store().battles.findBattle(id);
    if (!battle) throw new Error(`Battle ${id} is not found.`);
    return battle;
  }

  return {
    createBattle,
    openBattle,
    async cast(battle, voter, choice) {
      expect((await store().ballots.castVote(sampleVote(battle, voter, { choice }))).outcome).toBe("cast");
    },
    async lock(battle, voter) {
      expect((await store().ballots.lockVote(sampleBallot(battle, voter), atMinute(11))).outcome).toBe("locked");
    },
    async withdraw(battle, voter) {
      expect((await store().ballots.withdrawVote(sampleBallot(battle, voter))).outcome).toBe("withdrawn");
    },
    found,
    told: async (battle, voter) => toldOf(await found(battle), voter),
    vote: ({ id }, voter) => store().ballots.findVote(id, voter),
    cells: ({ league, community }) => store().boards.cells({ league, community }),
  };
}

/** The rows of a source's battles and votes. */
import { sourceIdentifier, type SourceBattle } from "../boards/sources.ts";
import type { SourceLeague } from "../models/model.ts";

/** A vote as it is written. */
export type VoteRow = { battleId: string; voter: string; choice: string };

/** Which battle it is, the same however often it comes. */
export function idOfBattle(league: SourceLeague, { key, modelA, modelB }: SourceBattle): string {
  return sourceIdentifier(league, "battle", key, modelA, modelB);
}

/** What of a battle is for all sources alike: nobody here asked it, nobody drew it, and nothing of it is shown. */
const elsewhere = {
  status: "closed",
  private: false,
  ageRestricted: false,
  taskRule: "source",
  drawRule: "source",
  temperature: 0,
  maxTokens: 0,
  closeAfter: 0,
  masked: false,
  endReason: "source",
  leftOut: false,
  hidden: false,
};

type Given = {
  league: SourceLeague;
  battle: SourceBattle;
  models: ReadonlyMap<string, string>;
  now: Date;
};

/** The rows of a battle but for its votes. No words are kept. */
export function makeBattleRows({ league, battle, models, now }: Given) {
  const id = idOfBattle(league, battle);
  const at = battle.at ?? now;
  return {
    battle: {
      ...{ id, ...elsewhere, league, community: league, asker: league, platform: battle.platform ?? "" },
      ...{ task: battle.task ?? "", language: battle.language, repeated: battle.repeated },
      ...{ createdAt: at, openedAt: at, firstVoteAt: at, endedAt: at },
    },
    turn: { battleId: id, number: 1, question: "", askedAt: at, openedAt: at },
    attempts: (["a", "b"] as const).map((side) => {
      const style = battle.styles?.[side] ?? null;
      const name = side === "a" ? battle.modelA : battle.modelB;
      return {
        ...{ battleId: id, turn: 1, side, number: 1, modelId: models.get(name) ?? name },
        ...{ endpoint: "", endpointModel: "", probability: battle.probability ?? 0, seed: 0, withheld: [] },
        // An answer without words, as where they were erased; without a text where nothing is known of it.
        ...{ startedAt: at, endedAt: at, text: style ? "" : null, style },
      };
    }),
  };
}

/** The rows of a battle's votes. Whoever cast them is known to this source only. */
export function makeVoteRows(league: SourceLeague, battle: SourceBattle, now: Date): VoteRow[] {
  const battleId = idOfBattle(league, battle);
  const { platform } = battle;
  return battle.votes.map(({ voter, choice, firstChoice, changes, means, seen, namesSeenBy, at }) => {
    const castAt = at ?? battle.at ?? now;
    return {
      ...{ battleId, voter: `source:${sourceIdentifier(league, "voter", voter)}`, platform: platform ?? "", choice },
      ...{ firstChoice: firstChoice ?? choice, changes: changes ?? 0, means: means ?? "", firstMeans: means ?? "" },
      // Only what is known to have been unseen counts as that.
      ...{ seen: seen ?? true, castAt, changedAt: castAt, namesSeenBy: namesSeenBy ?? 0, aside: false },
    };
  });
}

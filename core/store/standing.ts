/** Battles as `battle_standing`, a function of the database, tells them: with all that is needed to show them, as JSON. */
import type { Battle } from "../battle/battle.ts";
import type { BattleHere } from "../battle/store.ts";
import { type BattleRow, toBattle } from "./battle-rows.ts";
import { toDecided } from "./community-records.ts";
import type { AskingRules, Community, Tally, Turn } from "./generated/client.ts";
import type { KeptTexts } from "./kept-texts.ts";
import { toTally } from "./vote-records.ts";

/** What the function tells. */
export type Standing = {
  battle: Omit<BattleRow, "turns" | "attempts">;
  turns: Turn[] | null;
  attempts: BattleRow["attempts"] | null;
  own: Community | null;
  asking: AskingRules | null;
  models: { id: string; name: string; organization: string }[] | null;
  tally: Tally | null;
  hasPictures: boolean;
  askerHasLocked: boolean;
};

const momentsOfBattle = ["createdAt", "openedAt", "firstVoteAt", "closesAt", "endedAt", "leaseUntil"] as const;
const momentsOfTurn = ["askedAt", "openedAt", "failedAt"] as const;
const momentsOfAttempt = ["startedAt", "endedAt"] as const;

/** A row whose moments are texts, as in JSON, with true ones. */
function withMoments<Name extends string, Row extends Record<Name, Date | null>>(
  row: Row,
  names: readonly Name[],
): Row {
  const moments = names.map((name) => [name, row[name] && new Date(row[name])] as const);
  return { ...row, ...Object.fromEntries(moments) };
}

/**
 * A battle as it stands. The result of one that is not closed is nobody's to see.
 * @param after what the battle is once the statement that told of it has changed it.
 */
export function fromStanding(told: Standing, texts: KeptTexts, after?: Battle): BattleHere {
  const { models, tally, own, asking } = told;
  const battle = after ?? readBattle(told, texts);
  const result = { models: models ?? [], tally: toTally(tally) };
  return { battle, here: toDecided(own, asking), ...(battle.status === "closed" && { result }) };
}

function readBattle(told: Standing, texts: KeptTexts): Battle {
  const row = {
    ...withMoments(told.battle, momentsOfBattle),
    turns: (told.turns ?? []).map(({ battleId: _battle, event: _event, ...turn }) => withMoments(turn, momentsOfTurn)),
    attempts: (told.attempts ?? []).map((attempt) => withMoments(attempt, momentsOfAttempt)),
  };
  return toBattle(row, texts);
}

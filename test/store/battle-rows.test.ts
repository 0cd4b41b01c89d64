/** Statements past Prisma name the columns they write: none that the schema has is forgotten. */
import { expect, it } from "vitest";
import { changingColumns, fromAttempt, fromEnding, fromNewBattle, fromTurn } from "../../core/store/battle-rows.ts";
import { Prisma } from "../../core/store/generated/client.ts";
import { openTexts } from "../../core/store/kept-texts.ts";
import { type Answer, type AttemptFailure, justSaved } from "../../core/battle/battle.ts";
import {
  atMinute,
  sampleAnswer,
  sampleAttempt,
  sampleBattle,
  sampleFailure,
  sampleTurn,
} from "../contracts/battle-samples.ts";

const battle = sampleBattle({ attempts: [sampleAttempt("a", "left"), sampleAttempt("b", "right")] });

function columns(...rows: object[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))].toSorted();
}

it("a battle's columns are written when it begins or changes, but for what folding and moderators keep there", () => {
  const kept = { folded: 1, cellId: 1, leftOut: true, hidden: true, repeated: true };
  const written = columns(fromNewBattle(battle), changingColumns(justSaved(battle)), kept);
  expect(written).toEqual(Object.keys(Prisma.BattleScalarFieldEnum).toSorted());
});

it("a turn's columns are all written when it begins", () => {
  expect(columns(fromTurn("battle", sampleTurn(), openTexts))).toEqual(
    Object.keys(Prisma.TurnScalarFieldEnum).toSorted(),
  );
});

it("an attempt's columns are all written when it begins or ends", () => {
  const attempt = sampleAttempt("a", "left");
  const from = (ending: Answer | AttemptFailure) => fromEnding("battle", attempt, ending, openTexts);
  const endings = [from(sampleAnswer), from(sampleFailure), { endedAt: atMinute(1) }];
  const written = columns(fromAttempt("battle", attempt, openTexts), ...endings);
  expect(written).toEqual(Object.keys(Prisma.AttemptScalarFieldEnum).toSorted());
});

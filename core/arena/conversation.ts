/** What a model is told of its battle. */
import { type Battle, isAnswer, lastAttempt, lastTurn, openedTurns, type Side } from "../battle/battle.ts";
import type { Message } from "../models/completion.ts";

/** What one side has said and been asked so far, in its own words, and the question to answer now. */
export function conversation(battle: Battle, side: Side): Message[] {
  const earlier = openedTurns(battle).flatMap(({ number, question }): Message[] => {
    const { ending } = lastAttempt(battle, side, number);
    const said: Message[] = isAnswer(ending) ? [{ role: "assistant", content: ending.text }] : [];
    return [{ role: "user", content: question }, ...said];
  });
  return [...earlier, { role: "user", content: lastTurn(battle).question }];
}

/** The actions that battle buttons carry: what to do, for which battle. Never a model's name; at most 64 bytes. */
import { type Choice, choices } from "../chat/post.ts";

export type BattleAction = { kind: "vote"; battle: string; choice: Choice } | { kind: PlainKind; battle: string };

type PlainKind = "change" | "withdraw" | "names" | "close" | "draw";

const pattern = /^(?<kind>vote|change|withdraw|names|close|draw):(?<battle>[0-9a-z]{16})(?::(?<choice>[a-z-]{1,8}))?$/;

/** The text of an action, as a button carries it. */
export function encodeAction(action: BattleAction): string {
  return action.kind === "vote" ? `vote:${action.battle}:${action.choice}` : `${action.kind}:${action.battle}`;
}

/** Reads an action's text; undefined when it is not one. */
export function decodeAction(text: string): BattleAction | undefined {
  const { kind, battle, choice } = pattern.exec(text)?.groups ?? {};
  if (!kind || !battle) return undefined;
  if (kind === "vote") {
    const known = choices.find((one) => one === choice);
    return known && { kind, battle, choice: known };
  }
  return choice === undefined ? { kind: kind as PlainKind, battle } : undefined;
}

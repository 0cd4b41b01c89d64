/** The buttons of battles, what they carry, and the private replies they stand in. */
import { battleIdPattern } from "../battle/battle-id.ts";
import type { Sentences } from "../language/index.ts";
import { type Button, type Choice, choices, type PrivateReply, textPost } from "../chat/post.ts";

/** What a button does to which battle. Never a model's name; as text at most 64 bytes. */
export type BattleAction = { kind: "vote"; battle: string; choice: Choice } | { kind: PlainKind; battle: string };

type PlainKind =
  | "change"
  | "withdraw"
  | "names"
  | "close"
  | "draw"
  | "stop"
  | "whole"
  | "again"
  | "tell"
  | "why"
  | "report"
  | "report-now";

const kinds = "vote|change|withdraw|names|close|draw|stop|whole|again|tell|why|report|report-now";
const pattern = new RegExp(`^(?<kind>${kinds}):(?<battle>${battleIdPattern})(?::(?<choice>[a-z-]{1,8}))?$`);

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

/** The four choices, in the order everybody knows them by. */
export function ballotButtons(battle: string, words: Sentences): Button[] {
  return choices.map((choice) => button(words.battle.buttons[choice], { kind: "vote", battle, choice }));
}

/** What a voter may do after voting; last of all, to say that the battle should not be here. */
export function voteButtons(
  battle: string,
  may: { close: boolean; beTold: boolean; report: boolean },
  words: Sentences,
): Button[] {
  const { buttons } = words.battle;
  return [
    button(buttons.change, { kind: "change", battle }),
    button(buttons.names, { kind: "names", battle }),
    ...(may.close ? [closeButton(battle, words)] : []),
    ...(may.beTold ? [button(buttons.tell, { kind: "tell", battle })] : []),
    ...(may.report ? [button(buttons.report, { kind: "report", battle })] : []),
  ];
}

/** Closes a battle; for its asker. */
export function closeButton(battle: string, words: Sentences): Button {
  return button(words.battle.buttons.close, { kind: "close", battle });
}

/** The choices for a voter who wants to change their vote. */
export function changeButtons(battle: string, words: Sentences): Button[] {
  return [...ballotButtons(battle, words), button(words.battle.buttons.withdraw, { kind: "withdraw", battle })];
}

/** Asks the question of a battle without answers once more; for its asker. */
export function againButton(battle: string, words: Sentences): Button {
  return button(words.battle.buttons.again, { kind: "again", battle });
}

/** Checks the sealed draw of a closed battle. */
export function drawButton(battle: string, words: Sentences): Button {
  return button(words.battle.buttons.draw, { kind: "draw", battle });
}

/** Reports a battle, for whoever has said that they want to. */
export function reportButton(battle: string, words: Sentences): Button {
  return button(words.battle.buttons.reportNow, { kind: "report-now", battle });
}

/** What only the person who pressed is told. */
export function privateReply(text: string, buttons: Button[] = []): PrivateReply {
  return { ...textPost(text), buttons, private: true };
}

function button(label: string, action: BattleAction): Button {
  return { label, action: encodeAction(action) };
}

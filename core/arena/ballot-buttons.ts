/** The buttons of battles, and the private replies they stand in. */
import type { Sentences } from "../language/index.ts";
import { type Button, type PrivateReply, textPost, choices } from "../chat/post.ts";
import { type BattleAction, encodeAction } from "../battle/battle-action.ts";

/** The four choices, in the order everybody knows them by. */
export function ballotButtons(battle: string, words: Sentences): Button[] {
  return choices.map((choice) => button(words.battle.buttons[choice], { kind: "vote", battle, choice }));
}

/** What a voter may do after voting. */
export function voteButtons(battle: string, mayClose: boolean, words: Sentences): Button[] {
  const { buttons } = words.battle;
  return [
    button(buttons.change, { kind: "change", battle }),
    button(buttons.names, { kind: "names", battle }),
    ...(mayClose ? [closeButton(battle, words)] : []),
  ];
}

/** Closes a battle; for its asker. */
export function closeButton(battle: string, words: Sentences): Button {
  return button(words.battle.buttons.close, { kind: "close", battle });
}

/** What a voter may choose who wants to change the vote. */
export function changeButtons(battle: string, words: Sentences): Button[] {
  return [...ballotButtons(battle, words), button(words.battle.buttons.withdraw, { kind: "withdraw", battle })];
}

/** Checks the sealed draw of a closed battle. */
export function drawButton(battle: string, words: Sentences): Button {
  return button(words.battle.buttons.draw, { kind: "draw", battle });
}

export function privateReply(text: string, buttons: Button[] = []): PrivateReply {
  return { ...textPost(text), buttons, private: true };
}

function button(label: string, action: BattleAction): Button {
  return { label, action: encodeAction(action) };
}

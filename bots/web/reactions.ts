/** Reactions on posts of the page: each stands for a vote. */
import type { Reaction } from "../../core/index.ts";

type Choice = Reaction["choice"];

/** The reactions that stand for choices, in the order in which they are offered. */
export const choiceEmoji: Readonly<Record<Choice, string>> = { a: "🅰️", b: "🅱️", tie: "🤝", "both-bad": "👎" };

/** Those that can be put on a post, and those that everybody sees. @param reader their pseudonym, if they have one. */
export function encodeReactions(
  { reactable = false, reactions = {} }: { reactable?: boolean; reactions?: Record<string, Choice> },
  reader: string | undefined,
) {
  const all = Object.entries(reactions);
  const choices = Object.keys(choiceEmoji) as Choice[];
  const shown = choices.map((choice) => ({
    choice,
    emoji: choiceEmoji[choice],
    count: all.filter(([, one]) => one === choice).length,
    own: reader !== undefined && Object.hasOwn(reactions, reader) && reactions[reader] === choice,
  }));
  return shown.filter(({ count }) => reactable || count > 0);
}

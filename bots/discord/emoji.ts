/** The reactions that stand for choices. */
import type { Reaction } from "../../core/index.ts";

type Choice = Reaction["choice"];

/** In the order in which they are offered. */
export const choiceEmoji: Readonly<Record<Choice, string>> = { a: "🅰️", b: "🅱️", tie: "🤝", "both-bad": "👎" };

/** What an emoji stands for; undefined when for nothing. Some clients leave out what makes it colourful. */
export function choiceOf(emoji: string | null): Choice | undefined {
  const plain = emoji?.replaceAll("\ufe0f", "");
  const choices = Object.keys(choiceEmoji) as Choice[];
  return choices.find((choice) => choiceEmoji[choice].replaceAll("\ufe0f", "") === plain);
}

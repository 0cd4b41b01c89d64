/** Reactions as votes. */
import type { Client } from "discord.js";
import { type Core, type Log, type PlatformMemory, type Reaction, Refusal } from "../../core/index.ts";
import { reactorOf } from "./decode.ts";
import { mayTakeAway } from "./permissions.ts";
import type { Requests } from "./requests.ts";
import { obstacleOf } from "./obstacles.ts";

/** What a reaction can stand for. */
export type Choice = Reaction["choice"];

/** The reactions that stand for choices, in the order in which they are offered. */
export const choiceEmoji: Readonly<Record<Choice, string>> = { a: "🅰️", b: "🅱️", tie: "🤝", "both-bad": "👎" };

/** What an emoji stands for; undefined when for nothing. Some clients leave out what makes it colourful. */
export function choiceOf(emoji: string | null): Choice | undefined {
  const plain = emoji?.replaceAll("\ufe0f", "");
  const choices = Object.keys(choiceEmoji) as Choice[];
  return choices.find((choice) => choiceEmoji[choice].replaceAll("\ufe0f", "") === plain);
}

/** What taking reactions needs. */
export type ReactionParts = {
  client: Client<true>;
  core: Pick<Core, "react">;
  requests: Requests;
  memory: Pick<PlatformMemory, "find" | "replace">;
  log: Log;
};

/** A reaction as Discord tells of it. */
export type Reacted = {
  channel: string;
  message: string;
  /** The server, where there is one. */
  guild: string | undefined;
  emoji: string | null;
  person: string;
};

/** Takes in reactions. */
export interface Reactions {
  /** Never throws. */
  take(reacted: Reacted, change: Reaction["change"]): Promise<void>;
  /** Takes one person's reactions on a post that were found after an absence. @param madeAt the end of the absence. */
  takeLate(reacted: Omit<Reacted, "emoji">, choices: readonly Choice[], madeAt: Date): Promise<void>;
}

/** Makes what takes reactions in for one client. */
export function createReactions(parts: ReactionParts): Reactions {
  const { log } = parts;
  return {
    async take(reacted, change) {
      const choice = choiceOf(reacted.emoji);
      if (!choice) return;
      try {
        await react(parts, reacted, { choice, change });
      } catch (error) {
        log.error({ platform: "discord", error }, "a reaction could not be taken");
      }
    },
    async takeLate(reacted, choices, madeAt) {
      const known = new Set<Choice>();
      for (const choice of choices) if (await isKnown(parts, reacted, choice)) known.add(choice);
      const others = choices.length - known.size > 1 ? "among-several" : "alone";
      for (const choice of choices.toSorted((one, other) => Number(known.has(other)) - Number(known.has(one)))) {
        const late = known.has(choice) ? "known" : others;
        const one = { ...reacted, emoji: choiceEmoji[choice] };
        await react(parts, one, { choice, change: "added", late, madeAt });
      }
    },
  };
}

async function react(
  parts: ReactionParts,
  reacted: Reacted,
  meant: Pick<Reaction, "choice" | "change" | "late" | "madeAt">,
): Promise<void> {
  const { channel, message, guild, person } = reacted;
  const takeAway = takingAway(parts, reacted, meant.choice);
  try {
    // Before it is taken: if this process ends before it is taken away, it is to be known again.
    if (takeAway && meant.change === "added") await parts.memory.replace(noteOf(reacted, meant.choice), stands);
    const sender = reactorOf(parts.client, channel, guild, person);
    await parts.core.react({ ...sender, ...meant, post: `${channel}/${message}`, takeAway });
  } catch (error) {
    // There is no private way to tell somebody who reacted; the buttons do.
    if (!(error instanceof Refusal)) throw error;
  }
}

/** What is noted of a reaction until it has been taken away. */
const stands = "stands";

function noteOf({ channel, message, person }: Omit<Reacted, "emoji">, choice: Choice): string {
  return `reacted ${channel}/${message} ${person} ${choice}`;
}

async function isKnown({ memory }: ReactionParts, reacted: Omit<Reacted, "emoji">, choice: Choice): Promise<boolean> {
  return (await memory.find(noteOf(reacted, choice))) === stands;
}

function takingAway(
  { client, requests, memory }: ReactionParts,
  reacted: Reacted,
  choice: Choice,
): Reaction["takeAway"] {
  const { channel, message, emoji, person } = reacted;
  if (emoji === null || !mayTakeAway(client, channel)) return null;
  return async () => {
    try {
      await requests.unreact(channel, message, emoji, person);
    } catch (error) {
      // Where the message is gone, so is the reaction.
      if (obstacleOf(error) !== "gone") throw error;
    }
    await memory.replace(noteOf(reacted, choice), "");
  };
}

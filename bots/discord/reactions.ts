/** Reactions as votes: as they come, and those that came while the bot was away. */
import type { Client } from "discord.js";
import { type Core, type PlatformRecord, type Log, type Reaction, Refusal, splitAddress } from "../../core/index.ts";
import { isReplyPlace, reactorOf } from "./decode.ts";
import { mayTakeAway } from "./permissions.ts";
import { obstacleOf, type Requests } from "./requests.ts";

type Choice = Reaction["choice"];

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
  core: Pick<Core, "react"> & { record: Pick<PlatformRecord, "openPosts"> };
  requests: Requests;
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
  /** Takes in what was put on the posts of open battles in an absence. Never throws. */
  catchUp(): Promise<void>;
}

/** Makes what takes reactions in for one client. */
export function createReactions(parts: ReactionParts): Reactions {
  const { core, log } = parts;
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
    async catchUp() {
      for (const address of await core.record.openPosts("discord")) {
        try {
          await catchUpOn(parts, address);
        } catch (error) {
          if (obstacleOf(error) === undefined)
            log.warn({ platform: "discord", error }, "reactions made in an absence could not be taken in");
        }
      }
    },
  };
}

async function react(
  parts: ReactionParts,
  reacted: Reacted,
  meant: Pick<Reaction, "choice" | "change" | "late">,
): Promise<void> {
  const { channel, message, guild, person } = reacted;
  const takeAway = takingAway(parts, reacted);
  try {
    const sender = reactorOf(parts.client, channel, guild, person);
    await parts.core.react({ ...sender, ...meant, post: `${channel}/${message}`, takeAway });
  } catch (error) {
    // There is no private way to tell somebody who reacted; the buttons do.
    if (!(error instanceof Refusal)) throw error;
  }
}

function takingAway({ client, requests }: ReactionParts, reacted: Reacted): Reaction["takeAway"] {
  const { channel, message, emoji, person } = reacted;
  if (emoji === null || !mayTakeAway(client, channel)) return null;
  return async () => {
    try {
      await requests.unreact(channel, message, emoji, person);
    } catch (error) {
      // Where the message is gone, so is the reaction.
      if (obstacleOf(error) !== "gone") throw error;
    }
  };
}

async function catchUpOn(parts: ReactionParts, address: string): Promise<void> {
  const there = splitAddress(address);
  // Replies to interactions take no reactions.
  if (!there || isReplyPlace(there.place)) return;
  const { place: channel, message } = there;
  const known = parts.client.channels.cache.get(channel);
  const guild = known && "guildId" in known ? known.guildId : undefined;
  for (const [person, choices] of await readPost(parts.requests, channel, message)) {
    const late = choices.length > 1 ? "among-several" : "alone";
    for (const choice of choices) {
      const reacted = { channel, message, guild, emoji: choiceEmoji[choice], person };
      await react(parts, reacted, { choice, change: "added", late });
    }
  }
}

/** Everybody's reactions on a post. */
async function readPost(requests: Requests, channel: string, message: string): Promise<Map<string, Choice[]>> {
  const people = new Map<string, Choice[]>();
  for (const [choice, emoji] of Object.entries(choiceEmoji) as [Choice, string][]) {
    for (const person of await requests.reactors(channel, message, emoji))
      people.set(person, [...(people.get(person) ?? []), choice]);
  }
  return people;
}

/** Reactions as votes: as they come, and those that came while the bot was away. */
import { type Client, PermissionFlagsBits as may } from "discord.js";
import { type Core, type Log, type Reaction, Refusal, splitAddress } from "../../core/index.ts";
import { reactorOf } from "./decode.ts";
import { choiceEmoji, choiceOf } from "./emoji.ts";
import { isReplyPlace } from "./platform.ts";
import { obstacleOf, type Requests } from "./requests.ts";

type Choice = Reaction["choice"];

export type ReactionParts = {
  client: Client<true>;
  core: Pick<Core, "react" | "openPosts">;
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

export interface Reactions {
  /** Never throws. */
  take(reacted: Reacted, change: Reaction["change"]): Promise<void>;
  /** Takes in what was put on the posts of open battles in an absence. Never throws. */
  catchUp(): Promise<void>;
}

export function createReactions({ client, core, requests, log }: ReactionParts): Reactions {
  function mayTakeAway(channelId: string): boolean {
    const channel = client.channels.cache.get(channelId);
    if (!channel || !("guild" in channel)) return false;
    return channel.permissionsFor(client.user)?.has(may.ManageMessages) ?? false;
  }

  function takingAway({ channel, message, emoji, person }: Reacted): Reaction["takeAway"] {
    if (emoji === null || !mayTakeAway(channel)) return null;
    return async () => {
      try {
        await requests.unreact(channel, message, emoji, person);
      } catch (error) {
        // Where the message is gone, so is the reaction.
        if (obstacleOf(error) !== "gone") throw error;
      }
    };
  }

  async function react(reacted: Reacted, choice: Choice, change: Reaction["change"], late: boolean): Promise<void> {
    const { channel, message, person } = reacted;
    const takeAway = takingAway(reacted);
    try {
      const sender = reactorOf(client, channel, reacted.guild, person);
      await core.react({ ...sender, post: `${channel}/${message}`, choice, change, takeAway, late });
    } catch (error) {
      // There is no private way to tell somebody who reacted; the buttons do.
      if (!(error instanceof Refusal)) throw error;
    }
  }

  /** Everybody's reactions on a post. */
  async function readPost(channel: string, message: string): Promise<Map<string, Choice[]>> {
    const people = new Map<string, Choice[]>();
    for (const [choice, emoji] of Object.entries(choiceEmoji) as [Choice, string][]) {
      for (const person of await requests.reactors(channel, message, emoji))
        people.set(person, [...(people.get(person) ?? []), choice]);
    }
    return people;
  }

  async function catchUpOn(address: string): Promise<void> {
    const there = splitAddress(address);
    // Replies to interactions take no reactions.
    if (!there || isReplyPlace(there.place)) return;
    const { place: channel, message } = there;
    const known = client.channels.cache.get(channel);
    const guild = known && "guildId" in known ? known.guildId : undefined;
    for (const [person, choices] of await readPost(channel, message)) {
      const [choice, ...others] = choices;
      const reacted = (one: Choice) => ({ channel, message, guild, emoji: choiceEmoji[one], person });
      if (choice && others.length === 0) await react(reacted(choice), choice, "added", true);
      // Which of several came last is unknown, but none of those to be kept out of sight may stay visible.
      else for (const one of choices) await takingAway(reacted(one))?.();
    }
  }

  return {
    async take(reacted, change) {
      const choice = choiceOf(reacted.emoji);
      if (!choice) return;
      try {
        await react(reacted, choice, change, false);
      } catch (error) {
        log.error({ platform: "discord", error }, "a reaction could not be taken");
      }
    },
    async catchUp() {
      for (const address of await core.openPosts("discord")) {
        try {
          await catchUpOn(address);
        } catch (error) {
          if (obstacleOf(error) === undefined)
            log.warn({ platform: "discord", error }, "reactions made in an absence could not be taken in");
        }
      }
    },
  };
}

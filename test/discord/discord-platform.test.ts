import { afterAll, beforeAll, describe } from "vitest";
import { describeChatPlatformContract } from "../contracts/chat-platform-contract.ts";
import { type DiscordKit, startDiscordKit, textOf } from "./discord-kit.ts";

let kit: DiscordKit;
beforeAll(async () => {
  kit = await startDiscordKit();
});
afterAll(() => kit.close());

describe("Discord as a chat platform", () => {
  describeChatPlatformContract(async () => {
    const { peer, discord, channel, ann } = await kit.arena();
    return {
      platform: discord.platform,
      place: channel.id,
      texts: async () => peer.messagesIn(channel).map(textOf),
      write: async (text) => `${channel.id}/${ann.say(channel, text).id}`,
    };
  });
});

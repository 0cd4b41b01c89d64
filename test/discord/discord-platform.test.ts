import { afterAll, beforeAll, describe } from "vitest";
import { describeChatPlatformContract } from "../contracts/chat-platform-contract.ts";
import { describeSharedPostsContract } from "../contracts/shared-posts-contract.ts";
import type { PeerInteraction, PeerMessage } from "../peers/discord/world.ts";
import { until } from "../until.ts";
import { answerTo, buttonsOf, type DiscordKit, galleryOf, startDiscordKit, textOf } from "./discord-kit.ts";

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
      gone: `${channel.id}0`,
      texts: async () => peer.messagesIn(channel).map(textOf),
      write: async (text) => `${channel.id}/${ann.say(channel, text).id}`,
    };
  });

  const shown = (message: PeerMessage) => ({
    text: [textOf(message), ...galleryOf(message).map(({ description }) => description)].join("\n"),
    buttons: buttonsOf(message),
  });

  describeSharedPostsContract(async () => {
    const arena = await kit.arena();
    const { peer, channel, ann, settled } = arena;
    const li = peer.person("li", { locale: "zh-CN" });
    const shared = () => peer.messagesIn(channel).at(-1)!;
    let last: PeerMessage;
    const answer = async (interaction: PeerInteraction) => shown((last = await answerTo(arena, interaction)));
    return {
      async ask(command) {
        const asked = ann.slash(channel, command, {});
        await until(() => asked.acknowledgedAfter !== undefined);
        await settled();
      },
      shared: async () => ({ ...shown(shared()), picture: JSON.stringify(galleryOf(shared())) }),
      count: async () => peer.messagesIn(channel).length,
      press: (label) => answer(li.press(shared(), label)),
      pressAgain: (label) => answer(li.press(last, label)),
    };
  }, false);
});

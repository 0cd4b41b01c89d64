import { afterAll, beforeAll, describe } from "vitest";
import { describeChatPlatformContract } from "../contracts/chat-platform-contract.ts";
import { startTelegramKit, type TelegramKit, textOf } from "./telegram-kit.ts";

let kit: TelegramKit;
beforeAll(async () => {
  kit = await startTelegramKit();
});
afterAll(() => kit.close());

describe("Telegram as a chat platform", () => {
  describeChatPlatformContract(async () => {
    const { peer, telegram, ann } = await kit.arena();
    ann.direct("/help");
    await telegram.settled();
    const group = peer.group([ann]);
    return {
      platform: telegram.platform,
      place: String(group.id),
      texts: async () => peer.messagesIn(group).map(textOf),
      write: async (text) => `${group.id}/${ann.say(group, text).id}`,
    };
  });
});

import { afterAll, beforeAll, describe } from "vitest";
import { describeChatPlatformContract } from "../contracts/chat-platform-contract.ts";
import { describeSharedPostsContract } from "../contracts/shared-posts-contract.ts";
import type { PeerMessage } from "../peers/telegram/world.ts";
import { buttonsOf, startTelegramKit, type TelegramKit, textOf } from "./telegram-kit.ts";

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
      gone: String(group.id - 1),
      texts: async () => peer.messagesIn(group).map(textOf),
      write: async (text) => `${group.id}/${ann.say(group, text).id}`,
    };
  });

  const shown = (message: PeerMessage) => ({ text: textOf(message), buttons: buttonsOf(message) });

  describeSharedPostsContract(async () => {
    const { peer, group, ann, settled } = await kit.arena();
    const li = peer.person("li", { language: "zh-hans" });
    li.join(group);
    const shared = () => peer.messagesIn(group).findLast(({ photo }) => photo)!;
    const alone = () => peer.shownAlone(group, li).at(-1);
    const press = async (message: PeerMessage, label: string) => {
      const before = peer.shownAlone(group, li).length;
      li.tap(message, label);
      await settled();
      return peer.shownAlone(group, li).length > before ? shown(alone()!) : null;
    };
    return {
      async ask(command) {
        ann.say(group, `/${command}`);
        await settled();
      },
      shared: async () => ({ ...shown(shared()), picture: JSON.stringify(shared().photo) }),
      count: async () => peer.messagesIn(group).length,
      press: (label) => press(shared(), label),
      async pressAgain(label) {
        await press(alone()!, label);
        return shown(alone()!);
      },
    };
  }, true);
});

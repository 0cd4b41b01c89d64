import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createTelegramCheck } from "../../core/doctor/telegram.ts";
import { startTelegramPeer, type TelegramPeer } from "../peers/telegram/telegram-peer.ts";
import { look, words } from "./examination.ts";

const { telegram } = words;
const ours = "https://arena.example/telegram";

let peer: TelegramPeer;
beforeAll(async () => {
  peer = await startTelegramPeer();
});
afterAll(() => peer.close());
afterEach(() => {
  peer.updates.setWebhook(undefined, { drop: true });
  peer.updates.lastError = undefined;
});

/** Looks at the peer's bot with these settings. */
function lookAtBot(more: { token?: string; apiUrl?: string; webhook?: { url: string } } = {}) {
  const { token, apiUrl } = peer;
  return look(createTelegramCheck({ token, apiUrl, webhook: null, ...more }));
}

/** What is found besides the bot itself. */
const besides = async (more?: Parameters<typeof lookAtBot>[0]) => (await lookAtBot(more)).slice(1);

describe("Telegram", () => {
  it("is nothing to complain about where it is not wanted", async () => {
    expect(await look(createTelegramCheck(null))).toEqual([{ state: "ok", what: telegram.none }]);
  });

  it("lets the bot in, which is added to groups by a link and fetches its updates", async () => {
    const { username } = peer.world.bot;
    expect(await lookAtBot()).toEqual([
      { state: "ok", what: telegram.fine(`@${username}`, `https://t.me/${username}?startgroup=arena`) },
      { state: "ok", what: telegram.polling },
    ]);
  });

  it("warns of a bot that is sent all that people write, or that no group can add", async () => {
    const before = { ...peer.world.botSettings };
    Object.assign(peer.world.botSettings, { can_join_groups: false, can_read_all_group_messages: true });
    expect((await besides()).filter(({ state }) => state === "warning")).toEqual([
      { state: "warning", what: telegram.noGroups, mend: telegram.allowGroups },
      { state: "warning", what: telegram.readsAll, mend: telegram.turnPrivacyOn },
    ]);
    Object.assign(peer.world.botSettings, before);
  });

  it("says how to let people ask from other chats, where they cannot", async () => {
    peer.world.botSettings.supports_inline_queries = false;
    const { username } = peer.world.bot;
    expect(await besides()).toContainEqual({ state: "ok", what: telegram.noInline(`@${username}`) });
    peer.world.botSettings.supports_inline_queries = true;
    expect(await besides()).not.toContainEqual({ state: "ok", what: telegram.noInline(`@${username}`) });
  });

  it("knows whose address updates are sent to", async () => {
    expect(await besides({ webhook: { url: ours } })).toEqual([
      { state: "warning", what: telegram.webhookNotSet(ours), mend: telegram.startSetsIt },
    ]);
    peer.updates.setWebhook({ url: ours, secret: undefined, connections: 40 }, {});
    expect(await besides({ webhook: { url: ours } })).toEqual([{ state: "ok", what: telegram.webhook(ours) }]);
    expect(await besides()).toEqual([{ state: "warning", what: telegram.otherWebhook, mend: telegram.startRemovesIt }]);
  });

  it("tells of updates that cannot be delivered, and of many that wait", async () => {
    const ann = peer.person("ann");
    for (let written = 0; written < 101; written += 1) ann.direct("Why?");
    expect(await besides()).toContainEqual({
      state: "warning",
      what: telegram.waiting(101),
      mend: telegram.startArena,
    });
    peer.updates.setWebhook({ url: ours, secret: undefined, connections: 40 }, { drop: true });
    peer.updates.lastError = "Connection refused";
    expect(await besides({ webhook: { url: ours } })).toContainEqual({
      state: "warning",
      what: telegram.webhookTrouble("Connection refused"),
      mend: telegram.checkWebhook,
    });
  });

  it("tells a wrong token from a Telegram that is not there, and repeats no token", async () => {
    expect(await lookAtBot({ token: "123:wrong" })).toEqual([
      { state: "wrong", what: telegram.tokenRefused, mend: telegram.renewToken },
    ]);
    const nowhere = "http://127.0.0.1:49151";
    expect(await lookAtBot({ apiUrl: nowhere })).toEqual([
      { state: "wrong", what: telegram.unreachable(nowhere, "ECONNREFUSED"), mend: telegram.checkAddress },
    ]);
  });
});

/** One bot in two processes on one database, whose shards nobody has divided: one of them is connected. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDiscord } from "../../bots/discord/bot.ts";
import { beatEvery } from "../../core/chat/connection-lease.ts";
import { type DiscordPeer, startDiscordPeer } from "../peers/discord/discord-peer.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { until } from "../until.ts";
import { type DiscordKit, startDiscordKit } from "./discord-kit.ts";

let kit: DiscordKit;
beforeAll(async () => {
  kit = await startDiscordKit();
});
afterAll(() => kit.close());

async function start(peer: DiscordPeer, place: string) {
  const core = await kit.createCore({ platform: "discord", alone: false, place });
  const states: string[] = [];
  const discord = createDiscord({
    ...{ core, clock: core.clock, random: createSeededRandom(1), log: { info() {}, warn() {}, error() {} } },
    ...{ token: peer.token, apiUrl: peer.apiUrl, shards: "auto" },
    onStanding: ({ state }) => void states.push(state),
  });
  core.connect(discord.platform);
  await discord.open();
  const stop = async () => {
    await discord.stopListening();
    await discord.close();
  };
  return { core, states, stop };
}

it("one of two processes opens all shards, and the other one once that has stopped", async () => {
  const peer = await startDiscordPeer();
  const [first, second] = [await start(peer, "first"), await start(peer, "second")];
  expect([first.states, second.states, peer.gateway.listening()]).toEqual([["up"], ["waiting"], 1]);
  await first.stop();
  await until(() => peer.gateway.listening() === 0);
  // One beat after the other: another client may identify only some seconds later.
  const isUp = () => second.states.at(-1) === "up";
  while (!isUp()) {
    second.core.clock.advance(beatEvery);
    await until(() => isUp() || second.core.clock.pending().some((due) => due <= beatEvery));
  }
  expect(peer.gateway.listening()).toBe(1);
  await second.stop();
  await peer.close();
});

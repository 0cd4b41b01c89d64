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

/** Time goes on until it looks whether the other one is still there. */
async function look({ core }: Awaited<ReturnType<typeof start>>): Promise<void> {
  await until(() => core.clock.pending().some((due) => due <= beatEvery));
  core.clock.advance(beatEvery);
}

it("one of two processes opens all shards, and the other one once that has stopped", async () => {
  const peer = await startDiscordPeer();
  const [first, second] = [await start(peer, "first"), await start(peer, "second")];
  expect([first.states, second.states, peer.gateway.listening()]).toEqual([["up"], ["waiting"], 1]);
  // So that it may identify at once: Discord lets no two do so within five seconds.
  for (let looks = 0; looks < 2; looks += 1) await look(second);
  await first.stop();
  await until(() => peer.gateway.listening() === 0);
  await look(second);
  await until(() => second.states.at(-1) === "up");
  expect(peer.gateway.listening()).toBe(1);
  await second.stop();
  await peer.close();
});

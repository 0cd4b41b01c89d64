/** One bot in two processes on one database, whose shards nobody has divided: one of them is connected. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDiscord } from "../../bots/discord/bot.ts";
import type { ShardChoice } from "../../bots/discord/settings.ts";
import { beatEvery } from "../../core/chat/connection-lease.ts";
import { type DiscordPeer, startDiscordPeer } from "../peers/discord/discord-peer.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { until } from "../until.ts";
import { buttonsOf, type DiscordKit, startDiscordKit, textOf } from "./discord-kit.ts";

let kit: DiscordKit;
beforeAll(async () => {
  kit = await startDiscordKit();
});
afterAll(() => kit.close());

async function start(peer: DiscordPeer, place: string, shards: ShardChoice = "auto") {
  const core = await kit.createCore({ platform: "discord", alone: false, place });
  const states: string[] = [];
  const discord = createDiscord({
    ...{ core, clock: core.clock, random: createSeededRandom(1), log: { info() {}, warn() {}, error() {} } },
    ...{ token: peer.token, apiUrl: peer.apiUrl, shards },
    onStanding: ({ state }) => void states.push(state),
  });
  core.connect(discord.platform);
  await core.start();
  // Discord lets no two identify within five seconds.
  if (peer.gateway.listening() > 0) core.clock.advance(10_000);
  peer.world.clock = core.clock;
  await discord.open();
  const stop = async () => {
    await discord.stopListening();
    await core.stop();
    await discord.close();
  };
  const settled = async () => {
    await discord.settled();
    await core.settled();
  };
  return { core, states, stop, settled };
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

it("one of two that are told of the same questions and presses carries each out", async () => {
  const peer = await startDiscordPeer();
  const all = { first: 0, last: 0, of: 1 };
  const processes = [await start(peer, "one", all), await start(peer, "other", all)];
  expect(peer.gateway.listening()).toBe(2);
  const channel = peer.channel(peer.guild());
  const [ann, bob] = [peer.person("ann"), peer.person("bob")];
  const settled = async () => {
    for (let quiet = 0; quiet < 2; quiet += 1) {
      await peer.gateway.heartbeat();
      await peer.rest.idle();
      for (const one of processes) await one.settled();
    }
  };
  const asked = ann.slash(channel, "battle", { question: "Why is the sea salty?" });
  await until(() => asked.acknowledgedAfter !== undefined);
  await settled();
  const ballots = peer.messagesIn(channel).filter((message) => buttonsOf(message).length >= 4);
  expect(ballots).toHaveLength(1);
  const [action = ""] = JSON.stringify(ballots[0]).match(/vote:[^:"]+:a/u) ?? [];
  const voted = bob.press(ballots[0]!, "A");
  await until(() => voted.replies.length > 0);
  await settled();
  const withdrawn = bob.pressId(ballots[0]!, action.replace(/vote:([^:"]+):a/u, "withdraw:$1"));
  await until(() => withdrawn.acknowledgedAfter !== undefined);
  await settled();
  expect(withdrawn.replies.map(textOf)).toEqual([expect.stringContaining("is withdrawn")]);
  for (const one of processes) await one.stop();
  await peer.close();
});

/** What the bot makes up for after an absence, and what that costs. */
import { PermissionFlagsBits as may } from "discord-api-types/v10";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDiscord, type Discord } from "../../bots/discord/bot.ts";
import { sentences, textPost } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { createRecordingCore } from "../contracts/recording-core.ts";
import { createManualClock } from "../manual-clock.ts";
import { type DiscordPeer, startDiscordPeer } from "../peers/discord/discord-peer.ts";
import type { Call, RecordedCall } from "../peers/discord/rest.ts";
import { everything, type PeerChannel, type PeerMessage } from "../peers/discord/world.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { until } from "../until.ts";
import { answerTo, type DiscordKit, startDiscordKit, textOf } from "./discord-kit.ts";

const words = sentences("en");
const silence = () => {};
const log = { info: silence, warn: silence, error: silence };
const isRead = ({ method, path }: Pick<Call, "method" | "path">) => method === "GET" && path.includes("/messages");

describe("catching up", () => {
  const clock = createManualClock();
  let peer: DiscordPeer;
  let channel: PeerChannel;
  let core: ReturnType<typeof createRecordingCore>;
  let discord: Discord;
  beforeAll(async () => {
    peer = await startDiscordPeer(clock);
    channel = peer.channel(peer.guild());
  });
  afterAll(async () => {
    await peer.close();
  });

  async function begin(open: readonly PeerMessage[]): Promise<void> {
    clock.advance(60 * 60_000);
    core = createRecordingCore();
    core.open = open.map((message) => `${message.channel_id}/${message.id}`);
    const { token, apiUrl } = peer;
    peer.rest.calls.splice(0);
    discord = createDiscord({ core, clock, random: createSeededRandom(1), log, token, apiUrl, shards: "auto" });
    await discord.open();
  }
  async function end(): Promise<void> {
    await discord.settled();
    await discord.stopListening();
    await discord.close();
  }
  const read = (): RecordedCall[] => peer.rest.calls.filter(isRead);
  const reactions = () => core.told.flatMap(({ kind, event }) => (kind === "reaction" ? [event] : []));

  async function post(places: readonly PeerChannel[]): Promise<PeerMessage[]> {
    await begin([]);
    for (const [index, { id }] of places.entries()) {
      clock.advance(1_000);
      await discord.platform.post(id, textPost("Vote now."), `k-${id}-${index}`);
    }
    await end();
    return [...new Set(places)].flatMap((place) => peer.messagesIn(place));
  }

  it("asks once for a hundred posts, and then for what somebody has put there, the newest first", async () => {
    const posts = await post(Array.from({ length: 81 }, () => channel));
    const [ann, bob] = [peer.person("ann"), peer.person("bob")];
    ann.react(posts[5]!, "🅰️");
    ann.react(posts[70]!, "🅱️");
    bob.react(posts[70]!, "🅱️", true);
    bob.react(posts[40]!, "🎉");
    await begin(posts);
    await discord.settled();
    expect(reactions().map(({ post: address, choice, person }) => [address, choice, person])).toEqual([
      [`${channel.id}/${posts[70]!.id}`, "b", `discord:${ann.id}`],
      [`${channel.id}/${posts[70]!.id}`, "b", `discord:${bob.id}`],
      [`${channel.id}/${posts[5]!.id}`, "a", `discord:${ann.id}`],
    ]);
    expect(reactions().every(({ madeAt }) => madeAt !== undefined && madeAt <= clock.now())).toBe(true);
    expect(read().map(({ query }) => query.get("type"))).toEqual([null, "0", "1", "0"]);
    await end();
  });

  it("goes once over what many channels have, slowly after a while, and does not go on once the bot goes", async () => {
    const guild = peer.guild();
    const posts = await post(Array.from({ length: 23 }, () => peer.channel(guild)));
    await begin(posts);
    await until(() => read().length === 20 && clock.pending().includes(250));
    clock.advance(250);
    await until(() => read().length === 21 && clock.pending().includes(250));
    const newest = posts.toReversed().slice(0, 21);
    expect(read().map(({ path }) => path)).toEqual(newest.map((one) => `/channels/${one.channel_id}/messages`));
    await discord.stopListening();
    await end();
    expect(read()).toHaveLength(21);
    expect([peer.rest.violations, peer.gateway.hasty]).toEqual([[], 0]);
  });
});

describe("a vote given in time", () => {
  let kit: DiscordKit;
  beforeAll(async () => {
    kit = await startDiscordKit();
    kit.server.script(signedAnswer);
  });
  afterAll(() => kit.close());

  it("is not replaced by a reaction that was made before it, while the bot was away", async () => {
    const first = await kit.arena({ place: "here" });
    const { peer, ann, bob } = first;
    const { ballot } = await first.ask();
    bob.press(ballot, "A");
    await first.settled();
    await first.stop();
    ann.react(ballot, "🅱️");
    bob.react(ballot, "🅱️");
    const release = peer.rest.hold(isRead);
    const second = await kit.arena({ place: "here", peer });
    second.core.clock.advance(1_000);
    const pressed = ann.press(ballot, "A");
    await until(() => pressed.replies.length > 0);
    release();
    await until(() => ballot.reactors.get("🅱️")!.length === 1);
    await second.pass(25 * 60 * 60_000);
    // Ann's press was the later one of hers; of Bob's it was the reaction.
    expect(textOf(ballot)).toContain(words.battle.votes(1, 1, 0, 0));
    await second.stop();
  });

  it("stays when its reaction could not be taken away at first, and can be now", async () => {
    const first = await kit.arena({ place: "granted" });
    const { peer, bob, guild } = first;
    peer.grant(guild, everything & ~may.ManageMessages);
    const { ballot } = await first.ask();
    bob.react(ballot, "🅱️");
    await first.settled();
    await first.stop();
    peer.grant(guild, everything);
    const second = await kit.arena({ place: "granted", peer });
    await second.settled();
    await second.pass(25 * 60 * 60_000);
    expect(textOf(ballot)).toContain(words.battle.votes(0, 1, 0, 0));
    await second.stop();
  });

  it("is not replaced by an earlier reaction that the bot could not take away before it went", async () => {
    const first = await kit.arena({ place: "killed" });
    const { peer, ann } = first;
    const { ballot } = await first.ask();
    // Discord does not do it, and the bot ends before it tries again.
    const isRemoval = ({ method, path }: Pick<Call, "method" | "path">) =>
      method === "DELETE" && path.includes("/reactions/");
    peer.rest.plan(isRemoval, { kind: "status", status: 418 }, 1);
    ann.react(ballot, "🅱️");
    await until(() => peer.rest.calls.some(isRemoval));
    await first.settled();
    const pressed = ann.press(ballot, "A");
    await until(() => pressed.replies.length > 0);
    await first.stop();
    expect(ballot.reactors.get("🅱️")).toContain(ann.id);
    const second = await kit.arena({ place: "killed", peer });
    await until(() => !ballot.reactors.get("🅱️")?.includes(ann.id));
    await second.pass(25 * 60 * 60_000);
    expect(textOf(ballot)).toContain(words.battle.votes(1, 0, 0, 0));
    await second.stop();
  });

  it("may be a reaction in a direct message, whose channel the bot has not seen since its start", async () => {
    const first = await kit.arena({ place: "direct" });
    const { peer, ann } = first;
    const direct = peer.direct(ann);
    const { ballot } = await first.ask("Why is the sea salty?", ann, direct);
    await first.stop();
    ann.react(ballot, "🅰️");
    const second = await kit.arena({ place: "direct", peer });
    await second.settled();
    const [, battle] = /vote:(~\d{8}[0-9a-z]{16}):a/u.exec(JSON.stringify(ballot.components)) ?? [];
    expect(textOf(await answerTo(second, ann.pressId(ballot, `names:${battle}`)))).toMatch(/A was/u);
    await second.stop();
  });

  it("is asked for no more where the bot may not look", async () => {
    const first = await kit.arena({ place: "there" });
    const { peer, ann, channel } = first;
    const { ballot } = await first.ask();
    await first.stop();
    ann.react(ballot, "🅱️");
    peer.deny(channel, may.ViewChannel);
    const second = await kit.arena({ place: "there", peer });
    await second.settled();
    expect(second.core.log.filter(({ level }) => level !== "info")).toEqual([]);
    await second.stop();
  });
});

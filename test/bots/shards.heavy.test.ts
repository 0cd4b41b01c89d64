/** One bot on Discord in two processes, each with a shard of its own, on one database: one arena. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { buttonsOf, galleryOf, textOf } from "../discord/discord-kit.ts";
import { type DiscordPeer, startDiscordPeer } from "../peers/discord/discord-peer.ts";
import type { PeerChannel, PeerInteraction, PeerMessage } from "../peers/discord/world.ts";
import { describePostgres } from "../skips.ts";
import { type StartedProcess, startProcess } from "../started-process.ts";
import { makeEmptyDirectory } from "../store/data-directory.ts";
import { type FreshPlace, makeFreshPlace } from "../store/fresh-place.ts";
import { until } from "../until.ts";

const words = sentences("en");

const shardOf = (guild: string) => Number((BigInt(guild) >> 22n) % 2n);

describePostgres("two shards in two processes", () => {
  let place: FreshPlace;
  let peer: DiscordPeer;
  let channels: PeerChannel[];
  let processes: StartedProcess[] = [];
  const folders = [makeEmptyDirectory(), makeEmptyDirectory(), makeEmptyDirectory()];

  beforeAll(async () => {
    place = await makeFreshPlace();
    peer = await startDiscordPeer();
    // Servers are divided by their identifiers: one for each shard.
    channels = [0, 1].map((shard) => {
      while (shardOf(peer.world.id()) !== shard) peer.world.clock.advance(1);
      return peer.channel(peer.guild());
    });
  });
  afterAll(async () => {
    for (const one of processes) await one.end("SIGKILL");
    await peer.close();
    await place.remove();
    for (const { remove } of folders) remove();
  });

  const start = (shards: string, folder: { path: string }) =>
    startProcess({
      ...{
        DATA_DIR: folder.path,
        DATABASE_URL: place.databaseUrl,
        PSEUDONYM_KEY: "the key of both of these processes",
      },
      ...{ DISCORD_TOKEN: peer.token, DISCORD_API_URL: peer.apiUrl, DISCORD_SHARDS: shards },
    });
  const ballotIn = (channel: PeerChannel) =>
    peer.messagesIn(channel).find((message) => buttonsOf(message).includes("Both bad"));
  async function answerTo(interaction: PeerInteraction): Promise<PeerMessage> {
    await until(() => interaction.replies.length > 0);
    return interaction.replies[0]!;
  }

  it("serve one arena: battles in both servers, votes in both, one board", async () => {
    processes = [await start("1 of 2", folders[0]!)];
    await until(() => peer.gateway.listening() === 1);
    const left = peer.gateway.greetings[0]!.shard[0]!;
    processes.push(await start("1 of 2", folders[1]!));
    await until(() => peer.gateway.listening() === 2 && peer.world.commands.length > 0);
    const greetings = peer.gateway.greetings.map(({ kind, shard }) => [kind, ...shard].join(" "));
    expect(greetings.toSorted()).toEqual(["identify 0 2", "identify 1 2"]);
    const [ann, bob] = [peer.person("ann"), peer.person("bob")];
    for (const channel of channels) ann.slash(channel, "battle", { question: "What is 12 * 12?" });
    await until(() => channels.every((channel) => ballotIn(channel) !== undefined));
    for (const channel of channels) {
      const ballot = ballotIn(channel)!;
      expect(textOf(await answerTo(bob.press(ballot, "B")))).toContain(words.battle.chosen("B"));
      const reply = await answerTo(ann.press(ballot, "A"));
      await answerTo(ann.press(reply, words.battle.buttons.close));
      await until(() => textOf(ballot).includes(words.battle.votes(1, 1, 0, 0)));
    }
    for (const channel of channels) {
      const before = peer.messagesIn(channel).length;
      bob.slash(channel, "leaderboard", {});
      await until(() => peer.messagesIn(channel).length > before);
      expect(galleryOf(peer.messagesIn(channel).at(-1)!)[0]?.description).toContain("4 votes");
    }
    expect(peer.rest.violations).toEqual([]);

    // One of them ends, the other goes on; a third one takes its part, and what has been done there meanwhile.
    processes.push(await start("1 of 2", folders[2]!));
    ann.slash(channels[left]!, "battle", { question: "What is 3 + 3?" });
    const lastIn = (channel: PeerChannel) => peer.messagesIn(channel).at(-1)!;
    await until(() => buttonsOf(lastIn(channels[left]!)).includes("Both bad"));
    const open = lastIn(channels[left]!);
    expect(await processes[0]!.end("SIGTERM")).toEqual({ code: 0, signal: null });
    bob.react(open, "🤝");
    const stays = channels[1 - left]!;
    ann.slash(stays, "battle", { question: "What is 2 + 2?" });
    await until(() => textOf(lastIn(stays)).includes("### A"));
    await until(() => !open.reactors.get("🤝")?.includes(bob.id));
    expect(peer.gateway.greetings.at(-1)).toMatchObject({ kind: "identify", shard: [left, 2] });
    expect(peer.gateway.greetings).toHaveLength(3);
    for (const one of processes.slice(1)) expect(await one.end("SIGTERM")).toEqual({ code: 0, signal: null });
  });
});

/** The arena on Discord as people start it: a process, a battle's whole life, both pictures. */
import { GatewayIntentBits as intents } from "discord-api-types/v10";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { buttonsOf, galleryOf, textOf } from "../discord/discord-kit.ts";
import { type DiscordPeer, startDiscordPeer } from "../peers/discord/discord-peer.ts";
import type { PeerInteraction, PeerMessage } from "../peers/discord/world.ts";
import { type StartedProcess, startProcess } from "../started-process.ts";
import { makeDataDirectory } from "../store/data-directory.ts";
import { until } from "../until.ts";

const words = sentences("en");

let peer: DiscordPeer;
let directory: ReturnType<typeof makeDataDirectory> extends Promise<infer Made> ? Made : never;
let environment: Record<string, string>;

beforeAll(async () => {
  peer = await startDiscordPeer();
  directory = await makeDataDirectory();
  environment = { DATA_DIR: directory.path, DISCORD_TOKEN: peer.token, DISCORD_API_URL: peer.apiUrl };
});
afterAll(async () => {
  await peer.close();
  directory.remove();
});

async function answerTo(interaction: PeerInteraction): Promise<PeerMessage> {
  await until(() => interaction.replies.length > 0);
  return interaction.replies[0]!;
}

describe("an arena with a Discord token", () => {
  let arena: StartedProcess | undefined;
  afterAll(() => arena?.end("SIGKILL"));

  it("plays a battle from the question to the boards, through a restart", async () => {
    const guild = peer.guild();
    const channel = peer.channel(guild);
    const [ann, bob] = [peer.person("ann"), peer.person("bob")];
    arena = await startProcess(environment);
    await until(() => arena!.stdout().includes(words.startup.stopHint));
    expect(arena.stdout()).toContain(words.startup.bots(words.startup.discord("Doubleblind")));
    await until(() => peer.world.commands.length > 0);
    ann.slash(channel, "battle", { question: "What is 12 * 12?" });
    const ballotIn = () => peer.messagesIn(channel).find((message) => buttonsOf(message).includes("Both bad"));
    await until(() => ballotIn() !== undefined);
    const ballot = ballotIn()!;
    expect(textOf(ballot)).not.toMatch(/Demo \w+\*\*/);

    expect(textOf(await answerTo(bob.press(ballot, "B")))).toContain(words.battle.chosen("B"));
    expect(await arena.end("SIGTERM")).toEqual({ code: 0, signal: null });
    // It reacts while nobody is there.
    const cat = peer.person("cat");
    cat.react(ballot, "🤝");

    const registered = peer.rest.calls.filter(({ method, path }) => method === "PUT" && path.endsWith("/commands"));
    arena = await startProcess(environment);
    await until(() => !ballot.reactors.get("🤝")?.includes(cat.id));
    const again = peer.rest.calls.filter(({ method, path }) => method === "PUT" && path.endsWith("/commands"));
    expect(again).toHaveLength(registered.length);
    const reply = await answerTo(ann.press(ballot, "A"));
    await answerTo(ann.press(reply, words.battle.buttons.close));
    await until(() => textOf(ballot).includes("This battle is closed."));
    expect(textOf(ballot)).toContain(words.battle.votes(1, 1, 1, 0));

    for (const [name, options] of [
      ["leaderboard", {}],
      ["profile", { model: "demo-concise" }],
    ] as const) {
      const before = peer.messagesIn(channel).length;
      ann.slash(channel, name, options);
      await until(() => peer.messagesIn(channel).length > before);
      const [picture] = galleryOf(peer.messagesIn(channel).at(-1)!);
      expect(picture?.description).toContain("Demo");
      expect(picture?.description.length).toBeLessThanOrEqual(1_024);
    }
    expect(peer.rest.violations).toEqual([]);
    expect(await arena.end("SIGTERM")).toEqual({ code: 0, signal: null });
  });

  it("starts without Discord, and says in one sentence which setting of Discord's is in the way", async () => {
    peer.gateway.disallowed = intents.GuildMessages;
    const own = await makeDataDirectory();
    arena = await startProcess({ ...environment, DATA_DIR: own.path });
    await until(() => arena!.stdout().includes(words.startup.stopHint));
    peer.gateway.disallowed = 0;
    expect(arena.stdout()).toContain(`${words.startup.bots(words.startup.discordAway)}\n${words.platforms.intents}\n`);
    expect(await arena.end("SIGTERM")).toEqual({ code: 0, signal: null });
    own.remove();
  });
});

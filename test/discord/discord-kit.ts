/** The whole product on a Discord of its own: real store, models, pictures and the real client. */
import { inspect } from "node:util";
import { createDiscord, type Discord } from "../../bots/discord/bot.ts";
import type { Standing } from "../../core/index.ts";
import type { ShardChoice } from "../../bots/discord/settings.ts";
import { type CoreChoices, type CoreKit, type RunningCore, startCoreKit } from "../core-kit.ts";
import { type DiscordPeer, startDiscordPeer } from "../peers/discord/discord-peer.ts";
import { allComponents } from "../peers/discord/limits.ts";
import type { PeerPerson } from "../peers/discord/people.ts";
import type { PeerChannel, PeerGuild, PeerInteraction, PeerMessage } from "../peers/discord/world.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { until } from "../until.ts";

/** One store and one model server for a test file. */
export type DiscordKit = CoreKit & {
  /** A new Discord with a server, a channel in it, and the product. */
  arena(choices?: ArenaChoices): Promise<DiscordArena>;
};

export type ArenaChoices = CoreChoices & {
  /** An earlier Discord, as after a restart. */
  peer?: DiscordPeer;
  shards?: ShardChoice;
};

export type DiscordArena = {
  core: RunningCore;
  peer: DiscordPeer;
  discord: Discord;
  guild: PeerGuild;
  channel: PeerChannel;
  ann: PeerPerson;
  bob: PeerPerson;
  /** Waits until nothing is going on, here or there. */
  settled(): Promise<void>;
  /** Moves time on and waits for what that brings. */
  pass(milliseconds: number): Promise<void>;
  /** Asks by a command, and waits for the ballot. */
  ask(
    question?: string,
    asker?: PeerPerson,
    channel?: PeerChannel,
  ): Promise<{ ballot: PeerMessage; asked: PeerInteraction }>;
  /** Hangs up, and leaves the Discord as it is. */
  stop(): Promise<void>;
};

/** Starts the kit, whose end throws when a request was none that Discord takes. */
export async function startDiscordKit(): Promise<DiscordKit> {
  const kit = await startCoreKit();
  const peers = new Set<DiscordPeer>();
  const running = new Set<DiscordArena>();
  return {
    ...kit,
    async arena(choices = {}) {
      const core = await kit.createCore(choices);
      const peer = choices.peer ?? (await startDiscordPeer(core.clock));
      if (choices.peer) goOnWith(peer, core);
      peers.add(peer);
      const arena = await openArena(core, peer, choices.shards ?? "auto");
      running.add(arena);
      return arena;
    },
    async close() {
      for (const arena of running) await arena.stop();
      for (const peer of peers) await peer.close();
      await kit.close();
      const wrong = [...peers].flatMap((peer) => peer.rest.violations);
      if (wrong.length > 0) throw new Error(`Discord would not take this:\n${wrong.join("\n")}`);
    },
  };
}

/** Time goes on, and so far that another client may identify at once. */
function goOnWith({ world }: DiscordPeer, { clock }: RunningCore): void {
  clock.advance(Math.max(0, world.clock.now().getTime() - clock.now().getTime()) + 10_000);
  world.clock = clock;
}

async function openArena(core: RunningCore, peer: DiscordPeer, shards: ShardChoice): Promise<DiscordArena> {
  const guild = peer.guild();
  const channel = peer.channel(guild);
  const discord = createDiscord({
    ...{
      core,
      clock: core.clock,
      random: createSeededRandom(1),
      log: recordingLog(core),
      token: peer.token,
      apiUrl: peer.apiUrl,
      shards,
      // As in bots/main.ts.
      onStanding: ({ state }: Standing) => state === "up" && core.connect(discord.platform),
    },
  });
  core.connect(discord.platform);
  await core.start();
  await discord.open();
  // Registered beside everything else.
  await until(() => peer.world.commands.length > 0);
  const [ann, bob] = [peer.person("ann"), peer.person("bob")];
  let stopped = false;
  const settled = async () => {
    for (let quiet = 0; quiet < 2; quiet += 1) {
      // Whatever was told before has been heard then.
      if (peer.gateway.listening() > 0) await peer.gateway.heartbeat();
      await peer.rest.idle();
      await discord.settled();
      await core.settled();
    }
  };
  return {
    ...{ core, peer, discord, guild, channel, ann, bob, settled },
    async pass(milliseconds) {
      core.clock.advance(milliseconds);
      await settled();
    },
    async ask(question = "Why is the sea salty?", asker = ann, place = channel) {
      const asked = asker.slash(place, "battle", { question });
      await until(() => asked.acknowledgedAfter !== undefined);
      await settled();
      const ballot = peer.messagesIn(place).findLast((message) => buttonsOf(message).length >= 4);
      if (!ballot)
        throw new Error(`there is no ballot: ${inspect([asked.replies.map(textOf), core.log], { depth: 6 })}`);
      return { ballot, asked };
    },
    async stop() {
      if (stopped) return;
      stopped = true;
      await discord.stopListening();
      await core.stop();
      await discord.close();
    },
  };
}

function recordingLog(core: RunningCore): Parameters<typeof createDiscord>[0]["log"] {
  const at = (level: "info" | "warn" | "error") => (details: Record<string, unknown>, message: string) =>
    void core.log.push({ level, details, message });
  return { info: at("info"), warn: at("warn"), error: at("error") };
}

type Shown = { components?: unknown; content?: string };

/** All that can be read in a message. */
export function textOf(message: Shown): string {
  const texts = allComponents((message.components ?? []) as never).flatMap(({ type, content = "" }) =>
    type === 10 ? [content] : [],
  );
  return [message.content ?? "", ...texts].filter((text) => text !== "").join("\n");
}

/** The labels of a message's buttons. */
export function buttonsOf(message: Shown): string[] {
  return allComponents((message.components ?? []) as never).flatMap(({ type, label = "" }) =>
    type === 2 ? [label] : [],
  );
}

/** Waits for what an interaction is answered with, and reads it. */
export async function answerTo(arena: DiscordArena, interaction: PeerInteraction): Promise<PeerMessage> {
  await until(() => interaction.replies.length > 0);
  await arena.settled();
  const reply = interaction.replies.at(-1);
  if (!reply) throw new Error("there was no answer");
  return reply;
}

/** The pictures a message shows, with what they say in words. */
export function galleryOf(message: Shown): { url: string; description: string }[] {
  return allComponents((message.components ?? []) as never).flatMap(({ items = [] }) =>
    items.map(({ media, description = "" }) => ({ url: media.url, description })),
  );
}

/** The whole product on a Telegram of its own: real store, models, pictures and the real grammY. */
import { inspect } from "node:util";
import { createTelegram, type TelegramBot, type TelegramOptions } from "../../bots/telegram/bot.ts";
import { encodeMarkdown } from "../../bots/telegram/markdown-entities.ts";
import { type CoreChoices, type CoreKit, type RunningCore, startCoreKit } from "../core-kit.ts";
import type { PeerPerson } from "../peers/telegram/people.ts";
import { plainRich } from "../peers/telegram/rich-message.ts";
import { startTelegramPeer, type TelegramPeer } from "../peers/telegram/telegram-peer.ts";
import type { PeerChat, PeerMessage } from "../peers/telegram/world.ts";
import { createSeededRandom } from "../seeded-random.ts";

/** One store and one model server for a test file. */
export type TelegramKit = CoreKit & {
  /** A new Telegram with two people, a group of theirs, and the product. */
  arena(choices?: ArenaChoices): Promise<TelegramArena>;
};

export type ArenaChoices = CoreChoices & {
  /** An earlier Telegram, as after a restart. */
  peer?: TelegramPeer;
  webhook?: TelegramOptions["webhook"];
  /** What the bot is in the group. */
  bot?: NonNullable<Parameters<TelegramPeer["group"]>[1]>["bot"];
  type?: "group" | "supergroup";
  forum?: boolean;
  /** Whether the server knows rich messages. */
  rich?: boolean;
};

export type TelegramArena = {
  core: RunningCore;
  peer: TelegramPeer;
  telegram: TelegramBot;
  group: PeerChat;
  ann: PeerPerson;
  bob: PeerPerson;
  /** Waits until nothing is going on, here or there. */
  settled(): Promise<void>;
  /** Moves time on and waits for what that brings. */
  pass(milliseconds: number): Promise<void>;
  /** Asks, and waits for the ballot: in the group by command, in a private chat by a plain message. */
  ask(question?: string, asker?: PeerPerson, chat?: PeerChat): Promise<PeerMessage>;
  stop(): Promise<void>;
};

/** Starts the kit, whose end throws when a request was none that Telegram takes. */
export async function startTelegramKit(): Promise<TelegramKit> {
  const kit = await startCoreKit();
  const peers = new Set<TelegramPeer>();
  const running = new Set<TelegramArena>();
  return {
    ...kit,
    async arena(choices = {}) {
      const core = await kit.createCore({ platform: "telegram", ...choices });
      const peer = choices.peer ?? (await startTelegramPeer(core.clock));
      if (choices.peer) peer.world.clock = core.clock;
      peer.world.takesRich = choices.rich ?? true;
      peers.add(peer);
      const arena = await openArena(core, peer, choices);
      running.add(arena);
      return arena;
    },
    async close() {
      for (const arena of running) await arena.stop();
      for (const peer of peers) await peer.close();
      await kit.close();
      const wrong = [...peers].flatMap((peer) => peer.faults);
      if (wrong.length > 0) throw new Error(`Telegram would not take this:\n${wrong.join("\n")}`);
    },
  };
}

async function openArena(core: RunningCore, peer: TelegramPeer, choices: ArenaChoices): Promise<TelegramArena> {
  const [ann, bob] = [peer.person("ann"), peer.person("bob")];
  const { type = "supergroup", forum = false, bot = {}, webhook = null } = choices;
  const group = peer.group([ann, bob], { type, forum, bot });
  const { token, apiUrl } = peer;
  const telegram = createTelegram({
    core,
    clock: core.clock,
    random: createSeededRandom(1),
    log: recordingLog(core),
    token,
    apiUrl,
    webhook,
  });
  core.connect(telegram.platform);
  await core.start();
  await telegram.open();
  let stopped = false;
  const settled = async () => {
    for (let quiet = 0; quiet < 2; quiet += 1) {
      await peer.settled();
      await telegram.settled();
      await core.settled();
    }
  };
  return {
    ...{ core, peer, telegram, group, ann, bob, settled },
    async pass(milliseconds) {
      core.clock.advance(milliseconds);
      await settled();
    },
    async ask(question = "Why is the sea salty?", asker = ann, chat = group) {
      asker.say(chat, chat.type === "private" ? question : `/battle ${question}`);
      await settled();
      const ballot = peer.messagesIn(chat).findLast((message) => buttonsOf(message).includes("Both bad"));
      if (!ballot)
        throw new Error(`there is no ballot: ${inspect([peer.messagesIn(chat).map(textOf), core.log], { depth: 6 })}`);
      return ballot;
    },
    async stop() {
      if (stopped) return;
      stopped = true;
      await telegram.stopListening();
      await core.stop();
      await telegram.close();
    },
  };
}

function recordingLog(core: RunningCore): TelegramOptions["log"] {
  const at = (level: "info" | "warn" | "error") => (details: Record<string, unknown>, message: string) =>
    void core.log.push({ level, details, message });
  return { info: at("info"), warn: at("warn"), error: at("error") };
}

/** All that can be read in a message. */
export function textOf({ text, caption, rich }: Pick<PeerMessage, "text" | "caption"> & Partial<PeerMessage>): string {
  return (text ?? caption ?? (rich ? plainRich(rich) : "")).replaceAll("\u200b", "");
}

/** A sentence as it is read on Telegram. */
export function plain(markdown: string): string {
  return textOf({ text: encodeMarkdown(markdown).text, caption: undefined });
}

/** The labels of a message's buttons. */
export function buttonsOf({ keyboard }: Pick<PeerMessage, "keyboard">): string[] {
  return keyboard.flat().map(({ text }) => text);
}

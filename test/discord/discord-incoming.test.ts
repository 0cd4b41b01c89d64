import { GatewayIntentBits as intents, PermissionFlagsBits as may } from "discord-api-types/v10";
import { afterAll, beforeAll, expect } from "vitest";
import { createDiscord, type Discord } from "../../bots/discord/bot.ts";
import { type Post, sentences } from "../../core/index.ts";
import {
  describeIncomingContract,
  longQuestion,
  notes,
  otherPicture,
  picture,
  type Plays,
  question,
  type Scene,
} from "../contracts/incoming-contract.ts";
import { ballot, createRecordingCore, type RecordingCore } from "../contracts/recording-core.ts";
import { createManualClock } from "../manual-clock.ts";
import { type DiscordPeer, startDiscordPeer } from "../peers/discord/discord-peer.ts";
import type { PeerFile, PeerPerson } from "../peers/discord/people.ts";
import type { PeerChannel, PeerGuild, PeerMessage } from "../peers/discord/world.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { until } from "../until.ts";

const { chat } = sentences("en");
const silence = () => {};
const log = { info: silence, warn: silence, error: silence };

type DiscordScene = Scene & {
  core: RecordingCore;
  peer: DiscordPeer;
  guild: PeerGuild;
  channel: PeerChannel;
  ann: PeerPerson;
  /** Posts something as core does. */
  post(post?: Post, channel?: PeerChannel): Promise<{ message: PeerMessage; address: string }>;
  edit(address: string, post: Post): Promise<unknown>;
  /** Lets something happen while the bot is not there. */
  meanwhile(happen: () => void): Promise<void>;
};

const clock = createManualClock();
const core = createRecordingCore();
let peer: DiscordPeer;
let discord: Discord;
let guild: PeerGuild;
let posts = 0;

beforeAll(async () => {
  peer = await startDiscordPeer(clock);
  guild = peer.guild();
  await start();
});
afterAll(async () => {
  await stop();
  await peer.close();
  const wrong = peer.rest.violations;
  if (wrong.length > 0) throw new Error(`Discord would not take this:\n${wrong.join("\n")}`);
});

async function start(): Promise<void> {
  const { token, apiUrl } = peer;
  discord = createDiscord({ core, clock, random: createSeededRandom(1), log, token, apiUrl, shards: "auto" });
  await discord.open();
  await until(() => peer.world.commands.length > 0);
}

async function stop(): Promise<void> {
  await settled();
  await discord.stopListening();
  await discord.close();
}

async function settled(): Promise<void> {
  for (let quiet = 0; quiet < 2; quiet += 1) {
    if (peer.gateway.listening() > 0) await peer.gateway.heartbeat();
    await peer.rest.idle();
    await discord.settled();
  }
}

async function openScene(): Promise<DiscordScene> {
  const channel = peer.channel(guild);
  Object.assign(core, { open: [], reply: undefined });
  return {
    ...{ platform: "discord", core, peer, guild, channel, ann: peer.person("ann"), settled },
    told: () => core.told,
    forget: () => void core.told.splice(0),
    async post(post = ballot, place = channel) {
      const address = await discord.platform.post(place.id, post, `key-${(posts += 1)}`);
      await settled();
      return { message: peer.messagesIn(place).at(-1)!, address };
    },
    edit: (address, post) => discord.platform.edit(address, post),
    async meanwhile(happen) {
      await stop();
      happen();
      // So that the next client may identify at once, however many have before.
      clock.advance(5 * 60_000);
      await start();
    },
  };
}

const addressOf = ({ channel_id: channel, id }: PeerMessage) => `${channel}/${id}`;
const pictureFile = (bytes: Buffer): PeerFile => ({ name: "sea.png", type: "image/png", bytes });
const inGuild = ({ guild }: DiscordScene) => ({ guild: guild.id, intent: intents.GuildMessages });
const whose = (person: PeerPerson, { guild, channel }: DiscordScene) => ({
  ...{ person: `discord:${person.id}`, community: `discord:${guild.id}`, place: channel.id },
});
const numbered = { none: "the gateway numbers what it tells, and goes on behind the last number it was answered" };

/** Shows a reply to a command of somebody. */
async function replyTo(
  { core, channel, ann, settled, forget }: DiscordScene,
  isPrivate: boolean,
): Promise<PeerMessage> {
  core.reply = { ...ballot, private: isPrivate } as NonNullable<RecordingCore["reply"]>;
  const asked = ann.slash(channel, "models");
  await until(() => asked.acknowledgedAfter !== undefined);
  await settled();
  forget();
  return asked.replies.at(-1)!;
}

const plays: Plays<DiscordScene> = {
  "a question in a private chat": async ({ peer, ann }) => {
    const said = ann.direct(question);
    const place = peer.direct(ann).id;
    return { person: `discord:${ann.id}`, community: `discord:@${ann.id}`, place, address: addressOf(said) };
  },
  "a question by a command": async (here) => {
    const { id } = here.ann.slash(here.channel, "battle", { question });
    return { ...whose(here.ann, here), communityName: "A server", address: `asked:${id}` };
  },
  "a question by a command with a task": async (here) => {
    here.ann.slash(here.channel, "battle", { question, task: "math" });
    return whose(here.ann, here);
  },
  "a question that mentions the bot": async (here) => {
    const said = here.ann.say(here.channel, question, { mention: true });
    return { ...whose(here.ann, here), address: addressOf(said), named: "first" };
  },
  "an answer to a post": async (here) => {
    const { message, address } = await here.post();
    here.ann.say(here.channel, question, { replyTo: message });
    return { ...whose(here.ann, here), inReplyTo: address };
  },
  "a follow-up by a form": async (here) => {
    const { message, address } = await here.post();
    const opened = here.ann.press(message, chat.followUp);
    await until(() => opened.callback !== undefined);
    here.ann.submit(opened, { question });
    return { ...whose(here.ann, here), inReplyTo: address, followUp: true };
  },
  "a message chosen from its menu": async (here) => {
    const said = here.ann.say(here.channel, question);
    here.ann.menu(chat.battleThis, said);
    return { ...whose(here.ann, here), address: addressOf(said) };
  },
  "another command": async (here) => {
    here.ann.slash(here.channel, "leaderboard", { period: "7d" });
    return whose(here.ann, here);
  },
  "a command that names somebody": async (here) => {
    const bob = here.peer.person("bob");
    here.ann.say(here.channel, "hello");
    const text = `<@${bob.id}>`;
    here.ann.slash(here.channel, "profile", { model: text });
    return { text: `/profile ${text}`, mentions: [expect.objectContaining({ text, person: `discord:${bob.id}` })] };
  },
  "a long question": async ({ ann, channel }) => {
    ann.slash(channel, "battle", { question: longQuestion });
    return {};
  },
  "a question with a picture": async ({ ann, channel }) => {
    ann.say(channel, question, { mention: true, files: [pictureFile(picture)] });
    return {};
  },
  "a question with a text document": async ({ ann, channel }) => {
    ann.say(channel, question, { mention: true, files: [notes] });
    return {};
  },
  "several pictures sent together": async ({ ann, channel }) => {
    ann.say(channel, question, { mention: true, files: [pictureFile(picture), pictureFile(otherPicture)] });
    return {};
  },
  "a picture without words": async ({ ann, channel }) => {
    ann.say(channel, "", { mention: true, files: [pictureFile(picture)] });
    return {};
  },
  "a question in a thread": async ({ peer, guild, channel, ann }) => {
    const thread = peer.channel(guild, { type: 11, parent: channel.id });
    ann.slash(thread, "battle", { question });
    return { place: thread.id, within: channel.id };
  },
  "a question of somebody who reads Chinese": async ({ peer, channel }) => {
    peer.person("li", { locale: "zh-CN" }).slash(channel, "battle", { question });
    return {};
  },
  "a question of somebody who manages the community": async ({ peer, channel }) => {
    peer.person("owner", { manages: true }).slash(channel, "battle", { question });
    return {};
  },
  "a question of somebody with a role": async ({ peer, guild, channel }) => {
    const role = peer.role(guild, "askers");
    peer.person("cat", { roles: [role] }).slash(channel, "battle", { question });
    return { groups: expect.arrayContaining([role]) as string[] };
  },
  "a question where the bot is no member": async ({ peer, ann }) => {
    const elsewhere = peer.channel(peer.guild({ joined: false }));
    const { token } = ann.slash(elsewhere, "battle", { question });
    return { community: `discord:@${ann.id}`, place: `@${token}`, manages: true };
  },
  "a message that is told twice": numbered,
  "words that are not for the bot": async ({ ann, channel }) => {
    ann.say(channel, question);
    return {};
  },
  "a message of another bot": async ({ peer, channel }) => {
    peer.person("robot", { bot: true }).say(channel, question, { mention: true });
    return {};
  },
  "a message in the name of a group": { none: "nobody on Discord can write in the name of a server" },
  "a message that was edited": async (here) => {
    const said = here.ann.say(here.channel, "hello");
    here.ann.edit(said, `<@${here.peer.world.bot.id}> ${question}`);
    return { ...whose(here.ann, here), event: addressOf(said) };
  },
  "a message that only looks different": async (here) => {
    const { reactors: _, ...said } = here.ann.say(here.channel, question, { mention: true });
    await here.settled();
    here.forget();
    // The preview of a link has been found.
    here.peer.gateway.dispatch("MESSAGE_UPDATE", { ...said, embeds: [{ type: "link" }] }, inGuild(here));
    return {};
  },
  "news of the group itself": async (here) => {
    const { reactors: _, ...said } = here.ann.say(here.channel, question);
    // Somebody has come to the server, or pinned a message; a thread was opened, whose name is the content.
    for (const type of [6, 7, 18])
      here.peer.gateway.dispatch("MESSAGE_CREATE", { ...said, type, mentions: [here.peer.world.bot] }, inGuild(here));
    return {};
  },
  "a message in which there is nothing to read": async ({ ann, channel }) => {
    ann.say(channel, "", { mention: true });
    return {};
  },

  "a press in a shared post": async (here) => {
    const { message } = await here.post();
    here.ann.press(message, "Tie");
    return whose(here.ann, here);
  },
  "a press in a reply that everybody sees": async (here) => {
    await replyTo(here, false);
    here.ann.press(here.peer.messagesIn(here.channel).at(-1)!, "Tie");
    return whose(here.ann, here);
  },
  "a press in a reply that one person sees": async (here) => {
    const { message } = await here.post();
    const pressed = here.ann.press(message, "Tie");
    await until(() => pressed.replies.length > 0);
    here.ann.press(pressed.replies[0]!, "Names");
    return whose(here.ann, here);
  },
  "a press in a private chat": async ({ post, peer, ann }) => {
    const { message } = await post(ballot, peer.direct(ann));
    ann.press(message, "Tie");
    return { person: `discord:${ann.id}`, community: `discord:@${ann.id}` };
  },
  "a press of somebody who reads Chinese": async ({ post, peer }) => {
    const { message } = await post();
    peer.person("li", { locale: "zh-TW" }).press(message, "Tie");
    return {};
  },
  "a press of somebody who manages the community": async ({ post, peer }) => {
    const { message } = await post();
    peer.person("owner", { manages: true }).press(message, "Settings");
    return {};
  },
  "a press on a button of an earlier version": async ({ post, edit, ann }) => {
    const { message, address } = await post();
    await edit(address, { ...ballot, buttons: [] });
    ann.pressId(message, "vote:tie");
    return {};
  },
  "a press with an unknown action": async ({ post, ann }) => {
    const { message } = await post();
    ann.pressId(message, "no-such-verb:1");
    return {};
  },
  "a press that was never offered": { none: "its clients press only what the bot has sent; core refuses the rest" },
  "a press that is told twice": numbered,

  "a reaction added": async (here) => {
    const { message, address } = await here.post();
    here.ann.react(message, "🤝");
    return { ...whose(here.ann, here), post: address };
  },
  "a reaction for one of the answers": async ({ post, ann }) => {
    const { message, address } = await post();
    // Some clients leave out what makes it colourful.
    ann.react(message, "🅰");
    return { post: address };
  },
  "a reaction changed": async ({ post, ann }) => {
    const { message, address } = await post();
    ann.react(message, "🤝");
    ann.react(message, "👎");
    ann.unreact(message, "🤝");
    return { post: address };
  },
  "a reaction removed": async ({ post, ann, settled, forget }) => {
    const { message, address } = await post();
    ann.react(message, "🤝");
    await settled();
    forget();
    ann.unreact(message, "🤝");
    return { post: address };
  },
  "a reaction that may be taken away": async ({ post, ann }) => {
    const { message, address } = await post();
    ann.react(message, "🤝", true);
    return { post: address, stands: () => message.reactors.get("🤝")?.includes(ann.id) ?? false };
  },
  "a reaction that may not be taken away": async ({ post, peer, channel, ann }) => {
    peer.deny(channel, may.ManageMessages);
    const { message } = await post();
    ann.react(message, "🤝");
    return {};
  },
  "a reaction in a private chat": async ({ post, peer, ann }) => {
    const { message, address } = await post(ballot, peer.direct(ann));
    ann.react(message, "🤝");
    return { community: `discord:@${ann.id}`, post: address };
  },
  "a reaction that stands for nothing": async ({ post, ann }) => {
    ann.react((await post()).message, "🔥");
    return {};
  },
  "a reaction with an emoji of one's own": async ({ post, peer, guild, channel, ann }) => {
    const { message } = await post();
    const emoji = { id: peer.world.id(), name: "🤝" };
    const reacted = { user_id: ann.id, channel_id: channel.id, message_id: message.id, guild_id: guild.id, emoji };
    const audience = { guild: guild.id, intent: intents.GuildMessageReactions };
    peer.gateway.dispatch("MESSAGE_REACTION_ADD", { ...reacted, burst: false, type: 0 }, audience);
    return {};
  },
  "the bot's own reaction": async ({ post, peer }) => {
    const { message } = await post();
    await until(() => message.reactors.size === 4);
    expect(message.reactors.get("🤝")).toEqual([peer.world.bot.id]);
    return {};
  },
  "a reaction of another bot": async ({ post, peer }) => {
    peer.person("robot", { bot: true }).react((await post()).message, "🤝");
    return {};
  },
  "a reaction in the name of a group": { none: "nobody on Discord can react in the name of a server" },
  "numbers of reactions without names": { none: "Discord tells of each reaction who put it there" },
  "a reaction made in an absence": async ({ post, core, ann, meanwhile }) => {
    const { message, address } = await post();
    core.open.push(address);
    await meanwhile(() => ann.react(message, "🤝"));
    return { post: address, late: "alone" };
  },
  "two reactions made in an absence": async ({ post, core, ann, meanwhile }) => {
    const { message, address } = await post();
    core.open.push(address);
    await meanwhile(() => ["🤝", "🅰️"].forEach((emoji) => ann.react(message, emoji)));
    return { post: address, late: "among-several" };
  },
};

describeIncomingContract(openScene, plays);

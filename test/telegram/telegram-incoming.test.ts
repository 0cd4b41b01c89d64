import type { Update } from "grammy/types";
import { afterAll, beforeAll } from "vitest";
import { createTelegram, type TelegramBot } from "../../bots/telegram/bot.ts";
import type { Post } from "../../core/index.ts";
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
import type { PeerAttachment, PeerPerson } from "../peers/telegram/people.ts";
import { startTelegramPeer, type TelegramPeer } from "../peers/telegram/telegram-peer.ts";
import type { PeerChat, PeerMessage, Right } from "../peers/telegram/world.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { until } from "../until.ts";

const silence = () => {};
const log = { info: silence, warn: silence, error: silence };
/** How long the bot waits for more of an album, and how soon it asks for more while it works. Milliseconds. */
const [quiet, breath] = [700, 250];

type TelegramScene = Scene & {
  peer: TelegramPeer;
  group: PeerChat;
  ann: PeerPerson;
  /** Makes somebody who is in the group. */
  person(
    name: string,
    options?: { language?: string; bot?: boolean; as?: Parameters<PeerPerson["join"]>[1] },
  ): PeerPerson;
  /** Posts something as core does. @returns its message, and those of its answers. */
  post(post?: Post, chat?: PeerChat): Promise<{ message: PeerMessage; address: string; answers: PeerMessage[] }>;
  edit(address: string, post: Post): Promise<unknown>;
  /** Makes the bot an administrator of the group. */
  promote(...rights: Right[]): Promise<void>;
  /** Lets something happen while the bot is not there. */
  meanwhile(happen: () => void): Promise<void>;
  /** Tells the bot again of what it was told last. */
  repeat(): void;
};

const clock = createManualClock();
const core: RecordingCore = createRecordingCore();
let peer: TelegramPeer;
let telegram: TelegramBot;
let posts = 0;

beforeAll(async () => {
  peer = await startTelegramPeer(clock);
  await start();
});
afterAll(async () => {
  await stop();
  await peer.close();
  const wrong = peer.faults;
  if (wrong.length > 0) throw new Error(`Telegram would not take this:\n${wrong.join("\n")}`);
});

async function start(): Promise<void> {
  const { token, apiUrl } = peer;
  const random = createSeededRandom(1);
  telegram = createTelegram({ core, clock, random, log, token, apiUrl, webhook: null });
  await telegram.open();
}

async function stop(): Promise<void> {
  await settled();
  await telegram.stopListening();
  await telegram.close();
}

async function settled(): Promise<void> {
  for (let still = 0; still < 2; still += 1) {
    await peer.settled();
    await telegram.settled();
  }
}

async function openScene(): Promise<TelegramScene> {
  const ann = peer.person("ann");
  const group = peer.group([ann], { title: "A group" });
  core.reply = undefined;
  return {
    ...{ platform: "telegram", peer, group, ann, settled },
    told: () => core.told,
    forget: () => void core.told.splice(0),
    person(name, { language, bot, as } = {}) {
      const person = peer.person(name, { ...(language !== undefined && { language }), ...(bot && { bot }) });
      person.join(group, as);
      return person;
    },
    async post(post = ballot, chat = group) {
      const address = await telegram.platform.post(String(chat.id), post, `key-${(posts += 1)}`);
      await settled();
      const id = Number(address.split("/")[1]);
      const [message, ...answers] = peer.messagesIn(chat).filter((one) => one.id >= id);
      return { message: message!, address, answers };
    },
    edit: (address, post) => telegram.platform.edit(address, post),
    async promote(...rights) {
      peer.place(group, "administrator", ann, rights);
      await settled();
    },
    async meanwhile(happen) {
      await stop();
      happen();
      await start();
    },
    repeat: () => peer.updates.repeat(peer.updates.all.at(-1)!),
  };
}

const addressOf = ({ chat, id }: PeerMessage) => `${chat.id}/${id}`;
const pictureFile = (bytes: Buffer): PeerAttachment => ({ name: "sea.png", type: "image/png", bytes });
const whose = (person: PeerPerson, { group }: TelegramScene) => ({
  ...{ person: `telegram:${person.id}`, community: `telegram:${group.id}`, place: String(group.id) },
  communityName: "A group",
});
const alone = (person: PeerPerson) => ({
  ...{ person: `telegram:${person.id}`, community: `telegram:@${person.id}`, place: String(person.id) },
});
const mention = (text: string) => `@${peer.world.bot.username} ${text}`;
/** A ballot whose draw gives the unicorn to A. */
const drawn: Post = { ...ballot, draw: { battle: "b", hash: "1", statement: null } };
const noForms = { none: "Telegram has no forms" };

/** Tells of reactions as Telegram does, whoever put them there. */
function tellReaction({ chat, id }: PeerMessage, more: Partial<NonNullable<Update["message_reaction"]>>): void {
  const told = { chat: { id: chat.id, type: "supergroup", title: chat.title }, message_id: id };
  const change = { date: 1_893_456_000, old_reaction: [], new_reaction: [{ type: "emoji", emoji: "🤝" }] };
  peer.updates.tell("message_reaction", { ...told, ...change, ...more } as never);
}

const plays: Plays<TelegramScene> = {
  "a question in a private chat": async ({ ann }) => {
    const said = ann.direct(question);
    return { ...alone(ann), address: addressOf(said), event: addressOf(said) };
  },
  "a question by a command": async (here) => {
    const said = here.ann.say(here.group, `/battle ${question}`);
    return { ...whose(here.ann, here), address: addressOf(said), event: addressOf(said) };
  },
  "a question by a command with a task": async (here) => {
    here.ann.say(here.group, `/battle #math ${question}`);
    return whose(here.ann, here);
  },
  "a question that mentions the bot": async (here) => {
    const said = here.ann.say(here.group, mention(question));
    return { ...whose(here.ann, here), address: addressOf(said), named: "first" };
  },
  "an answer to a post": async (here) => {
    const { message, address } = await here.post();
    here.ann.say(here.group, question, { replyTo: message });
    return { ...whose(here.ann, here), inReplyTo: address };
  },
  "a follow-up by a form": noForms,
  "a message chosen from its menu": { none: "messages on Telegram have no menu of a bot's" },
  "another command": async (here) => {
    here.ann.say(here.group, "/leaderboard 7d");
    return whose(here.ann, here);
  },
  "a command that names somebody": async ({ ann, person, group }) => {
    const bob = person("bob");
    const entities = [{ type: "text_mention" as const, offset: 9, length: 3, user: bob.user }];
    ann.say(group, "/profile bob", { entities });
    return { text: "/profile bob", mentions: [{ text: "bob", person: `telegram:${bob.id}`, name: "bob" }] };
  },
  "a long question": async ({ ann, group }) => {
    ann.say(group, `/battle ${longQuestion}`);
    return {};
  },
  "a question with a picture": async ({ ann, group }) => {
    ann.say(group, mention(question), { file: pictureFile(picture) });
    return {};
  },
  "a question with a text document": async ({ ann, group }) => {
    ann.say(group, mention(question), { file: { ...notes, type: "text/plain" } });
    return {};
  },
  "several pictures sent together": async ({ ann, group, promote }) => {
    await promote();
    ann.album(group, mention(question), [pictureFile(picture), pictureFile(otherPicture)]);
    const waiting = (milliseconds: number) => clock.pending().filter((one) => one === milliseconds).length;
    // While the bot waits for more of the album, it asks for updates after a breath; it breathes again once it has them.
    await until(() => waiting(breath) === 1 && waiting(quiet) === 1);
    clock.advance(breath);
    await until(() => waiting(breath) === 1);
    clock.advance(quiet);
    return {};
  },
  "a picture without words": async ({ ann, group, post }) => {
    const { message } = await post();
    ann.say(group, "", { replyTo: message, file: pictureFile(picture) });
    return {};
  },
  "a question in a thread": async ({ ann }) => {
    const forum = peer.group([ann], { forum: true });
    const topic = peer.topic(forum);
    ann.say(forum, mention(question), { topic: topic.id });
    return { text: question, place: `${forum.id}:${topic.id}`, within: String(forum.id) };
  },
  "a question of somebody who reads Chinese": async ({ person, group }) => {
    person("li", { language: "zh-hans" }).say(group, `/battle ${question}`);
    return {};
  },
  "a question of somebody who manages the community": async ({ person, group }) => {
    person("owner", { as: { status: "administrator" } }).say(group, mention(question));
    return {};
  },
  "a question of somebody with a role": { none: "groups on Telegram have no roles" },
  "a question where the bot is no member": { none: "a bot on Telegram hears nothing where it is no member" },
  "a message that is told twice": async ({ ann, group, settled: heard, repeat }) => {
    ann.say(group, mention(question));
    await heard();
    repeat();
    await until(() => core.told.length > 1);
    return {};
  },
  "words that are not for the bot": async ({ ann, group, promote }) => {
    // An administrator is told of everything.
    await promote();
    ann.say(group, question);
    ann.say(group, `/battle@another_bot ${question}`);
    return {};
  },
  "a message of another bot": async ({ ann, person, group }) => {
    const robot = person("robot", { bot: true });
    const heard = ann.say(group, "hello");
    const told = { message_id: heard.id, date: 1_893_456_000, from: robot.user, text: mention(question) };
    const chat = { id: group.id, type: "supergroup", title: group.title };
    const entities = [{ type: "mention", offset: 0, length: peer.world.bot.username.length + 1 }];
    peer.updates.tell("message", { ...told, chat, entities } as never);
    return {};
  },
  "a message in the name of a group": async ({ person, group }) => {
    person("ghost", { as: { status: "administrator", anonymous: true } }).say(group, mention(question));
    return {};
  },
  "a message that was edited": async ({ ann, group }) => {
    const said = ann.say(group, "hello");
    ann.edit(said, mention(question));
    return { address: addressOf(said), event: addressOf(said), named: "first" };
  },
  "a message that only looks different": { none: "Telegram tells of an edit only when somebody has edited" },
  "news of the group itself": async ({ ann, group, promote }) => {
    await promote();
    ann.say(group, "", { other: { new_chat_title: "Another title" } });
    ann.say(group, "", { other: { new_chat_members: [peer.world.bot] } });
    return {};
  },
  "a message in which there is nothing to read": async ({ ann }) => {
    const kind = { type: "regular", is_animated: false, is_video: false, width: 512, height: 512 };
    ann.direct("", { other: { sticker: { file_id: "sticker-1", file_unique_id: "s1", ...kind } } });
    return {};
  },

  "a press in a shared post": async (here) => {
    const { message } = await here.post();
    const { id } = here.ann.tap(message, "Tie");
    return { ...whose(here.ann, here), shared: false, event: `press ${id}` };
  },
  "a press in a reply that everybody sees": async (here) => {
    core.reply = { ...ballot, private: false };
    here.ann.say(here.group, "/models");
    await here.settled();
    here.ann.tap(peer.messagesIn(here.group).at(-1)!, "Tie");
    return { ...whose(here.ann, here), shared: true };
  },
  "a press in a reply that one person sees": async (here) => {
    const { message } = await here.post();
    here.ann.tap(message, "Tie");
    await here.settled();
    here.ann.tap(peer.shownAlone(here.group, here.ann).at(-1)!, "Names");
    return { ...whose(here.ann, here), shared: false };
  },
  "a press in a private chat": async ({ ann, settled: heard, post }) => {
    ann.direct("/start");
    await heard();
    const { message } = await post(ballot, ann.private);
    ann.tap(message, "Tie");
    return alone(ann);
  },
  "a press of somebody who reads Chinese": async ({ person, post }) => {
    const { message } = await post();
    person("li", { language: "zh-hant" }).tap(message, "Tie");
    return {};
  },
  "a press of somebody who manages the community": async ({ person, post }) => {
    const owner = person("owner", { as: { status: "creator" } });
    owner.tap((await post()).message, "Settings");
    return {};
  },
  "a press on a button of an earlier version": async ({ post, edit, ann }) => {
    const { message, address } = await post();
    const [button] = message.keyboard.flat();
    await edit(address, { ...ballot, buttons: [] });
    ann.tapData(message, (button as { callback_data: string }).callback_data);
    return {};
  },
  "a press with an unknown action": async ({ post, ann }) => {
    ann.tapData((await post()).message, "no-such-verb:1");
    return {};
  },
  "a press that was never offered": { none: "its clients press only what the bot has sent; core refuses the rest" },
  "a press that is told twice": async ({ post, ann, settled: heard, repeat }) => {
    ann.tap((await post()).message, "Tie");
    await heard();
    repeat();
    await until(() => core.told.length > 1);
    return {};
  },

  "a reaction added": async (here) => {
    await here.promote();
    const { message, address } = await here.post();
    here.ann.react(message, "🤝");
    return { ...whose(here.ann, here), post: address };
  },
  "a reaction for one of the answers": async ({ promote, post, ann }) => {
    await promote();
    const { message, address } = await post(drawn);
    ann.react(message, "🦄");
    return { post: address };
  },
  "a reaction changed": async ({ promote, post, ann }) => {
    await promote();
    const { message, address } = await post();
    ann.react(message, "🤝");
    ann.react(message, "👎");
    return { post: address };
  },
  "a reaction removed": async ({ promote, post, ann, settled: heard, forget }) => {
    await promote();
    const { message, address } = await post();
    ann.react(message, "🤝");
    await heard();
    forget();
    ann.react(message);
    return { post: address };
  },
  "a reaction that may be taken away": async ({ promote, post, ann }) => {
    await promote("can_delete_messages");
    const { message, address } = await post();
    ann.react(message, "🤝");
    return { post: address, stands: () => message.reactions.has(String(ann.id)) };
  },
  "a reaction that may not be taken away": async ({ promote, post, ann }) => {
    await promote();
    ann.react((await post()).message, "🤝");
    return {};
  },
  "a reaction in a private chat": async ({ post, ann, settled: heard }) => {
    ann.direct("/start");
    await heard();
    const { message, address } = await post(ballot, ann.private);
    ann.react(message, "🤝");
    return { community: `telegram:@${ann.id}`, post: address };
  },
  "a reaction that stands for nothing": async ({ promote, post, ann }) => {
    await promote();
    const { message } = await post(drawn);
    ann.react(message, "👍");
    ann.react(message, "🔥");
    return {};
  },
  "a reaction with an emoji of one's own": async ({ promote, post, ann }) => {
    await promote();
    const custom = [{ type: "custom_emoji" as const, custom_emoji_id: "5368324170671202286" }];
    tellReaction((await post()).message, { user: ann.user, new_reaction: custom });
    return {};
  },
  "the bot's own reaction": async ({ promote, post }) => {
    await promote();
    tellReaction((await post()).message, { user: peer.world.bot });
    return {};
  },
  "a reaction of another bot": async ({ promote, post, person }) => {
    await promote();
    tellReaction((await post()).message, { user: person("robot", { bot: true }).user });
    return {};
  },
  "a reaction in the name of a group": async ({ promote, post, person }) => {
    await promote();
    person("ghost", { as: { status: "administrator", anonymous: true } }).react((await post()).message, "🤝");
    return {};
  },
  "numbers of reactions without names": async ({ promote, post }) => {
    await promote();
    peer.countReactions((await post()).message, { "🤝": 40 });
    return {};
  },
  "a reaction made in an absence": async ({ promote, post, ann, meanwhile }) => {
    await promote();
    const { message, address } = await post();
    await meanwhile(() => ann.react(message, "🤝"));
    return { post: address };
  },
  "two reactions made in an absence": { none: "Telegram keeps what happened until it is fetched, each in its turn" },
};

describeIncomingContract(openScene, plays);

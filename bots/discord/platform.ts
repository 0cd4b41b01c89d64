/** Discord as core's chat platform: a place is a channel, or the reply to an interaction where the bot is no member. */
import {
  type BoundedMap,
  type ChatPlatform,
  createBoundedMap,
  joinAddress,
  type KnownCommunity,
  type Language,
  type Post,
  sentences,
  splitAddress,
} from "../../core/index.ts";
import { encodeCall, encodePost, encodeQuestion, type QuestionParts } from "./encode.ts";
import { eraseAt, threadAddress, threadName } from "./erasing.ts";
import { createReplyPosts, type ReplyPosts } from "./reply-posts.ts";
import { createLateAnswers, type LateAnswers } from "./late-answers.ts";
import { choiceEmoji } from "./reactions.ts";
import { isOfMessage, obstacleOf } from "./obstacles.ts";
import { type Asker, createStuckPosts, type StuckParts, type StuckPosts } from "./stuck-posts.ts";
import { isReplyPlace } from "./whereabouts.ts";
import { leavePlace } from "./workplaces.ts";

/** What posting needs. */
export type PlatformParts = StuckParts & {
  /** Whether the bot may offer reactions in a channel, as far as it knows. */
  mayReact(channel: string): boolean;
  /** What is known of a server. */
  look(community: string, language: Language): KnownCommunity | undefined;
  /** Whether the bot may remove people's reactions in a channel. */
  removesReactions(channel: string): boolean;
  /** Whether a thread can be opened in a channel, as far as the bot knows. */
  mayOpenThreads(channel: string): boolean;
};

/** A question that came by a command or form: it is no message yet. */
export type Question = {
  /** Its interaction. */
  id: string;
  channel: string;
  text: string;
  attached: QuestionParts["attached"];
  asker: Asker;
  language: Language;
};

/** A question that core is being asked. */
export type ExpectedQuestion = {
  /** The address it goes by: what core posts in answer to it makes a message of it first. */
  address: string;
  /** Forgets it. @returns the address of what answers it, when that was posted. */
  settle(): string | undefined;
};

/** What core has to say goes out here. */
export type DiscordPlatform = ChatPlatform &
  Pick<StuckPosts, "remember" | "lookAgain" | "removed"> &
  Pick<ReplyPosts, "pressed"> & {
    /** Takes note of a question that becomes a message once core has accepted it. */
    expect(question: Question): ExpectedQuestion;
    /** Remembers who is to see what is posted in the reply to a command, in case it comes too late for that. */
    expectReply: LateAnswers["expect"];
  };

/**
 * Where a question stands; without a message, only its channel is known. `beside` has the addresses of what the bot has
 * posted there with words of it.
 */
type Placed = { message: string | undefined; channel: string; beside?: readonly string[] };
type Underway = { question: Question; placed?: Promise<Placed>; posted?: string };
type Posting = PlatformParts & {
  late: LateAnswers;
  replies: ReplyPosts;
  stuck: StuckPosts;
  /** Questions that are no messages yet, or have just become some, by the addresses they go by. */
  underway: Map<string, Underway>;
  /** By channel: the message of the battle under which it is said that reactions stay. */
  warned: BoundedMap<string, string>;
  /** By the newest posts: see {@link ChatPlatform.besides}. */
  beside: BoundedMap<string, readonly string[]>;
};

const mostWarned = 2_000;
const mostBeside = 5_000;

/** Makes the platform; nothing is sent yet. */
export function createPlatform(parts: PlatformParts): DiscordPlatform {
  const stuck = createStuckPosts(parts);
  const late = createLateAnswers(parts.requests);
  const remembered = { warned: createBoundedMap<string, string>(mostWarned), underway: new Map<string, Underway>() };
  const beside: Posting["beside"] = createBoundedMap(mostBeside);
  const replies = createReplyPosts(parts, late);
  const here: Posting = { ...parts, ...remembered, stuck, late, replies, beside };
  return {
    name: "discord",
    look: parts.look,
    sees: async (place) => !isReplyPlace(place) && parts.requests.sees(place),
    remember: stuck.remember,
    expect: (question) => expectQuestion(here, question),
    expectReply: (place, person) => late.expect(place, person),
    lookAgain: stuck.lookAgain,
    removed: stuck.removed,
    post: (place, post, key, replyTo) =>
      isReplyPlace(place) ? here.replies.post(place, post) : postInChannel(here, { place, post, key, replyTo }),
    edit: (address, post) => editPost(here, address, post),
    call: (...call) => callSomebody(here, ...call),
    besides: async (address) => beside.get(address) ?? [],
    erase: (address, post) => eraseAt({ ...parts, late, replies }, address, post),
    pressed: replies.pressed,
  };
}

function expectQuestion({ underway, stuck }: Posting, question: Question): ExpectedQuestion {
  const address = `asked:${question.id}`;
  underway.set(address, { question });
  stuck.remember(address, question.asker);
  return {
    address,
    settle() {
      const posted = underway.get(address)?.posted;
      underway.delete(address);
      return posted;
    },
  };
}

type NewPost = { place: string; post: Post; key: string; replyTo: string | undefined };

async function postInChannel(here: Posting, { place, post, key, replyTo }: NewPost): Promise<string> {
  const { requests, underway, stuck } = here;
  leavePlace();
  const { channel, message, beside = [] } = await openThread(here, await findQuestion(here, replyTo, place), post);
  const id = await requests.post(channel, encodeThere(here, channel, post, key), key, message);
  const address = joinAddress(channel, id);
  if (beside.length > 0) here.beside.set(address, beside);
  if (replyTo !== undefined) {
    stuck.answered(replyTo, address);
    const question = underway.get(replyTo);
    if (question) question.posted = address;
  }
  if (post.reactions) void offerReactions(here, channel, id);
  return address;
}

/** A post as it is to stand in a channel. Where reactions stay that should go, one battle there says so. */
function encodeThere({ languageOf, removesReactions, warned }: Posting, channel: string, post: Post, message: string) {
  const language = post.language ?? languageOf(channel);
  if (!post.outOfSight || removesReactions(channel)) return encodePost(post, language);
  if (!warned.has(channel)) warned.set(channel, message);
  if (warned.get(channel) !== message) return encodePost(post, language);
  const note = sentences(language).chat.reactionsStay;
  return encodePost({ ...post, footer: [post.footer ?? "", note].filter((line) => line !== "").join("\n") }, language);
}

/** Where the question is that a post answers. One that is no message yet becomes one, once. */
async function findQuestion(here: Posting, replyTo: string | undefined, place: string): Promise<Placed> {
  const expected = replyTo === undefined ? undefined : here.underway.get(replyTo);
  if (expected) return (expected.placed ??= postQuestion(here, expected.question));
  const there = replyTo === undefined ? undefined : splitAddress(replyTo);
  return there ? { message: there.message, channel: there.place } : { message: undefined, channel: place };
}

async function postQuestion({ requests }: Posting, question: Question): Promise<Placed> {
  const { id, channel, text, attached, asker, language } = question;
  const posted: string[] = [];
  const parts = encodeQuestion({ asker: asker.person, text, attached, language });
  for (const [index, part] of parts.entries()) posted.push(await requests.post(channel, part, `${id}-q${index}`));
  return { message: posted.at(-1), channel, beside: posted.map((message) => joinAddress(channel, message)) };
}

/** Opens a thread at the question where its battle is to have one; without it, the battle stays in the channel. */
async function openThread(here: Posting, found: Placed, { thread }: Post): Promise<Placed> {
  const { requests, mayOpenThreads, log } = here;
  const { channel, message } = found;
  if (thread === undefined || message === undefined || !mayOpenThreads(channel)) return found;
  try {
    const started = await requests.startThread(channel, message, threadName(thread));
    return { channel: started, message: undefined, beside: [threadAddress(started), ...(found.beside ?? [])] };
  } catch (error) {
    if (obstacleOf(error) === undefined && !isOfMessage(error)) throw error;
    log.warn({ platform: "discord", error }, "a battle stays in its channel, for there can be no thread");
    return found;
  }
}

/** Offers the reactions that are votes, one after another, without keeping anybody waiting. Never throws. */
async function offerReactions({ requests, mayReact, log }: Posting, channel: string, message: string): Promise<void> {
  if (!mayReact(channel)) return;
  try {
    for (const emoji of Object.values(choiceEmoji)) await requests.react(channel, message, emoji);
  } catch (error) {
    log.warn({ platform: "discord", error }, "reactions could not be offered; the buttons work without them");
  }
}

/** Calls in the channel, and nobody else; where the bot is no member, in a direct message. */
async function callSomebody(
  { requests }: Posting,
  ...[person, address, sentence, key]: Parameters<NonNullable<ChatPlatform["call"]>>
): Promise<string | undefined> {
  const there = splitAddress(address);
  const id = person.replace(/^discord:/u, "");
  const call = encodeCall(id, sentence);
  if (!there) return undefined;
  if (isReplyPlace(there.place)) {
    const channel = await requests.direct(id);
    return joinAddress(channel.direct, await requests.write(channel, call, key));
  }
  return joinAddress(there.place, await requests.post(there.place, call, key, there.message));
}

async function editPost(here: Posting, address: string, post: Post): Promise<void> {
  const there = splitAddress(here.late.whereIs(address));
  if (!there) return;
  const { requests, stuck, late, languageOf } = here;
  const { place, message } = there;
  const inReply = isReplyPlace(place);
  stuck.check(place);
  try {
    if (inReply) await here.replies.edit(address, post);
    else await requests.edit(place, message, encodeThere(here, place, post, message));
    late.shown(address);
  } catch (error) {
    return stuck.giveWay(address, post.language ?? languageOf(place), error);
  }
  if (post.reactions && !inReply) void offerReactions(here, place, message);
}

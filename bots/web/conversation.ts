/** What people and the arena say to each other on the page: messages in, posts out. */
import {
  type ChatPlatform,
  type Clock,
  type Core,
  forSenderAlone,
  type Language,
  type Log,
  type Post,
  type PrivateReply,
  type Random,
  sentences,
} from "../../core/index.ts";
import { decodeRequest, type FindGuest, type MessageBody, type UploadedFile } from "./decode.ts";
import { encodePost, encodeWords, type KeptFile, type KeptImage, type PageContent } from "./encode.ts";
import { type Feed, seekPost } from "./feed.ts";
import { eraseAnswer, forgetPerson } from "./forgetting.ts";
import type { KeptFiles } from "./kept-files.ts";
import { explainNotDone, NotDone } from "./refusals.ts";
import { type PageSigner, pagePseudonym } from "./sessions.ts";
import type { Visitor } from "./visitors.ts";

/** What the conversation needs. */
export type ConversationOptions = {
  core: Pick<Core, "handle">;
  feed: Feed;
  kept: KeptFiles;
  findGuest: FindGuest;
  /** Whether other processes serve the same posts. */
  shared: boolean;
  signer: Pick<PageSigner, "sign">;
  clock: Clock;
  random: Random;
  log: Log;
};

/** What somebody says. `id` is the identifier it gets; null: a new one. */
export type Said = Omit<MessageBody, "files"> & { id: string | null; files: readonly UploadedFile[] };

/** Its two directions. */
export interface Conversation {
  /** Takes core's posts. */
  platform: ChatPlatform;
  /**
   * Resolves with the message's id once it, and whatever core answered at once, is in the archive. A refused message
   * appears nowhere; one whose id is there already is not said again.
   * @throws {NotDone}
   */
  takeMessage(visitor: Visitor, said: Said): Promise<string>;
}

/** A post that is ready to be shown. */
type NewPost = { id: string; audience: string | null; content: Omit<PageContent, "createdRevision"> };

/**
 * Posts a message that core has not refused, once, and what answers it in the same moment, so that they are saved together.
 * Nobody else sees the message when `audience` is its author. `kept`: what is kept of it instead, without its files.
 */
type Publish = (audience: string | null, answer?: NewPost, kept?: string) => Promise<void>;

/** A message that core is working on; `author` is the pseudonym of who wrote it. */
type Underway = { author: string; publish: Publish; taken: Promise<string> };

type Context = ConversationOptions & { underway: Map<string, Underway> };

/** Messages that are underway are remembered in memory only. */
export function createConversation(options: ConversationOptions): Conversation {
  const { feed, random } = options;
  const underway = new Map<string, Underway>();
  const context = { ...options, underway };
  return {
    platform: createPlatform(context),
    async takeMessage(visitor, said) {
      const id = said.id ?? random.id();
      // Sent again, because its sender has not heard what became of it.
      const going = underway.get(id);
      if (going) return going.taken;
      if (feed.find(id, visitor.session.pseudonym)) return id;
      const publish = publishing(feed, (audience, kept) =>
        wordsOf(options, visitor, id, kept === undefined ? said : { ...said, text: kept, files: [] }, audience),
      );
      const { promise, resolve } = Promise.withResolvers<string>();
      underway.set(id, { author: visitor.session.pseudonym, publish, taken: promise });
      const taken = take(context, visitor, id, said, publish);
      resolve(taken);
      promise.catch(() => {});
      return taken;
    },
  };
}

/** From a message to core's answer. */
async function take(context: Context, visitor: Visitor, id: string, said: Said, publish: Publish): Promise<string> {
  const { core, feed, findGuest, shared, random, log, underway } = context;
  const { session, language } = visitor;
  const { text, inReplyTo, files } = said;
  try {
    // It may have been sent to another process before.
    if (await seekPost(feed, id, session.pseudonym)) return id;
    const answered = inReplyTo === null ? undefined : (await seekPost(feed, inReplyTo, session.pseudonym))?.content;
    if (inReplyTo !== null && !text.trimStart().startsWith("/")) checkReply(answered, language);
    const answeredButtons = answered ? pastActions(answered) : [];
    const reply = await core.handle(
      decodeRequest(visitor, { address: id, shared, text, inReplyTo, answeredButtons, files }, findGuest),
    );
    const { pseudonym } = session;
    const alone = reply && forSenderAlone(reply);
    if (alone) await publish(pseudonym, await answerOf(context, random.id(), alone, id, pseudonym), alone.said);
    else
      await publish(null, reply?.private === false ? await answerOf(context, random.id(), reply, id, null) : undefined);
    return id;
  } catch (error) {
    throw explainNotDone(error, language, log);
  } finally {
    underway.delete(id);
  }
}

/** From core's post to what readers are told. */
function createPlatform(context: Context): ChatPlatform {
  const { feed, kept, underway } = context;
  async function editPost(id: string, post: Post): Promise<void> {
    const shown = await show(kept, post, null);
    // Another process may have just made it.
    await seekPost(feed, id, undefined);
    await feed.edit(id, (content) => ({
      ...content,
      ...shown,
      pastActions: pastActions(content),
      waiting: post.progress ?? false,
    }));
  }
  return {
    name: "web",
    // The key is the post's identifier, so that the same post can never stand there twice.
    async post(_place, post, key, replyTo) {
      const asked = replyTo === undefined ? undefined : underway.get(replyTo);
      if (feed.find(key, undefined)) await editPost(key, post);
      // Whatever core answers in public it has accepted: the question goes before the answer.
      else if (asked) await asked.publish(null, await answerOf(context, key, post, replyTo ?? null, null));
      // A question that a crash kept from being posted has no answer either.
      else if (replyTo === undefined || (await seekPost(feed, replyTo, undefined)))
        await addPost(feed, await answerOf(context, key, post, replyTo ?? null, null));
      return key;
    },
    edit: editPost,
    erase: (id, post, asked) => eraseAnswer(context, id, () => editPost(id, post), asked),
    forget: (person, except, language) =>
      forgetPerson({ feed, kept }, pagePseudonym(context.signer, person), except, language),
  };
}

/** A private post has an audience of one: showing it to everybody does not compile. */
async function answerOf(
  context: Context,
  id: string,
  post: Post,
  replyTo: string | null,
  audience: null,
): Promise<NewPost>;
async function answerOf(
  context: Context,
  id: string,
  post: PrivateReply,
  replyTo: string | null,
  audience: string,
): Promise<NewPost>;
async function answerOf(
  context: Context,
  id: string,
  post: Post | PrivateReply,
  replyTo: string | null,
  audience: string | null,
): Promise<NewPost> {
  const shown = await show(context.kept, post, audience);
  const asker = replyTo === null ? undefined : context.underway.get(replyTo)?.author;
  const content = contentOf(context, null, replyTo, shown);
  return {
    id,
    audience,
    // What it answers may not be in the feed yet.
    content: { ...content, asker: content.asker ?? asker ?? null, waiting: post.progress ?? false },
  };
}

const addPost = (feed: Feed, { id, audience, content }: NewPost): Promise<void> => feed.add(id, audience, content);

async function wordsOf(
  options: ConversationOptions,
  { session }: Visitor,
  id: string,
  said: Said,
  audience: string | null,
): Promise<NewPost> {
  const { images, files } = await keepAll(options.kept, said.files, audience);
  const content = contentOf(options, session.pseudonym, said.inReplyTo, encodeWords(said.text, images, files));
  return { id, audience, content: { ...content, key: said.key } };
}

async function show(kept: KeptFiles, post: Post | PrivateReply, audience: string | null) {
  return encodePost(post, await Promise.all(post.images.map((image) => kept.keep(image, audience))));
}

function contentOf(
  { feed, clock }: ConversationOptions,
  author: string | null,
  replyTo: string | null,
  shown: ReturnType<typeof encodeWords>,
): Omit<PageContent, "createdRevision"> {
  return {
    at: clock.now().toISOString(),
    author,
    replyTo,
    asker: (replyTo !== null && feed.find(replyTo, undefined)?.content.author) || null,
    ...shown,
    pastActions: [],
    waiting: false,
  };
}

async function keepAll(kept: KeptFiles, sent: readonly UploadedFile[], audience: string | null) {
  const all = await Promise.all(sent.map((one) => kept.keepSent(one, audience)));
  const images: KeptImage[] = all.flatMap((one) => ("image" in one ? [one.image] : []));
  const files: KeptFile[] = all.flatMap((one) => ("text" in one ? [one.text] : []));
  return { images, files };
}

/** @throws {NotDone} where nobody can answer to a post: it is not there, or its battle has closed. */
function checkReply(content: PageContent | undefined, language: Language): void {
  const { page, refusals } = sentences(language);
  if (!content) throw new NotDone(404, page.errors.unknownPost);
  if (content.draw && content.draw.statement !== null) throw new NotDone(409, refusals.followUpClosed);
}

function publishing(feed: Feed, wordsFor: (audience: string | null, kept?: string) => Promise<NewPost>): Publish {
  let published: Promise<void> | undefined;
  const publish: Publish = async (audience, answer, kept) => {
    const posts = [await wordsFor(audience, kept), ...(answer ? [answer] : [])];
    await Promise.all(posts.map((post) => addPost(feed, post)));
  };
  return async (audience, answer, kept) => {
    if (!published) return (published = publish(audience, answer, kept));
    await published;
    if (answer) await addPost(feed, answer);
  };
}

function pastActions(content: PageContent): string[] {
  return [...new Set([...content.pastActions, ...content.buttons.map((button) => button.action)])].slice(-16);
}

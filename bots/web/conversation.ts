/** What people and the arena say to each other on the page: messages and presses in, posts out. */
import {
  type ChatPlatform,
  type Clock,
  type Core,
  explainStoreFailure,
  findStoreFailure,
  type Language,
  type Log,
  type Post,
  type Random,
  Refusal,
  sentences,
} from "../../core/index.ts";
import { decodePress, decodeRequest, type Visitor } from "./decode.ts";
import { encodePost, encodeReply, encodeWords, type PageContent, type PrivateReply } from "./encode.ts";
import type { Feed } from "./feed.ts";
import type { OfferedActions } from "./offered-actions.ts";
import type { PictureFiles } from "./picture-files.ts";

export type ConversationOptions = {
  core: Pick<Core, "handle" | "press">;
  feed: Feed;
  pictures: PictureFiles;
  offered: OfferedActions;
  clock: Clock;
  random: Random;
  log: Log;
};

/** Something that is not done, as the page answers it: an HTTP status and a sentence for the person. */
export class NotDone extends Error {
  override readonly name = "NotDone";
  readonly status: 404 | 422 | 500;

  constructor(status: 404 | 422 | 500, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

export interface Conversation {
  platform: ChatPlatform;
  /**
   * Resolves with the message's id once it, and whatever core answered at once, is in the archive. A refused message
   * appears nowhere.
   * @param inReplyTo the post it answers, as a follow-up does.
   * @throws {NotDone}
   */
  takeMessage(visitor: Visitor, text: string, inReplyTo: string | null): Promise<string>;
  /** @throws {NotDone} */
  takePress(visitor: Visitor, post: string, action: string): Promise<PrivateReply>;
}

/** Posts a message that core has not refused, once; nobody else sees it when `audience` is its author. */
type Publish = (audience: string | null) => Promise<void>;

export function createConversation(options: ConversationOptions): Conversation {
  const { core, feed, pictures, offered, clock, random, log } = options;
  const underway = new Map<string, Publish>();

  const contentOf = (
    author: string | null,
    replyTo: string | null,
    shown: ReturnType<typeof encodeWords>,
  ): Omit<PageContent, "createdRevision"> => ({
    at: clock.now().toISOString(),
    author,
    replyTo,
    asker: (replyTo !== null && feed.find(replyTo, undefined)?.content.author) || null,
    ...shown,
    pastActions: [],
    waiting: false,
  });
  const show = async (post: Post) => encodePost(post, await Promise.all(post.images.map(pictures.keep)));

  async function addPost(id: string, post: Post, replyTo: string | null, audience: string | null) {
    await feed.add(id, audience, { ...contentOf(null, replyTo, await show(post)), waiting: isWaiting(post) });
  }

  async function editPost(id: string, post: Post): Promise<void> {
    const shown = await show(post);
    await feed.edit(id, (content) => ({
      ...content,
      ...shown,
      pastActions: pastActions(content),
      waiting: isWaiting(post),
    }));
  }

  const platform: ChatPlatform = {
    name: "web",
    // The key is the post's identifier, so that the same post can never stand there twice.
    async post(_place, post, key, replyTo) {
      if (feed.find(key, undefined)) await editPost(key, post);
      else {
        // Whatever core answers in public it has accepted: the question goes before the answer.
        if (replyTo !== undefined) await underway.get(replyTo)?.(null);
        // A question that a crash kept from being posted has no answer either.
        if (replyTo !== undefined && !feed.find(replyTo, undefined)) return key;
        await addPost(key, post, replyTo ?? null, null);
      }
      return key;
    },
    edit: editPost,
  };

  async function takeMessage(visitor: Visitor, text: string, inReplyTo: string | null): Promise<string> {
    const { session, language } = visitor;
    if (inReplyTo !== null) checkReply(feed.find(inReplyTo, session.pseudonym)?.content, language);
    const id = random.id();
    const said = contentOf(session.pseudonym, inReplyTo, encodeWords(text));
    const publish = once((audience) => feed.add(id, audience, said));
    underway.set(id, publish);
    try {
      const reply = await core.handle(decodeRequest(visitor, { address: id, text, inReplyTo }));
      const audience = reply?.private ? session.pseudonym : null;
      await publish(audience);
      if (reply) await addPost(random.id(), reply, id, audience);
      return id;
    } catch (error) {
      throw notDone(error, language, log);
    } finally {
      underway.delete(id);
    }
  }

  async function takePress(visitor: Visitor, post: string, action: string): Promise<PrivateReply> {
    const { session, language } = visitor;
    const { errors } = sentences(language).page;
    const pressed = feed.find(post, session.pseudonym);
    if (!pressed) throw new NotDone(404, errors.unknownPost);
    const known = offersAction(pressed.content, action) ? action : offered.read(session, action);
    if (known === undefined) throw new NotDone(404, errors.unknownAction);
    try {
      const reply = await core.press(decodePress(visitor, known));
      return encodeReply({ ...(await show(reply)), buttons: offered.offer(session, reply.buttons) });
    } catch (error) {
      throw notDone(error, language, log);
    }
  }

  return { platform, takeMessage, takePress };
}

/** @throws {NotDone} where nobody can answer to a post: it is not there, or its battle has closed. */
function checkReply(content: PageContent | undefined, language: Language): void {
  const { page, refusals } = sentences(language);
  if (!content) throw new NotDone(404, page.errors.unknownPost);
  if (content.draw && content.draw.statement !== null) throw new NotDone(422, refusals.followUpClosed);
}

function once(publish: Publish): Publish {
  let published: Promise<void> | undefined;
  return (audience) => (published ??= publish(audience));
}

function isWaiting(post: Post): boolean {
  return post.progress ?? false;
}

function offersAction(content: PageContent, action: string): boolean {
  return content.buttons.some((button) => button.action === action) || content.pastActions.includes(action);
}

function pastActions(content: PageContent): string[] {
  return [...new Set([...content.pastActions, ...content.buttons.map((button) => button.action)])].slice(-16);
}

function notDone(error: unknown, language: Language, log: Log): NotDone {
  if (error instanceof Refusal) return new NotDone(422, error.message, { cause: error });
  const failure = findStoreFailure(error);
  if (failure) return new NotDone(422, explainStoreFailure(failure, language), { cause: error });
  log.error({ error }, "the page could not keep what it was told");
  return new NotDone(500, sentences(language).page.errors.broken, { cause: error });
}

/** What people and the arena say to each other on the page: messages in, posts out. */
import {
  type ChatPlatform,
  type Clock,
  type Core,
  type Language,
  type Log,
  type Post,
  type PrivateReply,
  type Random,
  sentences,
} from "../../core/index.ts";
import type { UploadedFile } from "./bodies.ts";
import { decodeRequest, type FindGuest, type Visitor } from "./decode.ts";
import { encodePost, encodeWords, type KeptFile, type KeptImage, type PageContent } from "./encode.ts";
import type { Feed } from "./feed.ts";
import type { KeptFiles } from "./kept-files.ts";
import { explainNotDone, NotDone } from "./not-done.ts";
import { createPresses, type Presses } from "./presses.ts";
import type { OfferedActions } from "./offered-actions.ts";

export type ConversationOptions = {
  core: Pick<Core, "handle" | "press" | "react">;
  feed: Feed;
  kept: KeptFiles;
  offered: OfferedActions;
  findGuest: FindGuest;
  clock: Clock;
  random: Random;
  log: Log;
};

/** What somebody says. `id` is the identifier it gets (null: a new one), `key` its writer's own name for it. */
export type Said = {
  id: string | null;
  key: string | null;
  text: string;
  inReplyTo: string | null;
  files: readonly UploadedFile[];
};

export interface Conversation extends Presses {
  platform: ChatPlatform;
  /**
   * Resolves with the message's id once it, and whatever core answered at once, is in the archive. A refused message
   * appears nowhere; one whose id is there already is not said again.
   * @throws {NotDone}
   */
  takeMessage(visitor: Visitor, said: Said): Promise<string>;
}

/** Posts a message that core has not refused, once; nobody else sees it when `audience` is its author. */
type Publish = (audience: string | null) => Promise<void>;

type Underway = { publish: Publish; taken: Promise<string> };

export function createConversation(options: ConversationOptions): Conversation {
  const { core, feed, kept, findGuest, clock, random, log } = options;
  const underway = new Map<string, Underway>();

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
  const show = async (post: Post | PrivateReply, audience: string | null) =>
    encodePost(post, await Promise.all(post.images.map((image) => kept.keep(image, audience))));

  /** A private post has an audience of one: showing it to everybody does not compile. */
  async function addPost(id: string, post: Post, replyTo: string | null, audience: null): Promise<void>;
  async function addPost(id: string, post: PrivateReply, replyTo: string | null, audience: string): Promise<void>;
  async function addPost(id: string, post: Post | PrivateReply, replyTo: string | null, audience: string | null) {
    const shown = await show(post, audience);
    await feed.add(id, audience, { ...contentOf(null, replyTo, shown), waiting: isWaiting(post) });
  }

  async function editPost(id: string, post: Post): Promise<void> {
    const shown = await show(post, null);
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
        if (replyTo !== undefined) await underway.get(replyTo)?.publish(null);
        // A question that a crash kept from being posted has no answer either.
        if (replyTo !== undefined && !feed.find(replyTo, undefined)) return key;
        await addPost(key, post, replyTo ?? null, null);
      }
      return key;
    },
    edit: editPost,
  };

  async function publishWords({ session }: Visitor, id: string, said: Said, audience: string | null): Promise<void> {
    const { images, files } = await keepAll(kept, said.files, audience);
    const content = contentOf(session.pseudonym, said.inReplyTo, encodeWords(said.text, images, files));
    await feed.add(id, audience, { ...content, key: said.key });
  }

  async function take(visitor: Visitor, id: string, said: Said, publish: Publish): Promise<string> {
    const { session, language } = visitor;
    const { text, inReplyTo, files } = said;
    try {
      if (inReplyTo !== null) checkReply(feed.find(inReplyTo, session.pseudonym)?.content, language);
      const reply = await core.handle(decodeRequest(visitor, { address: id, text, inReplyTo, files }, findGuest));
      await publish(reply?.private ? session.pseudonym : null);
      if (reply?.private) await addPost(random.id(), reply, id, session.pseudonym);
      else if (reply) await addPost(random.id(), reply, id, null);
      return id;
    } catch (error) {
      throw explainNotDone(error, language, log);
    } finally {
      underway.delete(id);
    }
  }

  return {
    platform,
    ...createPresses(options),
    async takeMessage(visitor, said) {
      const id = said.id ?? random.id();
      // Sent again, because its sender has not heard what became of it.
      if (feed.find(id, visitor.session.pseudonym)) return underway.get(id)?.taken ?? id;
      const going = underway.get(id);
      if (going) return going.taken;
      const publish = once((audience) => publishWords(visitor, id, said, audience));
      const { promise, resolve } = Promise.withResolvers<string>();
      underway.set(id, { publish, taken: promise });
      const taken = take(visitor, id, said, publish);
      resolve(taken);
      promise.catch(() => {});
      return taken;
    },
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
  if (content.draw && content.draw.statement !== null) throw new NotDone(422, refusals.followUpClosed);
}

function once(publish: Publish): Publish {
  let published: Promise<void> | undefined;
  return (audience) => (published ??= publish(audience));
}

function isWaiting(post: Post | PrivateReply): boolean {
  return post.progress ?? false;
}

function pastActions(content: PageContent): string[] {
  return [...new Set([...content.pastActions, ...content.buttons.map((button) => button.action)])].slice(-16);
}

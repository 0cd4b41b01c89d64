/** Taking a person and their words out of the posts of the page. */
import { type Language, sentences } from "../../core/index.ts";
import type { PageContent } from "./encode.ts";
import { type Feed, type FeedPost, seekPost } from "./feed.ts";
import { filesOf, type KeptFiles } from "./kept-files.ts";

/**
 * Erases what they wrote and what they alone were shown, the answers to their questions, and their reactions; then the
 * pictures and files of all that. What is still being answered stays.
 * @param reader their pseudonym on the page.
 * @param except the posts of battles that have not ended; what those answer stays as well.
 */
export async function forgetPerson(
  { feed, kept }: { feed: Feed; kept: Pick<KeptFiles, "remove"> },
  reader: string,
  except: readonly string[],
  language: Language,
): Promise<void> {
  // What another process has just posted of theirs is to go as well.
  await feed.catchUp();
  const all = [...feed.posts()];
  const waiting = all.flatMap(({ id, content }) => (content.waiting ? [id] : []));
  const stays = new Set([...except, ...waiting].flatMap((id) => [id, feed.find(id, undefined)?.content.replyTo ?? id]));
  const theirs = all.filter((post) => !stays.has(post.id) && concerns(post, reader));
  const { erased } = sentences(language).battle;
  await Promise.all(
    theirs.map(({ id, audience }) =>
      feed.forget(id, (content) => {
        return withoutReaction(
          isOwn({ audience, content }, reader) ? emptied(content, erased) : withoutAnswers(content, reader, erased),
          reader,
        );
      }),
    ),
  );
  await kept.remove(theirs.flatMap((post) => (isOwn(post, reader) ? filesOf(post.content) : [])));
}

/**
 * Takes words out of an answer, and its pictures with them. @param edit takes them out of what it says.
 * @param asked what is to stand in place of the question, where that is to go as well.
 */
export async function eraseAnswer(
  { feed, kept }: { feed: Feed; kept: Pick<KeptFiles, "remove"> },
  id: string,
  edit: () => Promise<void>,
  asked: string | undefined,
): Promise<true> {
  const before = await seekPost(feed, id, undefined);
  await edit();
  if (asked !== undefined) await forgetAsked({ feed, kept }, id, asked);
  if (before) await kept.remove(filesOf(before.content));
  return true;
}

/** Takes the question out of what the page keeps of it, and who asked it; its pictures and files too. @param id of its answer. */
async function forgetAsked(
  { feed, kept }: { feed: Feed; kept: Pick<KeptFiles, "remove"> },
  id: string,
  instead: string,
): Promise<void> {
  const answer = feed.find(id, undefined)?.content;
  const question = answer?.replyTo ? feed.find(answer.replyTo, undefined) : undefined;
  await feed.forget(id, (content) => ({ ...content, asker: null, followUps: false }));
  if (!question?.content.author) return;
  await feed.forget(question.id, (content) => emptied(content, instead));
  await kept.remove(filesOf(question.content));
}

function isOwn({ audience, content }: Pick<FeedPost, "audience" | "content">, reader: string): boolean {
  return audience === reader || content.author === reader;
}

function concerns({ audience, content }: FeedPost, reader: string): boolean {
  const { author, asker, reactions = {} } = content;
  return audience === reader || author === reader || asker === reader || Object.hasOwn(reactions, reader);
}

/** A post of nothing but that it has been erased. */
function emptied({ createdRevision, at, replyTo }: PageContent, erased: string): PageContent {
  return {
    ...{ createdRevision, at, replyTo },
    ...{ author: null, asker: null, key: null, draw: null, followUps: false, waiting: false },
    ...{ text: erased, answers: null, footer: null, buttons: [], pastActions: [], images: [], files: [] },
  };
}

/** What answers a question of theirs, if that had answers: who played and how the votes fell stays. */
function withoutAnswers(content: PageContent, reader: string, erased: string): PageContent {
  if (content.asker !== reader) return content;
  const nobodys = { ...content, asker: null, followUps: false };
  if (content.answers === null) return nobodys;
  return { ...nobodys, text: `${erased}\n\n${content.text}`, answers: null, reveal: null };
}

function withoutReaction({ reactions, ...content }: PageContent, reader: string): PageContent {
  if (!reactions) return content;
  return { ...content, reactions: Object.fromEntries(Object.entries(reactions).filter(([by]) => by !== reader)) };
}

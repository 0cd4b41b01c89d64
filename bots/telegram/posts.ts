/** Posts in the form that Telegram takes: both answers in one rich message, or else in plain ones. */
import type { PlatformMemory, Post } from "../../core/index.ts";
import { addressOf, readAddress } from "./decode.ts";
import { encodePost, encodeReply, type PostLayout } from "./encode.ts";
import type { Groups } from "./groups.ts";
import { createAnswerMessages, type AnswerMessages } from "./notes.ts";
import { emojiFor, noteEmoji } from "./reactions.ts";
import type { Place, Requests } from "./requests.ts";
import { encodeRichPost } from "./rich-post.ts";
import type { RichRequests } from "./rich-requests.ts";

/** Shows posts. Everything throws what grammY throws. */
export interface Posts {
  /**
   * Sends a post, in answer to a message if there is one. One whose line may be there already is not sent again, unless
   * it is a line of progress. @returns its address.
   */
  send(place: Place, post: Post, question: number | undefined): Promise<string>;
  /** Puts a post in another's place. */
  edit(address: string, post: Post): Promise<void>;
  /** The addresses of the messages of a post's answers, where there are any. */
  findAnswers(address: string): Promise<string[]>;
  /** Puts a post without answers in place of whatever stands at an address, which may be one of a post's answers. */
  replace(address: string, post: Post): Promise<void>;
  /** Takes away the messages of a post's answers, where it is gone and there are any. */
  removeAnswers(address: string): Promise<void>;
}

/** What showing posts needs. */
export type PostsParts = { requests: Requests; rich: RichRequests; groups: Groups; memory: PlatformMemory };

type Showing = PostsParts & { answers: AnswerMessages };

/** In rich messages, unless the server refuses them or a post's answers already have messages of their own. */
export function createPosts(parts: PostsParts): Posts {
  const here: Showing = { ...parts, answers: createAnswerMessages(parts.requests, parts.memory) };
  return {
    async send(place, post, question) {
      if (post.images.length > 0 || post.files) return sendWithFiles(here, place, post, question);
      const layout = { apart: false, emoji: await emojiFor(here, undefined, place.chat, post) };
      const sending = { place, post, layout, question };
      const address = (await sendRich(here, sending)) ?? (await sendPlain(here, sending));
      if (layout.emoji) await noteEmoji(here.memory, address, layout.emoji);
      return address;
    },
    edit: (address, post) => edit(here, address, post),
    findAnswers: (address) => here.answers.find(address),
    async replace(address, post) {
      const there = readAddress(address);
      const { main } = encodePost(post, post.language ?? "en", { apart: false });
      if (there) await parts.requests.edit({ chat: there.chat, id: there.message, media: false }, main);
      await here.answers.replaced(address);
    },
    removeAnswers: (address) => here.answers.remove(address),
  };
}

/** What has pictures or files is never edited: the first message has its words, and the others follow. */
async function sendWithFiles(
  { requests }: Showing,
  place: Place,
  post: Post,
  question: number | undefined,
): Promise<string> {
  let address: string | undefined;
  for (const message of encodeReply(post)) {
    const sent = await requests.send(place, message, address === undefined ? { replyTo: question } : {});
    address ??= addressOf(sent.chat.id, sent.message_id);
  }
  return address ?? addressOf(place.chat, 0);
}

type Sending = { place: Place; post: Post; layout: PostLayout; question: number | undefined };

async function sendRich({ rich }: Showing, { place, post, layout, question }: Sending): Promise<string | undefined> {
  const message = encodeRichPost(post, post.language ?? "en", layout);
  const sent = message && (await rich.send(place, message, question));
  return sent && addressOf(sent.chat.id, sent.message_id);
}

async function sendPlain({ requests, answers }: Showing, { place, post, layout, question }: Sending): Promise<string> {
  const encoded = encodePost(post, post.language ?? "en", layout);
  const sent = await requests.send(place, encoded.main, { replyTo: question, again: post.progress === true });
  const address = addressOf(sent.chat.id, sent.message_id);
  if (encoded.answers) await answers.place(address, place, encoded.answers);
  return address;
}

async function edit(here: Showing, address: string, post: Post): Promise<void> {
  const there = readAddress(address);
  if (!there || there.message === 0) return;
  const { chat, message } = there;
  const { language = "en" } = post;
  const emoji = await emojiFor(here, address, chat, post);
  const layout = { apart: await here.answers.areThere(address), emoji };
  const rich = layout.apart ? undefined : encodeRichPost(post, language, layout);
  if (rich && (await here.rich.edit(chat, message, rich))) return;
  const plain = encodePost(post, language, layout);
  if (plain.answers) await here.answers.place(address, { chat }, plain.answers);
  await here.requests.edit({ chat, id: message, media: false }, plain.main);
}

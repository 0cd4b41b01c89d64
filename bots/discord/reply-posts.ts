/**
 * Posts that stand in the replies to interactions, as battles do where the bot is no member. The token of an interaction
 * changes its reply for a quarter of an hour; after that, only a press on the post itself brings another one.
 */
import { type REST, RESTJSONErrorCodes as codes, Routes } from "discord.js";
import {
  type Clock,
  createBoundedMap,
  Hindered,
  joinAddress,
  type Language,
  type Post,
  sentences,
  splitAddress,
  Unshowable,
} from "../../core/index.ts";
import { encodePost, type Message } from "./encode.ts";
import type { LateAnswers } from "./late-answers.ts";
import { codeOf, obstacleOf } from "./obstacles.ts";
import { isReplyForAll, tokenOfPlace } from "./whereabouts.ts";

/** What it needs. */
export type ReplyPostsParts = {
  /** For replies to interactions. */
  rest: REST;
  application(): string;
  /** Called when posts may be shown that could not be shown before. */
  onFree(): void;
  clock: Pick<Clock, "now">;
};

/** Shows and changes such posts. Everything throws what discord.js throws. */
export interface ReplyPosts {
  /** Puts a post where the reply was announced. @returns its address. */
  post(place: string, post: Post): Promise<string>;
  /**
   * Replaces a post. @throws {Hindered} where all see it and somebody has to press on it first; {@link Unshowable} where its
   * answers have come too late for that.
   */
  edit(address: string, post: Post): Promise<void>;
  /** Replaces it for good, to take words out of it. */
  replace(address: string, post: Post): Promise<void>;
  /** Somebody has pressed on a message, which their token changes from now on. */
  pressed(message: string, token: string): void;
}

/** For how many of the newest posts the newest token is known. */
const capacity = 4_000;
/** For how long a press is waited for since a post went up, in milliseconds; whoever presses later is told privately. */
const waitsFor = 3 * 24 * 60 * 60_000;
/** When Discord's identifiers begin to count, in milliseconds since 1970. */
const epoch = 1_420_070_400_000;

/** What says that a token is used up. */
const deadToken: readonly (number | undefined)[] = [
  codes.InvalidWebhookToken,
  codes.UnknownWebhook,
  codes.UnknownInteraction,
];

type Here = ReplyPostsParts & {
  late: LateAnswers;
  /** By message: the token of the last press on it. */
  tokens: ReturnType<typeof createBoundedMap<string, string>>;
  /** Messages that say what is no longer so, until somebody presses on them. */
  waiting: ReturnType<typeof createBoundedMap<string, true>>;
};

/** At first only the tokens in the addresses are known. */
export function createReplyPosts(parts: ReplyPostsParts, late: LateAnswers): ReplyPosts {
  const here: Here = { ...parts, late, tokens: createBoundedMap(capacity), waiting: createBoundedMap(capacity) };
  return {
    async post(place, post) {
      const { id } = await patch(here, tokenOfPlace(place), encodeIn(place, post));
      return joinAddress(place, id);
    },
    edit: (address, post) => edit(here, address, post),
    async replace(address, post) {
      await patch(here, tokenFor(here, address), encodePost(post, post.language ?? "en"));
    },
    pressed(message, token) {
      here.tokens.set(message, token);
      if (!here.waiting.has(message)) return;
      here.waiting.delete(message);
      here.onFree();
    },
  };
}

async function patch({ rest, application }: Here, token: string, { body, files }: Message): Promise<{ id: string }> {
  // Before the first connection nobody knows which application this is; then what waits is shown.
  if (application() === "") throw new Hindered();
  const route = Routes.webhookMessage(application(), token, "@original");
  return (await rest.patch(route, { body, files, auth: false })) as { id: string };
}

function tokenFor({ tokens }: Here, address: string): string {
  const { place = "", message = "" } = splitAddress(address) ?? {};
  return tokens.get(message) ?? tokenOfPlace(place);
}

/** Where the bot is no member, it hears of no reaction; and those who read the post of all must know when it says how it ended. */
function encodeIn(place: string, post: Post): Message {
  const language: Language = post.language ?? "en";
  const note = isReplyForAll(place) && isOpen(post) ? [sentences(language).chat.shownAtPress] : [];
  const footer = [...(post.footer === undefined ? [] : [post.footer]), ...note].join("\n");
  return encodePost({ ...post, reactions: false, ...(footer !== "" && { footer }) }, language);
}

function isOpen({ answers, reveal, buttons }: Post): boolean {
  return answers !== undefined && reveal === undefined && buttons.length > 0;
}

async function edit(here: Here, address: string, post: Post): Promise<void> {
  const { place = "", message = "" } = splitAddress(address) ?? {};
  const encoded = encodeIn(place, post);
  if (here.waiting.has(message)) return waitForPress(here, message);
  try {
    await patch(here, tokenFor(here, address), encoded);
  } catch (error) {
    if (obstacleOf(error) !== "gone") throw error;
    if (isReplyForAll(place) && deadToken.includes(codeOf(error))) await comeTooLate(here, address, post, encoded);
    else await here.late.send(address, encoded);
  }
}

/** What all were to see comes too late for its token. */
async function comeTooLate(here: Here, address: string, post: Post, encoded: Message): Promise<void> {
  // Nobody has been shown these answers, and nobody will be: there is no button to press on yet.
  if (isOpen(post)) throw new Unshowable("the answers came when their post could no longer be changed");
  if (here.late.isWaiting(address)) return here.late.send(address, encoded);
  waitForPress(here, splitAddress(address)?.message ?? "");
}

/** @throws {Hindered} unless that has been waited for long enough. */
function waitForPress({ waiting, clock }: Here, message: string): void {
  const posted = Number(BigInt(message) >> 22n) + epoch;
  if (clock.now().getTime() - posted > waitsFor) return void waiting.delete(message);
  waiting.set(message, true);
  throw new Hindered();
}

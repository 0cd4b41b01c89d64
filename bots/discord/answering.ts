/** Answers to interactions: acknowledged first, whatever the load; then what there is to say. */
import {
  type BaseInteraction,
  InteractionResponseType as Answer,
  MessageFlags,
  type REST,
  RESTJSONErrorCodes,
  Routes,
} from "discord.js";
import {
  explainStoreFailure,
  type Language,
  type Log,
  type Post,
  type PrivateReply,
  Refusal,
  sentences,
} from "../../core/index.ts";
import { encodeReply, encodeText, type Message, type PrivateMessage } from "./encode.ts";
import { persist } from "./requests.ts";
import { codeOf, obstacleOf } from "./obstacles.ts";
import { type Announced, whereaboutsOf } from "./whereabouts.ts";

/** An interaction that can be answered with messages. */
export type Answerable = BaseInteraction & { token: string };

/** Answers interactions, with their tokens instead of the bot's. Only the person who made the interaction sees the answer. */
export interface Answering {
  /** Announces an answer. @throws what discord.js throws; also where another process has announced one. */
  acknowledge(interaction: Answerable, as: Announced): Promise<void>;
  /** Puts the answer where it was announced, for the person alone: what was announced for all is taken back. */
  answer(interaction: Answerable, reply: Post | PrivateReply, language: Language): Promise<void>;
  say(interaction: Answerable, sentence: string): Promise<void>;
  /** Says what kept something from being done; a message that was to be replaced still shows what is true. */
  refuse(interaction: Answerable, sentence: string): Promise<void>;
  /** Says something else besides, to the same person. */
  add(interaction: Answerable, sentence: string): Promise<void>;
  /** Takes back what was announced, since the answer stands elsewhere. */
  withdraw(interaction: Answerable): Promise<void>;
  /** Says something at once: the first and only answer. */
  tell(interaction: Answerable, sentence: string): Promise<void>;
  /** Opens a form: the first and only answer. */
  ask(interaction: Answerable, form: unknown): Promise<void>;
  /** Offers what could be meant. */
  offer(interaction: Answerable, choices: { name: string; value: string }[]): Promise<void>;
}

/** Nobody else sees it. */
const ephemeral = MessageFlags.Ephemeral;

/** First answers to interactions, by their paths, of which nothing was heard: Discord may have taken them. */
export type Unheard = Set<string>;

/** Notes that nothing was heard of a request, if it was the first answer to an interaction. */
export function noteUnheard(unheard: Unheard, url: string): void {
  const [path] = /\/interactions\/[^/]+\/[^/]+\/callback/u.exec(url) ?? [];
  if (path !== undefined) unheard.add(path);
}

/**
 * @param rest without the bot's limit for all requests together, of which interactions are exempt.
 * @param unheard of requests that were made with it.
 */
export function createAnswering(rest: REST, unheard: Unheard): Answering {
  const announced = new WeakMap<Answerable, Announced>();
  const call = (interaction: Answerable, body: unknown) => answerFirst({ rest, unheard }, interaction, body);
  const answer = async (interaction: Answerable, [first, ...more]: readonly (Message | PrivateMessage)[]) => {
    const as = announced.get(interaction);
    if (as === "for-all") await takeBack(rest, interaction);
    if (first) await (as === "for-all" || as === "beside" ? follow : edit)(rest, interaction, first);
    for (const message of more) await follow(rest, interaction, message);
  };
  return {
    async acknowledge(interaction, as) {
      announced.set(interaction, as);
      await call(interaction, acknowledgementAs(as));
    },
    answer: (interaction, reply, language) =>
      answer(interaction, encodeReply(reply, language, whereaboutsOf(interaction).alone ? "alone" : "all")),
    say: (interaction, sentence) => answer(interaction, [encodeText(sentence)]),
    refuse: (interaction, sentence) =>
      announced.get(interaction) === "in-place"
        ? follow(rest, interaction, encodeText(sentence))
        : answer(interaction, [encodeText(sentence)]),
    add: (interaction, sentence) => follow(rest, interaction, encodeText(sentence)),
    async withdraw(interaction) {
      await rest.delete(originalOf(interaction), { auth: false });
    },
    tell: (interaction, sentence) => call(interaction, toTell(sentence)),
    ask: (interaction, form) => call(interaction, form),
    offer: (interaction, choices) =>
      call(interaction, { type: Answer.ApplicationCommandAutocompleteResult, data: { choices } }),
  };
}

function toTell(sentence: string) {
  const { body } = encodeText(sentence);
  return { type: Answer.ChannelMessageWithSource, data: { ...body, flags: body.flags | ephemeral } };
}

function originalOf({ applicationId, token }: Answerable) {
  return Routes.webhookMessage(applicationId, token, "@original");
}

function acknowledgementAs(as: Announced) {
  if (as === "in-place" || as === "beside") return { type: Answer.DeferredMessageUpdate };
  return { type: Answer.DeferredChannelMessageWithSource, ...(as === "alone" && { data: { flags: ephemeral } }) };
}

/**
 * Discord takes one first answer to each interaction: where two processes are told of one, it is the work of the one whose
 * answer was taken.
 */
async function answerFirst(
  { rest, unheard }: { rest: REST; unheard: Unheard },
  { id, token }: Answerable,
  body: unknown,
): Promise<void> {
  const path = Routes.interactionCallback(id, token);
  try {
    await persist(() => rest.post(path, { body, auth: false }));
  } catch (error) {
    // Else it was another process that answered.
    const own = unheard.has(path);
    if (!own || codeOf(error) !== RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged) throw error;
  } finally {
    unheard.delete(path);
  }
}

/** Takes back what all were to see, if it still stands there. */
async function takeBack(rest: REST, interaction: Answerable): Promise<void> {
  try {
    await rest.delete(originalOf(interaction), { auth: false });
  } catch (error) {
    if (obstacleOf(error) !== "gone") throw error;
  }
}

async function edit(rest: REST, interaction: Answerable, { body, files }: Message | PrivateMessage): Promise<void> {
  await persist(() => rest.patch(originalOf(interaction), { body, files, auth: false }));
}

async function follow(rest: REST, interaction: Answerable, { body, files }: Message | PrivateMessage): Promise<void> {
  const whole = { ...body, flags: body.flags | ephemeral };
  await rest.post(Routes.webhook(interaction.applicationId, interaction.token), { body: whole, files, auth: false });
}

/** What to tell somebody whose wish could not be fulfilled. */
export function explain(error: unknown, language: Language, log: Log): string {
  if (error instanceof Refusal) return error.message;
  const failure = explainStoreFailure(error, language);
  if (failure !== undefined) return failure;
  log.error({ platform: "discord", error }, "something on Discord went wrong");
  return sentences(language).refusals.failed;
}

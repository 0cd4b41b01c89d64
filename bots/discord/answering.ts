/** Answers to interactions: acknowledged first, whatever the load; then what there is to say. */
import {
  type BaseInteraction,
  type ButtonInteraction,
  InteractionResponseType as Answer,
  MessageFlags,
  type REST,
  RESTJSONErrorCodes,
  Routes,
} from "discord.js";
import { type Language, type Log, type Post, type PrivateReply, Refusal, sentences } from "../../core/index.ts";
import { whereaboutsOf } from "./decode.ts";
import { encodeReply, encodeText, type Message, type PrivateMessage } from "./encode.ts";
import { codeOf, persist } from "./requests.ts";

/** An interaction that can be answered with messages. */
export type Answerable = BaseInteraction & { token: string };

/** A button's message that only the person who pressed can see; see `privateMessageOf`. */
export type PrivateStanding = { private: true };

/** Answers interactions, with their tokens instead of the bot's. Only the person who made the interaction sees the answer. */
export interface Answering {
  /** Announces an answer: in a new private message, or in place of the private message with the button. */
  acknowledge(interaction: Answerable, inPlaceOf?: PrivateStanding): Promise<void>;
  /** Puts the answer where it was announced. */
  answer(interaction: Answerable, reply: Post | PrivateReply, language: Language): Promise<void>;
  say(interaction: Answerable, sentence: string): Promise<void>;
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

/** The message of a pressed button, if Discord says that nobody else sees it. */
export function privateMessageOf(interaction: ButtonInteraction): PrivateStanding | undefined {
  const withBot = interaction.guildId === null && !whereaboutsOf(interaction).foreign;
  return withBot || interaction.message.flags.has(ephemeral) ? { private: true } : undefined;
}

/** @param rest without the bot's limit for all requests together, of which interactions are exempt. */
export function createAnswering(rest: REST): Answering {
  return {
    acknowledge: (interaction, inPlaceOf) => acknowledge(rest, interaction, inPlaceOf),
    async answer(interaction, reply, language) {
      const [first, ...more] = encodeReply(reply, language);
      if (first) await edit(rest, interaction, first);
      for (const message of more) await follow(rest, interaction, message);
    },
    say: (interaction, sentence) => edit(rest, interaction, encodeText(sentence)),
    add: (interaction, sentence) => follow(rest, interaction, encodeText(sentence)),
    async withdraw(interaction) {
      await rest.delete(originalOf(interaction), { auth: false });
    },
    tell: (interaction, sentence) => call(rest, interaction, toTell(sentence)),
    ask: (interaction, form) => call(rest, interaction, form),
    offer: (interaction, choices) =>
      call(rest, interaction, { type: Answer.ApplicationCommandAutocompleteResult, data: { choices } }),
  };
}

function toTell(sentence: string) {
  const { body } = encodeText(sentence);
  return { type: Answer.ChannelMessageWithSource, data: { ...body, flags: body.flags | ephemeral } };
}

function originalOf({ applicationId, token }: Answerable) {
  return Routes.webhookMessage(applicationId, token, "@original");
}

async function call(rest: REST, { id, token }: Answerable, body: unknown): Promise<void> {
  await rest.post(Routes.interactionCallback(id, token), { body, auth: false });
}

async function acknowledge(rest: REST, interaction: Answerable, inPlaceOf?: PrivateStanding): Promise<void> {
  const body = inPlaceOf
    ? { type: Answer.DeferredMessageUpdate }
    : { type: Answer.DeferredChannelMessageWithSource, data: { flags: ephemeral } };
  try {
    await persist(() => call(rest, interaction, body));
  } catch (error) {
    // Discord took the acknowledgement; only its answer was lost.
    if (codeOf(error) !== RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged) throw error;
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
  log.error({ platform: "discord", error }, "something on Discord went wrong");
  return sentences(language).refusals.failed;
}

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
  async function call(interaction: Answerable, body: unknown): Promise<void> {
    await rest.post(Routes.interactionCallback(interaction.id, interaction.token), { body, auth: false });
  }
  async function edit(interaction: Answerable, { body, files }: Message | PrivateMessage): Promise<void> {
    const route = Routes.webhookMessage(interaction.applicationId, interaction.token, "@original");
    await persist(() => rest.patch(route, { body, files, auth: false }));
  }
  async function follow(interaction: Answerable, { body, files }: Message | PrivateMessage): Promise<void> {
    const whole = { ...body, flags: body.flags | ephemeral };
    await rest.post(Routes.webhook(interaction.applicationId, interaction.token), { body: whole, files, auth: false });
  }
  return {
    async acknowledge(interaction, inPlaceOf) {
      const body = inPlaceOf
        ? { type: Answer.DeferredMessageUpdate }
        : { type: Answer.DeferredChannelMessageWithSource, data: { flags: ephemeral } };
      try {
        await persist(() => call(interaction, body));
      } catch (error) {
        // It was heard, only its answer was lost.
        if (codeOf(error) !== RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged) throw error;
      }
    },
    async answer(interaction, reply, language) {
      const [first, ...more] = encodeReply(reply, language);
      if (first) await edit(interaction, first);
      for (const message of more) await follow(interaction, message);
    },
    say: (interaction, sentence) => edit(interaction, encodeText(sentence)),
    add: (interaction, sentence) => follow(interaction, encodeText(sentence)),
    async withdraw(interaction) {
      await rest.delete(Routes.webhookMessage(interaction.applicationId, interaction.token, "@original"), {
        auth: false,
      });
    },
    ask: call,
    offer: (interaction, choices) =>
      call(interaction, { type: Answer.ApplicationCommandAutocompleteResult, data: { choices } }),
  };
}

/** What to tell somebody whose wish could not be fulfilled. */
export function explain(error: unknown, language: Language, log: Log): string {
  if (error instanceof Refusal) return error.message;
  log.error({ platform: "discord", error }, "something on Discord went wrong");
  return sentences(language).refusals.failed;
}

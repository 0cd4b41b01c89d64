/** Answers to interactions: acknowledged first, whatever the load; then what there is to say. */
import {
  type BaseInteraction,
  InteractionResponseType as Answer,
  MessageFlags,
  type REST,
  RESTJSONErrorCodes,
  Routes,
} from "discord.js";
import { type Language, type Log, Refusal, type Reply, sentences } from "../../core/index.ts";
import { encodeReply, encodeText, type Message } from "./encode.ts";
import { codeOf, persist } from "./requests.ts";

/** An interaction that can be answered with messages. */
export type Answerable = BaseInteraction & { token: string };

/** Answers interactions, by their tokens instead of the bot's. */
export interface Answering {
  /** Says that an answer will come: privately, or (`update`) in place of the message a button stands in. */
  acknowledge(interaction: Answerable, update?: boolean): Promise<void>;
  /** Puts the answer where it was announced. */
  answer(interaction: Answerable, reply: Reply, language: Language): Promise<void>;
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

/** @param rest without the bot's limit for all requests together, of which interactions are exempt. */
export function createAnswering(rest: REST): Answering {
  async function call(interaction: Answerable, body: unknown): Promise<void> {
    await rest.post(Routes.interactionCallback(interaction.id, interaction.token), { body, auth: false });
  }
  async function edit(interaction: Answerable, { body, files }: Message): Promise<void> {
    const route = Routes.webhookMessage(interaction.applicationId, interaction.token, "@original");
    await persist(() => rest.patch(route, { body, files, auth: false }));
  }
  async function follow(interaction: Answerable, { body, files }: Message): Promise<void> {
    const whole = { ...body, flags: body.flags | ephemeral };
    await rest.post(Routes.webhook(interaction.applicationId, interaction.token), { body: whole, files, auth: false });
  }
  return {
    async acknowledge(interaction, update = false) {
      const body = update
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

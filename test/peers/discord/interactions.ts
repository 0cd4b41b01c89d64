/** Interactions and their tokens: three seconds for the first reply, fifteen minutes for the rest. */
import { type APIInteractionResponse, InteractionResponseType as answer } from "discord-api-types/v10";
import { allComponents, type MessageBody } from "./limits.ts";
import { changeMessage, composeMessage, type Messages } from "./messages.ts";
import { refusals } from "./refusal.ts";
import type { Upload } from "./rest.ts";
import { type PeerInteraction, type PeerMessage, tokenStart, type World } from "./world.ts";

const firstReplyWithin = 3_000;
const tokenLives = 15 * 60_000;
/** Where the bot is no member, an interaction takes so many follow-ups. */
const mostForeignFollowUps = 5;
const ephemeral = 64;

type Callback = {
  type: number;
  data?: MessageBody & { flags?: number; custom_id?: string; title?: string; choices?: unknown[] };
};

export function createInteractions(world: World, messages: Messages) {
  function byToken(token: string): PeerInteraction {
    const found = world.interactions.get(token.slice(tokenStart.length));
    if (found?.token !== token) throw refusals.unknownWebhook();
    if (world.clock.now().getTime() - found.createdAt > tokenLives) throw refusals.deadToken();
    return found;
  }

  /** A reply stands in its channel unless only its person sees it, or the server lets nobody else see what the app says. */
  function keep(interaction: PeerInteraction, message: PeerMessage): PeerMessage {
    const guild = world.guilds.get(world.channels.get(channelOf(interaction))?.guild ?? "");
    if (guild && !guild.joined && !guild.externalApps) message.flags = (message.flags ?? 0) | ephemeral;
    interaction.replies.push(message);
    if (((message.flags ?? 0) & ephemeral) === 0) {
      world.messages.set(message.id, message);
      messages.announce("MESSAGE_CREATE", message);
    }
    return message;
  }

  function channelOf(interaction: PeerInteraction): string {
    return interaction.body.channel?.id ?? "";
  }

  function acknowledge(id: string, token: string, callback: Callback, files: readonly Upload[]): unknown {
    const interaction = world.interactions.get(id);
    if (interaction?.token !== token) throw refusals.unknownInteraction();
    if (interaction.callback) throw refusals.alreadyAcknowledged();
    const waited = world.clock.now().getTime() - interaction.createdAt;
    if (waited > firstReplyWithin) throw refusals.unknownInteraction();
    carryOut(interaction, callback, files);
    interaction.callback = callback as APIInteractionResponse;
    interaction.acknowledgedAfter = waited;
    return undefined;
  }

  function carryOut(interaction: PeerInteraction, { type, data = {} }: Callback, files: readonly Upload[]): void {
    if (type === answer.ChannelMessageWithSource) {
      keep(interaction, composeMessage(world, channelOf(interaction), data, files));
    } else if (type === answer.DeferredChannelMessageWithSource) {
      // A deferral takes no flag but this one.
      if (((data.flags ?? 0) & ~ephemeral) !== 0) throw refusals.invalidForm(["flags"]);
    } else if (type === answer.UpdateMessage || type === answer.DeferredMessageUpdate) {
      const { message } = interaction.body as unknown as { message?: PeerMessage };
      if (!message) throw refusals.invalidForm(["there is no message to update"]);
      const shown = findShown(message.id) ?? message;
      if (type === answer.UpdateMessage) changeMessage(world, shown, data, files);
      interaction.replies.push(shown);
    } else if (type === answer.Modal) checkModal(data);
    else if (type === answer.ApplicationCommandAutocompleteResult) {
      if ((data.choices ?? []).length > 25) throw refusals.invalidForm(["too many choices"]);
    } else throw refusals.invalidForm([`callback ${type}`]);
  }

  /** A message wherever it is: in its channel or with the interaction it answered. */
  function findShown(id: string): PeerMessage | undefined {
    const private_ = [...world.interactions.values()].flatMap(({ replies }) => replies);
    return world.messages.get(id) ?? private_.find((message) => message.id === id);
  }

  function original(interaction: PeerInteraction, body: MessageBody, files: readonly Upload[]): PeerMessage {
    if (interaction.withdrawn) throw refusals.unknownMessage();
    const first = interaction.replies[0];
    if (first) {
      changeMessage(world, first, body, files);
      if (world.messages.has(first.id)) messages.announce("MESSAGE_UPDATE", first);
      return first;
    }
    if (interaction.callback?.type !== answer.DeferredChannelMessageWithSource) throw refusals.unknownMessage();
    const deferred = (interaction.callback.data?.flags ?? 0) & ephemeral;
    return keep(interaction, composeMessage(world, channelOf(interaction), withFlags(body, deferred), files));
  }

  function withFlags(body: MessageBody, more: number): MessageBody {
    return { ...body, flags: (body.flags ?? 0) | more };
  }

  return {
    findShown,
    acknowledge,
    edit(token: string, id: string, body: MessageBody, files: readonly Upload[]): PeerMessage {
      const interaction = byToken(token);
      if (!interaction.callback) throw refusals.unknownWebhook();
      if (id === "@original") return original(interaction, body, files);
      const message = interaction.replies.find((one) => one.id === id);
      if (!message) throw refusals.unknownMessage();
      changeMessage(world, message, body, files);
      return message;
    },
    followUp(token: string, body: MessageBody, files: readonly Upload[]): PeerMessage {
      const interaction = byToken(token);
      if (!interaction.callback) throw refusals.unknownWebhook();
      // The first one after a deferral is the reply itself.
      if (interaction.replies.length === 0 && !interaction.withdrawn) return original(interaction, body, files);
      const foreign = !("0" in interaction.body.authorizing_integration_owners);
      if (foreign && interaction.followUps >= mostForeignFollowUps) throw refusals.invalidForm(["too many follow-ups"]);
      interaction.followUps += 1;
      return keep(interaction, composeMessage(world, channelOf(interaction), body, files));
    },
    remove(token: string, id: string): void {
      const interaction = byToken(token);
      const index = interaction.replies.findIndex((one) => id === "@original" || one.id === id);
      const [message] = index < 0 ? [] : interaction.replies.splice(index, 1);
      const deferred = interaction.callback?.type === answer.DeferredChannelMessageWithSource;
      // What was only announced can be taken back as well.
      if (!message && deferred && id === "@original" && !interaction.withdrawn) {
        interaction.withdrawn = true;
        return;
      }
      if (!message) throw refusals.unknownMessage();
      if (id === "@original") interaction.withdrawn = true;
      if (world.messages.has(message.id)) messages.remove(message);
    },
  };
}

function checkModal({ custom_id: id = "", title = "", components }: NonNullable<Callback["data"]>): void {
  const parts = components ?? [];
  const problems = [
    ...(id.length < 1 || id.length > 100 ? ["custom_id"] : []),
    ...(title.length < 1 || title.length > 45 ? ["title"] : []),
    ...(parts.length < 1 || parts.length > 5 ? ["components"] : []),
    // An action row around a text input still works, but is deprecated.
    ...(parts.some(({ type }) => type !== 18 && type !== 10) ? ["an action row in a modal"] : []),
    ...allComponents(parts).flatMap((one) => (one.type === 18 && (one.label ?? "").length > 45 ? ["a label"] : [])),
  ];
  if (problems.length > 0) throw refusals.invalidForm(problems);
}

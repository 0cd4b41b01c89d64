/** Where an interaction took place, who sees what comes of it, and how it is acknowledged. */
import { type BaseInteraction, type ButtonInteraction, MessageFlags, PermissionFlagsBits as may } from "discord.js";
import { decodeAction } from "../../core/index.ts";
import { readCustomId, readFollowUp } from "./encode.ts";

/** Mark places that are the reply to an interaction: one that its person alone sees, or, where the bot is no member, all. */
const tokenMark = "@";
const forAllMark = "@all:";

/** The place that is the reply to an interaction. Its token dies after a while. */
export function replyPlace(token: string, forAll: boolean): string {
  return `${forAll ? forAllMark : tokenMark}${token}`;
}

/** Whether a place is the reply to an interaction rather than a channel. */
export function isReplyPlace(place: string): boolean {
  return place.startsWith(tokenMark);
}

/** Whether it is such a reply that all see. */
export function isReplyForAll(place: string): boolean {
  return place.startsWith(forAllMark);
}

/** The token by which the reply at such a place is changed. */
export function tokenOfPlace(place: string): string {
  return place.slice((isReplyForAll(place) ? forAllMark : tokenMark).length);
}

/** Where an interaction took place, as far as answering it goes. */
export type Whereabouts = {
  /** True where the bot is no member: then only the interaction itself can be answered. */
  foreign: boolean;
  /** Whether what comes of it is for its person alone: in private chats, where they want it so, or where no other way is left. */
  alone: boolean;
  channel: string;
  /** Whether that is a thread. */
  inThread: boolean;
};

/** Where an interaction took place. */
export function whereaboutsOf(interaction: BaseInteraction): Whereabouts {
  return {
    foreign: isForeign(interaction),
    alone: isAlone(interaction),
    channel: interaction.channelId ?? "",
    inThread: interaction.channel?.isThread() ?? false,
  };
}

function isForeign({ authorizingIntegrationOwners: owners }: BaseInteraction): boolean {
  return owners[0] === undefined;
}

function isAlone(interaction: BaseInteraction): boolean {
  if (interaction.guildId === null) return true;
  const foreign = isForeign(interaction);
  if (interaction.isButton()) return isPressedAlone(interaction, foreign);
  if (interaction.isModalSubmit()) return interaction.message ? isEphemeral(interaction.message) : foreign;
  if (interaction.isMessageContextMenuCommand()) return foreign && !maySpeak(interaction);
  if (!interaction.isChatInputCommand() || interaction.commandName !== "battle") return foreign;
  const { options } = interaction;
  const asks = options.getString("question") !== null;
  return (options.getBoolean("private") ?? false) || (foreign && !(asks && maySpeak(interaction)));
}

/** What a button is about: as it says itself, or, on a battle's own post, as that is seen. */
function isPressedAlone({ customId, message }: ButtonInteraction, foreign: boolean): boolean {
  const { action, inReply, seenBy } = readCustomId(customId);
  if (seenBy !== undefined) return seenBy === "alone";
  const ofBattle = decodeAction(action) !== undefined || readFollowUp(customId) !== undefined;
  return ofBattle && !inReply ? isEphemeral(message) : foreign;
}

function isEphemeral({ flags }: { flags: { has(flag: MessageFlags): boolean } }): boolean {
  return flags.has(MessageFlags.Ephemeral);
}

/** Whether all see what the bot says to somebody where it is no member; else Discord shows it to them alone. */
function maySpeak({ channel, memberPermissions }: BaseInteraction): boolean {
  const speaks = channel?.isThread() ? [may.SendMessagesInThreads] : [may.SendMessages];
  // Of a server where the bot is no member, Discord may not tell what kind of channel it is.
  const either = channel ? speaks : [may.SendMessages, may.SendMessagesInThreads];
  return memberPermissions?.has([may.UseExternalApps, ...either]) ?? false;
}

/**
 * How an interaction is acknowledged, and thereby where its answer stands: in a new message that its person alone sees; in
 * place of the private message with the button; in a private one beside the post with the button, which can be changed from
 * then on; or, of a battle where the bot is no member, where all see it.
 */
export type Announced = "alone" | "in-place" | "beside" | "for-all";

/** Which of these it is. */
export function announcedAs(interaction: BaseInteraction): Announced {
  const { foreign, alone } = whereaboutsOf(interaction);
  const open = foreign && !alone;
  if (!interaction.isButton()) return open ? "for-all" : "alone";
  // Between the bot and one person, nobody else sees any message.
  const unseen = isEphemeral(interaction.message) || (interaction.guildId === null && !foreign);
  if (readCustomId(interaction.customId).inReply && unseen) return "in-place";
  return open && !unseen ? "beside" : "alone";
}

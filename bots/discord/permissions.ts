/** What the bot may do and what it needs, and how people are told what is in its way. */
import {
  type BaseInteraction,
  ChannelFlags,
  ChannelType,
  type Client,
  PermissionsBitField,
  PermissionFlagsBits as may,
  type PermissionsString,
} from "discord.js";
import { type Language, sentences } from "../../core/index.ts";
import type { Obstacle } from "./obstacles.ts";
import { whereaboutsOf } from "./whereabouts.ts";

/** Permissions of which the arena makes use; the names are Discord's. */
export type NeededPermission = Extract<
  PermissionsString,
  | "ViewChannel"
  | "SendMessages"
  | "SendMessagesInThreads"
  | "CreatePublicThreads"
  | "AttachFiles"
  | "ReadMessageHistory"
  | "AddReactions"
  | "ManageMessages"
>;

/** Without these there can be no battle in a channel. */
const forBattles: readonly NeededPermission[] = ["ViewChannel", "SendMessages", "AttachFiles", "ReadMessageHistory"];
const forBattlesInThreads: readonly NeededPermission[] = forBattles.map((one) =>
  one === "SendMessages" ? "SendMessagesInThreads" : one,
);
/** Not needed, but useful: to offer reactions, to remove votes by reaction at once, to open a thread for each battle. */
const forMore: readonly NeededPermission[] = ["AddReactions", "ManageMessages", "CreatePublicThreads"];

/** What an install link asks for: this and no more. */
export const invited: bigint = [...new Set([...forBattles, ...forBattlesInThreads, ...forMore])].reduce(
  (all, one) => all | may[one],
  0n,
);

/** What the bot lacks for a battle in a channel. */
export function missingForBattle(allowed: Readonly<PermissionsBitField>, inThread: boolean): NeededPermission[] {
  // Without it there are no others.
  if (!allowed.has(may.ViewChannel)) return ["ViewChannel"];
  return (inThread ? forBattlesInThreads : forBattles).filter((one) => !allowed.has(may[one]));
}

/** As {@link missingForBattle}, where an interaction took place; none where the bot needs no permission. */
export function missingHere(interaction: BaseInteraction): NeededPermission[] {
  const { foreign, inThread } = whereaboutsOf(interaction);
  if (foreign || interaction.guildId === null) return [];
  return missingForBattle(interaction.appPermissions, inThread);
}

/** What the bot lacks in a channel of a server, for battles and for more than those. */
export function lacksIn(client: Client, channelId: string): Record<"forBattle" | "forMore", NeededPermission[]> {
  const allowed = permissionsIn(client, channelId);
  const forBattle = missingIn(client, channelId);
  // What is a thread has no threads of its own.
  const forum = client.channels.cache.get(channelId)?.type === ChannelType.GuildForum;
  const useful = forMore.filter((one) => !(forum && one === "CreatePublicThreads"));
  return { forBattle, forMore: allowed ? useful.filter((one) => !allowed.has(may[one])) : [] };
}

/** As {@link missingForBattle}, of a channel; none where the bot cannot know. */
export function missingIn(client: Client, channelId: string): NeededPermission[] {
  const allowed = permissionsIn(client, channelId);
  const channel = client.channels.cache.get(channelId);
  // In a forum people ask in its posts, which are threads.
  const inThread = channel?.isThread() || channel?.type === ChannelType.GuildForum;
  return allowed ? missingForBattle(allowed, inThread) : [];
}

/** Permissions as people find them in Discord's own settings. */
export function namePermissions(permissions: readonly NeededPermission[], language: Language): string {
  const { chat, boards } = sentences(language);
  return permissions.map((one) => chat.permissions[one]).join(boards.listSeparator);
}

/** What refusals for want of a permission are usually about. */
const probable: readonly NeededPermission[] = ["ViewChannel", "SendMessages", "ReadMessageHistory"];

/** What is in the way, and who can mend it. @param missing what the bot is known to lack there. */
export function describeObstacle(
  obstacle: Obstacle,
  language: Language,
  missing: readonly NeededPermission[] = [],
): string {
  const { chat } = sentences(language);
  if (obstacle !== "permission") return chat.obstacles[obstacle];
  return chat.missingPermissions(namePermissions(missing.length > 0 ? missing : probable, language));
}

/** Whether the bot may put reactions on messages in a channel; true where it cannot know, and in direct messages. */
export function mayReact(client: Client, channelId: string): boolean {
  const allowed = permissionsIn(client, channelId);
  return allowed === undefined || (allowed?.has([may.AddReactions, may.ReadMessageHistory]) ?? false);
}

/** Whether the bot may open a thread in a channel. Threads have no threads, and direct messages neither. */
export function mayOpenThreads(client: Client, channelId: string): boolean {
  if (client.channels.cache.get(channelId)?.isThread()) return false;
  return permissionsIn(client, channelId)?.has([may.CreatePublicThreads, may.SendMessagesInThreads]) ?? false;
}

/** Whether the bot may take other people's reactions away in a channel. */
export function mayTakeAway(client: Client, channelId: string): boolean {
  return permissionsIn(client, channelId)?.has(may.ManageMessages) ?? false;
}

/** @returns undefined outside of servers; null where Discord has not said yet. */
function permissionsIn(client: Client, channelId: string): Readonly<PermissionsBitField> | null | undefined {
  const channel = client.channels.cache.get(channelId);
  if (!channel || !("guild" in channel) || !client.user) return undefined;
  // Of a channel that the bot cannot view Discord tells nothing, so what could be read from it means nothing.
  if (channel.flags?.has(ChannelFlags.ChannelObfuscated)) return new PermissionsBitField();
  return channel.permissionsFor(client.user);
}

/** What the bot may do, and what it needs. */
import { type PermissionsBitField, PermissionFlagsBits as may, type PermissionsString } from "discord.js";
import { type Language, sentences } from "../../core/index.ts";

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
  return (inThread ? forBattlesInThreads : forBattles).filter((one) => !allowed.has(may[one]));
}

/** Permissions as people find them in Discord's own settings. */
export function namePermissions(permissions: readonly NeededPermission[], language: Language): string {
  const { chat, boards } = sentences(language);
  return permissions.map((one) => chat.permissions[one]).join(boards.listSeparator);
}

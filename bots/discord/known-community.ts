/** What the bot knows of a server: the channels it can see, what it lacks in each, and the roles. */
import { ChannelType, type Client, type GuildChannel } from "discord.js";
import { type KnownCommunity, type KnownPlace, type Language, sentences } from "../../core/index.ts";
import { lacksIn, mayTakeAway } from "./permissions.ts";

/** Channels in which people can ask. */
const asking: readonly ChannelType[] = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildForum,
  ChannelType.GuildVoice,
];

/** @param community as core calls it; undefined for one that is no server, or not known. */
export function lookAtCommunity(client: Client, community: string, language: Language): KnownCommunity | undefined {
  const guild = client.guilds.cache.get(community.replace(/^discord:/u, ""));
  if (!guild) return undefined;
  const channels = [...guild.channels.cache.values()].filter((channel) => asking.includes(channel.type));
  return {
    places: channels.flatMap((channel) => describePlace(client, channel as GuildChannel, language)),
    groups: guild.roles.cache.map(({ id, name }) => ({ id, name: name.startsWith("@") ? name : `@${name}` })),
  };
}

/** Nothing of a channel that the bot cannot see. */
function describePlace(client: Client, { id, name }: GuildChannel, language: Language): KnownPlace[] {
  const lacks = lacksIn(client, id);
  if (lacks.forBattle.includes("ViewChannel")) return [];
  const { chat } = sentences(language);
  const missing = [...lacks.forBattle, ...lacks.forMore].map((one) => chat.permissions[one]);
  const removesReactions = mayTakeAway(client, id);
  return [{ id, name: `#${name}`, missing, battles: lacks.forBattle.length === 0, removesReactions }];
}

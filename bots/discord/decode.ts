/** Discord's events as core's senders. */
import {
  type Attachment,
  type BaseInteraction,
  ChannelType,
  type ChatInputCommandInteraction,
  type Client,
  type Message,
  PermissionFlagsBits as may,
} from "discord.js";
import {
  type AttachedFile,
  chooseLanguage,
  type CommandName,
  commandNames,
  commandOptions,
  fetchAttached,
  joinAddress,
  type Language,
  type Mention,
  type Request,
  type Sender,
  writeCommand,
} from "../../core/index.ts";
import { namesOf } from "./inert.ts";
import { replyPlace, whereaboutsOf } from "./whereabouts.ts";

/** Who has done something by an interaction, and where. */
export function senderOf(interaction: BaseInteraction & { token: string }): Sender {
  const { foreign, alone, channel } = whereaboutsOf(interaction);
  const person = `discord:${interaction.user.id}`;
  const { guildId } = interaction;
  const inReply = foreign || (alone && guildId !== null);
  return {
    platform: "discord",
    person,
    community: alone ? ownCommunity(interaction.user.id) : `discord:${guildId}`,
    place: inReply ? replyPlace(interaction.token, !alone) : channel,
    private: alone,
    manages: alone || (interaction.memberPermissions?.has(may.ManageGuild) ?? false),
    language: chooseLanguage(interaction.locale),
    ...(!alone && interaction.guild && { communityName: interaction.guild.name }),
    ...(isAgeRestricted(interaction.channel) && { ageRestricted: true }),
  };
}

/** The people named in a text, as Discord writes them there. */
export function mentionsIn(text: string, client: Client): Mention[] {
  return [...text.matchAll(/<@!?(?<id>\d{1,20})>/gu)].map(({ 0: written, groups }) => {
    const id = groups?.["id"] ?? "";
    return { text: written, person: `discord:${id}`, name: client.users.cache.get(id)?.displayName ?? written };
  });
}

/** What core may want to know beside who asks where: the channel of a thread, and the person's roles. */
export function surroundingsOf(event: BaseInteraction | Message): Pick<Request, "within" | "groups"> {
  const { channel, member } = event;
  const within = channel?.isThread() ? channel.parentId : null;
  const roles = member && "roles" in member ? member.roles : [];
  const groups = Array.isArray(roles) ? roles : [...roles.cache.keys()];
  return { groups, ...(within !== null && { within }) };
}

/** An attachment as it is shown with its question. */
export function describeAttachment({ name, url, contentType }: Attachment): {
  name: string;
  url: string;
  picture: boolean;
} {
  return { name, url, picture: contentType?.startsWith("image/") ?? false };
}

/** Attached files, which are fetched from Discord's own servers when they are read. */
export function readFiles(attachments: Iterable<Pick<Attachment, "name" | "size" | "url">>): AttachedFile[] {
  return [...attachments].map(({ name, size, url }) => ({
    name,
    size,
    async read() {
      const response = await fetchAttached(url);
      if (!response.ok) throw new Error(`Discord does not give the file (${response.status})`);
      return new Uint8Array(await response.arrayBuffer());
    },
  }));
}

/** Where somebody is alone with the bot, they are a community of their own. */
function ownCommunity(person: string): string {
  return `discord:@${person}`;
}

/** Who wrote a message, and where. Only servers say in which language. */
export function writerOf(message: Message): Sender {
  const { author, guild, channelId, member } = message;
  return {
    platform: "discord",
    person: `discord:${author.id}`,
    community: guild ? `discord:${guild.id}` : ownCommunity(author.id),
    place: channelId,
    private: guild === null,
    manages: guild === null || (member?.permissions.has(may.ManageGuild) ?? false),
    language: languageOfChannel(message.client, channelId),
    ...(isAgeRestricted(message.channel) && { ageRestricted: true }),
  };
}

/** Whether Discord lets only adults into a channel, or into the one that its thread belongs to. */
function isAgeRestricted(channel: BaseInteraction["channel"] | Message["channel"]): boolean {
  const there = channel?.isThread() ? channel.parent : channel;
  return there !== null && "nsfw" in there && there.nsfw;
}

/** Who reacted, and where. @param guild the server, where there is one. */
export function reactorOf(client: Client, channel: string, guild: string | undefined, person: string): Sender {
  return {
    platform: "discord",
    person: `discord:${person}`,
    community: guild === undefined ? ownCommunity(person) : `discord:${guild}`,
    place: channel,
    private: guild === undefined,
    manages: false,
    language: languageOfChannel(client, channel),
  };
}

/** The language of a channel's server. */
export function languageOfChannel(client: Client, channelId: string): Language {
  const channel = client.channels.cache.get(channelId);
  return chooseLanguage(channel && "guild" in channel ? channel.guild.preferredLocale : undefined);
}

/** The role that Discord gave the bot in a server, which is nobody else's. */
export function roleOfBot({ guild, client }: Pick<BaseInteraction | Message, "guild" | "client">): string | undefined {
  return client.user ? guild?.roles.botRoleFor(client.user)?.id : undefined;
}

/** Where a message names the bot: before everything else, or later. One that answers a post of its names it nowhere. */
export function whereNamed(message: Message<boolean>): Request["named"] {
  const text = message.content.trimStart();
  const names = namesOf(message.client.user.id, roleOfBot(message));
  if (names.some((name) => text.startsWith(name))) return "first";
  const within = names.some((name) => text.includes(name));
  const byRole = message.mentions.roles.has(roleOfBot(message) ?? "");
  // Of a message that names only the role Discord may keep the text to itself.
  return within || byRole ? "within" : undefined;
}

/** Whether a channel is between the bot and one person. */
export function isDirect(message: Message): boolean {
  return message.channel.type === ChannelType.DM;
}

/** The address of a message. */
export function addressOf(message: { channelId: string; id: string }): string {
  return joinAddress(message.channelId, message.id);
}

/** A slash command as somebody would write it. @returns undefined for one that core does not have. */
export function readCommand(interaction: ChatInputCommandInteraction): { name: CommandName; text: string } | undefined {
  const name = commandNames.find((one) => one === interaction.commandName);
  if (!name) return undefined;
  const given = new Map<string, string>();
  for (const option of commandOptions[name] ?? []) {
    const value = interaction.options.get(option.name)?.value;
    if (value !== undefined && option.kind !== "file") given.set(option.name, String(value));
  }
  return { name, text: writeCommand(name, given) };
}

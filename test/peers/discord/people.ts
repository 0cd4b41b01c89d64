/** What people do on the peer's Discord: write, react, press, choose, fill in. */
import {
  type APIAttachment,
  ApplicationCommandType as command,
  type APIInteraction,
  type APIUser,
  ComponentType as part,
  InteractionType as kind,
  PermissionFlagsBits as may,
} from "discord-api-types/v10";
import type { Gateway } from "./gateway.ts";
import { allComponents } from "./limits.ts";
import type { Messages } from "./messages.ts";
import { directChannel } from "./routes.ts";
import {
  channelJson,
  everything,
  makeUser,
  type PeerChannel,
  type PeerInteraction,
  type PeerMessage,
  permissionsIn,
  tokenStart,
  type World,
} from "./world.ts";

/** A file somebody attaches. */
export type PeerFile = { name: string; type?: string; bytes: Uint8Array };

export type SlashOptions = Record<
  string,
  string | number | boolean | PeerFile | { channel: string } | { role: string }
>;

export type Said = { replyTo?: PeerMessage; files?: PeerFile[]; mention?: boolean };

export type PeerPerson = {
  id: string;
  user: APIUser;
  /** Writes a message; with `mention`, to the bot. */
  say(channel: PeerChannel, content: string, said?: Said): PeerMessage;
  /** Writes to the bot alone. */
  direct(content: string, said?: Said): PeerMessage;
  /** Changes what they wrote. */
  edit(message: PeerMessage, content: string): void;
  /** Runs a slash command. @throws {Error} when it, or an option of it, is not registered. */
  slash(channel: PeerChannel, name: string, options?: SlashOptions): PeerInteraction;
  /** Types into an option and waits for what is offered. */
  complete(channel: PeerChannel, name: string, option: string, typed: string): PeerInteraction;
  /** Chooses an entry of a message's menu. */
  menu(name: string, message: PeerMessage): PeerInteraction;
  /** Presses a button, by its label. @throws {Error} when there is none. */
  press(message: PeerMessage, label: string): PeerInteraction;
  /** Presses what is not there any more. */
  pressId(message: PeerMessage, customId: string): PeerInteraction;
  /** Chooses in a select menu, by its custom_id. */
  select(message: PeerMessage, customId: string, values: string[]): PeerInteraction;
  /** Fills in the modal that an interaction was answered with. */
  submit(opened: PeerInteraction, fields: Record<string, string>): PeerInteraction;
  react(message: PeerMessage, emoji: string, burst?: boolean): void;
  unreact(message: PeerMessage, emoji: string): void;
};

export type PersonOptions = {
  locale?: string;
  /** Whether they may manage the server. */
  manages?: boolean;
  roles?: string[];
  bot?: boolean;
};

/** How a server's interaction came about: by the bot in it, or by a person who has brought it along. */
type Origin = { guildInstall: boolean; owner: string };

/** Makes somebody. @param url where files are served. */
export function createPerson(
  { world, gateway, messages, url }: { world: World; gateway: Gateway; messages: Messages; url: () => string },
  name: string,
  options: PersonOptions,
): PeerPerson {
  const user = makeUser(world.id(), name, options.bot ?? false);
  world.users.set(user.id, user);
  const { locale = "en-US", manages = false, roles = [] } = options;

  function attach(file: PeerFile): APIAttachment {
    const id = world.id();
    const path = `/attachments/${id}/${file.name}`;
    world.files.set(path, { bytes: file.bytes, type: file.type ?? "" });
    return {
      ...{ id, filename: file.name, size: file.bytes.length, url: `${url()}${path}`, proxy_url: `${url()}${path}` },
      ...(file.type !== undefined && { content_type: file.type }),
    };
  }

  function memberOf(channel: PeerChannel): Record<string, unknown> {
    const external = world.guilds.get(channel.guild ?? "")?.externalApps ? may.UseExternalApps : 0n;
    const permissions = external | (manages ? may.ManageGuild | everything : everything & ~may.ManageMessages);
    return {
      ...{ user, roles, joined_at: world.timestamp(), deaf: false, mute: false, flags: 0, avatar: null, nick: null },
      ...{ premium_since: null, permissions: String(permissions), pending: false, guild_id: channel.guild },
    };
  }

  function whereAndWho(channel: PeerChannel, { guildInstall, owner }: Origin): Record<string, unknown> {
    const inGuild = channel.guild !== null;
    const owners = guildInstall ? { "0": channel.guild ?? "0" } : { "1": owner };
    return {
      application_id: world.application,
      ...(inGuild ? { guild_id: channel.guild, member: memberOf(channel), guild_locale: "en-US" } : { user }),
      ...(inGuild && { guild: { id: channel.guild, locale: "en-US", features: [] } }),
      ...{ channel_id: channel.id, channel: channelJson(world, channel), locale, version: 1, entitlements: [] },
      app_permissions: String(guildInstall ? permissionsIn(world, channel) : 0n),
      authorizing_integration_owners: owners,
      ...{ context: inGuild ? 0 : channel.type === 1 && guildInstall ? 1 : 2, attachment_size_limit: 10 * 1024 * 1024 },
    };
  }

  /** Who brought the bot along that said this. */
  function ownerOf(message: PeerMessage | undefined): string | undefined {
    const all = [...world.interactions.values()];
    const from = all.find(({ replies }) => replies.some(({ id }) => id === message?.id))?.body;
    return from && (from.authorizing_integration_owners as Record<string, string>)["1"];
  }

  function interact(channel: PeerChannel, type: number, more: Record<string, unknown>): PeerInteraction {
    const guild = channel.guild === null ? undefined : world.guilds.get(channel.guild);
    const guildInstall = guild ? guild.joined : channel.recipient !== null;
    const id = world.id();
    const token = `${tokenStart}${id}`;
    const owner = (guildInstall ? undefined : ownerOf((more as { message?: PeerMessage }).message)) ?? user.id;
    const origin = { guildInstall, owner };
    const body = { id, type, token, ...whereAndWho(channel, origin), ...more } as unknown as APIInteraction;
    const interaction: PeerInteraction = {
      ...{ id, token, createdAt: world.clock.now().getTime(), body },
      ...{ acknowledgedAfter: undefined, callback: undefined, withdrawn: false, followUps: 0, replies: [] },
    };
    world.interactions.set(id, interaction);
    gateway.dispatch("INTERACTION_CREATE", body, { guild: guild?.joined ? guild.id : null, intent: 0 });
    return interaction;
  }

  function registered(name: string, type: number) {
    const found = world.commands.find((one) => one.name === name && one.type === type);
    if (!found) throw new Error(`no command ${name} is registered`);
    return found;
  }

  function slashData(name: string, options: SlashOptions, focused?: string): Record<string, unknown> {
    const registeredCommand = registered(name, command.ChatInput);
    const attachments: Record<string, APIAttachment> = {};
    const given = Object.entries(options).map(([option, value]) => {
      const known = registeredCommand.options?.find((one) => one.name === option);
      if (!known) throw new Error(`${name} has no option ${option}`);
      const base = { name: option, type: known.type, ...(option === focused && { focused: true }) };
      if (typeof value !== "object") return { ...base, value };
      if ("channel" in value) return { ...base, value: value.channel };
      if ("role" in value) return { ...base, value: value.role };
      const attachment = attach(value);
      attachments[attachment.id] = attachment;
      return { ...base, value: attachment.id };
    });
    const missing = registeredCommand.options?.find(
      (one) => "required" in one && one.required && !(one.name in options),
    );
    if (missing && focused === undefined) throw new Error(`${name} wants ${missing.name}`);
    return { id: registeredCommand.id, name, type: command.ChatInput, options: given, resolved: { attachments } };
  }

  /** Whom a message mentions, of those that matter: an answer mentions whom it answers, unless its writer turns that off. */
  function namedIn(text: string, replyTo?: PeerMessage) {
    const bot = replyTo?.author.id === world.bot.id || text.includes(`<@${world.bot.id}>`);
    const role = text.includes(`<@&${world.application}>`);
    return { mentions: bot ? [world.bot] : [], mention_roles: role ? [world.application] : [] };
  }

  function write(channel: PeerChannel, content: string, { replyTo, files = [], mention = false }: Said): PeerMessage {
    const text = mention ? `<@${world.bot.id}> ${content}` : content;
    const message: PeerMessage = {
      ...{ id: world.id(), channel_id: channel.id, author: user, content: text, type: replyTo ? 19 : 0 },
      ...{ tts: false, pinned: false, timestamp: world.timestamp(), edited_timestamp: null, mention_everyone: false },
      ...{ ...namedIn(text, replyTo), embeds: [], components: [] },
      attachments: files.map(attach),
      ...(replyTo && { message_reference: { type: 0, message_id: replyTo.id, channel_id: channel.id } }),
      ...(channel.guild !== null && { member: memberOf(channel) }),
      reactors: new Map(),
    };
    world.messages.set(message.id, message);
    messages.announce("MESSAGE_CREATE", message);
    return message;
  }

  const channelOf = (message: PeerMessage): PeerChannel => {
    const channel = world.channels.get(message.channel_id);
    if (!channel) throw new Error("the message has no channel");
    return channel;
  };
  const messageJson = ({ reactors: _reactors, bursts: _bursts, ...message }: PeerMessage) => message;

  function component(message: PeerMessage, data: Record<string, unknown>): PeerInteraction {
    return interact(channelOf(message), kind.MessageComponent, { message: messageJson(message), data });
  }

  return {
    id: user.id,
    user,
    say: (channel, content, said = {}) => write(channel, content, said),
    direct: (content, said = {}) => write(directChannel(world, user.id), content, said),
    edit(message, content) {
      Object.assign(message, { content, edited_timestamp: world.timestamp(), ...namedIn(content) });
      messages.announce("MESSAGE_UPDATE", message);
    },
    slash: (channel, name, given = {}) => interact(channel, kind.ApplicationCommand, { data: slashData(name, given) }),
    complete(channel, name, option, typed) {
      const data = slashData(name, { [option]: typed }, option);
      return interact(channel, kind.ApplicationCommandAutocomplete, { data });
    },
    menu(name, message) {
      const data = {
        ...{ id: registered(name, command.Message).id, name, type: command.Message, target_id: message.id },
        resolved: { messages: { [message.id]: messageJson(message) } },
      };
      return interact(channelOf(message), kind.ApplicationCommand, { data });
    },
    press(message, label) {
      const button = allComponents(message.components as never).find((one) => one.type === 2 && one.label === label);
      if (!button?.custom_id) throw new Error(`there is no button ${label}`);
      return this.pressId(message, button.custom_id);
    },
    pressId: (message, customId) => component(message, { custom_id: customId, component_type: part.Button }),
    select(message, customId, values) {
      const menu = allComponents(message.components as never).find((one) => one.custom_id === customId);
      if (!menu) throw new Error(`there is no menu ${customId}`);
      return component(message, { custom_id: customId, component_type: part.StringSelect, values });
    },
    submit(opened, fields) {
      const { message, channel } = opened.body as unknown as { message?: PeerMessage; channel: { id: string } };
      const { custom_id: customId } = (opened.callback as { data: { custom_id: string } }).data;
      const components = Object.entries(fields).map(([id, value], index) => ({
        ...{ type: part.Label, id: index + 1 },
        component: { type: part.TextInput, id: index + 100, custom_id: id, value },
      }));
      const place = world.channels.get(channel.id);
      if (!place) throw new Error("the modal has no channel");
      const data = { custom_id: customId, components };
      return interact(place, kind.ModalSubmit, { ...(message && { message }), data });
    },
    react: (message, emoji, burst = false) => messages.react(message, emoji, user.id, burst),
    unreact: (message, emoji) => messages.unreact(message, emoji, user.id),
  };
}

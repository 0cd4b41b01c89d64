/** The part of Discord's HTTP interface that the product uses. */
import {
  type APIApplicationCommand,
  GatewayIntentBits as intents,
  PermissionFlagsBits as may,
} from "discord-api-types/v10";
import type { Gateway, StartLimit } from "./gateway.ts";
import type { createInteractions } from "./interactions.ts";
import { checkCommands } from "./limits.ts";
import { demand, findChannel, findMessage, type Messages } from "./messages.ts";
import { refusals } from "./refusal.ts";
import type { Call, Route } from "./rest.ts";
import { channelJson, isBurst, messageJson, type PeerChannel, type PeerMessage, type World } from "./world.ts";

type Parts = {
  world: World;
  gateway: Gateway;
  messages: Messages;
  interactions: ReturnType<typeof createInteractions>;
  /** Where the gateway is. */
  gatewayUrl: () => string;
  /** How many shards Discord recommends, and how many sessions may still be started. */
  sessions: StartLimit & { shards: number; malformed: boolean };
  /** How many threads a channel takes. */
  mostThreads: () => number;
};

/** Permissions are taken as a number, too, but always given as text. */
function asText(permissions: string | number | null | undefined): string | null {
  return permissions === null || permissions === undefined ? null : String(permissions);
}

/** A message as the bot may read it: without the intent for content, the words of people are not for it. */
function toldMessage(world: World, message: PeerMessage) {
  const json = messageJson(world, message);
  const direct = world.channels.get(message.channel_id)?.guild === null;
  const named = message.mentions.some(({ id }) => id === world.bot.id);
  if (direct || named || message.author.id === world.bot.id) return json;
  return { ...json, content: "", embeds: [], attachments: [], components: [] };
}

/** Lets a route be called only with the bot's token. */
function own(route: Route): Route {
  return (call, parts) => {
    if (!call.authorized) throw refusals.unauthorized();
    return route(call, parts);
  };
}

/** All routes. */
export function createRoutes(parts: Parts): Record<string, Route> {
  return { ...applicationRoutes(parts), ...messageRoutes(parts), ...interactionRoutes(parts) };
}

function applicationRoutes({ world, gatewayUrl, sessions }: Parts): Record<string, Route> {
  const register: Route = ({ body }) => {
    const commands = (body ?? []) as unknown as APIApplicationCommand[];
    checkCommands(commands as never);
    world.commands = commands.map((command) => ({
      ...command,
      type: command.type ?? 1,
      ...{ id: world.id(), application_id: world.application, version: world.id(), nsfw: false },
      default_member_permissions: asText(command.default_member_permissions),
    }));
    return world.commands;
  };
  return {
    "GET /gateway/bot": own(() => {
      const { shards, remaining, malformed, resetAfter, maxConcurrency } = sessions;
      const limit = { total: 1000, remaining, reset_after: resetAfter, max_concurrency: maxConcurrency };
      return malformed ? { url: gatewayUrl() } : { url: gatewayUrl(), shards, session_start_limit: limit };
    }),
    "GET /users/@me": own(() => world.bot),
    "GET /applications/@me": own(() => ({
      ...{ id: world.application, name: "Doubleblind", description: "", flags: 0, bot: world.bot, icon: null },
      ...{ bot_public: true, bot_require_code_grant: false, verify_key: "", summary: "" },
      integration_types_config: { "0": {}, ...(world.ownUse && { "1": {} }) },
    })),
    "GET /applications/:id/commands": own(() => world.commands),
    "PUT /applications/:id/commands": own(register),
    "POST /users/@me/channels": own(({ body }) => {
      const person = String((body as { recipient_id?: string } | undefined)?.recipient_id);
      if (!world.users.has(person)) throw refusals.unknownUser();
      return channelJson(world, directChannel(world, person));
    }),
    "GET /channels/:id": own((_call, [id = ""]) => {
      const channel = findChannel(world, id);
      demand(world, channel);
      return channelJson(world, channel);
    }),
  };
}

function messageRoutes(parts: Parts): Record<string, Route> {
  const { world, messages } = parts;
  const found = (id: string, message: string) => ({
    channel: findChannel(world, id),
    message: findMessage(world, id, message),
  });
  return {
    "POST /channels/:id/messages": own(({ body, files }, [id = ""]) =>
      messageJson(world, messages.post(findChannel(world, id), body ?? {}, files)),
    ),
    "GET /channels/:id/messages": own(({ query }, [id = ""]) => {
      demand(world, findChannel(world, id), may.ReadMessageHistory);
      const before = BigInt(query.get("before") ?? "9223372036854775807");
      const limit = Number(query.get("limit") ?? 50);
      if (!(limit >= 1 && limit <= 100)) throw refusals.invalidForm(["limit"]);
      const here = [...world.messages.values()].filter((one) => one.channel_id === id && BigInt(one.id) < before);
      return here
        .toReversed()
        .slice(0, limit)
        .map((message) => toldMessage(world, message));
    }),
    "GET /channels/:id/messages/:message": own((_call, [id = "", message = ""]) => {
      demand(world, findChannel(world, id), may.ReadMessageHistory);
      return toldMessage(world, findMessage(world, id, message));
    }),
    "PATCH /channels/:id/messages/:message": own(({ body, files }, [id = "", one = ""]) => {
      const { channel, message } = found(id, one);
      return messageJson(world, messages.edit(channel, message, body ?? {}, files));
    }),
    "DELETE /channels/:id/messages/:message": own((_call, [id = "", one = ""]) => {
      messages.remove(found(id, one).message);
      return undefined;
    }),
    "PATCH /channels/:id": own((call, [id = ""]) => changeThread(parts, call, id)),
    "POST /channels/:id/messages/:message/threads": own((call, [id = "", one = ""]) =>
      startThread(parts, call, id, one),
    ),
    "PUT /channels/:id/messages/:message/reactions/:emoji/@me": own((_call, [id = "", one = "", emoji = ""]) => {
      const { channel, message } = found(id, one);
      demand(world, channel, may.ReadMessageHistory, ...(message.reactors.has(emoji) ? [] : [may.AddReactions]));
      if (channel.archived) throw refusals.archivedThread();
      messages.react(message, emoji, world.bot.id);
      return undefined;
    }),
    "DELETE /channels/:id/messages/:message/reactions/:emoji/:user": own(
      (_call, [id = "", one = "", emoji = "", user = ""]) => {
        const { channel, message } = found(id, one);
        demand(world, channel, may.ManageMessages);
        messages.unreact(message, emoji, user);
        return undefined;
      },
    ),
    "GET /channels/:id/messages/:message/reactions/:emoji": own(({ query }, [id = "", one = "", emoji = ""]) => {
      const { channel, message } = found(id, one);
      demand(world, channel, may.ReadMessageHistory);
      const burst = query.get("type") === "1";
      const here = (message.reactors.get(emoji) ?? []).filter((one) => isBurst(message, emoji, one) === burst);
      const people = here.toSorted((x, y) => (BigInt(x) < BigInt(y) ? -1 : 1));
      const after = BigInt(query.get("after") ?? "0");
      const page = people.filter((person) => BigInt(person) > after).slice(0, Number(query.get("limit") ?? 25));
      return page.map((person) => world.users.get(person));
    }),
  };
}

function startThread({ world, gateway, mostThreads }: Parts, { body }: Call, id: string, message: string): unknown {
  const channel = findChannel(world, id);
  findMessage(world, id, message);
  demand(world, channel, may.CreatePublicThreads);
  if (world.channels.has(message)) throw refusals.threadExists();
  const threads = [...world.channels.values()].filter(({ parent }) => parent === id);
  if (threads.length >= mostThreads()) throw refusals.tooManyThreads();
  const { name } = (body ?? {}) as { name?: string };
  if (!name || name.length > 100) throw refusals.invalidForm(["name"]);
  const thread: PeerChannel = { ...channel, id: message, type: 11, name, parent: id, denied: 0n };
  world.channels.set(thread.id, thread);
  gateway.dispatch("THREAD_CREATE", channelJson(world, thread), { guild: thread.guild, intent: intents.Guilds });
  return channelJson(world, thread);
}

/** Only of a thread: whoever has started it may rename it, and whoever may write there may open it again unless it is locked. */
function changeThread({ world }: Parts, { body }: Call, id: string): unknown {
  const channel = findChannel(world, id);
  const { name, archived } = (body ?? {}) as { name?: string; archived?: boolean };
  if (channel.type !== 11) throw refusals.otherKind();
  demand(world, channel, may.SendMessagesInThreads);
  if (channel.locked) throw refusals.missingPermissions();
  if (channel.archived && archived !== false) throw refusals.archivedThread();
  if (name !== undefined && (name === "" || name.length > 100)) throw refusals.invalidForm(["name"]);
  Object.assign(channel, { archived: archived ?? channel.archived, ...(name !== undefined && { name }) });
  return channelJson(world, channel);
}

function interactionRoutes({ world, interactions }: Parts): Record<string, Route> {
  return {
    "POST /interactions/:id/:token/callback": ({ body, files }, [id = "", token = ""]) =>
      interactions.acknowledge(id, token, (body ?? {}) as never, files),
    "PATCH /webhooks/:id/:token/messages/:message": ({ body, files }, [, token = "", id = ""]) =>
      messageJson(world, interactions.edit(token, id, body ?? {}, files)),
    "POST /webhooks/:id/:token": ({ body, files }, [, token = ""]) =>
      messageJson(world, interactions.followUp(token, body ?? {}, files)),
    "DELETE /webhooks/:id/:token/messages/:message": (_call, [, token = "", id = ""]) => {
      interactions.remove(token, id);
      return undefined;
    },
  };
}

/** The channel between the bot and a person, made when it is first needed. */
export function directChannel(world: World, person: string): PeerChannel {
  const there = [...world.channels.values()].find(({ recipient }) => recipient === person);
  if (there) return there;
  const channel: PeerChannel = {
    ...{ id: world.id(), type: 1, guild: null, name: "", parent: null, denied: 0n },
    ...{ archived: false, locked: false, nsfw: false, recipient: person },
  };
  world.channels.set(channel.id, channel);
  return channel;
}

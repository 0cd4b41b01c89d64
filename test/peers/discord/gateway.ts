/** The peer's gateway: sessions that are identified, resumed, dropped and told what happens, over real WebSockets. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { GatewayCloseCodes, GatewayIntentBits as intents, GatewayOpcodes as op } from "discord-api-types/v10";
import { type WebSocket, WebSocketServer } from "ws";
import { toldChannel, isThread, type World } from "./world.ts";

type Event = { op: number; t: string; s: number; d: unknown };
type Session = {
  id: string;
  intents: number;
  shard: readonly [id: number, count: number];
  /** What it was told, for resuming. */
  told: Event[];
  socket: WebSocket | undefined;
  /** Whether it may be resumed. */
  valid: boolean;
};

/** What the client said about itself, in order. */
export type Greeting = { kind: "identify" | "resume"; intents: number; shard: readonly [number, number] };

/** Who is told of an event: those with this intent, on the shard of this server. */
export type Audience = { guild: string | null; intent: number };

export type Gateway = {
  greetings: Greeting[];
  /** Intents that the application has not been granted. */
  disallowed: number;
  /** What whoever identifies is hung up on with; undefined: they are let in. */
  closeCode: number | undefined;
  /** Whether no connection can be made. */
  unreachable: boolean;
  /** What it never says, though connections can be made: the first word, or the answer to whoever identifies. */
  silentOn: "hello" | "ready" | undefined;
  /** How often somebody has identified too soon after another shard of the same kind, by the peer's clock. */
  hasty: number;
  /** How many connections there are, of clients that have identified or not. */
  connections(): number;
  /** How many clients listen. */
  listening(): number;
  dispatch(type: string, data: unknown, audience: Audience): void;
  /** As {@link Gateway.dispatch}, with what each session may read. */
  dispatchTo(type: string, audience: Audience, dataFor: (mayReadContent: boolean) => unknown): void;
  /** Cuts every connection. What happens until they are back is told when they resume. */
  drop(code?: number): void;
  /** Nothing that clients say is heard any more, and nothing is answered, as when a line is dead. */
  freeze(): void;
  /** Forgets every session: whoever comes back has to identify again, and has missed something. */
  forget(): void;
  /** Asks every client for a heartbeat, and resolves when all have answered. */
  heartbeat(): Promise<void>;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
};

/** How many sessions may still be started, as Discord tells and counts. Times in milliseconds. */
export type StartLimit = { remaining: number; resetAfter: number; maxConcurrency: number };

/**
 * Longer than any test runs, in milliseconds: discord.js takes a connection for dead and resumes when its own heartbeat is
 * due while one it was asked for is not acknowledged yet, and tests that move their clock on meanwhile end it for good.
 */
const heartbeatInterval = 24 * 60 * 60_000;
/** Shards whose numbers leave the same remainder identify so far apart. In milliseconds. */
const betweenIdentifies = 5_000;

/** @param url where clients find it again. */
export function createGateway(world: World, url: () => string, limit: StartLimit): Gateway {
  const server = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const identified = new Map<number, number>();
  let beaten = () => {};

  function send(session: Session, type: string, data: unknown): void {
    const event = { op: op.Dispatch, t: type, s: session.told.length + 1, d: data };
    session.told.push(event);
    session.socket?.send(JSON.stringify(event));
  }

  function listens({ shard: [id, count], intents: wanted }: Session, { guild, intent }: Audience): boolean {
    const mine = guild === null ? id === 0 : Number((BigInt(guild) >> 22n) % BigInt(count)) === id;
    return mine && (intent === 0 || (wanted & intent) !== 0);
  }

  function greet(session: Session): void {
    const mine = [...world.guilds.values()].filter(
      ({ id, joined }) => joined && listens(session, { guild: id, intent: 0 }),
    );
    send(session, "READY", {
      v: 10,
      user: world.bot,
      guilds: mine.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: url(),
      shard: session.shard,
      application: { id: world.application, flags: 0 },
    });
    for (const { id } of mine) send(session, "GUILD_CREATE", guildJson(world, id));
  }

  function count(shard: number): void {
    limit.remaining -= 1;
    const kind = shard % limit.maxConcurrency;
    const now = world.clock.now().getTime();
    if (now - (identified.get(kind) ?? Number.NEGATIVE_INFINITY) < betweenIdentifies) gateway.hasty += 1;
    identified.set(kind, now);
  }

  type Identify = { token: string; intents: number; shard?: [number, number] };

  function identify(socket: WebSocket, { token, intents: wanted, shard = [0, 1] }: Identify): Session | undefined {
    gateway.greetings.push({ kind: "identify", intents: wanted, shard });
    count(shard[0]);
    if (gateway.silentOn === "ready") return undefined;
    const refused =
      gateway.closeCode ??
      (token === world.token
        ? wanted & gateway.disallowed && GatewayCloseCodes.DisallowedIntents
        : GatewayCloseCodes.AuthenticationFailed);
    if (refused) {
      socket.close(refused);
      return undefined;
    }
    const session: Session = { id: world.id(), intents: wanted, shard, told: [], socket, valid: true };
    sessions.set(session.id, session);
    greet(session);
    return session;
  }

  function resume(socket: WebSocket, said: { session_id: string; seq: number }): Session | undefined {
    const session = sessions.get(said.session_id);
    if (!session?.valid) {
      gateway.greetings.push({ kind: "resume", intents: 0, shard: [0, 0] });
      socket.send(JSON.stringify({ op: op.InvalidSession, d: false }));
      return undefined;
    }
    gateway.greetings.push({ kind: "resume", intents: session.intents, shard: session.shard });
    session.socket = socket;
    for (const event of session.told.filter(({ s }) => s > said.seq)) socket.send(JSON.stringify(event));
    send(session, "RESUMED", {});
    return session;
  }

  function connect(socket: WebSocket): void {
    let session: Session | undefined;
    if (gateway.silentOn === "hello") return;
    socket.send(JSON.stringify({ op: op.Hello, d: { heartbeat_interval: heartbeatInterval } }));
    socket.on("message", (data: Buffer) => {
      const said = JSON.parse(data.toString()) as { op: number; d: never };
      if (said.op === op.Identify) session = identify(socket, said.d);
      else if (said.op === op.Resume) session = resume(socket, said.d);
      else if (said.op === op.Heartbeat) {
        socket.send(JSON.stringify({ op: op.HeartbeatAck }));
        beaten();
      }
    });
    socket.on("close", () => {
      if (session?.socket === socket) session.socket = undefined;
    });
    socket.on("error", () => {});
  }

  const live = () => [...sessions.values()].filter(({ socket }) => socket !== undefined);
  const gateway: Gateway = {
    greetings: [],
    disallowed: 0,
    closeCode: undefined,
    unreachable: false,
    silentOn: undefined,
    hasty: 0,
    connections: () => server.clients.size,
    listening: () => live().length,
    dispatch: (type, data, audience) => gateway.dispatchTo(type, audience, () => data),
    dispatchTo(type, audience, dataFor) {
      for (const session of sessions.values()) {
        if (!session.valid || !listens(session, audience)) continue;
        send(session, type, dataFor((session.intents & intents.MessageContent) !== 0));
      }
    },
    drop(code) {
      for (const { socket } of live()) {
        if (code === undefined) socket?.terminate();
        else socket?.close(code);
      }
    },
    freeze() {
      for (const client of server.clients) client.pause();
    },
    forget() {
      for (const session of sessions.values()) session.valid = false;
    },
    async heartbeat() {
      const waiting = live();
      let left = waiting.length;
      const all = Promise.withResolvers<void>();
      beaten = () => void ((left -= 1) === 0 && all.resolve());
      for (const { socket } of waiting) socket?.send(JSON.stringify({ op: op.Heartbeat, d: null }));
      await all.promise;
    },
    upgrade(request, socket, head) {
      if (gateway.unreachable) socket.destroy();
      else server.handleUpgrade(request, socket, head, connect);
    },
    close() {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
  return gateway;
}

/** A role as Discord sends it. */
export function roleJson(id: string, name: string, permissions: bigint): Record<string, unknown> {
  return {
    ...{ id, name, permissions: String(permissions), color: 0, hoist: false, managed: false },
    ...{ mentionable: false, position: 0, flags: 0, colors: { primary_color: 0 } },
  };
}

/** The role that comes with a bot, and is nobody else's. */
function ownRoleJson(world: World, permissions: bigint): Record<string, unknown> {
  const role = roleJson(world.application, "Doubleblind", permissions);
  return { ...role, managed: true, tags: { bot_id: world.bot.id } };
}

function guildJson(world: World, id: string): Record<string, unknown> {
  const guild = world.guilds.get(id);
  const inside = [...world.channels.values()].filter((channel) => channel.guild === id);
  return {
    ...{ id, name: guild?.name, owner_id: guild?.owner, preferred_locale: "en-US", unavailable: false },
    ...{ joined_at: world.timestamp(), large: false, member_count: 2, features: [], emojis: [], stickers: [] },
    ...{ afk_timeout: 60, verification_level: 0, default_message_notifications: 0, explicit_content_filter: 0 },
    ...{ mfa_level: 0, system_channel_flags: 0, premium_tier: 0, nsfw_level: 0, premium_progress_bar_enabled: false },
    ...{ voice_states: [], presences: [], stage_instances: [], guild_scheduled_events: [], soundboard_sounds: [] },
    roles: [roleJson(id, "@everyone", 0n), ownRoleJson(world, guild?.permissions ?? 0n)],
    members: [
      { user: world.bot, roles: [world.application], joined_at: world.timestamp(), deaf: false, mute: false, flags: 0 },
    ],
    channels: inside.filter((channel) => !isThread(channel)).map((channel) => toldChannel(world, channel)),
    threads: inside.filter(isThread).map((channel) => toldChannel(world, channel)),
  };
}

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { invited } from "../../bots/discord/permissions.ts";
import { createDiscordCheck, discordPermissions, isDiscordGateway } from "../../core/doctor/discord.ts";
import { type DiscordPeer, startDiscordPeer } from "../peers/discord/discord-peer.ts";
import { look, words } from "./examination.ts";

const { discord } = words;

let peer: DiscordPeer;
beforeAll(async () => {
  peer = await startDiscordPeer();
});
afterAll(() => peer.close());
beforeEach(() => {
  Object.assign(peer.sessions, { remaining: 1000, malformed: false });
});

const ownLink = (id: string) =>
  `https://discord.com/oauth2/authorize?client_id=${id}&scope=applications.commands&integration_type=1`;

const limit = { total: 1000, remaining: 0, reset_after: 86_400_000, max_concurrency: 1 };
const gateway = { url: "wss://gateway.discord.gg", shards: 1, session_start_limit: limit };

it.each([
  ...[null, 7, "x", [], {}, { ...gateway, session_start_limit: null }],
  ...["", "gateway", "http://127.0.0.1"].map((url) => ({ ...gateway, url })),
  ...[0, -1, 1.5, 1e9, "1", null].map((shards) => ({ ...gateway, shards })),
  ...[0.5, "many"].map((max) => ({ ...gateway, session_start_limit: { ...limit, max_concurrency: max } })),
  ...[-1, "many", null].map((remaining) => ({ ...gateway, session_start_limit: { ...limit, remaining } })),
])("what discord.js would trip over is no answer about the gateway: %j", (answer) => {
  expect([isDiscordGateway(answer), isDiscordGateway(gateway)]).toEqual([false, true]);
});

describe("Discord", () => {
  it("is nothing to complain about where it is not wanted", async () => {
    expect(await look(createDiscordCheck(null))).toEqual([{ state: "ok", what: discord.none }]);
  });

  it("is invited with exactly the permissions that the bot uses", async () => {
    expect(discordPermissions).toBe(invited);
    const { token, apiUrl, world } = peer;
    const link = `https://discord.com/oauth2/authorize?client_id=${world.application}&scope=bot+applications.commands&permissions=${invited}`;
    expect(await look(createDiscordCheck({ token, apiUrl }))).toEqual([
      { state: "ok", what: discord.fine("Doubleblind", link) },
      { state: "ok", what: discord.ownUse(ownLink(world.application)) },
    ]);
  });

  it("says what to turn on where people may not bring the bot along", async () => {
    peer.world.ownUse = false;
    const [, own] = await look(createDiscordCheck({ token: peer.token, apiUrl: peer.apiUrl }));
    peer.world.ownUse = true;
    expect(own).toEqual({ state: "ok", what: discord.noOwnUse });
  });

  it("warns before the bot is locked out for having started too often", async () => {
    peer.sessions.remaining = 7;
    const [, , warning] = await look(createDiscordCheck({ token: peer.token, apiUrl: peer.apiUrl }));
    expect(warning).toEqual({ state: "warning", what: discord.fewSessions(7), mend: discord.stopRestarts });
  });

  it("says so when what answers is not Discord", async () => {
    peer.sessions.malformed = true;
    const [, , finding] = await look(createDiscordCheck({ token: peer.token, apiUrl: peer.apiUrl }));
    const what = discord.unreachable(peer.apiUrl, "malformed answer");
    expect(finding).toEqual({ state: "wrong", what, mend: discord.checkAddress });
  });

  it("tells a wrong token from a Discord that is not there", async () => {
    expect(await look(createDiscordCheck({ token: "a.b.c", apiUrl: peer.apiUrl }))).toEqual([
      { state: "wrong", what: discord.tokenRefused, mend: discord.renewToken },
    ]);
    const nowhere = "http://127.0.0.1:49151/api";
    expect(await look(createDiscordCheck({ token: "a.b.c", apiUrl: nowhere }))).toEqual([
      { state: "wrong", what: discord.unreachable(nowhere, "ECONNREFUSED"), mend: discord.checkAddress },
    ]);
  });
});

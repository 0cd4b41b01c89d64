/** The peer refuses what Discord refuses: else tests against it would prove little. */
import { PermissionFlagsBits as may } from "discord-api-types/v10";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createManualClock } from "../manual-clock.ts";
import { type DiscordPeer, startDiscordPeer } from "./discord/discord-peer.ts";
import type { PeerPerson } from "./discord/people.ts";
import type { PeerChannel, PeerInteraction } from "./discord/world.ts";

const clock = createManualClock();
const second = 1_000;
const minute = 60 * second;
const v2 = 1 << 15;

let peer: DiscordPeer;
let channel: PeerChannel;
let ann: PeerPerson;
beforeAll(async () => {
  peer = await startDiscordPeer(clock);
  channel = peer.channel(peer.guild());
  ann = peer.person("ann");
  await call("PUT", `/applications/${peer.world.application}/commands`, [{ name: "ping", description: "answers" }]);
});
afterAll(() => peer.close());

async function call(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; code: number; id: string }> {
  const response = await fetch(`${peer.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${peer.token}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const json = (await response.text()) || "{}";
  const { code = 0, id = "" } = JSON.parse(json) as { code?: number; id?: string };
  return { status: response.status, code, id };
}

const post = (body: unknown, place = channel) => call("POST", `/channels/${place.id}/messages`, body);
const reply = ({ id, token }: PeerInteraction, body: unknown = { type: 5 }) =>
  call("POST", `/interactions/${id}/${token}/callback`, body);
const text = (content: string) => ({ type: 10, content });
const button = (id: string) => ({ type: 2, style: 2, label: "Press", custom_id: id });

describe("the peer", () => {
  it("takes a first reply within three seconds, once, and more for fifteen minutes", async () => {
    const prompt = ann.slash(channel, "ping");
    clock.advance(3 * second);
    expect(await reply(prompt)).toMatchObject({ status: 204 });
    expect(await reply(prompt)).toMatchObject({ status: 400, code: 40_060 });
    const late = ann.slash(channel, "ping");
    clock.advance(3 * second + 1);
    expect(await reply(late)).toMatchObject({ status: 404, code: 10_062 });
    const path = `/webhooks/${peer.world.application}/${prompt.token}/messages/@original`;
    expect(await call("PATCH", path, { content: "here" })).toMatchObject({ status: 200 });
    clock.advance(15 * minute);
    expect(await call("PATCH", path, { content: "late" })).toMatchObject({ status: 401, code: 50_027 });
  });

  it.each([
    ["too long", { content: "x".repeat(2_001) }],
    ["nothing", {}],
    ["more text than a message holds", { flags: v2, components: [text("x".repeat(2_001)), text("x".repeat(2_000))] }],
    ["too many components", { flags: v2, components: Array.from({ length: 41 }, () => text("x")) }],
    ["content beside components V2", { flags: v2, content: "x", components: [text("x")] }],
    ["components V2 without their flag", { components: [text("x")] }],
    ["a custom_id twice", { flags: v2, components: [{ type: 1, components: [button("one"), button("one")] }] }],
    [
      "six buttons in a row",
      { flags: v2, components: [{ type: 1, components: ["a", "b", "c", "d", "e", "f"].map(button) }] },
    ],
    ["a custom_id too long", { flags: v2, components: [{ type: 1, components: [button("x".repeat(101))] }] }],
    ["a nonce too long", { content: "x", nonce: "n".repeat(26) }],
    ["a file that is not there", { flags: v2, components: [{ type: 13, file: { url: "attachment://x.md" } }] }],
  ])("refuses %s", async (_what, body) => {
    expect((await post(body)).status).toBe(400);
  });

  it("posts once under a nonce that is enforced", async () => {
    const first = await post({ content: "once", nonce: "n-1", enforce_nonce: true });
    expect(await post({ content: "once", nonce: "n-1", enforce_nonce: true })).toMatchObject({ id: first.id });
    expect((await post({ content: "twice", nonce: "n-1" })).id).not.toBe(first.id);
  });

  it("keeps the bot to its permissions", async () => {
    const { id } = await post({ content: "mine" });
    const place = peer.channel(peer.guild());
    peer.deny(place, may.SendMessages);
    expect(await post({ content: "x" }, place)).toMatchObject({ status: 403, code: 50_013 });
    peer.deny(place, may.ViewChannel);
    expect(await post({ content: "x" }, place)).toMatchObject({ status: 403, code: 50_001 });
    peer.deny(channel, may.ManageMessages);
    expect(await call("DELETE", `/channels/${channel.id}/messages/${id}/reactions/x/${ann.id}`)).toMatchObject({
      code: 50_013,
    });
    peer.deny(channel, 0n);
    expect(
      await call("PATCH", `/channels/${channel.id}/messages/${ann.say(channel, "hers").id}`, { content: "x" }),
    ).toMatchObject({ code: 50_005 });
  });

  it("knows what is gone, locked or full", async () => {
    expect(await call("PATCH", `/channels/${channel.id}/messages/1`, { content: "x" })).toMatchObject({ code: 10_008 });
    expect(await call("POST", "/channels/1/messages", { content: "x" })).toMatchObject({ code: 10_003 });
    const { id } = await post({ content: "a thread" });
    const start = () => call("POST", `/channels/${channel.id}/messages/${id}/threads`, { name: "thread" });
    peer.mostThreads = 0;
    expect(await start()).toMatchObject({ code: 160_006 });
    peer.mostThreads = 10;
    expect((await start()).id).toBe(id);
    expect(await start()).toMatchObject({ code: 160_004 });
    const thread = peer.world.channels.get(id)!;
    thread.locked = true;
    expect(await post({ content: "x" }, thread)).toMatchObject({ code: 160_005 });
  });

  it("holds at most twenty reactions on a message", async () => {
    const { id } = await post({ content: "react" });
    const react = (emoji: string) =>
      call("PUT", `/channels/${channel.id}/messages/${id}/reactions/${encodeURIComponent(emoji)}/@me`);
    for (let index = 0; index < 20; index += 1) expect((await react(`e${index}`)).status).toBe(204);
    expect(await react("one more")).toMatchObject({ status: 403, code: 30_010 });
  });

  it("lets nobody in without its token", async () => {
    const response = await fetch(`${peer.apiUrl}/v10/users/@me`, { headers: { authorization: "Bot nobody" } });
    expect(response.status).toBe(401);
  });
});

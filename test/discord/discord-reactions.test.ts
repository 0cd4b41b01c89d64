import { PermissionFlagsBits as may } from "discord-api-types/v10";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { choiceEmoji } from "../../bots/discord/reactions.ts";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { refusals } from "../peers/discord/refusal.ts";
import { until } from "../until.ts";
import { type DiscordArena, type DiscordKit, startDiscordKit, textOf } from "./discord-kit.ts";

const words = sentences("en");
const minute = 60_000;

let kit: DiscordKit;
beforeAll(async () => {
  kit = await startDiscordKit();
  kit.server.script(signedAnswer);
});
afterAll(() => kit.close());

/** Closes the battle and reads how the votes fell. */
async function votesOf(arena: DiscordArena, ballot: Parameters<typeof textOf>[0]): Promise<string> {
  await arena.pass(25 * 60 * minute);
  return (
    textOf(ballot)
      .split("\n")
      .find((line) => /votes?: A|Nobody/.test(line)) ?? ""
  );
}

describe("reactions on Discord", () => {
  it("are offered, counted and taken out of sight, the bot's own and other bots' left alone", async () => {
    const arena = await kit.arena();
    const { peer, ann, bob } = arena;
    const { ballot } = await arena.ask();
    await until(() => ballot.reactors.size === 4);
    expect([...ballot.reactors.keys()]).toEqual(Object.values(choiceEmoji));
    peer.person("robot", { bot: true }).react(ballot, "👎");
    ann.react(ballot, "🅰️");
    bob.react(ballot, "🤝", true);
    await until(() => !ballot.reactors.get("🅰️")!.includes(ann.id) && !ballot.reactors.get("🤝")!.includes(bob.id));
    await arena.settled();
    expect(ballot.reactors.get("👎")).toHaveLength(2);
    expect(await votesOf(arena, ballot)).toContain(words.battle.votes(1, 0, 1, 0));
    await arena.stop();
  });

  it("stay where the bot may not take them away, and count until they are", async () => {
    const arena = await kit.arena();
    const { peer, channel, ann, bob } = arena;
    peer.deny(channel, may.ManageMessages);
    const { ballot } = await arena.ask();
    await until(() => ballot.reactors.size === 4);
    ann.react(ballot, "🅱️");
    bob.react(ballot, "🅱️");
    await arena.settled();
    bob.unreact(ballot, "🅱️");
    await arena.settled();
    expect(ballot.reactors.get("🅱️")).toContain(ann.id);
    expect(await votesOf(arena, ballot)).toContain(words.battle.votes(0, 1, 0, 0));
    await arena.stop();
  });

  it("are not offered where the bot may not react, or the community wants none", async () => {
    const arena = await kit.arena();
    const { peer, guild, channel } = arena;
    peer.deny(channel, may.AddReactions);
    const { ballot } = await arena.ask();
    expect(ballot.reactors.size).toBe(0);
    const owner = peer.person("owner", { manages: true });
    const other = peer.channel(guild);
    owner.slash(other, "settings", { reactions: "off" });
    await arena.settled();
    const { ballot: silent } = await arena.ask("Why?", arena.ann, other);
    expect(silent.reactors.size).toBe(0);
    await arena.stop();
  });

  it("made while the bot was away are taken in at its start, unless nobody knows which was meant", async () => {
    const first = await kit.arena({ place: "here" });
    const { peer, ann, bob } = first;
    const { ballot } = await first.ask();
    await first.stop();
    const cat = peer.person("cat");
    ann.react(ballot, "🅰️");
    bob.react(ballot, "🅰️");
    bob.react(ballot, "👎");
    cat.react(ballot, "🤝");
    const second = await kit.arena({ place: "here", peer });
    await until(() => [...ballot.reactors.values()].every((people) => people.length === 1));
    expect(await votesOf(second, ballot)).toContain(words.battle.votes(1, 0, 1, 0));
    await second.stop();
  });

  it("that stay are not taken for new votes at a start", async () => {
    const first = await kit.arena({ place: "here" });
    const { peer, channel, ann } = first;
    peer.deny(channel, may.ManageMessages);
    const { ballot } = await first.ask();
    ann.react(ballot, "🅰️");
    await first.settled();
    ann.press(ballot, "B");
    await first.settled();
    await first.stop();
    const second = await kit.arena({ place: "here", peer });
    await second.settled();
    expect(await votesOf(second, ballot)).toContain(words.battle.votes(0, 1, 0, 0));
    await second.stop();
  });

  it("made during a dropped connection come once, resumed or not", async () => {
    const arena = await kit.arena();
    const { peer, ann, bob } = arena;
    const { ballot } = await arena.ask();
    peer.gateway.drop();
    ann.react(ballot, "🅰️");
    await until(() => peer.gateway.greetings.at(-1)?.kind === "resume");
    await until(() => !ballot.reactors.get("🅰️")!.includes(ann.id));

    peer.gateway.forget();
    peer.gateway.drop();
    bob.react(ballot, "🅱️");
    await until(() => peer.gateway.greetings.length === 3);
    // A new identification has to wait for its turn.
    await until(() => arena.core.clock.pending().some((wait) => wait > 0 && wait <= 5_000));
    arena.core.clock.advance(5_000);
    await until(() => !ballot.reactors.get("🅱️")!.includes(bob.id));
    expect(peer.gateway.greetings.map(({ kind }) => kind)).toEqual(["identify", "resume", "resume", "identify"]);
    expect(await votesOf(arena, ballot)).toContain(words.battle.votes(1, 1, 0, 0));
    await arena.stop();
  });

  it("beyond Discord's twenty are simply not offered", async () => {
    const arena = await kit.arena();
    const { peer } = arena;
    const tooMany = { kind: "refused", refusal: refusals.tooManyReactions() } as const;
    peer.rest.plan(({ path }) => path.includes("/reactions/"), tooMany, 20);
    const { ballot } = await arena.ask();
    await arena.settled();
    expect(ballot.reactors.size).toBe(0);
    expect(await votesOf(arena, ballot)).toContain(words.battle.votes(0, 0, 0, 0));
    await arena.stop();
  });

  it("come through a heartbeat and a request to reconnect", async () => {
    const arena = await kit.arena();
    const { peer, ann } = arena;
    const { ballot } = await arena.ask();
    await peer.gateway.heartbeat();
    peer.gateway.drop(4_000);
    await until(() => peer.gateway.greetings.length === 2);
    ann.react(ballot, "🅰️");
    await until(() => !ballot.reactors.get("🅰️")!.includes(ann.id));
    await arena.stop();
  });
});

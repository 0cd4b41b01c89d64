import { PermissionFlagsBits as may } from "discord-api-types/v10";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { createDiscord } from "../../bots/discord/bot.ts";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { startDiscordPeer } from "../peers/discord/discord-peer.ts";
import type { Call } from "../peers/discord/rest.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { until } from "../until.ts";
import { answerTo, type DiscordArena, type DiscordKit, startDiscordKit, textOf } from "./discord-kit.ts";

const words = sentences("en");
const { chat } = words;
const minute = 60_000;

let kit: DiscordKit;
beforeAll(async () => {
  kit = await startDiscordKit();
});
afterAll(() => kit.close());

const isPost = ({ method, path }: Call) => method === "POST" && path.endsWith("/messages");
const isEdit = ({ method, path }: Call) => method === "PATCH" && path.startsWith("/channels/");

/** Lets the models answer only when told to. */
function holdAnswers(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  kit.server.script(async (call, number) => {
    await promise;
    await signedAnswer(call, number);
  });
  return resolve;
}

async function begin(arena: DiscordArena) {
  const answer = holdAnswers();
  const asked = arena.ann.slash(arena.channel, "battle", { question: "Why is the sea salty?" });
  await until(() => asked.replies.length > 0);
  return { asked, answer };
}

describe("what the bot may not do", () => {
  it.each([
    ["ViewChannel", may.ViewChannel],
    ["SendMessages", may.SendMessages],
    ["AttachFiles", may.AttachFiles],
    ["ReadMessageHistory", may.ReadMessageHistory],
  ] as const)("is named to whoever asks: %s", async (name, permission) => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    arena.peer.deny(arena.channel, permission);
    const reply = await answerTo(arena, arena.ann.slash(arena.channel, "battle", { question: "Why?" }));
    expect(textOf(reply)).toContain(chat.permissions[name]);
    expect(arena.peer.messagesIn(arena.channel)).toEqual([]);
    // Nothing that Discord would have to refuse was tried.
    expect(arena.peer.rest.calls.filter(({ status }) => status === 403)).toEqual([]);
    await arena.stop();
  });

  it("is told to a writer who mentions it, where it can be", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const { peer, channel, ann } = arena;
    peer.deny(channel, may.SendMessages);
    ann.say(channel, "Why?", { mention: true });
    await until(() => peer.messagesIn(peer.direct(ann)).length > 0);
    expect(textOf(peer.messagesIn(peer.direct(ann))[0]!)).toContain(chat.permissions.SendMessages);
    await arena.stop();
  });

  it("any more in the middle of a battle is told once, and not tried again and again", async () => {
    const arena = await kit.arena();
    const { peer, channel } = arena;
    const { asked, answer } = await begin(arena);
    peer.deny(channel, may.ViewChannel);
    answer();
    await until(() => textOf(asked.replies[0]!).includes(chat.permissions.ViewChannel));
    await arena.settled();
    for (let turn = 0; turn < 20; turn += 1) await arena.pass(minute);
    expect(peer.rest.calls.filter(({ status }) => status === 403).length).toBeLessThan(4);
    await arena.stop();
  });
});

describe("what is gone", () => {
  // What cannot be shown is tried again by the next arena on the same store.
  beforeEach(async () => {
    const shared = kit;
    kit = await startDiscordKit();
    onTestFinished(async () => {
      await kit.close();
      kit = shared;
    });
  });

  it.each(["message", "channel", "server"] as const)(
    "in the middle of a battle leaves no trouble: the %s",
    async (what) => {
      const arena = await kit.arena();
      const { peer, channel, guild, core } = arena;
      const { answer } = await begin(arena);
      if (what === "message") peer.removeMessage(peer.messagesIn(channel).at(-1)!);
      if (what === "channel") peer.removeChannel(channel);
      if (what === "server") peer.expel(guild);
      answer();
      await arena.settled();
      for (let turn = 0; turn < 10; turn += 1) await arena.pass(minute);
      expect(core.log.filter(({ level }) => level === "error")).toEqual([]);
      expect(peer.rest.calls.filter(({ status }) => status >= 400).length).toBeLessThan(8);
      await arena.stop();
    },
  );
});

describe("a connection that breaks", () => {
  it.each(["reset-before", "reset-after"] as const)("loses no post and doubles none: %s", async (kind) => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const { peer, channel } = arena;
    peer.rest.plan(isPost, { kind });
    peer.rest.plan(isEdit, { kind });
    peer.rest.plan(({ path }) => path.endsWith("/callback"), { kind });
    peer.rest.plan(({ path }) => decodeURIComponent(path).endsWith("/messages/@original"), { kind });
    const { ballot } = await arena.ask();
    expect(peer.messagesIn(channel)).toHaveLength(2);
    expect(textOf(ballot)).toContain("### A");
    await arena.stop();
  });

  it("brings the answers when Discord itself is down for a while", async () => {
    const arena = await kit.arena();
    const { peer, channel } = arena;
    const { answer } = await begin(arena);
    peer.rest.plan(isEdit, { kind: "status", status: 503 }, 8);
    answer();
    await arena.settled();
    const post = peer.messagesIn(channel).at(-1)!;
    expect(textOf(post)).not.toContain("### A");
    await arena.pass(minute);
    await arena.pass(minute);
    expect(textOf(post)).toContain("### A");
    await arena.stop();
  });

  it("waits as long as Discord says, and asks for no more than its headers allow", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const { peer } = arena;
    peer.rest.plan(isPost, { kind: "rate-limited", seconds: 0.01 });
    peer.rest.plan(isEdit, { kind: "rate-limited", seconds: 0.01, global: true });
    peer.rest.limit(/^POST \/channels/, 1);
    await arena.ask();
    expect(peer.rest.calls.filter(({ status }) => status === 429)).toHaveLength(2);
    await arena.stop();
  });

  it("in the middle of a battle takes nothing from it", async () => {
    const arena = await kit.arena();
    const { peer, channel, bob } = arena;
    const { answer } = await begin(arena);
    peer.gateway.drop();
    answer();
    await until(() => peer.gateway.greetings.length === 2);
    await arena.settled();
    const ballot = peer.messagesIn(channel).at(-1)!;
    peer.gateway.drop();
    const pressed = bob.press(ballot, "Tie");
    await until(() => peer.gateway.greetings.length === 3);
    expect(textOf(await answerTo(arena, pressed))).toContain(words.battle.chosen("Tie"));
    await arena.pass(11 * minute);
    expect(textOf(ballot)).toContain(words.battle.votes(0, 0, 1, 0));
    await arena.stop();
  });
});

describe("a restart", () => {
  it("in the middle of a battle brings its answers to the post that is there", async () => {
    const first = await kit.arena({ place: "here" });
    const { peer, channel } = first;
    const { answer } = await begin(first);
    await first.stop();
    const second = await kit.arena({ place: "here", peer });
    answer();
    const post = peer.messagesIn(channel).at(-1)!;
    await until(() => textOf(post).includes("### A"));
    expect(peer.messagesIn(channel)).toHaveLength(2);
    await second.stop();
  });
});

describe("several shards", () => {
  it("are opened one after another, as many as Discord recommends, each for its own servers", async () => {
    kit.server.script(signedAnswer);
    const core = await kit.createCore();
    const peer = await startDiscordPeer(core.clock);
    peer.sessions.shards = 2;
    // Servers are divided by their identifiers: with so many, each shard has one.
    const channels = Array.from({ length: 4 }, () => {
      core.clock.advance(1);
      return peer.channel(peer.guild());
    });
    const discord = createDiscord({
      ...{
        core,
        clock: core.clock,
        random: createSeededRandom(1),
        token: peer.token,
        apiUrl: peer.apiUrl,
        shards: "auto",
      },
      log: { info: () => {}, warn: () => {}, error: () => {} },
    });
    core.connect(discord.platform);
    const opening = discord.open();
    await until(() => peer.gateway.greetings.length === 1 && core.clock.pending().includes(5_000));
    core.clock.advance(5_000);
    await opening;
    await until(() => peer.gateway.greetings.length === 2 && peer.world.commands.length > 0);
    expect(peer.gateway.greetings.map(({ shard }) => shard)).toEqual([
      [0, 2],
      [1, 2],
    ]);
    const ann = peer.person("ann");
    const asked = channels.map((channel) => ann.slash(channel, "models"));
    await until(() => asked.every(({ replies }) => replies.length > 0));
    await discord.stopListening();
    await core.stop();
    await discord.close();
    await peer.close();
  });
});

describe("what Discord's clock forbids", () => {
  it("a first reply after three seconds is given up without harm", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const { peer, channel, ann, core } = arena;
    const release = peer.rest.hold(({ path }) => path.endsWith("/callback"));
    const asked = ann.slash(channel, "battle", { question: "Why?" });
    await until(() => core.clock.pending().length >= 0);
    core.clock.advance(3_001);
    release();
    await until(() => peer.rest.calls.some(({ code }) => code === 10_062));
    await arena.settled();
    expect(asked.acknowledgedAfter).toBeUndefined();
    // Who was told nothing has not asked anything.
    expect(peer.messagesIn(channel)).toEqual([]);
    await arena.stop();
  });

  it("a battle outlives the token it was asked with", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const { ballot } = await arena.ask();
    arena.bob.press(ballot, "A");
    await arena.settled();
    await arena.pass(20 * minute);
    expect(textOf(ballot)).toContain("This battle is closed.");
    await arena.stop();
  });

  it("a button of a battle that is over still gets its answer", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const { ballot } = await arena.ask();
    const action = JSON.stringify(ballot.components).match(/vote:~\d{8}[0-9a-z]{16}:a/)![0];
    await arena.pass(25 * 60 * minute);
    expect(textOf(await answerTo(arena, arena.bob.pressId(ballot, action)))).toContain(
      "Voting on this battle has closed.",
    );
    expect(textOf(await answerTo(arena, arena.bob.pressId(ballot, "nonsense")))).toBe(words.refusals.unknownAction);
    await arena.stop();
  });
});

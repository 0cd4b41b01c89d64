import { everything } from "../peers/discord/world.ts";
import { PermissionFlagsBits as may } from "discord-api-types/v10";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { refusals } from "../peers/discord/refusal.ts";
import { buildModel } from "../models/fixtures.ts";
import { until } from "../until.ts";
import { smallPng } from "../web/small-core.ts";
import {
  answerTo,
  buttonsOf,
  type DiscordKit,
  galleryOf,
  startDiscordKit,
  textOf,
  type DiscordArena,
} from "./discord-kit.ts";

const words = sentences("en");

const { askingSettings, chat, lacks, settings } = sentences("en");

let kit: DiscordKit;
beforeAll(async () => {
  kit = await startDiscordKit();
  kit.server.script(signedAnswer);
});
afterAll(() => kit.close());

describe("settings on Discord", () => {
  it("open a thread for each battle, and do without where there can be none", async () => {
    const arena = await kit.arena();
    const { peer, channel } = arena;
    const owner = peer.person("owner", { manages: true });
    await answerTo(arena, owner.slash(channel, "settings", { threads: "on" }));
    const asked = arena.ann.slash(channel, "battle", { question: "Why is the sea salty?" });
    await answerTo(arena, asked);
    const [question] = peer.messagesIn(channel);
    const thread = peer.world.channels.get(question!.id)!;
    expect(thread).toMatchObject({ type: 11, name: "Why is the sea salty?", parent: channel.id });
    expect(buttonsOf(peer.messagesIn(thread)[0]!)).toContain("Both bad");
    peer.rest.plan(({ path }) => path.endsWith("/threads"), { kind: "refused", refusal: refusals.tooManyThreads() });
    const { ballot } = await arena.ask();
    expect(ballot.channel_id).toBe(channel.id);
    thread.locked = true;
    const inLocked = await answerTo(arena, arena.ann.slash(thread, "battle", { question: "Why?" }));
    expect(textOf(inLocked)).toBe(words.chat.obstacles.locked);
    await arena.stop();
  });

  it("of an age-restricted channel hold for questions by command, mention and in its threads, and nowhere else", async () => {
    const arena = await kit.arena();
    const { peer, guild, ann } = arena;
    const adults = peer.channel(guild, { nsfw: true });
    const thread = peer.channel(guild, { type: 11, parent: adults.id });
    const question = "Write an explicit sex scene.";
    const before = kit.server.calls.length;
    for (const channel of [adults, thread]) await answerTo(arena, ann.slash(channel, "battle", { question }));
    ann.say(adults, `<@${peer.world.application}> ${question}`);
    await arena.settled();
    expect(kit.server.calls.length - before).toBe(6);
    const refused = await answerTo(arena, ann.slash(arena.channel, "battle", { question }));
    expect(textOf(refused)).toBe(words.moderation.refused(words.moderation.kinds.sexual));
    const added = await answerTo(arena, ann.slash(adults, "bank", { add: question }));
    expect(textOf(added)).toBe(words.moderation.notFromHere);
    await arena.stop();
  });

  it("let ask in chosen channels and roles", async () => {
    const arena = await kit.arena();
    const { peer, guild, channel, ann } = arena;
    const owner = peer.person("owner", { manages: true });
    const other = peer.channel(guild);
    const role = peer.role(guild, "askers");
    const shown = await answerTo(
      arena,
      owner.slash(channel, "settings", { allow: { channel: other.id }, role: { role } }),
    );
    expect(textOf(shown)).toContain("`allow` **#arena**");
    expect(textOf(shown)).not.toContain(other.id);
    const refused = await answerTo(arena, ann.slash(channel, "battle", { question: "Why?" }));
    expect(textOf(refused)).toBe(words.asking.notAmongAskers);
    const member = peer.person("member", { roles: [role] });
    const elsewhere = await answerTo(arena, member.slash(channel, "battle", { question: "Why?" }));
    expect(textOf(elsewhere)).toBe(words.asking.notHere);
    const { ballot } = await arena.ask("Why?", member, other);
    expect(buttonsOf(ballot)).toContain("Both bad");
    const log = await answerTo(arena, owner.slash(channel, "settings", { log: "show" }));
    expect(textOf(log)).toContain("by you");
    await arena.stop();
  });
});

describe("files on Discord", () => {
  const models = ["m1", "m2", "m3"].map((id) =>
    buildModel({ id, name: `Model ${id}`, model: id, input: id < "m3" ? ["text", "image"] : ["text"] }),
  );

  it("reach the models that take them, by command and by message", async () => {
    const arena = await kit.arena({ models });
    const { peer, channel, ann } = arena;
    const file = { name: "sea.png", type: "image/png", bytes: smallPng };
    const before = kit.server.calls.length;
    const asked = ann.slash(channel, "battle", { question: "What is this?", file });
    await until(() => asked.replies.length > 0);
    await arena.settled();
    expect(galleryOf(peer.messagesIn(channel)[0]!)[0]?.url).toContain("sea.png");
    ann.say(channel, "And this?", { mention: true, files: [file] });
    await until(() => kit.server.calls.length === before + 4);
    await arena.settled();
    for (const { body } of kit.server.calls.slice(before)) {
      expect(JSON.stringify(body)).toContain("data:image/png;base64,");
      expect(body.model).not.toBe("m3");
    }
    await arena.stop();
  });

  it("of other kinds get a sentence", async () => {
    const arena = await kit.arena({ models });
    const file = { name: "setup.exe", type: "application/x-msdownload", bytes: new Uint8Array([77, 90, 0]) };
    const reply = await answerTo(arena, arena.ann.slash(arena.channel, "battle", { question: "Run this", file }));
    expect(textOf(reply)).toBe(words.asking.unreadableFile("setup.exe"));
    await arena.stop();
  });
});

/** What `/settings` says to somebody who manages the server. */
async function settingsOf(arena: DiscordArena, options: Parameters<DiscordArena["ann"]["slash"]>[2] = {}) {
  const manager = arena.peer.person("owner", { manages: true });
  return textOf(await answerTo(arena, manager.slash(arena.channel, "settings", options)));
}

describe("what the bot lacks", () => {
  it("is listed channel by channel to those who can grant it, and nothing of channels that it cannot see", async () => {
    const arena = await kit.arena();
    const { peer, guild, channel, ann } = arena;
    expect(await settingsOf(arena, { check: "show" })).toContain(lacks.nothing);
    const silent = peer.channel(guild, { name: "silent", denied: may.SendMessages | may.AddReactions });
    const loud = peer.channel(guild, { name: "loud", denied: may.ManageMessages });
    const hidden = peer.channel(guild, { name: "hidden", denied: may.ViewChannel });
    // In the posts of a forum, which are threads, one writes by another permission.
    peer.channel(guild, { name: "ideas", type: 15, denied: may.SendMessages | may.CreatePublicThreads });
    peer.channel(guild, { name: "quiet", type: 15, denied: may.SendMessagesInThreads });
    await arena.settled();
    const { SendMessages, SendMessagesInThreads, AddReactions, ManageMessages } = chat.permissions;
    const listed = await settingsOf(arena, { check: "show" });
    expect(listed).toContain(
      [
        lacks.place("#silent", `${SendMessages}, ${AddReactions}`, false),
        lacks.place("#loud", ManageMessages, true),
        lacks.place("#quiet", SendMessagesInThreads, false),
      ].join("\n"),
    );
    expect(listed).not.toMatch(/hidden|#arena|#ideas/);
    for (const one of [silent, loud, hidden]) expect(listed).not.toContain(one.id);
    const strange = textOf(await answerTo(arena, ann.slash(channel, "settings", { check: "show" })));
    expect(strange).toBe(settings.notYours);
    await arena.stop();
  });

  it("is said where reactions stay that were to go: in the settings, to who sets it, and under one battle", async () => {
    const arena = await kit.arena();
    const { peer, guild, channel } = arena;
    expect(await settingsOf(arena)).not.toContain("stay visible");
    peer.channel(guild, { name: "fine" });
    peer.deny(channel, may.ManageMessages);
    expect(await settingsOf(arena)).toContain(lacks.seen("#arena"));
    expect(await settingsOf(arena, { reactions: "open" })).not.toContain("stay visible");
    expect(await settingsOf(arena, { reactions: "out-of-sight" })).toContain(lacks.seen("#arena"));
    const [first, second] = [await arena.ask("Why is the sea salty?"), await arena.ask("And the lakes?")];
    expect(textOf(first.ballot)).toContain(chat.reactionsStay);
    expect(textOf(second.ballot)).not.toContain(chat.reactionsStay);
    peer.grant(guild, everything & ~may.ManageMessages);
    expect(await settingsOf(arena)).toContain(lacks.seenEverywhere);
    await arena.stop();
  });
});

describe("settings", () => {
  it("show channels and roles by their names, and channels that the bot cannot see without a number", async () => {
    const arena = await kit.arena();
    const { peer, guild, channel } = arena;
    const role = peer.role(guild, "Regulars");
    const second = peer.channel(guild, { name: "lounge" });
    await settingsOf(arena, { role: { role }, allow: { channel: channel.id } });
    const shown = await settingsOf(arena, { allow: { channel: second.id } });
    expect(shown).toContain(`\`askers\` **${askingSettings.group("@Regulars")}**`);
    expect(shown).toContain("`allow` **#arena, #lounge**");
    peer.deny(second, may.ViewChannel);
    expect(await settingsOf(arena)).toContain(`\`allow\` **#arena, ${askingSettings.unseenPlaces}**`);
    await arena.stop();
  });
});

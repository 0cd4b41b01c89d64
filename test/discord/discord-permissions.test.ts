import { PermissionFlagsBits as may } from "discord-api-types/v10";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { everything } from "../peers/discord/world.ts";
import { answerTo, type DiscordArena, type DiscordKit, startDiscordKit, textOf } from "./discord-kit.ts";

const { askingSettings, chat, lacks, settings } = sentences("en");

let kit: DiscordKit;
beforeAll(async () => {
  kit = await startDiscordKit();
  kit.server.script(signedAnswer);
});
afterAll(() => kit.close());

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
    await arena.settled();
    const { SendMessages, AddReactions, ManageMessages } = chat.permissions;
    const listed = await settingsOf(arena, { check: "show" });
    expect(listed).toContain(
      [
        lacks.place("#silent", `${SendMessages}, ${AddReactions}`, false),
        lacks.place("#loud", ManageMessages, true),
      ].join("\n"),
    );
    expect(listed).not.toMatch(/hidden|#arena/);
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

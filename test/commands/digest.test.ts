/** The digest of a community's last days: asked for, and posted every week where that is switched on. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Choice, Post, Sender } from "../../core/chat/post.ts";
import { type Language, languages, sentences } from "../../core/language/index.ts";
import { createPseudonyms } from "../../core/safety/pseudonyms.ts";
import { sampleAttempt, sampleVote } from "../contracts/battle-samples.ts";
import { createStage } from "../contracts/store/stage.ts";
import { type CoreKit, type RunningCore, startCoreKit, testKey } from "../core-kit.ts";
import { createRecordingPlatform } from "../recording-platform.ts";
import { say } from "./command-kit.ts";

const words = sentences("en");
const hour = 60 * 60_000;
const day = 24 * hour;
/** The first Monday at nine after the kit's clocks begin: they do so on a Tuesday. */
const untilMonday = 6 * day + 9 * hour;

let kit: CoreKit;
beforeAll(async () => {
  kit = await startCoreKit();
  await kit.createCore();
});
afterAll(() => kit.close());

const stage = createStage(() => kit.store);
const pseudonyms = createPseudonyms(testKey);
let communities = 0;

/** Somewhere that nobody has been before. */
function somewhere(more: Partial<Sender> = {}): Partial<Sender> & { community: string; place: string } {
  communities += 1;
  return { community: `discord:${communities}`, place: `place-${communities}`, platform: "discord", ...more };
}

/** A battle of m1 against m2 that closes at a time, with these votes. */
async function fightAt(community: string, at: string, votes: readonly Choice[]): Promise<void> {
  const attempts = [sampleAttempt("a", "m1"), sampleAttempt("b", "m2")];
  const battle = await stage.openBattle({ attempts, community: pseudonyms.of(community) });
  for (const [index, choice] of votes.entries())
    await kit.store.ballots.castVote(sampleVote(battle, `voter ${index}`, { choice, at: new Date(at) }));
  await kit.store.battles.closeBattle(battle.id, new Date(at), "time");
}

/** So many battles that eight people vote on, most for one side. */
async function fightOften(community: string, at: string, side: "a" | "b"): Promise<void> {
  const other = side === "a" ? "b" : "a";
  for (let index = 0; index < 12; index++)
    await fightAt(
      community,
      at,
      Array.from({ length: 8 }, (_, voter) => ((voter + index) % 6 === 0 ? other : side)),
    );
}

const linesOf = ({ text }: Pick<Post, "text">) => text.split("\n").slice(1);

describe("/digest", () => {
  it.each(languages)("says calmly that nothing has happened, with the board as it is (%s)", async (language) => {
    const core = await kit.createCore();
    const reply = await say(core, "/digest", "ann", somewhere({ language }));
    expect(reply.private).toBe(false);
    expect(reply.text).toBe(`**${sentences(language).digest.title}**\n${sentences(language).digest.quiet}`);
    expect(reply.images[0]!.alt).toContain(sentences(language).boards.here);
  });

  it("counts the last seven days of this community alone, and claims nothing with few votes", async () => {
    const core = await kit.createCore();
    const here = somewhere({ communityName: "Sea readers" });
    await fightAt(here.community, "2029-12-25T23:00:00Z", ["a", "a"]);
    await fightAt(here.community, "2029-12-26T01:00:00Z", ["a", "b", "tie"]);
    await fightAt(here.community, "2030-01-01T00:00:00Z", ["a"]);
    await fightAt(somewhere().community, "2030-01-01T00:00:00Z", ["b"]);
    const reply = await say(core, "/digest", "ann", here);
    expect(linesOf(reply)).toEqual([words.digest.counted(2, 4, 3), words.digest.unknown, words.digest.tooEarly]);
    expect(reply.images[0]!.alt).toMatch(/Sea readers · [^·]+ · 6 votes/u);
    expect(linesOf(await say(core, "/周报", "ann", { ...here, language: "zh" }))[0]).toBe(
      sentences("zh").digest.counted(2, 4, 3),
    );
  });

  it("tells which models have moved for real, and who is first", async () => {
    const core = await kit.createCore();
    const here = somewhere();
    await fightOften(here.community, "2029-12-20T12:00:00Z", "b");
    await fightOften(here.community, "2029-12-30T12:00:00Z", "a");
    const [counted, moved, first] = linesOf(await say(core, "/digest", "ann", here));
    expect(counted).toBe(words.digest.counted(12, 96, 8));
    expect(moved).toMatch(/^Moved for real against the battles before: Model m\d by [+−]\d+ points \(95%: /u);
    expect(moved).toMatch(/Model m1 by \+\d+ points/u);
    expect(moved).toMatch(/Model m2 by −\d+ points/u);
    expect(first).toMatch(/^Model m\d is ahead; first place is not settled yet\.$/u);
  });

  it("tells that none has moved, and that first place is settled, where that is so", async () => {
    const core = await kit.createCore();
    const here = somewhere();
    for (const at of ["2029-12-20T12:00:00Z", "2029-12-30T12:00:00Z"]) await fightOften(here.community, at, "b");
    expect(linesOf(await say(core, "/digest", "ann", here)).slice(1)).toEqual([
      words.digest.none,
      words.digest.settled("Model m2"),
    ]);
  });
});

/** Two processes over one record, each with a platform of its own, in a community that has battles of the week before. */
async function twoProcesses(here: Partial<Sender> & { community: string }) {
  await fightAt(here.community, "2030-01-05T12:00:00Z", ["a", "b"]);
  const cores = [await kit.createCore({ alone: false, platform: "discord", place: "one" })];
  cores.push(await kit.createCore({ alone: false, platform: "discord", place: "two" }));
  for (const core of cores) await core.start();
  return cores as [RunningCore, RunningCore];
}

const boss = { manages: true };
const postsIn = (core: RunningCore, { place }: { place: string }): Post[] =>
  [...core.platform.history].flatMap(([address, posts]) => (address.startsWith(`${place}#`) ? posts : []));

async function pass(cores: readonly RunningCore[], milliseconds: number): Promise<void> {
  for (const core of cores) core.clock.advance(milliseconds);
  for (const core of cores) await core.settled();
}

async function stop(cores: readonly RunningCore[]): Promise<void> {
  for (const core of cores) await core.stop();
}

describe("the weekly post", () => {
  it("is off unless those who run the community switch it on", async () => {
    const here = somewhere();
    const cores = await twoProcesses(here);
    await expect(say(cores[0], "/settings weekly on", "ann", here)).rejects.toThrow(words.settings.notYours);
    await pass(cores, untilMonday + hour);
    expect(cores.flatMap((core) => postsIn(core, here))).toEqual([]);
    await stop(cores);
  });

  it.each(languages)(
    "is posted once a week by one of all processes, where it was switched on (%s)",
    async (language) => {
      const here = somewhere({ ...boss, language });
      const cores = await twoProcesses(here);
      const [one] = cores;
      const { askingSettings, digest, settings } = sentences(language);
      const changed = await say(one, "/settings weekly on", "boss", here);
      expect(changed.text).toContain(settings.line("weekly", askingSettings.weeklyHere, askingSettings.weekly));
      const elsewhere = await say(one, "/settings", "boss", { ...here, place: "elsewhere" });
      expect(elsewhere.text).toContain(settings.line("weekly", askingSettings.weeklyElsewhere, askingSettings.weekly));
      expect((await say(one, "/settings log", "boss", here)).text).toContain("`weekly` off");
      await pass(cores, untilMonday - 1);
      const posted = () => cores.flatMap((core) => postsIn(core, here));
      expect(posted()).toEqual([]);
      await pass(cores, 1);
      const [post, ...more] = posted();
      expect(more).toEqual([]);
      expect(linesOf(post!)[0]).toBe(digest.counted(1, 2, 2));
      expect([post!.footer, post!.language, post!.images.length]).toEqual([digest.weekly, language, 1]);
      await fightAt(here.community, "2030-01-08T12:00:00Z", ["a"]);
      await pass(cores, 7 * day - 1);
      expect(posted()).toHaveLength(1);
      await pass(cores, 1);
      // Either process may have been the one, each time.
      const counted = posted().map((each) => linesOf(each)[0]);
      expect(counted).toHaveLength(2);
      expect(new Set(counted)).toEqual(new Set([digest.counted(1, 1, 1), digest.counted(1, 2, 2)]));
      await stop(cores);
    },
  );

  it("comes late on the same day where nobody ran, and is left out from the next day on", async () => {
    for (const [late, count] of [
      [untilMonday + 14 * hour, 1],
      [untilMonday + 15 * hour, 0],
    ] as const) {
      const here = somewhere(boss);
      const before = await twoProcesses(here);
      await say(before[0], "/settings weekly on", "boss", here);
      await stop(before);
      const after = await kit.createCore({ platform: "discord" });
      after.clock.advance(late);
      await after.start();
      await after.settled();
      expect(postsIn(after, here)).toHaveLength(count);
      await stop([after]);
    }
  });

  it("passes over a week without votes", async () => {
    const here = somewhere(boss);
    const cores = await twoProcesses(here);
    await say(cores[0], "/settings weekly on", "boss", here);
    await pass(cores, untilMonday);
    await pass(cores, 7 * day);
    expect(cores.flatMap((core) => postsIn(core, here))).toHaveLength(1);
    await stop(cores);
  });

  it("waits on its day for a platform that is away, and is never tried twice once it was taken", async () => {
    const here = somewhere(boss);
    const core = await kit.createCore({ platform: "telegram" });
    const away = { ...here, platform: "discord" } as const;
    await fightAt(here.community, "2030-01-05T12:00:00Z", ["a"]);
    await core.start();
    await say(core, "/settings weekly on", "boss", away);
    await pass([core], untilMonday);
    const discord = createRecordingPlatform("discord");
    const postedIn = ({ place }: { place: string }) => discord.addresses().filter((at) => at.startsWith(`${place}#`));
    core.connect(discord);
    await core.settled();
    expect(postedIn(here)).toHaveLength(1);
    const broken = somewhere(boss);
    await fightAt(broken.community, "2030-01-10T12:00:00Z", ["a"]);
    await say(core, "/settings weekly on", "boss", broken);
    discord.broken = true;
    await pass([core], 7 * day);
    discord.broken = false;
    await pass([core], 5 * hour);
    expect([postedIn(here), postedIn(broken)].map(({ length }) => length)).toEqual([1, 0]);
    expect(core.log).toContainEqual(expect.objectContaining({ message: "a weekly digest could not be posted" }));
    await stop([core]);
  });

  it("is refused where nothing could be posted, and switched off where its place is gone, with a line in the log", async () => {
    const here = somewhere(boss);
    const core = await kit.createCore({ platform: "telegram" });
    let gone = true;
    core.connect({ ...createRecordingPlatform("discord"), sees: async () => !gone });
    await fightAt(here.community, "2030-01-05T12:00:00Z", ["a"]);
    await core.start();
    await expect(say(core, "/settings weekly on", "boss", here)).rejects.toThrow(words.askingSettings.weeklyNowhere);
    gone = false;
    await say(core, "/settings weekly on", "boss", here);
    gone = true;
    await pass([core], untilMonday);
    expect(core.log).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining("switched off") as string }),
    );
    expect(await kit.store.weekly.weeklyPost(pseudonyms.of(here.community))).toBeNull();
    await stop([core]);
  });

  it("keeps no arena from stopping that waits for a platform", async () => {
    const here = somewhere(boss);
    const core = await kit.createCore({ platform: "telegram" });
    await core.start();
    await say(core, "/settings weekly on", "boss", here);
    const asked = Promise.withResolvers<void>();
    const sees = () => {
      asked.resolve();
      return new Promise<boolean>(() => {});
    };
    core.connect({ ...createRecordingPlatform("discord"), sees });
    core.clock.advance(untilMonday);
    await asked.promise;
    const stopped = core.stop();
    core.clock.advance(2_000);
    await stopped;
    expect(core.log).toContainEqual(expect.objectContaining({ message: "a weekly digest could not be posted" }));
  });

  it("is offered among the buttons of the settings, and not after a switch off", async () => {
    const here = somewhere(boss);
    const core = await kit.createCore({ platform: "discord" });
    const pressed = await core.press({
      ...{ platform: "discord", person: "discord:boss", private: false, language: "en" as Language },
      ...here,
      manages: true,
      action: "settings:weekly on",
    });
    expect(pressed.text).toContain(words.askingSettings.weeklyHere);
    await say(core, "/settings weekly off", "boss", here);
    expect(await kit.store.weekly.weeklyPost(pseudonyms.of(here.community))).toBeNull();
    await expect(say(core, "/settings weekly perhaps", "boss", here)).rejects.toThrow(
      words.askingSettings.choose("weekly", "on, off"),
    );
  });
});

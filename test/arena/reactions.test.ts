import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Choice, Reaction } from "../../core/chat/post.ts";
import { type ReactionMode, unsetSettings } from "../../core/battle/community-settings.ts";
import { sentences } from "../../core/language/index.ts";
import { createPseudonyms } from "../../core/safety/pseudonyms.ts";
import { type CoreKit, type RunningCore, sender, startCoreKit, testKey } from "../core-kit.ts";
import { ask, type Asked, minute, pass, press, signedAnswer } from "./play.ts";

const words = sentences("en");
const pseudonyms = createPseudonyms(testKey);

let kit: CoreKit;
let core: RunningCore;
let asked: Asked;

beforeAll(async () => {
  kit = await startCoreKit();
});
afterAll(() => kit.close());
beforeEach(async () => {
  kit.server.script(signedAnswer);
  core = await kit.createCore();
  await choose("out-of-sight");
  asked = await ask(core);
});

const choose = (reactions: ReactionMode) =>
  kit.store.communities.changeSettings(pseudonyms.of("web:local"), (kept) => ({
    ...kept,
    ...{ own: { ...unsetSettings, reactions }, noted: [] },
  }));
const voteOf = (person: string) => kit.store.ballots.findVote(asked.battle, pseudonyms.of(`web:${person}`));

/** Somebody reacts; whether the bot could take that away, the test tells. */
async function react(person: string, choice: Choice, more: Partial<Reaction> = {}) {
  const reply = await core.react({
    ...sender(person),
    post: asked.address,
    choice,
    change: "added",
    takeAway: null,
    ...more,
  });
  await core.settled();
  return reply;
}

/** Taking away that works from the n-th time on. */
function takingAway(worksFrom = 1) {
  const times = { tried: 0 };
  const takeAway = async () => {
    times.tried += 1;
    if (times.tried < worksFrom) throw new Error("missing permission");
  };
  return { times, takeAway };
}

describe("a reaction out of sight", () => {
  it("is stored as a vote, then taken away", async () => {
    const { times, takeAway } = takingAway();
    const stored: unknown[] = [];
    const reply = await react("voter", "b", {
      takeAway: async () => {
        stored.push(await voteOf("voter"));
        await takeAway();
      },
    });
    expect(times.tried).toBe(1);
    expect(stored).toMatchObject([{ choice: "b", means: "out-of-sight-reaction" }]);
    expect(reply?.text).toBe(words.battle.chosen("B"));
    expect(reply?.private).toBe(true);
  });

  it("is not withdrawn by the bot's taking it away, only by button", async () => {
    await react("voter", "b", takingAway());
    await react("voter", "b", { change: "removed" });
    expect(await voteOf("voter")).toMatchObject({ choice: "b" });
    expect((await press(core, "voter", `withdraw:${asked.battle}`)).text).toBe(words.battle.withdrawn("B"));
    expect(await voteOf("voter")).toBeUndefined();
  });

  it("is taken away also when the vote is refused", async () => {
    await react("voter", "a", takingAway());
    await press(core, "voter", `names:${asked.battle}`);
    const { times, takeAway } = takingAway();
    await expect(react("voter", "b", { takeAway })).rejects.toThrow(words.refusals.voteLocked("A"));
    await core.settled();
    expect(times.tried).toBe(1);
    expect(await voteOf("voter")).toMatchObject({ choice: "a" });
  });

  it("is tried again when it cannot be taken away, and counts as open when it stays", async () => {
    const later = takingAway(2);
    await react("patient", "a", later);
    expect(await voteOf("patient")).toMatchObject({ means: "out-of-sight-reaction" });
    await pass(core, minute / 2);
    expect(later.times.tried).toBe(2);
    expect(await voteOf("patient")).toMatchObject({ means: "out-of-sight-reaction" });

    await react("seen", "a", takingAway(3));
    await pass(core, minute / 2);
    expect(await voteOf("seen")).toMatchObject({ means: "open-reaction", firstMeans: "open-reaction" });
  });
});

describe("an open reaction", () => {
  it("is marked so where the platform lets the bot take nothing away", async () => {
    await react("voter", "tie");
    expect(await voteOf("voter")).toMatchObject({ choice: "tie", means: "open-reaction" });
  });

  it("stays where the community has chosen so", async () => {
    await choose("open");
    const { times, takeAway } = takingAway();
    await react("voter", "a", { takeAway });
    expect(times.tried).toBe(0);
    expect(await voteOf("voter")).toMatchObject({ means: "open-reaction" });
  });

  it("withdraws only the vote it cast when it is removed", async () => {
    await react("voter", "a");
    await react("voter", "b");
    await react("voter", "a", { change: "removed" });
    expect(await voteOf("voter")).toMatchObject({ choice: "b" });
    await press(core, "voter", `vote:${asked.battle}:a`);
    await react("voter", "b", { change: "removed" });
    expect(await voteOf("voter")).toMatchObject({ choice: "a", means: "button" });
    await react("other", "b");
    await react("other", "b", { change: "removed" });
    expect(await voteOf("other")).toBeUndefined();
  });

  it("does not withdraw a locked vote, nor differ from it", async () => {
    await react("voter", "a");
    await press(core, "voter", `names:${asked.battle}`);
    await react("voter", "a", { change: "removed" });
    expect(await voteOf("voter")).toMatchObject({ choice: "a" });
    await expect(react("voter", "b")).rejects.toThrow(words.refusals.voteLocked("A"));
  });
});

describe("whether others saw a vote", () => {
  it.each([
    ["that the bot takes away", { ...takingAway() }, true],
    ["that stays", {}, true],
    ["that nobody was sent", { ...takingAway(), unsent: true }, false],
    ["where nobody else is", { private: true }, false],
    ["that nobody was sent, but that stays", { unsent: true }, true],
  ])("is kept with a reaction %s", async (_what, more, seen) => {
    await react("voter", "a", more);
    expect(await voteOf("voter")).toMatchObject({ choice: "a", seen });
  });

  it("is not so by a button, until a reaction shows the same", async () => {
    await press(core, "voter", `vote:${asked.battle}:a`);
    expect(await voteOf("voter")).toMatchObject({ means: "button", seen: false });
    await react("voter", "a", takingAway());
    expect(await voteOf("voter")).toMatchObject({ means: "button", seen: true });
    await press(core, "voter", `vote:${asked.battle}:b`);
    expect(await voteOf("voter")).toMatchObject({ choice: "b", seen: false });
  });
});

describe("a reaction found after an absence", () => {
  it.each([
    ["stays", {}, "a"],
    ["is to go out of sight", takingAway(), "b"],
  ])("is a vote; where it %s and its person has voted otherwise, the vote is %s", async (_what, more, choice) => {
    await react("voter", "b", { ...more, late: "alone" });
    expect(await voteOf("voter")).toMatchObject({ choice: "b", changes: 0, seen: true });
    await press(core, "other", `vote:${asked.battle}:a`);
    expect(await react("other", "b", { ...more, late: "alone" })).toBeUndefined();
    expect(await voteOf("other")).toMatchObject({ choice, seen: choice === "b" });
  });

  it.each([
    ["stays", {}],
    ["is to go out of sight", takingAway()],
  ])("shows others the vote that was given by button, where it %s", async (_what, more) => {
    await press(core, "alone", `vote:${asked.battle}:a`);
    await react("alone", "a", { ...more, late: "alone" });
    await press(core, "locked", `vote:${asked.battle}:a`);
    await press(core, "locked", `names:${asked.battle}`);
    await react("locked", "a", { ...more, late: "alone" });
    for (const voter of ["alone", "locked"])
      expect(await voteOf(voter)).toMatchObject({ choice: "a", means: "button", seen: true });
  });

  it("does not replace a newer vote where it stood before and could not be taken away then", async () => {
    await react("voter", "b");
    await press(core, "voter", `vote:${asked.battle}:a`);
    const { times, takeAway } = takingAway();
    await pass(core, 1);
    await react("voter", "b", { late: "alone", madeAt: core.clock.now(), takeAway });
    expect(await voteOf("voter")).toMatchObject({ choice: "a", changes: 1 });
    expect(times.tried).toBe(1);
  });

  it("does not replace what its person has chosen since the absence ended, by whatever means", async () => {
    const madeAt = core.clock.now();
    await pass(core, 1);
    await press(core, "button", `vote:${asked.battle}:a`);
    await react("reaction", "a", takingAway());
    for (const voter of ["button", "reaction"]) {
      const { times, takeAway } = takingAway();
      await react(voter, "b", { late: "alone", madeAt, takeAway });
      expect(await voteOf(voter)).toMatchObject({ choice: "a", changes: 0 });
      // It is counted by nobody, so nobody needs to see it.
      expect(times.tried).toBe(1);
    }
  });

  it("is no vote among several, but shows others the one that is the same", async () => {
    await press(core, "voter", `vote:${asked.battle}:b`);
    const { times, takeAway } = takingAway();
    for (const choice of ["a", "b"] as const) {
      await react("voter", choice, { late: "among-several", takeAway });
      await react("nobody", choice, { late: "among-several", takeAway });
    }
    expect(await voteOf("voter")).toMatchObject({ choice: "b", means: "button", changes: 0, seen: true });
    expect(await voteOf("nobody")).toBeUndefined();
    expect(times.tried).toBe(4);
  });
});

describe("a press that overtakes a reaction on its way", () => {
  it("is the vote that stays", async () => {
    const reacting = core.react({
      ...{ ...sender("voter"), post: asked.address, choice: "b", change: "added" },
      takeAway: takingAway().takeAway,
    });
    core.clock.advance(1);
    await press(core, "voter", `vote:${asked.battle}:a`);
    await reacting;
    await core.settled();
    expect(await voteOf("voter")).toMatchObject({ choice: "a" });
  });
});

describe("reactions that are no votes", () => {
  it.each(["added", "removed"] as const)("are passed over on posts that are no battles (%s)", async (change) => {
    expect(await react("voter", "a", { change, post: "some other post" })).toBeUndefined();
  });

  it("are passed over where the community has switched them off", async () => {
    await choose("off");
    expect(await react("voter", "a")).toBeUndefined();
    expect(await voteOf("voter")).toBeUndefined();
  });

  it("are passed over once the battle has closed and its post is forgotten", async () => {
    await pass(core, 24 * 60 * minute);
    expect(await react("voter", "a")).toBeUndefined();
  });
});

/** A closed battle says how its votes have moved the board: only what is true of them alone. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { rangeLabel } from "../../core/boards/board-moves.ts";
import { rateBoard } from "../../core/boards/board-rating.ts";
import { sentences } from "../../core/language/index.ts";
import { type CastVote, summarizeVotes } from "../../core/rating/vote-statistics.ts";
import { atMinute, sampleAttempt, sampleRestriction, sampleVote } from "../contracts/battle-samples.ts";
import { createPseudonyms } from "../../core/safety/pseudonyms.ts";
import { createStage } from "../contracts/store/stage.ts";
import { type CoreKit, fourModels, type RunningCore, startCoreKit, testKey } from "../core-kit.ts";
import { type Asked, ask, press, signedAnswer } from "./play.ts";

const words = sentences("en");
const there = { platform: "discord", community: "discord:1", place: "discord:place" } as const;
const names = new Map(fourModels.map(({ id, name }) => [id, name]));

let kit: CoreKit;
let core: RunningCore;
/** All votes on the board, kept apart from the arena; and those that each test finds there. */
let [cast, found]: [CastVote[], CastVote[]] = [[], []];

type Pair = [modelA: string, modelB: string];
type Vote = Pick<CastVote, "voter" | "choice">;

const stage = createStage(() => kit.store);

/** Votes on a battle that is open. */
async function vote(battle: { id: string; community: string }, [modelA, modelB]: Pair, votes: Vote[]): Promise<void> {
  cast.push(...votes.map((one) => ({ ...one, battle: battle.id, modelA, modelB })));
  const asCast = { a: "a", b: "b", tie: "tie", bothBad: "both-bad" } as const;
  await Promise.all(
    votes.map(({ voter, choice }) =>
      kit.store.ballots.castVote(sampleVote(battle, voter, { choice: asCast[choice], at: core.clock.now() })),
    ),
  );
}

/** A battle elsewhere that ends, and is in no board before somebody reads one. */
async function fightElsewhere(pair: Pair, votes: Vote[]): Promise<void> {
  const attempts = [sampleAttempt("a", pair[0]), sampleAttempt("b", pair[1])];
  const battle = await stage.openBattle({ attempts });
  await vote(battle, pair, votes);
  await kit.store.battles.closeBattle(battle.id, atMinute(60), "time");
}

/** So many people's votes for side A, and then for side B. */
function split(forA: number, forB: number, from = 0): Vote[] {
  const choices = [...Array<"a">(forA).fill("a"), ...Array<"b">(forB).fill("b")];
  return choices.map((choice, index) => ({ voter: `voter ${from + index}`, choice }));
}

async function leaveOut({ id, community }: { id: string; community: string }): Promise<void> {
  await kit.store.restrictions.restrict([sampleRestriction({ community, kind: "left-out", about: id })]);
}

/** Who stands where by some votes, as far as that is claimed. */
function rangesOf(votes: readonly CastVote[]): Map<string, string> {
  const { fit } = rateBoard(summarizeVotes(votes));
  return new Map(fit.quantile === null ? [] : fit.models.map((model) => [model.model, rangeLabel(model)]));
}

async function pairOf({ battle }: Asked): Promise<[{ id: string; community: string }, Pair]> {
  const found = await kit.store.battles.findBattle(battle);
  const [a = "", b = ""] = found?.attempts.map(({ model }) => model) ?? [];
  return [found!, [a, b]];
}

async function close(asked: Asked, asker = "asker"): Promise<string> {
  await press(core, asker, `close:${asked.battle}`, there);
  await core.settled();
  return core.platform.shows(asked.address).text;
}

/** What a post says when its models stood somewhere before and stand elsewhere now. */
function sayingOf(models: readonly string[], before: Map<string, string>, now: Map<string, string>): string {
  const moves = models.flatMap((id) => {
    const [from, to] = [before.get(id), now.get(id)];
    return !from || !to || from === to ? [] : [` ${words.boards.moved(names.get(id)!, from, to)}`];
  });
  return moves.join("");
}

/** How many people have voted before. */
const people = 48;
const landslides = [3, 6, 10, 20].flatMap((many) => [split(many, 0, people), split(0, many, people)]);

/** Votes on a pair that move one of the two, beside all votes so far, and what is to be said of that. */
function findMoving([modelA, modelB]: Pair): { votes: Vote[]; said: string } {
  for (const votes of landslides) {
    const more = votes.map((one) => ({ ...one, battle: "next", modelA, modelB }));
    const said = sayingOf([modelA, modelB], rangesOf(cast), rangesOf([...cast, ...more]));
    if (said !== "") return { votes, said };
  }
  throw new Error("No votes move these two.");
}

beforeAll(async () => {
  kit = await startCoreKit();
  kit.server.script(signedAnswer);
  core = await kit.createCore({ platform: "discord" });
  const ids = [...names.keys()];
  const pairs = ids.flatMap((one) => ids.filter((other) => other !== one).map((other): Pair => [one, other]));
  const fights = [...pairs, ...pairs].map((pair, index) => {
    const distance = ids.indexOf(pair[1]) - ids.indexOf(pair[0]);
    const forA = 1 + Number(index < pairs.length) + Math.sign(distance) * (Math.abs(distance) - 1);
    const clear = Math.max(0, Math.min(3, forA));
    return fightElsewhere(pair, split(clear, 3 - clear, (3 * index) % people));
  });
  await Promise.all(fights);
  found = [...cast];
});
afterEach(async () => {
  const own = new Set(cast.slice(found.length).map(({ battle }) => battle));
  for (const battle of own) await leaveOut((await kit.store.battles.findBattle(battle))!);
  cast = [...found];
});
afterAll(() => kit.close());

describe("a closed post", () => {
  it("says which of its models its votes moved on the board, and how", async () => {
    const asked = await ask(core, "asker", there);
    const [battle, pair] = await pairOf(asked);
    const { votes, said } = findMoving(pair);
    await vote(battle, pair, votes);
    const before = core.platform.history.get(asked.address)!.length;
    expect(await close(asked)).toMatch(new RegExp(`${literal(said)}$`, "u"));
    const [closed, told] = core.platform.history.get(asked.address)!.slice(before);
    expect(told).toEqual({ ...closed, text: `${closed!.text}${said}` });
  });

  it("says nothing of it where they moved neither", async () => {
    const asked = await ask(core, "asker", there);
    const [battle, pair] = await pairOf(asked);
    const before = rangesOf(cast);
    await vote(battle, pair, [{ voter: `voter ${people}`, choice: "tie" }]);
    expect(sayingOf(pair, before, rangesOf(cast))).toBe("");
    expect(await close(asked)).not.toContain("leaderboard");
  });

  it("tells of its own votes alone, whatever else comes into the board at the same time", async () => {
    const asked = await ask(core, "asker", there);
    const [battle, pair] = await pairOf(asked);
    const earlier = rangesOf(cast);
    await fightElsewhere(pair, findMoving(pair).votes);
    const { votes, said } = findMoving(pair);
    await vote(battle, pair, votes);
    expect(said).not.toBe(sayingOf(pair, earlier, rangesOf(cast)));
    expect(await close(asked)).toMatch(new RegExp(`${literal(said)}$`, "u"));
  });

  it("says nothing of it where its votes do not count", async () => {
    const asked = await ask(core, "asker", there);
    const [battle, pair] = await pairOf(asked);
    await vote(battle, pair, findMoving(pair).votes);
    await leaveOut(battle);
    expect(await close(asked)).not.toContain("leaderboard");
  });

  it("never brings words back that are erased while it is changed", async () => {
    const asked = await ask(core, "leaver", there);
    const [battle, pair] = await pairOf(asked);
    const { votes, said } = findMoving(pair);
    await vote(battle, pair, votes);
    const edit = core.platform.edit.bind(core.platform);
    core.platform.edit = async (address, post) => {
      if (post.text.includes(said))
        await kit.store.people.erasePerson(createPseudonyms(testKey).of("web:leaver"), core.clock.now());
      return edit(address, post);
    };
    const text = await close(asked, "leaver");
    core.platform.edit = edit;
    expect(text).toMatch(new RegExp(`^${literal(words.battle.erased)}`, "u"));
    expect(core.platform.shows(asked.address).answers).toBeUndefined();
    expect(core.platform.history.get(asked.address)!.some((post) => post.text.includes(said))).toBe(true);
  });
});

const literal = (text: string) => text.replaceAll(/[*.()?[\]\\^$|+{}]/gu, String.raw`\$&`);

/** The search for campaigns at work on a true record: whom it sets aside, and whom never again. */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type CampaignSearch, createCampaignSearch } from "../../core/boards/campaign-search.ts";
import { type BoardSnapshots, createBoardSnapshots } from "../../core/boards/board-snapshots.ts";
import type { ExaminedVote } from "../../core/battle/restrictions.ts";
import { ratingWork } from "../../core/boards/rating-work.ts";
import type { Choice } from "../../core/chat/post.ts";
import type { Store } from "../../core/store/store.ts";
import { openStore } from "../../core/store/index.ts";
import {
  atMinute,
  freshId,
  heldBattle,
  noLimits,
  sampleAttempt,
  sampleBattle,
  sampleModel,
  sampleOpening,
  sampleVote,
} from "../contracts/battle-samples.ts";
import { openTurn } from "../contracts/held-turns.ts";
import { createManualClock, type ManualClock } from "../manual-clock.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { sharedRater } from "../shared-renderer.ts";
import { makeFreshPlace } from "../store/fresh-place.ts";

const models = Array.from({ length: 6 }, (_, index) => `rigged-${index}`);
/** The weakest of all: nobody honest prefers it often. */
const target = models[5]!;
const honest = Array.from({ length: 40 }, (_, index) => `honest-${index}`);
const bought = Array.from({ length: 6 }, (_, index) => `bought-${index}`);
const community = freshId();
const quarter = 15 * 60_000;

let store: Store;
let close: () => Promise<void>;
let clock: ManualClock;
let boards: BoardSnapshots;
let search: CampaignSearch;
const lines: string[] = [];
const log = {
  info: (_: object, line: string) => void lines.push(line),
  warn: () => {},
  error: (_: object, line: string) => void lines.push(line),
};

/** Each pair in either order, several times; honest voters vote on some of them, the others on the target's alone. */
async function play(): Promise<void> {
  const random = createSeededRandom(24);
  const pairs = models.flatMap((a) => models.filter((b) => b !== a).map((b) => [a, b] as const));
  const battles = [...pairs, ...pairs].map(([a, b]) => ({
    ...{ a, b, strengthA: 5 - models.indexOf(a), strengthB: 5 - models.indexOf(b) },
    battle: sampleBattle({ community, attempts: [sampleAttempt("a", a), sampleAttempt("b", b)] }),
  }));
  await Promise.all(battles.map(({ battle }) => store.battles.createBattle(battle, noLimits)));
  await Promise.all(battles.map(({ battle }) => openTurn(store, heldBattle(battle), sampleOpening())));
  const votes = battles.flatMap(({ battle, a, b, strengthA, strengthB }) => {
    const favoured = 1 / (1 + Math.exp(strengthB - strengthA));
    const people = honest.filter(() => random.fraction() < 0.25);
    const said = people.map((voter): [string, Choice] => [voter, random.fraction() < favoured ? "a" : "b"]);
    const paid =
      a === target || b === target ? bought.map((voter): [string, Choice] => [voter, a === target ? "a" : "b"]) : [];
    return [...said, ...paid].map(([voter, choice]) => sampleVote(battle, voter, { choice, at: atMinute(5) }));
  });
  await Promise.all(votes.map((vote) => store.ballots.castVote(vote)));
  await Promise.all(battles.map(({ battle }) => store.battles.closeBattle(battle.id, atMinute(60), "time")));
  while ((await store.boards.fold()) > 0);
}

beforeAll(async () => {
  const place = await makeFreshPlace();
  ({ store } = await openStore({ ...place, keyFingerprint: "key" }));
  close = async () => {
    await store.close();
    await place.remove();
  };
  clock = createManualClock();
  const sources = { playing: () => models, families: async () => new Map(), judged: async () => [] };
  boards = createBoardSnapshots(store.boards, sharedRater, clock, log, sources);
  await store.models.saveModels(models.map((id) => sampleModel(id)));
  await play();
});

// Each test begins a search that has looked at nothing yet, whatever the clock says.
beforeEach(() => {
  search = createCampaignSearch({
    restrictions: store.restrictions,
    boards,
    rater: sharedRater,
    clock,
    log,
    league: "real",
    apart: "web:open",
  });
});

afterAll(() => close());

const inForce = () => store.restrictions.restrictions(community, { limit: 99, unlifted: true });
const placeOf = async (model: string) =>
  (await boards.read({ league: "real", community })).rating.fit.models.find((one) => one.model === model)?.rank;

async function findsThem(): Promise<void> {
  const before = await placeOf(target);
  await search.renew();
  expect(await inForce()).toEqual([]);
  clock.advance(quarter);
  await search.renew();
  const found = await inForce();
  expect(found.map(({ about }) => about).toSorted()).toEqual(bought);
  for (const one of found) {
    expect(one).toMatchObject({ kind: "votes-aside", reason: "campaign-for", by: null, votes: 20 });
    expect(one.found).toEqual({ model: target, votes: 20, matching: 20 });
    expect(one.moved).toContainEqual({ model: target, before, after: await placeOf(target) });
  }
  expect(await placeOf(target)).toBe(models.length);
  expect(lines).toHaveLength(1);
  expect(await store.rebuild()).toMatchObject({ cells: { corrected: 0 }, voterCells: { corrected: 0 } });
}

it("sets bought votes aside after a while, with the reason and what moved; never again what somebody has restored", async () => {
  await findsThem();
  const [one] = await inForce();
  await store.restrictions.lift(community, one!.number, "boss", clock.now());
  for (let times = 0; times < 2; times += 1) {
    clock.advance(quarter);
    await search.renew();
  }
  expect(await inForce()).toHaveLength(bought.length - 1);
  const again = createCampaignSearch({
    restrictions: store.restrictions,
    boards,
    rater: sharedRater,
    clock,
    log: { info() {}, warn() {}, error() {} },
    league: "real",
    apart: "web:open",
  });
  clock.advance(quarter);
  await again.renew();
  expect(await inForce()).toHaveLength(bought.length - 1);
});

it("tells the finder how long its voters have voted, and what was shown to them, voted on or not", async () => {
  const asked: unknown[] = [];
  const votes = Array.from({ length: 200 }, (_, index): ExaminedVote => {
    const told = {
      voter: `v${index % 20}`,
      battle: `b${index}`,
      community,
      modelA: "m",
      modelB: "n",
      characters: null,
    };
    return { ...told, choice: "a", castAt: atMinute(90), firstAt: atMinute(30), shownAt: atMinute(80) };
  });
  const unvoted = { id: "u", community, modelA: "m", modelB: "n", shownAt: atMinute(1), endedAt: atMinute(60) };
  const looking = createCampaignSearch({
    restrictions: { ...store.restrictions, examine: async () => ({ votes, battles: [unvoted] }) },
    boards,
    rater: {
      rate: async (work, input) => {
        asked.push(input);
        return ratingWork[work](input);
      },
    },
    clock,
    log: { info() {}, warn() {}, error: (problem) => expect(problem).toBeUndefined() },
    league: "real",
    apart: "web:open",
  });
  clock.advance(quarter);
  await looking.renew();
  const seconds = (at: Date) => at.getTime() / 1_000;
  const shown = { battle: ["u"], community: [community], left: ["m"], right: ["n"] };
  const times = { from: Float64Array.of(seconds(atMinute(1))), until: Float64Array.of(seconds(atMinute(60))) };
  const age = new Float64Array(200).fill(3_600);
  expect(asked[0]).toMatchObject({ votes: { age }, shown: { ...shown, ...times } });
});

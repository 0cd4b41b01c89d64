/**
 * How many places an attack gains a model, without the finder of campaigns and with it; which attackers it catches, and
 * which honest voters it wrongs. Communities and attacks are made up by lot: 400 honest voters cast 10,000 votes on 20
 * models, 20 of them love the target (60 in the rows with fans alone), which stands 13th before the attack.
 */
import {
  boardPrior,
  findCampaigns,
  fitBradleyTerry,
  type JudgedVoter,
  type PairTally,
} from "../../core/rating/index.ts";
import type { BenchResult } from "./bench.ts";
import { createChance } from "./chance/chance.ts";
import { type Attack, drawAttack, isAttacker } from "./rigging/attack.ts";
import { drawCommunity, layOut, nameModel, type RiggedVote } from "./rigging/community.ts";

/** The options that take a number. */
export const options = ["repetitions"] as const;

const usualRepetitions = 5;
const place = 12;
/** How many voters love the target: among attackers, and where nobody else is for it. */
const fanClub = { usual: 20, alone: 60 };
/** What is asked for: no place gained, few honest voters wronged, no fan; half the gain under heavy camouflage. */
const limits = { places: 0, honest: 0.01, fans: 0, camouflagedShare: 0.5 };

/** Every combination (ten votes come from ten of fifty accounts), review bombs, and a fan club without an attack. */
function listAttacks(): Attack[] {
  const attacks = [10, 100, 1000].flatMap((votes) =>
    [1, 10, 50].flatMap((accounts) =>
      [0, 1, 3].flatMap((camouflage) =>
        [0.7, 0.95].map((recognition): Attack => ({ kind: "for", votes, accounts, camouflage, recognition })),
      ),
    ),
  );
  const bombs = [1, 10, 50].map((accounts): Attack => {
    return { kind: "against", votes: 1000, accounts, camouflage: 1, recognition: 0.95 };
  });
  const fans: Attack = { kind: "fans", votes: 0, accounts: 0, camouflage: 0, recognition: 0 };
  return [...attacks, ...bombs, fans];
}

/** The models, best first. */
function rankModels(votes: readonly RiggedVote[]): string[] {
  const tallies = new Map<string, PairTally>();
  for (const { left, right, outcome } of votes) {
    const key = `${left} ${right}`;
    const pair = { modelA: nameModel(left), modelB: nameModel(right) };
    const tally = tallies.get(key) ?? { ...pair, a: 0, b: 0, tie: 0, bothBad: 0 };
    tally[outcome]++;
    tallies.set(key, tally);
  }
  return fitBradleyTerry([...tallies.values()], boardPrior).models.map(({ model }) => model);
}

/** What came of one attack; shares from 0 to 1, null where there is nobody. */
type Outcome = {
  placesUndefended: number;
  places: number;
  caught: number | null;
  honestSetAside: number;
  fansSetAside: number;
};

function tryAttack(attack: Attack, seed: number): Outcome {
  const chance = createChance(seed);
  const fanCount = attack.kind === "fans" ? fanClub.alone : fanClub.usual;
  const community = drawCommunity(place, fanCount, chance);
  const before = rankModels(community.votes);
  const target = Number((before[place] ?? "").replace(/\D/gu, ""));
  const votes = [...community.votes, ...drawAttack(attack, target, community.strengths, chance)];
  const { voters } = findCampaigns(layOut(votes));
  const aside = new Set(voters.filter(({ setAside }) => setAside).map(({ voter }) => voter));
  const sign = attack.kind === "against" ? -1 : 1;
  const gain = (cast: readonly RiggedVote[]) => sign * (place - rankModels(cast).indexOf(nameModel(target)));
  const share = (of: readonly JudgedVoter[]) => of.filter(({ setAside }) => setAside).length / Math.max(1, of.length);
  const attackers = voters.filter(({ voter }) => isAttacker(voter));
  return {
    placesUndefended: gain(votes),
    places: gain(votes.filter(({ voter }) => !aside.has(voter))),
    caught: attackers.length === 0 ? null : share(attackers),
    honestSetAside: share(voters.filter(({ voter }) => !isAttacker(voter))),
    fansSetAside: share(voters.filter(({ voter }) => community.fans.has(voter))),
  };
}

type Figures = Attack & Outcome;

function measureAttack(attack: Attack, repetitions: number): Figures {
  const outcomes = Array.from({ length: repetitions }, (_, index) => tryAttack(attack, 7919 * (index + 1)));
  const mean = (read: (outcome: Outcome) => number) =>
    outcomes.reduce((sum, outcome) => sum + read(outcome), 0) / repetitions;
  return {
    ...attack,
    placesUndefended: mean(({ placesUndefended }) => placesUndefended),
    places: mean(({ places }) => places),
    caught: outcomes.every(({ caught }) => caught === null) ? null : mean(({ caught }) => caught ?? 0),
    honestSetAside: mean(({ honestSetAside }) => honestSetAside),
    fansSetAside: mean(({ fansSetAside }) => fansSetAside),
  };
}

/** Whether a row is as good as asked for: large attacks with little camouflage gain nothing, with much half at most. */
function isGood({ votes, camouflage, placesUndefended, places, honestSetAside, fansSetAside }: Figures): boolean {
  if (honestSetAside >= limits.honest || fansSetAside > limits.fans) return false;
  if (votes < 1000) return true;
  return places <= (camouflage <= 1 ? limits.places : limits.camouflagedShare * placesUndefended);
}

/** @param given `repetitions`: how many communities each attack is tried on. */
export function bench(given: Readonly<Record<string, number>>): BenchResult {
  const repetitions = given["repetitions"] ?? usualRepetitions;
  const attacks = listAttacks().map((attack) => measureAttack(attack, repetitions));
  return {
    passed: attacks.every(isGood),
    figures: { repetitions, limits, attacks },
    report: [
      `${repetitions} communities each; places gained by the attack without the finder and with it`,
      ...attacks.map(describe),
    ].join("\n"),
  };
}

function describe(figures: Figures): string {
  const { kind, votes, accounts, camouflage, recognition, placesUndefended, places, caught } = figures;
  const percent = (share: number) => `${(100 * share).toFixed(2)}%`;
  const attack =
    kind === "fans"
      ? "a fan club, and no attack"
      : `${votes} votes ${kind}, ${accounts} accounts, ${camouflage} camouflage, ${recognition * 100}% recognised`;
  return [
    attack.padEnd(64),
    `${placesUndefended.toFixed(1).padStart(5)} → ${places.toFixed(1).padStart(4)}`,
    `caught ${caught === null ? "–" : percent(caught)}`.padEnd(15),
    `honest set aside ${percent(figures.honestSetAside)}, fans ${percent(figures.fansSetAside)}`,
    isGood(figures) ? "" : "  too much",
  ].join("  ");
}

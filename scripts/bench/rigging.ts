/**
 * How many places an attack gains a model, without the finder of campaigns and with it; which attackers it catches, and
 * which honest voters it wrongs; with what voters had before them, as the arena recalls it, and as if that were not known.
 * Communities and attacks are made up by lot: 400 honest voters cast 10,000 votes on 20 models in four weeks, in which five
 * of the models are added; 20 love the target (60 in the rows without an attack), which stands 13th before the attack.
 */
import {
  boardPrior,
  findCampaigns,
  fitBradleyTerry,
  type JudgedVoter,
  type PairTally,
  recallSeen,
} from "../../core/rating/index.ts";
import type { BenchResult } from "./bench.ts";
import { createChance } from "./chance/chance.ts";
import { type Attack, drawAttack, isAttacker } from "./rigging/attack.ts";
import { drawCommunity, layOut, layOutBattles, nameModel, type RiggedVote } from "./rigging/community.ts";

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
  return [...attacks, ...bombs, ...listOthers()];
}

/** Accounts made at once and not, in a rush, and everywhere; then nobody attacks, and all kinds of people come. */
function listOthers(): Attack[] {
  const long: Attack = { kind: "for", votes: 200, accounts: 50, camouflage: 4, recognition: 0.7 };
  const rush: Attack = { kind: "for", votes: 1000, accounts: 50, camouflage: 1, recognition: 0.95, rush: true };
  const omnipresent = [
    [1000, 10],
    [1000, 50],
    [5000, 50],
  ].map(([votes = 0, accounts = 0]): Attack => {
    return { kind: "omnipresent", votes, accounts, camouflage: 0, recognition: 0.95 };
  });
  const fans: Attack = { kind: "fans", votes: 0, accounts: 0, camouflage: 0, recognition: 0 };
  const crowds = (["all new", "wave", "link", "event"] as const).map((crowd): Attack => ({ ...fans, crowd }));
  return [
    { ...long, made: "at once" },
    { ...long, made: "now and then" },
    rush,
    { ...rush, votes: 200, camouflage: 3 },
    ...omnipresent,
    fans,
    ...crowds,
  ];
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

/** The rows that are tried without what voters had before them, too. */
function isCompared({ votes, accounts }: Attack): boolean {
  return votes === 0 || (votes === 1000 && accounts === 50);
}

/** @returns what came of it with what voters had before them, and without, where that is compared. */
function tryAttack(attack: Attack, seed: number): { known: Outcome; unseen: Outcome[] } {
  const chance = createChance(seed);
  const isPeaceful = attack.kind === "fans";
  const fans = isPeaceful ? fanClub.alone : fanClub.usual;
  const community = drawCommunity({ loved: place, fans, crowd: attack.crowd ?? "usual" }, chance);
  const ranking = rankModels(community.votes).map((model) => Number(model.replace(/\D/gu, "")));
  const attacked = drawAttack(attack, { ranking, place }, community, chance);
  const votes = [...community.votes, ...attacked.votes].toSorted((one, other) => one.time - other.time);
  const columns = layOut(votes, new Map([...community.since, ...attacked.since]));
  const seen = recallSeen(columns, layOutBattles([...community.battles, ...attacked.asked]));
  const sign = attack.kind === "against" ? -1 : 1;
  const target = nameModel(ranking[place] ?? 0);
  const gain = (cast: readonly RiggedVote[]) => sign * (place - rankModels(cast).indexOf(target));
  const judge = (voters: readonly JudgedVoter[]): Outcome => {
    const aside = new Set(voters.filter(({ setAside }) => setAside).map(({ voter }) => voter));
    const share = (of: readonly JudgedVoter[]) => of.filter(({ setAside }) => setAside).length / Math.max(1, of.length);
    const attackers = voters.filter(({ voter }) => isAttacker(voter));
    return {
      placesUndefended: gain(votes),
      places: gain(votes.filter(({ voter }) => !aside.has(voter))),
      caught: attackers.length === 0 ? null : share(attackers),
      honestSetAside: share(voters.filter(({ voter }) => !isAttacker(voter))),
      fansSetAside: share(voters.filter(({ voter }) => community.fans.has(voter))),
    };
  };
  const unseen = isCompared(attack) ? [judge(findCampaigns(columns).voters)] : [];
  return { known: judge(findCampaigns(columns, { seen }).voters), unseen };
}

type Figures = Attack & Outcome;

function measureAttack(attack: Attack, repetitions: number): { known: Figures; unseen: Figures[] } {
  const tried = Array.from({ length: repetitions }, (_, index) => tryAttack(attack, 7919 * (index + 1)));
  const known = averageOf(
    attack,
    tried.map((one) => one.known),
  );
  const unseen = tried.flatMap((one) => one.unseen);
  return { known, unseen: unseen.length > 0 ? [averageOf(attack, unseen)] : [] };
}

function averageOf(attack: Attack, outcomes: readonly Outcome[]): Figures {
  const mean = (read: (outcome: Outcome) => number) =>
    outcomes.reduce((sum, outcome) => sum + read(outcome), 0) / outcomes.length;
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
function isGood({ kind, votes, camouflage, placesUndefended, places, honestSetAside, fansSetAside }: Figures): boolean {
  if (honestSetAside >= limits.honest || fansSetAside > limits.fans) return false;
  // Whoever votes on everything does not choose battles, and is not found: docs/trust.md says so.
  if (votes < 1000 || kind === "omnipresent") return true;
  return places <= (camouflage <= 1 ? limits.places : limits.camouflagedShare * placesUndefended);
}

/** @param given `repetitions`: how many communities each attack is tried on. */
export function bench(given: Readonly<Record<string, number>>): BenchResult {
  const repetitions = given["repetitions"] ?? usualRepetitions;
  const rows = listAttacks().map((attack) => measureAttack(attack, repetitions));
  const attacks = rows.map(({ known }) => known);
  return {
    passed: attacks.every(isGood),
    figures: { repetitions, limits, attacks, unseen: rows.flatMap(({ unseen }) => unseen) },
    report: [
      `${repetitions} communities each; places gained by the attack without the finder and with it`,
      ...attacks.map((figures) => describe(figures) + (isGood(figures) ? "" : "  too much")),
      "",
      "Some of them where it is not known what voters had before them:",
      ...rows.flatMap(({ unseen }) => unseen.map(describe)),
    ].join("\n"),
  };
}

function nameAttack({ kind, votes, accounts, camouflage, recognition, made, rush, crowd }: Attack): string {
  if (kind === "fans") return `a fan club, and no attack${crowd ? ` (${crowd})` : ""}`;
  const more = [made ? `made ${made}` : "", rush ? "in a rush" : ""].filter((part) => part !== "").join(", ");
  const told = `${votes} votes ${kind}, ${accounts} accounts, ${camouflage} camouflage, ${recognition * 100}% recognised`;
  return more === "" ? told : `${told}, ${more}`;
}

function describe(figures: Figures): string {
  const { placesUndefended, places, caught } = figures;
  const percent = (share: number) => `${(100 * share).toFixed(2)}%`;
  return [
    nameAttack(figures).padEnd(84),
    `${placesUndefended.toFixed(1).padStart(5)} → ${places.toFixed(1).padStart(4)}`,
    `caught ${caught === null ? "–" : percent(caught)}`.padEnd(15),
    `honest set aside ${percent(figures.honestSetAside)}, fans ${percent(figures.fansSetAside)}`,
  ].join("  ");
}

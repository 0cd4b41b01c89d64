/** Attacks as in arXiv 2501.07493 and 2501.17858: the names are hidden, but a model can be recognised by how it writes. */
import type { Chance } from "../chance/chance.ts";
import { type Community, type Crowd, drawTastes, type RiggedVote, voteHonestly } from "./community.ts";
import { drawMoment, secondsPerDay, showBattle, type TimedBattle } from "./timetable.ts";

/** What attackers do. */
export type Attack = {
  /**
   * `for` a model, `against` it (a review bomb), `omnipresent`: for it, and against the models just above it, on whatever
   * comes; or nothing: only fans, who are honest.
   */
  kind: "for" | "against" | "omnipresent" | "fans";
  /** Bad votes of all accounts together; the camouflage comes on top. */
  votes: number;
  accounts: number;
  /** Votes by an honest taste, on battles without the target, per bad vote. */
  camouflage: number;
  /** Of the battles in which the target is believed to be seen, the share in which it is; elsewhere the vote is wasted. */
  recognition: number;
  /** When the accounts first voted: with the attack where left out; or long before it, within one hour or now and then. */
  made?: "at once" | "now and then";
  /** All accounts vote on the same battles, within minutes of each other. */
  rush?: true;
  /** Who else comes; the usual people where left out. */
  crowd?: Crowd;
};

/** Names of accounts that attack begin so. */
const account = "account";
/** For how many days it goes on; how many models just above the target are held down. */
const [periodDays, rivals] = [7, 5];
/** Accounts that are not new first voted so many days before the first day at most; those made at once, 20 days before it. */
const [oldest, madeAt] = [200, 20];

/** Whether a voter's account was made for the attack. */
export function isAttacker(voter: string): boolean {
  return voter.startsWith(account);
}

/** What an attack adds: votes, battles that its accounts had to ask for to find the target, and when old accounts first voted. */
export type Attacked = { votes: RiggedVote[]; asked: TimedBattle[]; since: Map<string, number> };

type Stage = {
  attack: Attack;
  target: number;
  /** The models just above it. */
  above: ReadonlySet<number>;
  community: Community;
  chance: Chance;
  /** Days. */
  from: number;
  until: number;
  asked: TimedBattle[];
};

/** All of an attack on the model at a place (the best being 0) of a ranking, for a week in which its target is there. */
export function drawAttack(
  attack: Attack,
  { ranking, place }: { ranking: readonly number[]; place: number },
  community: Community,
  chance: Chance,
): Attacked {
  const { days, added, battles } = community;
  const target = ranking[place] ?? 0;
  const earliest = added[target] ?? 0;
  const from = earliest + chance.fraction() * Math.max(0, days.count - earliest - periodDays);
  const until = Math.min(days.count, from + periodDays);
  const above = new Set(ranking.slice(Math.max(0, place - rivals), place));
  const stage: Stage = { attack, target, above, community, chance, from, until, asked: [] };
  const open = battles.filter((battle) => battle.from >= from * secondsPerDay && battle.from < until * secondsPerDay);
  const common = shuffle(open, chance);
  const since = new Map<string, number>();
  const accounts = Math.min(attack.accounts, attack.votes);
  const votes = Array.from({ length: accounts }, (_, number) => {
    const voter = `${account} ${number}`;
    const made = attack.made === "at once" ? madeAt - chance.fraction() / 24 : oldest * chance.fraction();
    if (attack.made) since.set(voter, -made * secondsPerDay);
    const bad = Math.floor(((number + 1) * attack.votes) / accounts) - Math.floor((number * attack.votes) / accounts);
    return drawAccount(stage, voter, bad, attack.rush ? common : shuffle(open, chance));
  });
  return { votes: votes.flat(), asked: stage.asked, since };
}

/** What one account votes, each time on a battle that it has not voted on. */
function drawAccount(stage: Stage, voter: string, bad: number, open: readonly TimedBattle[]): RiggedVote[] {
  const { attack, target, community, chance } = stage;
  const tastes = drawTastes(community.strengths, chance);
  const take = createTaking(stage, voter, open);
  const cast = (battle: TimedBattle, outcome: RiggedVote["outcome"]): RiggedVote => {
    const open = attack.rush ? 120 + 180 * chance.fraction() : (battle.until - battle.from) * chance.fraction();
    return { voter, ...battle, time: battle.from + open, outcome };
  };
  return Array.from({ length: bad * (1 + attack.camouflage) }, (_, index): RiggedVote => {
    if (attack.kind === "omnipresent") {
      const battle = take("any");
      return cast(battle, lift(stage, battle, tastes));
    }
    const isHonest = index % (1 + attack.camouflage) > 0;
    const battle = take(!isHonest && chance.fraction() < attack.recognition ? "with" : "without");
    if (isHonest) return cast(battle, voteHonestly(tastes, battle, chance));
    const isLeft = shows(battle, target) ? battle.left === target : chance.fraction() < 0.5;
    return cast(battle, isLeft === (attack.kind === "for") ? "a" : "b");
  });
}

const shows = ({ left, right }: TimedBattle, target: number) => left === target || right === target;

/** Takes battles with the target, or without it, or any; where none is left the account asks until one comes. */
function createTaking(
  { target, community, chance, from, until, asked }: Stage,
  voter: string,
  open: readonly TimedBattle[],
) {
  const left = {
    with: open.filter((battle) => shows(battle, target)),
    without: open.filter((battle) => !shows(battle, target)),
    any: [...open],
  };
  return (which: keyof typeof left): TimedBattle => {
    const found = left[which].pop();
    if (found) return found;
    for (;;) {
      const moment = drawMoment(from + chance.fraction() * (until - from), chance);
      const time = Math.max(from * secondsPerDay, moment);
      const battle = showBattle(`${voter} asks ${asked.length}`, time, community.added, chance);
      asked.push(battle);
      if (which === "any" || shows(battle, target) === (which === "with")) return battle;
    }
  };
}

/** For the target, and against the models just above it, as far as they are recognised. */
function lift({ attack, target, above, chance }: Stage, battle: TimedBattle, tastes: readonly number[]) {
  const worth = (model: number) => {
    if (chance.fraction() >= attack.recognition) return 0;
    if (model === target) return 1;
    return above.has(model) ? -1 : 0;
  };
  const lead = worth(battle.left) - worth(battle.right);
  if (lead === 0) return voteHonestly(tastes, battle, chance);
  return lead > 0 ? "a" : "b";
}

function shuffle<Item>(items: readonly Item[], { fraction }: Chance): Item[] {
  return items
    .map((item) => ({ item, at: fraction() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ item }) => item);
}

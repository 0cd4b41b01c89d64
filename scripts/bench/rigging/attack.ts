/** Attacks as in arXiv 2501.07493 and 2501.17858: the names are hidden, but a model can be recognised by how it writes. */
import type { Chance } from "../chance/chance.ts";
import { drawBattle, drawTastes, models, type RiggedVote, voteHonestly } from "./community.ts";

/** What attackers do. */
export type Attack = {
  /** `for` a model, `against` it (a review bomb), or nothing: only fans, who are honest. */
  kind: "for" | "against" | "fans";
  /** Bad votes of all accounts together; the camouflage comes on top. */
  votes: number;
  accounts: number;
  /** Votes by an honest taste, on battles without the target, per bad vote. */
  camouflage: number;
  /** Of the battles in which the target is believed to be seen, the share in which it is; elsewhere the vote is wasted. */
  recognition: number;
};

/** Names of accounts that attack begin so. */
const account = "account";

/** Whether a voter's account was made for the attack. */
export function isAttacker(voter: string): boolean {
  return voter.startsWith(account);
}

/** All votes of an attack. */
export function drawAttack(attack: Attack, target: number, strengths: readonly number[], chance: Chance): RiggedVote[] {
  const { votes, accounts, camouflage } = attack;
  const tastes = Array.from({ length: accounts }, () => drawTastes(strengths, chance));
  return Array.from({ length: votes * (1 + camouflage) }, (_, index): RiggedVote => {
    const number = Math.floor(index / (1 + camouflage)) % accounts;
    const voter = `${account} ${number}`;
    const isBad = index % (1 + camouflage) === 0;
    if (isBad) return { voter, ...voteBadly(attack, target, chance) };
    const battle = drawWithout(target, chance);
    return { voter, ...battle, outcome: voteHonestly(tastes[number] ?? strengths, battle, chance) };
  });
}

/** A battle in which the target is not seen. */
function drawWithout(target: number, chance: Chance) {
  for (;;) {
    const battle = drawBattle(chance);
    if (battle.left !== target && battle.right !== target) return battle;
  }
}

function voteBadly({ kind, recognition }: Attack, target: number, chance: Chance): Omit<RiggedVote, "voter"> {
  const isLeft = chance.fraction() < 0.5;
  const winsLeft = isLeft === (kind === "for");
  const outcome = winsLeft ? "a" : "b";
  if (chance.fraction() >= recognition) return { ...drawWithout(target, chance), outcome };
  const other = (target + 1 + Math.floor(chance.fraction() * (models - 1))) % models;
  return isLeft ? { left: target, right: other, outcome } : { left: other, right: target, outcome };
}

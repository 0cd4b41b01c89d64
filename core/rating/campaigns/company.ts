/**
 * How alike the voters of a kind are: for a voter of class b, leaving the voter out,
 *
 *   t = Π traits [ (Nb + A·Hb) / (N + A) ] / Hb
 *
 * N voters of the kind, Nb of them of that class, Hb the class's share among honest voters; A voters' worth of belief that
 * the kind is like honest voters (T. Bayes; C. Good, The Estimation of Probabilities, 1965, on such pseudo-counts).
 */
import type { Evidence } from "./explanations.ts";
import type { Trait } from "./traits.ts";

const belief = 10;

/** How many voters every kind has, in all and by class; and how honest voters are spread over the classes. */
type Counts = { voters: Float64Array; byClass: Float64Array[]; honestShares: Float64Array[] };

/** Creates counts without voters: all kinds are like honest voters. Throws nothing. */
export function createCompany(kinds: number, traits: readonly Trait[]) {
  const counts: Counts = {
    voters: new Float64Array(kinds),
    byClass: traits.map(({ classes }) => new Float64Array(kinds * classes)),
    honestShares: traits.map(({ classes }) => new Float64Array(classes)),
  };
  return {
    /** Counts voters by the probabilities of their explanations. */
    count: (evidence: Evidence, judged: Judged) => countVoters(counts, traits, evidence, judged),
    /** t. @param own the probability by which the voter was counted. */
    compare(voter: number, kind: number, own: number): number {
      let ratio = 1;
      const others = counts.voters[kind]! - own + belief;
      for (let trait = 0; trait < traits.length; trait++) {
        const { classOf, classes } = traits[trait]!;
        const share = counts.honestShares[trait]![classOf[voter]!]!;
        const alike = counts.byClass[trait]![kind * classes + classOf[voter]!]! - own;
        ratio *= (Math.max(0, alike) + belief * share) / (others * share);
      }
      return ratio;
    },
  };
}

type Judged = { honest: Float64Array; parts: Float64Array };

function countVoters(
  counts: Counts,
  traits: readonly Trait[],
  { starts, kind }: Evidence,
  { honest, parts }: Judged,
): void {
  counts.voters.fill(0);
  for (let at = 0; at < parts.length; at++) counts.voters[kind[at]!]! += parts[at]!;
  for (const [trait, { classOf, classes }] of traits.entries()) {
    counts.honestShares[trait] = shareHonest(classOf, classes, honest);
    const of = counts.byClass[trait]!.fill(0);
    for (let voter = 0; voter < honest.length; voter++) {
      for (let at = starts[voter]!; at < starts[voter + 1]!; at++) {
        of[kind[at]! * classes + classOf[voter]!]! += parts[at]!;
      }
    }
  }
}

/** Every class is thought to have one voter more than were seen. */
function shareHonest(classOf: Int32Array, classes: number, honest: Float64Array): Float64Array {
  const shares = new Float64Array(classes).fill(1);
  let all = classes;
  for (let voter = 0; voter < honest.length; voter++) {
    shares[classOf[voter]!]! += honest[voter]!;
    all += honest[voter]!;
  }
  return shares.map((share) => share / all);
}

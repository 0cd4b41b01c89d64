/**
 * Who can be compared with whom.
 *
 * Without a prior, finite best strengths exist exactly when the models cannot be split into two groups of which one
 * never took as much as a tie from the other: when the graph "i has a win or half a win against j" is strongly
 * connected (E. Zermelo, Mathematische Zeitschrift 29, 1929; L. Ford, American Mathematical Monthly 64, 1957).
 */
import type { Pairing } from "./pair-tally.ts";

/** For each model the number of its group; groups are numbered from 0 in the order of their first models. */
export type Groups = readonly number[];

/** For each node the nodes its arrows lead to. */
type Arrows = readonly number[][];

/**
 * The strongly connected components of the graph of wins, an arrow from i to j where i has beaten j or they have tied:
 * inside one, every model has beaten every other by some chain. (S. Rao Kosaraju's two passes: A. Aho, J. Hopcroft &
 * J. Ullman, Data Structures and Algorithms, §6.7.) Throws nothing.
 */
export function strongComponents({ models, pairs }: Pairing): Groups {
  const beats: Arrows = models.map(() => []);
  const beatenBy: Arrows = models.map(() => []);
  const connect = (winner: number, loser: number, wins: number) => {
    if (wins === 0) return;
    beats[winner]?.push(loser);
    beatenBy[loser]?.push(winner);
  };
  for (const { first, second, firstWins, secondWins, halves } of pairs) {
    connect(first, second, firstWins + halves);
    connect(second, first, secondWins + halves);
  }
  const finished = visitGroups(beats, models.keys()).flat();
  return numberGroups(visitGroups(beatenBy, finished.toReversed()), models.length);
}

/**
 * The groups of models that some chain of votes links, whoever won. Between two such islands the votes say nothing at
 * all. Throws nothing.
 */
export function findIslands({ models, pairs }: Pairing): Groups {
  const met: Arrows = models.map(() => []);
  for (const { first, second } of pairs) {
    met[first]?.push(second);
    met[second]?.push(first);
  }
  return numberGroups(visitGroups(met, models.keys()), models.length);
}

/** The names of the models of each group, in the order of the groups. Throws nothing. */
export function nameGroups(groups: Groups, models: readonly string[]): string[][] {
  const names: string[][] = Array.from(new Set(groups), () => []);
  for (const [index, group] of groups.entries()) names[group]?.push(...models.slice(index, index + 1));
  return names;
}

/** For each start not yet visited: all that can be reached from it, in the order in which they are finished. */
function visitGroups(arrows: Arrows, starts: Iterable<number>): number[][] {
  const visited = new Set<number>();
  const groups: number[][] = [];
  for (const start of starts) {
    if (visited.has(start)) continue;
    visited.add(start);
    const group: number[] = [];
    const path = [{ node: start, next: 0 }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const target = arrows[top.node]?.[top.next++];
      if (target === undefined) {
        group.push(top.node);
        path.pop();
      } else if (!visited.has(target)) {
        visited.add(target);
        path.push({ node: target, next: 0 });
      }
    }
    groups.push(group);
  }
  return groups;
}

function numberGroups(groups: readonly number[][], size: number): Groups {
  const ordered = groups.toSorted((one, other) => Math.min(...one) - Math.min(...other));
  const numbers = Array.from({ length: size }, () => -1);
  for (const [number, group] of ordered.entries()) for (const index of group) numbers[index] = number;
  return numbers;
}

/** Why some models have no rating. */
import type { RatingFit, VoteColumns } from "../../core/rating/index.ts";

/**
 * Why no finite rating compares models with those that are rated: `unlinked`, no chain of votes leads from the ones to the
 * others; `never lost` and `never won`, to or against any model but each other (L. Ford, American Mathematical Monthly 64,
 * 1957); `in between`, they won every vote against some of the others and lost every vote against the rest.
 */
export type Apartness = "unlinked" | "never lost" | "never won" | "in between";

/** Models without a rating, and why. */
export type ApartModels = { reason: Apartness; models: string[] };

/**
 * Says of the models that are not rated why they are not. Throws nothing.
 * @returns for every island without a rated model, and every other group that is comparable in itself, one entry.
 */
export function explainApart(columns: VoteColumns, { models, islands, components }: RatingFit): ApartModels[] {
  const rated = new Set(models.map(({ model }) => model));
  const isRated = (group: readonly string[]) => group.some((model) => rated.has(model));
  // Where no model is rated, each has only won or only lost, and there is nothing to be linked with.
  const [near, far] =
    rated.size === 0 ? [islands, []] : [islands.filter(isRated), islands.filter((island) => !isRated(island))];
  const linked = new Set(near.flat());
  const groups = components.filter((group) => !isRated(group) && group.every((model) => linked.has(model)));
  return [
    ...far.map((island): ApartModels => ({ reason: "unlinked", models: island })),
    ...groups.map((group) => ({ reason: explainGroup(columns, new Set(group)), models: group })),
  ];
}

function explainGroup({ models, first, second, votes, halfWins }: VoteColumns, group: ReadonlySet<string>): Apartness {
  let [won, lost] = [false, false];
  for (let cell = 0; cell < first.length; cell++) {
    const isFirst = group.has(models[first[cell]!]!);
    if (isFirst === group.has(models[second[cell]!]!)) continue;
    // Between two such groups all votes go one way.
    if (halfWins[cell]! > 0 === isFirst) won ||= votes[cell]! > 0;
    else lost ||= votes[cell]! > 0;
  }
  if (won && lost) return "in between";
  return won ? "never lost" : "never won";
}

/** What the scores tell beyond the ranking, in words: which neighbours are told apart, and the order with judges weighed. */
import { type Language, sentences } from "../../language/index.ts";
import type { Separation } from "../scoring/told-apart.ts";
import type { ExperimentResults } from "./results.ts";

type NameOf = (model: string) => string;

/** Whether two models are told apart, and what is missing until they are. */
export function separationInWords({ models, missing }: Separation, language: Language, nameOf: NameOf): string {
  const { apart } = sentences(language).mutual;
  const [first, second] = [nameOf(models[0]), nameOf(models[1])];
  if (missing === null) return apart.none(first, second);
  if (missing.kind === "questions") return apart.questions(first, second, missing.questions);
  return missing.kind === "judges" ? apart.judges(first, second) : apart.unforeseeable(first, second);
}

/** How the order changes when judges count as much as they are reliable, and who of them hardly counts. */
export function weighedInWords(
  { scores, weighed }: Pick<ExperimentResults, "scores" | "weighed">,
  language: Language,
  nameOf: NameOf,
): string[] {
  const { mutual } = sentences(language);
  const order = weighed.models.flatMap(({ model, rank }) => (rank === null ? [] : [model]));
  if (order.length === 0) return [];
  const ranked = scores.models.flatMap(({ model, rank }) => (rank === null ? [] : [model]));
  const isAlike = order.every((model, index) => model === ranked[index]);
  const hardly = weighed.judges.flatMap(({ judge, ability }) =>
    ability < 0.5 ? [`${nameOf(judge)} (${ability.toFixed(2)})`] : [],
  );
  return [
    isAlike ? mutual.weighedAlike : mutual.weighed(order.map(nameOf).join(", ")),
    ...(hardly.length > 0 ? [mutual.hardlyCounted(hardly.join(", "))] : []),
  ];
}

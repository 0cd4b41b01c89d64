/** What is to be doubted: bias of the judges, standard answers that were beaten, and what was missing. */
import type { Section } from "../../images/report/section.ts";
import { sentences } from "../../language/index.ts";
import { figure, numbered } from "../results/charted.ts";
import { machineRemarks } from "../results/machine-checks.ts";
import { type Bias, biasFeatures as features } from "../scoring/bias.ts";
import { isBetter } from "../scoring/standards.ts";
import type { Reported } from "./facts.ts";

/** How far each judge prefers what should make no difference. */
export function biasSection({ results, words: { bias: words }, nameOf, language }: Reported): Section {
  const { all, judges } = results.bias;
  const clear = features.filter((feature) => {
    const effect = all[feature];
    return effect !== null && (effect.lower > 0 || effect.upper < 0);
  });
  const named = clear.map((feature) => words.features[feature]).join(sentences(language).boards.listSeparator);
  const row = (name: string, bias: Bias) => [name, ...features.map((feature) => effectInWords(bias[feature]))];
  const inOrder = numbered(results).flatMap((model, index) => {
    const own = judges.find(({ judge }) => judge === model);
    return own ? [row(`${index + 1} ${nameOf(model)}`, own.bias)] : [];
  });
  return {
    id: "bias",
    title: words.title,
    sentences: [
      ...[words.about, clear.length > 0 ? words.clear(named) : words.none],
      ...machineRemarks(results, sentences(language).mutual),
    ],
    pictures: [],
    table: [[words.judge, ...features.map((feature) => words.features[feature])], row(words.all, all), ...inOrder],
  };
}

function effectInWords(effect: Bias["position"]): string {
  if (!effect) return "–";
  return `${figure(effect.effect, 2)} ±${figure((effect.upper - effect.lower) / 2, 2)}`;
}

/** The questions whose setters may be wrong, and the ranking without them. */
export function beatenSection({ results, words: { beaten: words }, nameOf, points, language }: Reported): Section {
  const { rounds, standards, withoutBeaten } = results;
  const { listSeparator } = sentences(language).boards;
  const lines = rounds.flatMap(({ number, setting }, index) => {
    const standard = standards[index];
    if (!standard?.beaten) return [];
    const told = standard.answers
      .filter(isBetter)
      .map((answer) => words.by(nameOf(answer.model), answer.better, answer.judges));
    return [words.line(number, nameOf(setting.setter), told.join(listSeparator))];
  });
  const order = (withoutBeaten?.models ?? []).map(
    ({ model, rank, answer }) => `${rank ?? "–"}. ${nameOf(model)} (${points(answer)})`,
  );
  return {
    id: "beaten",
    title: words.title,
    sentences: [
      ...(lines.length > 0 ? [words.about, ...lines] : [words.none]),
      ...(order.length > 0 ? [words.without(order.join(listSeparator))] : []),
    ],
    pictures: [],
  };
}

/** As many lines at most. */
const mostListed = 60;

/** Questions, answers and ballots that there are none of. */
export function missingSection({ results: { rounds }, words: { missing: words }, nameOf }: Reported): Section {
  const rowsOf = (what: string, model: string, number: number, shortfall: { kind: string } | null) =>
    shortfall ? [[nameOf(model), what, String(number), shortfall.kind]] : [];
  const asked = rounds.flatMap(({ number, setting }) => rowsOf(words.asked, setting.setter, number, setting.shortfall));
  const answers = rounds.flatMap((round) =>
    round.answers.flatMap(({ model, shortfall }) => rowsOf(words.answer, model, round.number, shortfall)),
  );
  const ballots = rounds.flatMap((round) =>
    round.evaluations.flatMap(({ judge, shortfall }) => rowsOf(words.ballot, judge, round.number, shortfall)),
  );
  const rows = [...asked, ...answers, ...ballots];
  const { model, what, question, why } = words.headings;
  const further = rows.length - mostListed;
  return {
    id: "missing",
    title: words.title,
    sentences: [
      rows.length === 0 ? words.none : words.about(asked.length, answers.length, ballots.length),
      ...(further > 0 ? [words.further(further)] : []),
    ],
    pictures: [],
    ...(rows.length > 0 && { table: [[model, what, question, why], ...rows.slice(0, mostListed)] }),
  };
}

/** The charts of a mutual evaluation, and how a jury of models rates beside people. */
import {
  boardChart,
  boardInWords,
  bordaPoints,
  chartsInWords,
  compareResults,
  drawCharts,
  findAgreement,
  juryInWords,
  juryPicture,
  rateBoard,
  scoreExperiment,
  singleVotes,
  subjects,
} from "../../core/index.ts";
import { all, makeModels, type State } from "./made-boards.ts";
import { makeVotes, seeded } from "./made-votes.ts";

/** Every model sets so many questions, answers those of others, and judges them rather well. */
function makeExperiment(count: number, questions: number, seed: number) {
  const random = seeded(seed);
  const models = makeModels(count, 300);
  const rounds = Array.from({ length: count * questions }, (_, round) => {
    const setter = models[round % count]?.id ?? "";
    const ballots = models.map(({ id: judge }) => {
      const judged = models
        .filter(({ id }) => id !== setter && id !== judge)
        .map(({ id, strength }) => ({ id, seen: strength + 300 * random() }))
        .toSorted((one, other) => other.seen - one.seen);
      return {
        judge,
        points: bordaPoints(
          judged.map(({ id }) => [id]),
          count,
        ),
      };
    });
    return { setter, ballots };
  });
  return { models, judged: { judging: "ranks" as const, models: models.map(({ id }) => id), rounds } };
}

function makeResults(count: number, questions: number) {
  const { models, judged } = makeExperiment(count, questions, 41);
  const results = {
    settings: { subject: subjects.math, models: models.map((model) => ({ ...model, league: "real" as const })) },
    rounds: judged.rounds,
    ending: "finished" as const,
    scores: scoreExperiment(judged),
    agreement: findAgreement(judged),
  };
  return { models, results };
}

function chartStates(name: string, count: number, questions: number): State[] {
  let made: ReturnType<typeof makeResults> | undefined;
  // Only when somebody looks: to score many models takes a second.
  const make = () => (made ??= makeResults(count, questions)).results;
  return (["scores", "radar", "topk", "agreement"] as const).map((chart) => ({
    name: `mutual ${chart} of ${name}`,
    show(look) {
      const results = make();
      const picture = drawCharts(results, { ...look, pdf: false })[chart];
      return { picture, alt: chartsInWords(results, look.language)[chart] };
    },
  }));
}

/** How people place the same models: by so many votes, which like the second half rather more than models do. */
function boardState(name: string, count: number, questions: number, votes: number): State {
  const { models, results } = makeResults(count, questions);
  const voting = models.map((model, index) => ({ ...model, strength: model.strength + (index < count / 2 ? 0 : 120) }));
  const { fit } = rateBoard(singleVotes(makeVotes(voting, votes, all, 53)));
  const found = compareResults(results, fit.models);
  if (!found) throw new RangeError(`Too few models in common: ${name}.`);
  return {
    name: `mutual beside people of ${name}`,
    show: (look) => ({
      picture: boardChart(results, found, { ...look, pdf: false }),
      alt: boardInWords(results, found, look.language),
    }),
  };
}

function juryState(name: string, count: number, votes: number): State {
  const models = makeModels(count, 300);
  const rate = (seed: number, spread: number) => {
    const judging = models.map((model) => ({ ...model, strength: model.strength * spread }));
    const { fit } = rateBoard(singleVotes(makeVotes(judging, votes, all, seed)));
    return new Map(
      fit.models.flatMap(({ standardError, lower, upper, ...one }) =>
        lower === null || upper === null || standardError === null
          ? []
          : [[one.model, { ...one, standardError, lower, upper }] as const],
      ),
    );
  };
  const [people, jury] = [rate(51, 1), rate(52, 1.6)];
  const report = {
    ratings: models.map(({ id }) => ({ model: id, human: people.get(id) ?? null, jury: jury.get(id) ?? null })),
    ...{ battles: votes, votes: 2 * votes, verdicts: 3 * votes },
  };
  const nameOf = (id: string) => models.find((model) => model.id === id)?.name ?? id;
  return {
    name: `jury ${name}`,
    show(look) {
      const picture = juryPicture(report, nameOf, { ...look, demo: false });
      return { picture, alt: juryInWords(report, nameOf, look.language) };
    },
  };
}

/** Small ones and large ones. */
export function mutualStates(): State[] {
  return [
    ...chartStates("three models", 3, 1),
    ...chartStates("six models", 6, 2),
    ...chartStates("twelve models", 12, 1),
    ...chartStates("thirty models", 30, 1),
    boardState("three models", 3, 1, 60),
    boardState("six models", 6, 2, 900),
    boardState("twelve models", 12, 3, 4000),
    juryState("of six models", 6, 600),
    juryState("of fifteen models", 15, 900),
  ];
}

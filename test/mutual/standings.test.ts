import * as fc from "fast-check";
import { expect, it } from "vitest";
import { findStandings } from "../../core/mutual/results/summaries.ts";
import { scoreExperiment } from "../../core/mutual/scoring/scores.ts";
import type { RoundRecord } from "../../core/mutual/experiment.ts";
import { blockExperiments, gappyExperiments, namesOf } from "./experiments.ts";

it("after each round are those that an experiment of the rounds so far would have, in incomplete blocks as well", () => {
  fc.assert(
    fc.property(fc.oneof(gappyExperiments, blockExperiments), ({ judging, rounds }) => {
      const models = namesOf(rounds.length);
      const answerers = rounds.flatMap((round) => (round.answerers ? [[...round.answerers]] : []));
      const settings = {
        ...{ subject: { judging }, ...(answerers.length > 0 && { answerers }) },
        models: models.map((id) => ({ id, name: id, organization: "", league: "real" as const })),
      };
      const { rounds: scores } = scoreExperiment({ judging, models, rounds });
      const records = rounds.map((_, index) => ({ number: index + 1 }) as RoundRecord);
      for (const [index, { standing }] of findStandings(settings, records, scores).entries()) {
        const sofar = scoreExperiment({ judging, models, rounds: rounds.slice(0, index + 1) });
        expect(standing.map(({ model, rank, answer }) => ({ model, rank, answer }))).toEqual(
          sofar.models.map(({ model, rank, answer }) => ({ model, rank, answer })),
        );
      }
    }),
    // Each score takes a thousand draws.
    { numRuns: 10 },
  );
});

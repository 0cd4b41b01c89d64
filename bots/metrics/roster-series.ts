/** Series by model: only models of the roster in force have a name in them, and those that leave it take theirs along. */
import type { ServedModel } from "../../core/index.ts";

/** A metric, as far as it forgets. */
type Forgetting = { remove(labels: Record<string, string>): void };

/** What stands for models that play no more, but still answer in battles that they began. */
const goneModel = "other";

/** Names models by the roster in force. */
export interface RosterSeries {
  /** Forgets all series of models that are not among these. */
  plays(models: readonly ServedModel[]): void;
  /** The labels of a model, and what else goes with them, for a metric that is to forget them once the model has gone. */
  labels<More extends Record<string, string>>(
    metric: Forgetting,
    model: ServedModel,
    more: More,
  ): More & { gen_ai_provider_name: string; gen_ai_request_model: string };
}

/** Knows nobody yet. */
export function createRosterSeries(): RosterSeries {
  let known = new Set<string>();
  /** By model: each metric's label sets, as JSON. */
  const used = new Map<string, Map<Forgetting, Set<string>>>();
  const keyOf = ({ id, endpoint }: ServedModel): string => JSON.stringify([endpoint, id]);

  function note(key: string, metric: Forgetting, labels: Record<string, string>): void {
    const metrics = used.get(key) ?? new Map<Forgetting, Set<string>>();
    used.set(key, metrics);
    metrics.set(metric, (metrics.get(metric) ?? new Set()).add(JSON.stringify(labels)));
  }

  return {
    plays(models) {
      known = new Set(models.map(keyOf));
      for (const [key, metrics] of used) {
        if (known.has(key)) continue;
        for (const [metric, sets] of metrics) for (const labels of sets) metric.remove(JSON.parse(labels));
        used.delete(key);
      }
    },
    labels(metric, model, more) {
      const key = keyOf(model);
      if (!known.has(key)) return { ...more, gen_ai_provider_name: goneModel, gen_ai_request_model: goneModel };
      const labels = { ...more, gen_ai_provider_name: model.endpoint, gen_ai_request_model: model.id };
      note(key, metric, labels);
      return labels;
    },
  };
}

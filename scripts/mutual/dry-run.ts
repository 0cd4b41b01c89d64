/** What an experiment would take, before anything is spent. */
import { type ExperimentSettings, planExperiment, type Roster } from "../../core/index.ts";

export function describePlan(settings: ExperimentSettings, models: Roster["models"]): string {
  const { calls, cost, most, unpriced } = planExperiment(settings, models);
  const { rounds, subject } = settings;
  const lines = [
    `${settings.models.length} models, ${rounds} ${rounds === 1 ? "round" : "rounds"} of ${subject}: ${settings.models.map(({ id }) => id).join(", ")}`,
    `Calls: ${calls} (more where a reply cannot be read: at most two more for each question and ballot)`,
    `Cost: about $${cost.toFixed(2)}, for answers of usual length; at most $${most.toFixed(2)} when every reply fills its token limit`,
  ];
  if (unpriced.length > 0) lines.push(`Not counted, for models.json has no price for them: ${unpriced.join(", ")}`);
  return lines.join("\n");
}

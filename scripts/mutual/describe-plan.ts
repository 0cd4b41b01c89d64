/** What an experiment would cost, in words. */
import {
  answersPerRound,
  type ExperimentSettings,
  findLanguages,
  type Plan,
  planExperiment,
  programLanguages,
  type Role,
  roles,
  type Roster,
} from "../../core/index.ts";
import type { Config } from "../../bots/config.ts";

/** What models do, in columns. */
const names: Record<Role, string> = { question: "setting  ", answer: "answering", ballot: "judging  " };

/** What it would take, before anything is spent. @param repeat how many experiments. */
export function describePlan(
  settings: ExperimentSettings,
  models: Roster["models"],
  { spending: { unpriced: price } }: Pick<Config, "spending">,
  repeat: number,
): string {
  const { calls, cost, most, roles: shares, unpriced } = planExperiment(settings, models, price);
  const { rounds, subject } = settings;
  const each = repeat === 1 ? "" : `, ${repeat} times`;
  const lines = [
    `${settings.models.length} models, ${rounds} ${rounds === 1 ? "round" : "rounds"} of ${subject.name.en}${each}: ${settings.models.map(({ id }) => id).join(", ")}`,
    ...describeBlocks(settings, planExperiment({ ...settings, answerers: undefined }, models, price), repeat),
    `Calls: ${repeat * calls} (more where a reply cannot be read: at most two more for each question and ballot)`,
    `Cost: about $${(repeat * cost).toFixed(2)}, for answers of usual length; at most $${(repeat * most).toFixed(2)} when every reply fills its token limit`,
    ...roles.map((role) => {
      const share = shares[role];
      return `  ${names[role]} ${repeat * share.calls} calls, about $${(repeat * share.cost).toFixed(2)}, at most $${(repeat * share.most).toFixed(2)}`;
    }),
  ];
  const missing = programLanguages.filter((one) => subject.check === "programs" && !findLanguages().includes(one));
  if (missing.length > 0)
    lines.push(
      `Programs in ${missing.join(" and ")} are not run: the package for it is not installed. Get it with: npm install --include=optional`,
    );
  if (unpriced.length > 0)
    lines.push(
      `Counted at $${price.input} in and $${price.output} out for a million tokens, for models.json has no price for them: ${unpriced.join(", ")}`,
    );
  return lines.join("\n");
}

/** @param whole what it would be if all judged all. */
function describeBlocks(settings: ExperimentSettings, { calls, cost }: Plan, repeat: number): string[] {
  if (!settings.answerers) return [];
  const judges = answersPerRound(settings);
  return [
    `Each question is answered by ${judges} models and judged by these and its setter; if all judged all: ${repeat * calls} calls, about $${(repeat * cost).toFixed(2)}`,
  ];
}

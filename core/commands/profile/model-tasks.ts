/** What a model's profile says of each task, and what may be concluded from it. */
import type { Task } from "../../answers/task.ts";
import { createAxes, fewVotes, type Profile, type ProfileAxis, type Strength } from "../../boards/profile.ts";
import type { LeaderboardRow } from "../../boards/standings.ts";
import type { AnswerFacts } from "../../boards/store.ts";
import type { IntervalValue } from "../../images/picture.ts";
import type { Sentences } from "../../language/index.ts";
import { leastVoters } from "../../rating/fit-ratings.ts";

/** One model as its picture shows it. */
export type ShownModel = {
  name: string;
  /** Its line on the board of all tasks. */
  row: LeaderboardRow;
  profile: Profile;
  facts: AnswerFacts;
};

const percent = 100;

/** What is known of a model on a task. */
export function axisOf({ profile }: ShownModel, task: Task): ProfileAxis | undefined {
  return profile.axes.find((axis) => axis.task === task);
}

/** The tasks on which any of the models has votes. */
export function votedOn(models: readonly ShownModel[]): Task[] {
  return createAxes((task) => task).filter((task) => models.some((model) => axisOf(model, task)?.strength));
}

/** The tasks on which none has, in one line. */
export function unvoted(models: readonly ShownModel[], { profile, tasks, boards }: Sentences): string[] {
  const voted = votedOn(models);
  const left = createAxes((task) => task).filter((task) => !voted.includes(task));
  return left.length === 0 || voted.length === 0
    ? []
    : [profile.unvoted(left.map((task) => tasks[task]).join(boards.listSeparator))];
}

function strengthsOf(models: readonly ShownModel[]): Strength[] {
  return models.flatMap(({ profile }) => profile.axes.flatMap(({ strength }) => strength ?? []));
}

function claimsSome(models: readonly ShownModel[]): boolean {
  return strengthsOf(models).some(({ lower }) => lower !== null);
}

/** How the picture is to be read. */
export function notes(models: readonly ShownModel[], words: Sentences): string[] {
  const { profile } = words;
  const few = models.some(({ profile: { axes } }) => axes.some((axis) => axis.strength !== null && axis.few));
  return [
    [
      profile.average,
      ...(claimsSome(models) ? [profile.lines] : []),
      ...(few ? [profile.hollow(fewVotes)] : []),
    ].reduce(profile.followedBy),
    ...doubt(models, words),
  ];
}

/** Why some figures have no interval; empty where all have one. */
export function doubt(models: readonly ShownModel[], { profile }: Sentences): string[] {
  return strengthsOf(models).some(({ lower }) => lower === null) ? [profile.unclaimed(leastVoters)] : [];
}

/** More tasks than this are counted, not named. */
const mostNamed = 2;

/** On which tasks it is surely above or below average; null where nothing is claimed. */
export function standsOut({ profile: { axes } }: ShownModel, { profile, tasks, boards }: Sentences): string | null {
  const claimed = axes.filter(({ strength }) => strength !== null && strength.lower !== null);
  const name = (found: readonly ProfileAxis[]): string | null => {
    if (found.length === 0) return null;
    if (found.length > mostNamed) return profile.ofTasks(found.length, claimed.length);
    return found
      .map(({ task }) => (task === "other" ? profile.otherQuestions : tasks[task]))
      .join(boards.listSeparator);
  };
  const above = name(claimed.filter(({ strength }) => (strength?.lower ?? 0) > 0.5));
  const below = name(claimed.filter(({ strength }) => (strength?.upper ?? 1) < 0.5));
  return claimed.length === 0 ? null : profile.standsOut(above, below);
}

/** How it did on a task; null without votes. @param alone whether its range is written out. */
export function shareValue(axis: ProfileAxis | undefined, words: Sentences, alone: boolean): IntervalValue | null {
  const { boards, profile } = words;
  if (!axis?.strength) return null;
  const { strength, few, votes } = axis;
  const { share, lower, upper } = strength;
  const range =
    lower === null || upper === null
      ? profile.fewPeople
      : profile.range(String(Math.round(lower * percent)), boards.percent(upper));
  return {
    ...{ value: share, lower, upper, faint: few, figure: boards.percent(share) },
    ...(alone && { detail: few ? profile.fewVotes(votes) : range }),
  };
}

/** The figures of all tasks with votes in one sentence, if there are any. */
export function axesInWords({ name, profile: { axes } }: ShownModel, words: Sentences): string[] {
  const { profile, boards } = words;
  const told = axes.flatMap((axis) => {
    const value = shareValue(axis, words, true);
    return value ? [profile.axis(words.tasks[axis.task], value.figure, value.detail ?? "")] : [];
  });
  return told.length > 0 ? [profile.series(name, told.join(boards.listSeparator))] : [];
}

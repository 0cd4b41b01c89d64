/** What a profile draws of the tasks: a radar where enough of them can be relied on, else a row each. */
import type {
  IntervalsPanel,
  Panel,
  PanelsPicture,
  PictureWords,
  RadarPicture,
  ScaleTick,
  IntervalValue,
} from "../../images/picture.ts";

/** A radar of fewer axes shows little more than their order. */
const fewestAxes = 5;

/** A task with a value for each series, null where that has none. */
export type TaskFigures = { label: string; values: (IntervalValue | null)[] };

/** What is known of some tasks. */
export type ByTask = {
  /** What the one or two series are called. */
  series: string[];
  tasks: TaskFigures[];
  /** Whether a value may stand on a radar, where nothing says how sure it is but its place. */
  isFirm(value: IntervalValue): boolean;
  /** What heads the rows of what may not, below a radar. */
  otherTasks: string;
  /** Ascending from 0. */
  ticks: ScaleTick[];
};

/** @param panels what stands below, in any case. */
export function drawByTask(
  words: PictureWords,
  { series, tasks, isFirm, otherTasks, ticks }: ByTask,
  panels: readonly Panel[],
): RadarPicture | PanelsPicture {
  const firm = tasks.flatMap(({ label, values }) => {
    const known = values.filter((value) => value !== null && isFirm(value)) as IntervalValue[];
    return known.length === series.length ? [{ label, values: known }] : [];
  });
  const rows = (title: string, shown: readonly TaskFigures[]): Panel[] =>
    shown.length === 0
      ? []
      : [{ kind: "intervals", title, series, rows: shown.toSorted(compare), ticks } satisfies IntervalsPanel];
  if (firm.length < fewestAxes) return { ...words, kind: "panels", panels: [...rows("", tasks), ...panels] };
  const axes = firm.map(({ label }) => label);
  const others = tasks.filter(({ label }) => !axes.includes(label));
  return {
    ...words,
    kind: "radar",
    axes,
    series: series.map((name, index) => ({ name, values: firm.flatMap(({ values }) => values[index] ?? []) })),
    rings: ticks.slice(1),
    panels: [...rows(otherTasks, others), ...panels],
  };
}

/** Highest first, by the first series that has a value. */
function compare(one: TaskFigures, other: TaskFigures): number {
  const height = ({ values }: TaskFigures) => values.find((value) => value !== null)?.value ?? -1;
  return height(other) - height(one);
}

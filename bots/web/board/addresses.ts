/** The addresses of the public board: what each asks for, and how it is written. */
import {
  type Language,
  languages,
  type Period,
  periods,
  type PublicFilter,
  type Task,
  tasks,
} from "../../../core/index.ts";

/** By what the ranking may be sorted. */
export const sortings = ["rank", "name", "votes", "wins", "bad"] as const;
/** One of {@link sortings}. */
export type Sorting = (typeof sortings)[number];

/** What an address asks for. */
export type Wanted = PublicFilter & {
  /** A day (UTC, `2026-11-30`); null: the newest. */
  day: string | null;
  sorting: Sorting;
  /** The language that was chosen by the address; null: that of the reader's browser. */
  chosen: Language | null;
};

/** The newest board of all votes. */
export const wholeBoard: Wanted = {
  task: null,
  language: null,
  period: "all",
  day: null,
  sorting: "rank",
  chosen: null,
};

/** @returns undefined where something is asked for that never is; what the board does not know of is passed over. */
export function readWanted(day: string | null, query: (name: string) => string | undefined): Wanted | undefined {
  const one = <Name extends string>(name: string, names: readonly Name[]): Name | null | undefined => {
    const text = query(name) ?? "";
    return text === "" ? null : names.find((known) => known === text);
  };
  const [task, period] = [one<Task>("task", tasks), one<Period>("period", periods)];
  const [sorting, chosen] = [one("sort", sortings), one<Language>("lang", languages)];
  const language = query("language") || null;
  const isOdd = [task, period, sorting, chosen].includes(undefined) || !/^[\w-]{0,12}$/.test(language ?? "");
  if (isOdd) return undefined;
  return {
    ...{ day, task: task ?? null, language, period: period ?? "all" },
    ...{ sorting: sorting ?? "rank", chosen: chosen ?? null },
  };
}

/** What follows the path: only what is not as usual. */
export function queryOf({ task, language, period, sorting, chosen }: Wanted): string {
  const usual: Record<string, string | null> = { task, language };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(usual)) if (value !== null) query.set(name, value);
  if (period !== "all") query.set("period", period);
  if (sorting !== "rank") query.set("sort", sorting);
  if (chosen) query.set("lang", chosen);
  return query.size === 0 ? "" : `?${query.toString()}`;
}

/** A board's address. @param form left out: as a page. */
export function boardAddress(wanted: Wanted, form: "" | ".json" | ".png" | ".svg" = ""): string {
  return `/board${wanted.day === null ? "" : `/${wanted.day}`}${form}${queryOf(wanted)}`;
}

/** The address of a model's page. */
export function modelAddress(model: string, { day, chosen }: Pick<Wanted, "day" | "chosen">): string {
  const query = queryOf({ ...wholeBoard, chosen });
  return `/board${day === null ? "" : `/${day}`}/models/${encodeURIComponent(model)}${query}`;
}

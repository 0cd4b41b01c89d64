/** Cells of a workbook. */
import type { Cell, Sheet } from "write-excel-file/node";
import type { ExperimentSettings } from "../experiment.ts";
import type { Interval } from "../scoring/resampling.ts";

/** Excel takes no more characters in a cell. */
const longestCell = 32_767;
const points = "0.00";

/** A sheet and its name. */
export type NamedSheet = Sheet<Buffer> & { sheet: string };

/** A heading. */
export const head = (value: string): Cell => ({ value: storable(value), fontWeight: "bold" });
/** A number; an empty cell where there is none. */
export const figure = (value: number | null | undefined, format = points): Cell =>
  value === null || value === undefined ? null : { value, format };

/** The lower and the upper end of an interval. */
export const ends = (interval: Interval | null, format?: string): [Cell, Cell] => [
  figure(interval?.lower, format),
  figure(interval?.upper, format),
];

/** A text as a cell can hold it: XML allows no other control characters, and no half of a surrogate pair. */
export function storable(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}--[\t\n\r]]|[\ufffe\uffff]/gv, "")
    .slice(0, longestCell);
}

/** The names of models as cells can hold them, by id. */
export function nameModels({ models }: Pick<ExperimentSettings, "models">): (id: string) => string {
  const names = new Map(models.map(({ id, name }) => [id, storable(name)]));
  return (id) => names.get(id) ?? id;
}

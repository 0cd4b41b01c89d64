/** Columns of a monospaced font: what is East Asian or a picture takes two. */
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const wide =
  /\p{Emoji_Presentation}|\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]/u;
const nothing = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]+$/u;

/** How many columns a line takes. */
export function countColumns(line: string): number {
  let columns = 0;
  for (const { segment } of graphemes.segment(line)) columns += nothing.test(segment) ? 0 : wide.test(segment) ? 2 : 1;
  return columns;
}

export type Alignment = "left" | "center" | "right" | null;

/**
 * A table in lines of equal width, its first row set off from the others.
 * @returns undefined where it would take more than `most` columns of all its lines together.
 */
export function drawTable(
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[],
  most: number,
): string | undefined {
  const widths = alignments.map((_one, column) => Math.max(1, ...rows.map((row) => countColumns(row[column] ?? ""))));
  if (widths.reduce((sum, width) => sum + width + 3, 0) * (rows.length + 1) > most) return undefined;
  const lines = rows.map((row) =>
    widths.map((width, column) => pad(row[column] ?? "", width, alignments[column] ?? null)).join(" | "),
  );
  const rule = widths.map((width) => "-".repeat(width)).join("-+-");
  const [head = "", ...body] = lines.map((line) => line.trimEnd());
  return [head, rule, ...body].join("\n");
}

function pad(cell: string, width: number, alignment: Alignment): string {
  const room = width - countColumns(cell);
  const before = alignment === "right" ? room : alignment === "center" ? Math.floor(room / 2) : 0;
  return " ".repeat(before) + cell + " ".repeat(room - before);
}

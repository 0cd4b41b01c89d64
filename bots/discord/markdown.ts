/** Markdown, as models and people write it, in what Discord shows of it: no tables, no formulas, and nobody is mentioned. */
import {
  canList,
  cellWords,
  changeFormulas,
  changeProse,
  changeTables,
  createFormulaReader,
  drawTable,
  hasStrayCells,
  isMathematical,
  isWide,
  splitMarkdown,
  type TableForm,
  type WrittenTable,
} from "../../core/index.ts";
import { makeInert } from "./inert.ts";

/** How much is changed at once, in UTF-16 units. */
const longestRead = 8_192;

/**
 * A text as Discord shows it. What is code stays as it is.
 *
 * @param form of its tables; "drawn" holds for those that are narrow.
 * @param enough After this many UTF-16 units the rest is left out, because it is not shown.
 */
export function encodeMarkdown(markdown: string, form: TableForm, enough = Number.POSITIVE_INFINITY): string {
  const pieces: string[] = [];
  const say = createFormulaReader();
  let length = 0;
  for (const piece of splitMarkdown(markdown, longestRead)) {
    if (length > enough) break;
    const tabled = changeTables(piece, (table) => showTable(table, form, say));
    const shown = makeInert(changeProse(tabled, (prose) => showFormulas(prose, say)));
    pieces.push(shown);
    length += shown.length;
  }
  return pieces.join("\n\n");
}

/** What a formula says, where plain characters can say it. */
type Say = (formula: string) => string | undefined;

function showTable(table: WrittenTable, form: TableForm, say: Say): string {
  const { header, rows, alignments, raw, indent } = table;
  if (hasStrayCells(raw, header.length)) return block(raw);
  const words = [header, ...rows].map((row) =>
    row.map((cell) => cellWords(changeFormulas(cell, (formula) => say(formula) ?? formula))),
  );
  if (form === "drawn" && !isWide(words)) return block(drawTable(words, alignments, raw.length) ?? raw);
  if (!canList(header, rows.length)) return block(raw);
  return rows.flatMap((row) => listRow(header, row, indent)).join("\n");
}

/** A row as a list: what is in its first cell, and below it all else by the names of the columns. */
function listRow(header: readonly string[], row: readonly string[], indent: string): string[] {
  const lines = row.flatMap((cell, column) => {
    const name = cellWords(header[column] ?? "");
    const text = cell.replaceAll(/<br\s{0,9}\/?>/giu, " ");
    return text === "" ? [] : [name === "" ? text : `**${name}**: ${text}`];
  });
  return lines.map((line, index) => `${indent}${index === 0 ? "- " : "  - "}${line}`);
}

/** Discord ends a block at the first three backticks, and shows everything else in it as it is. */
function block(text: string): string {
  return `\`\`\`\n${text.replaceAll("```", "`\u200b``")}\n\`\`\``;
}

/** Signs that would do something in a text. */
const signs = /[\\*_~|`>#[\]<]/gu;

function showFormulas(prose: string, say: Say): string {
  return changeFormulas(prose, (formula) => {
    const said = say(formula);
    if (said !== undefined) return said.replaceAll(signs, "\\$&").replaceAll("](", "]\u200b(");
    return isMathematical(formula) ? codeOf(formula) : formula;
  });
}

/** As it was written, its signs with it, so that none of them is eaten. */
function codeOf(formula: string): string {
  if (formula.includes("\n")) return `\n${block(formula)}\n`;
  return formula.includes("``") ? formula : formula.includes("`") ? `\`\` ${formula} \`\`` : `\`${formula}\``;
}

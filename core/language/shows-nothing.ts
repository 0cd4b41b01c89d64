/** Whether a text, read as Markdown, shows anything at all. */

/** Visible characters: no blanks, controls, marks that stand on another letter, or characters made to be empty. */
const visible =
  /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{C}\p{M}\u2800\ufffc\ufffd\u{13441}\u{13442}\u{1d159}]/u;

const reference = /&(?:#(?<decimal>\d{1,7})|#x(?<hexadecimal>[\da-f]{1,6})|(?<name>[a-z]{2,16}));/giu;
/** The names of characters that show nothing. */
const blankNames = new Set(
  "nbsp ensp emsp thinsp hairsp numsp puncsp shy zwj zwnj lrm rlm tab newline zerowidthspace nobreak".split(" "),
);
const tag =
  /<\/?(?:br|hr|wbr|p|div|span|a|b|i|u|s|em|strong|del|ins|small|sub|sup|code|pre|center|details|summary)(?![a-z\d-])[^<>]*>/giu;
const emptyLink = /!\[\s*\]\(\s*(?:<>)?\s*\)|(?<!!)\[\s*\]\([^()\n]*\)/gu;
const emptyFormula = /\$\$\s*\$\$|\\\(\s*\\\)|\\\[\s*\\\]/gu;

const tableHead = /^(?=.*-)(?=.*\|)[|:\- \t]+$/u;
const emptyRow = /^[| \t]+$/u;

/** Lines that only format and show nothing of their own, given without blanks around them and quotation signs. */
const layout: readonly RegExp[] = [
  // Either end of a code block; a rule; emphasis of nothing; a heading; what parts the head of a table; an address.
  /^(?:`{3,}[^`]*|~{3,}.*)$/u,
  /^(?<sign>[-*_])(?:[ \t]*\k<sign>){2,}$/u,
  /^[\s*_~`]{4,}$/u,
  /^#{1,6}(?:[ \t]+#+)?$/u,
  tableHead,
  /^\[[^\]^][^\]]*\]:[ \t]*\S+$/u,
];

/**
 * Such a text is no answer and no question: blanks, invisible characters, marks without a letter, and Markdown around
 * nothing, as `****` or an empty code block. "0", "." and "👍" show something. Its work is linear in the text's length.
 */
export function showsNothing(text: string): boolean {
  if (!visible.test(text)) return true;
  const bare = withoutComments(text).replace(emptyFormula, "");
  let [bars, heads] = [false, false];
  for (let from = 0, end = 0; from <= bare.length; from = end + 1) {
    const lineEnd = bare.indexOf("\n", from);
    end = lineEnd < 0 ? bare.length : lineEnd;
    const line = bare.slice(from, end);
    if (!visible.test(line)) continue;
    if (!emptyRow.test(line) && !isLayout(line)) return false;
    bars ||= line.includes("|");
    heads ||= tableHead.test(line.trim());
  }
  // Without a head it is no table, and its bars are visible.
  return heads || !bars;
}

function isLayout(line: string): boolean {
  const bare = line
    .replace(reference, readReference)
    .replace(tag, "")
    .replace(emptyLink, "")
    .trim()
    .replace(/^(?:>[ \t]*)+/u, "");
  return !visible.test(bare) || layout.some((pattern) => pattern.test(bare.trimEnd()));
}

/** Replaces a part that shows nothing by a blank, and keeps any other. */
function readReference(written: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) return blankNames.has(name.toLowerCase()) ? " " : written;
  const point = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
  return point <= 0x10ffff && visible.test(String.fromCodePoint(point)) ? written : " ";
}

/** A comment must be closed. */
function withoutComments(text: string): string {
  let bare = "";
  let from = 0;
  for (;;) {
    const start = text.indexOf("<!--", from);
    const end = start < 0 ? -1 : text.indexOf("-->", start + 4);
    if (end < 0) return bare + text.slice(from);
    bare += text.slice(from, start);
    from = end + 3;
  }
}

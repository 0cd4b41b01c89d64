/**
 * How often a paragraph of Markdown is bold: the strong emphasis of CommonMark 0.31 (§6.2, "Emphasis and strong
 * emphasis", with the algorithm of its appendix), in stars or underscores, across lines and one inside another.
 *
 * Two things differ from the letter of it. Beside Chinese, Japanese and Korean letters, which have no blanks between
 * them, `**标题：**正文` is bold, as in the CJK-friendly amendments to CommonMark (github.com/tats-u/markdown-cjk-friendly,
 * specification.md). And `<b>…</b>` and `<strong>…</strong>` are bold, for they are shown so.
 */

/** A run of stars or underscores. */
type Run = {
  sign: string;
  /** How many of its signs are left, and how many there were. */
  left: number;
  length: number;
  opens: boolean;
  closes: boolean;
};

/** All that matters: escapes, code, runs, the addresses of links (whose underscores mean nothing), and tags. */
const tokens =
  /\\[^\n]|`+|\*+|_+|\]\([^\s()]*\)|https?:\/\/[^\s<>*`]*[^\s<>*`_.,:;?!)]|<(?<slash>\/?)(?:b|strong)(?<end>>)/giu;

const blank = /^\s?$/u;
const punctuation = /[\p{P}\p{S}]/u;
const eastAsian =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\ufe30-\ufe4f\uff00-\uffef]/u;

/**
 * Counts the stretches of bold in one paragraph, outside its inline code.
 * @param paragraph its lines, without the signs of quotations and lists. @returns how many. Throws nothing. Cost: linear.
 */
export function countBold(paragraph: string): number {
  if (!/\*\*|__|<(?:b|strong)>/iu.test(paragraph)) return 0;
  const closeOf = findTicks(paragraph);
  const runs: Run[] = [];
  let [bold, openTags] = [0, 0];
  tokens.lastIndex = 0;
  for (let found = tokens.exec(paragraph); found; found = tokens.exec(paragraph)) {
    const [token] = found;
    const [sign = ""] = token;
    if (sign === "`") tokens.lastIndex = closeOf(token.length, tokens.lastIndex) ?? tokens.lastIndex;
    else if (sign === "*" || sign === "_") runs.push(readRun(paragraph, found.index, token));
    else if (found.groups?.["end"] === undefined) continue;
    else if (found.groups["slash"] === "") openTags++;
    else if (openTags > 0) {
      openTags--;
      bold++;
    }
  }
  return bold + countStrong(runs);
}

/** @returns tells where code ends that a run of backticks begins: behind the next run of that length. */
function findTicks(text: string): (length: number, from: number) => number | undefined {
  const starts = new Map<number, number[]>();
  for (const { 0: run, index } of text.matchAll(/`+/gu)) {
    const alike = starts.get(run.length);
    if (alike) alike.push(index);
    else starts.set(run.length, [index]);
  }
  for (const alike of starts.values()) alike.reverse();
  return (length, from) => {
    const ahead = starts.get(length) ?? [];
    while (ahead.length > 0 && ahead.at(-1)! < from) ahead.pop();
    const start = ahead.at(-1);
    return start === undefined ? undefined : start + length;
  };
}

/** Whether a run may open or close emphasis, by what stands before and after it ("flanking", §6.2). */
function readRun(text: string, at: number, run: string): Run {
  const before = characterBefore(text, at);
  const after = String.fromCodePoint(text.codePointAt(at + run.length) ?? 32);
  const leans = (inner: string, outer: string) =>
    !blank.test(inner) && (!isPunctuation(inner) || blank.test(outer) || isPunctuation(outer) || eastAsian.test(outer));
  const [left, right] = [leans(after, before), leans(before, after)];
  const [sign = ""] = run;
  const isStar = sign === "*";
  return {
    sign,
    left: run.length,
    length: run.length,
    opens: left && (isStar || !right || punctuation.test(before)),
    closes: right && (isStar || !left || punctuation.test(after)),
  };
}

/** A blank where nothing is. */
function characterBefore(text: string, at: number): string {
  if (at === 0) return " ";
  const isPair = at > 1 && (text.charCodeAt(at - 1) & 0xfc00) === 0xdc00;
  return text.slice(isPair ? at - 2 : at - 1, at);
}

function isPunctuation(character: string): boolean {
  return punctuation.test(character) && !eastAsian.test(character);
}

/** A run that may open, and which of all the runs it is. */
type Opening = { run: Run; place: number };

/** Pairs closing runs with opening ones; a pair of two signs each is strong. */
function countStrong(runs: readonly Run[]): number {
  const open: Opening[] = [];
  /** By the kind of closing run: before this place none opens for it. */
  const bottoms = new Map<string, number>();
  let strong = 0;
  for (const [place, run] of runs.entries()) {
    const kind = `${run.sign}${run.opens}${run.length % 3}`;
    while (run.closes && run.left > 0) {
      const opening = findOpening(open, run, bottoms.get(kind) ?? 0);
      if (!opening) {
        bottoms.set(kind, place);
        break;
      }
      const used = opening.left > 1 && run.left > 1 ? 2 : 1;
      if (used === 2) strong++;
      opening.left -= used;
      run.left -= used;
      if (opening.left === 0) open.pop();
    }
    if (run.opens && run.left > 0) open.push({ run, place });
  }
  return strong;
}

/** The last run that opens for this one, now the last of all: what lies between can open nothing any more. */
function findOpening(open: Opening[], closing: Run, bottom: number): Run | undefined {
  let at = open.length - 1;
  while (at >= 0 && open[at]!.place >= bottom && !fits(open[at]!.run, closing)) at--;
  if (at < 0 || open[at]!.place < bottom) return undefined;
  open.length = at + 1;
  return open[at]!.run;
}

/** Rules 9 and 10: of runs that do both, `*a**b*` must not be read crosswise. */
function fits(opening: Run, closing: Run): boolean {
  if (opening.sign !== closing.sign) return false;
  const isEitherBoth = opening.closes || closing.opens;
  if (!isEitherBoth || (opening.length + closing.length) % 3 !== 0) return true;
  return opening.length % 3 === 0;
}

/**
 * Reads Markdown within limits. What is nested too deeply, or would take too long, becomes a token that holds
 * its source: `linesAsWritten` for blocks, `asWritten` within a line.
 */

/** How deep lists and quotations may be nested, and links and emphases in a paragraph. */
const deepest = 12;

/** How deep HTML tags may be nested in a paragraph. */
const deepestTags = 4;

/** About how many characters are read at a time, because the work for a block grows faster than its length. */
const piece = 8_000;

/** The most cells of a table, counting those that short rows leave out. */
const mostCells = 5_000;

/** The beginning of a code block. It ends, as in the library, with a line of the same sign. */
const fence = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;

/** A line that continues nothing: neither indented nor another item, quotation or row. */
const startsAnew = /^[^\s>|*+\d-]/;

/** The HTML tags that are let through: harmless ones that models use in tables and formulas. */
const plainTag = /^<(\/?)(br|sub|sup|kbd|b|i|u|s|em|strong)\s*\/?>$/i;

/**
 * @typedef {import("./marked.js").Token} Token
 * @typedef {import("./marked.js").TokensList} TokensList
 * @typedef {import("./marked.js").MarkedOptions} Options
 * @typedef {import("./budget.js").Budget} Budget
 */

/**
 * A lexer like the library's, within limits.
 *
 * @param {typeof import("./marked.js").Lexer} Lexer
 * @returns {(options: Options, budget: Budget) => { read(source: string): Token[] }}
 */
export function boundLexer(Lexer) {
  class BoundedLexer extends Lexer {
    #bounds;

    /** @param {Options} options @param {Budget} budget */
    constructor(options, budget) {
      super(options);
      this.#bounds = createBounds(budget);
    }

    /** @override @param {string} source @param {Token[]} [tokens] @param {boolean} [isClipped] @returns {TokensList} */
    blockTokens(source, tokens = [], isClipped = false) {
      if (this.#bounds.allowBlock(source)) this.#bounds.deeper(() => super.blockTokens(source, tokens, isClipped));
      else tokens.push(...asWritten("linesAsWritten", source));
      this.state.top = true;
      return /** @type {TokensList} */ (tokens);
    }

    /** @override @param {string} source @param {Token[]} [tokens] @returns {Token[]} */
    inlineTokens(source, tokens = []) {
      if (this.#bounds.allowLine(source))
        return pairTags(this.#bounds.deeper(() => super.inlineTokens(source, tokens)));
      tokens.push(...asWritten("asWritten", source));
      return tokens;
    }
  }
  return (options, budget) => ({ read: (source) => readAll(new BoundedLexer(options, budget), source) });
}

/**
 * @param {import("./marked.js").Lexer} lexer
 * @param {string} source
 */
function readAll(lexer, source) {
  for (const one of cutIntoPieces(source.replace(/\r\n?/g, "\n"))) lexer.blockTokens(one, lexer.tokens);
  // The insides of paragraphs are read last, because the addresses of links may stand at the end of the text.
  for (const { src, tokens } of lexer.inlineQueue) lexer.inlineTokens(src, tokens);
  return lexer.tokens;
}

/** How deep the reading is, and what may still be read. @param {Budget} budget */
function createBounds(budget) {
  let depth = 0;
  return {
    /** @param {string} source */
    allowBlock(source) {
      const isCode = depth === 0 && fence.test(source.slice(0, source.indexOf("\n") + 1).trimEnd());
      const isCheap = depth < deepest && (isCode || source.length <= 2 * piece);
      return isCheap && budget.allows("elements", count(source, isCode ? /^ {0,3}(?:```|~~~)/gm : /[\n|]/g));
    },
    /** @param {string} source */
    allowLine(source) {
      const signs = count(source, /[!-/:-@[-`{-~]/g);
      const isCheap = depth < deepest && budget.allows("signs", (signs + 1) * source.length);
      return isCheap && budget.allows("elements", signs);
    },
    /** @template Result @param {() => Result} read */
    deeper(read) {
      depth += 1;
      try {
        return read();
      } finally {
        depth -= 1;
      }
    },
  };
}

/**
 * Tables by the library's own rule, except huge ones: one long row makes every short row as long.
 *
 * @this {import("./marked.js").Tokenizer}
 * @param {string} source
 * @returns {false | import("./marked.js").Tokens.Table} False: as the library does it.
 */
export function boundTable(source) {
  const [raw, head = ""] = this.rules.block.table.exec(source) ?? [];
  if (raw === undefined || count(head, /\|/g) * count(raw, /\n/g) <= mostCells) return false;
  return /** @type {never} */ (asWritten("linesAsWritten", raw)[0]);
}

/** Whether this is a tag that may stand in a paragraph as it is. @param {string} text */
export function isPlainTag(text) {
  return plainTag.test(text);
}

/**
 * Keeps the tags that have a partner and are not nested too deeply; the others become text.
 *
 * @param {Token[]} tokens Of one paragraph, or of one link or emphasis.
 */
function pairTags(tokens) {
  const open = /** @type {{ name: string, at: number }[]} */ ([]);
  const paired = new Set();
  for (const [at, token] of tokens.entries()) {
    const [, slash, tag = ""] = (token.type === "html" && plainTag.exec(token.raw)) || [];
    const name = tag.toLowerCase();
    if (name === "br") paired.add(at);
    else if (slash === "" && open.length < deepestTags) open.push({ name, at });
    else if (slash && open.at(-1)?.name === name) paired.add(at).add(open.pop()?.at);
  }
  for (const [at, { type, raw }] of tokens.entries())
    if (type === "html" && !paired.has(at)) tokens[at] = { type: "text", raw, text: raw, escaped: false };
  return tokens;
}

/**
 * @param {string} type
 * @param {string} raw
 * @returns {Token[]}
 */
function asWritten(type, raw) {
  return raw === "" ? [] : [{ type, raw, text: raw }];
}

/**
 * @param {string} source
 * @param {RegExp} sign
 */
function count(source, sign) {
  return source.match(sign)?.length ?? 0;
}

/**
 * Cuts a long text where a paragraph begins or, if there is none for long, at the end of a line. Code stays whole.
 *
 * @param {string} source
 */
function cutIntoPieces(source) {
  const pieces = /** @type {string[]} */ ([]);
  let begun = 0;
  let code = /** @type {{ at: number, mark: string } | undefined} */ (undefined);
  let isAfterBlank = false;
  const cut = (/** @type {number} */ at) => {
    if (at > begun) pieces.push(source.slice(begun, at));
    begun = at;
  };
  for (let at = 0, end = 0; at < source.length; at = end) {
    end = source.indexOf("\n", at) + 1 || source.length;
    const line = source.slice(at, end).trimEnd();
    const isLong = at - begun > piece;
    if (code) {
      if (end - begun > 2 * piece) cut(code.at);
      if (!endsCode(line, code.mark)) continue;
      if (isLong) cut(end);
      code = undefined;
      continue;
    }
    if (end - begun > 2 * piece || (isLong && isAfterBlank && startsAnew.test(line))) cut(at);
    isAfterBlank = line === "";
    const [, mark] = fence.exec(line) ?? [];
    if (mark) code = { at, mark };
  }
  cut(source.length);
  return pieces;
}

/**
 * @param {string} line
 * @param {string} mark What the code began with.
 */
function endsCode(line, mark) {
  const signs = line.replace(/^ {0,3}/, "");
  return signs.startsWith(mark) && /^[~`]*$/.test(signs);
}

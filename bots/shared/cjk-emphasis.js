/**
 * Emphasis in Chinese, Japanese and Korean. By CommonMark's rule `**注意：**后面` is none, because a mark stands before the stars
 * and a letter behind them; these languages put no space there. By the amendment that readers of Markdown have agreed on
 * for them, marks of theirs count as letters, and beside their letters so do all others. Given out to the page as well,
 * so it is plain JavaScript.
 */

const cjk = String.raw`\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Bopo}\u3000-\u303f\u30fb\u30fc\ufe30-\ufe6f\uff00-\uffef`;
const mark = String.raw`(?![*_~])[\p{P}\p{S}]`;
/** A mark before stars that may end an emphasis. */
const before = new RegExp(`${mark}(?:(?<=[${cjk}])(?=\\*)|(?=\\*{1,3}[${cjk}]))`, "gu");
/** Stars before a mark that may begin one. */
const own = new RegExp(`^\\*{1,3}(?=[${cjk}])${mark}`, "u");
const any = new RegExp(`^\\*{1,3}${mark}`, "u");
const letter = new RegExp(`[${cjk}]$`, "u");

/**
 * An extension of marked.
 *
 * @param {{ prototype: import("marked").Tokenizer }} Tokenizer the library's own.
 * @returns {import("marked").MarkedExtension}
 */
export function cjkEmphasis({ prototype }) {
  return {
    // What ends an emphasis is looked for in here, where other letters stand for what is not to be looked at.
    hooks: { emStrongMask: (source) => source.replaceAll(before, (found) => "a".repeat(found.length)) },
    tokenizer: {
      emStrong(source, masked, previous = "") {
        const begins = own.test(source) || (letter.test(previous) && any.test(source));
        // With nothing before it, it may begin one.
        return begins && previous !== "*" ? prototype.emStrong.call(this, source, masked, "") : false;
      },
    },
  };
}

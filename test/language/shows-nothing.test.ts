import { describe, expect, it } from "vitest";
import { showsNothing } from "../../core/language/shows-nothing.ts";

describe("a text that shows nothing", () => {
  it.each([
    ...["", " \n\t\u3000\u00a0", "\u200b", "\ufeff", "\u2060", "\u00ad", "\ufe0f", "\u180e", "\u202e\u0007", "\0"],
    // Fillers of Hangul, the blank of Braille, marks without a letter, halves of pairs, tags, musical controls.
    ...["\u3164", "\u115f\u1160", "\uffa0", "\u2800", "\u0301", "\u20dd", "\ud800", "\ufffd", "\u{e0041}", "\u{1d173}"],
    ...["```\n```", "```js\n\n```", "```", "~~~\n~~~", "> ```\n> ```", "****", "** **", "***", "---", "* * *"],
    ...["# ", "##", "> ", "> \n>", "&nbsp;", "&#160; &#x200B;", "<!-- -->", "<!-- a\nb -->", "<br>", "<p></p>"],
    ...["[](https://a.b)", "[ ]( )", "![]()", "$$ $$", "\\[ \\]", "[a]: https://a.b", "| |\n|-|", "<b>\u200b</b>"],
  ])("is %j", (text) => expect(showsNothing(text)).toBe(true));
});

describe("a text that shows something", () => {
  it.each([
    ...["0", ".", "。", "?", "-", "+", "*", "**", "=", "_", "|", "||", "`", "\\", "$", "<3", "<!--", "<html>"],
    ...["👍", "½", "∅", "€", "1️⃣", "🇨🇳", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "é", "e\u0301", "हि", "x\u200b", "汉", "1."],
    ...["`x`", "```\nx\n```", "**a**", "# a", "> a", "&lt;", "&amp;", "[a](b)", "![](a.png)", "$$x$$", "[^1]: note"],
  ])("is %j", (text) => expect(showsNothing(text)).toBe(false));
});

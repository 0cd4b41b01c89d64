/** Markdown made at random, beside what a reader of it must see: made together, so that neither comes from the other. */
import fc from "fast-check";

export type Style = "bold" | "italic" | "strikethrough" | "code" | "pre" | "blockquote";

/** A word that occurs once in its sample, with the styles that it stands in. */
export type Seen = { word: string; styles: Style[] };
export type Sample = { markdown: string; seen: Seen[] };

type Word = { kind: "word"; prefix: string };
type Inline = Word | { kind: "span"; style: Style; inside: Inline[] } | { kind: "code"; word: Word };
type Block =
  | { kind: "paragraph" | "heading"; inside: Inline[] }
  | { kind: "code"; language: string; lines: Word[] }
  | { kind: "table"; rows: Word[][] }
  | { kind: "quote"; inside: Block[] }
  | { kind: "list"; ordered: boolean; items: Block[][] };

/** Letters of several scripts, and what Telegram would make something to be pressed of. */
const prefixes = [
  "w",
  "漢字",
  "😀",
  "👨‍👩‍👧",
  "שלום",
  "é",
  "@name",
  "/start",
  "#tag",
  "$USD",
  "a.b.com/",
  "https://x.example/",
  "me@x.co",
];
const word: fc.Arbitrary<Word> = fc.record({ kind: fc.constant("word"), prefix: fc.constantFrom(...prefixes) });
const { inline } = fc.letrec<{ inline: Inline }>((tie) => ({
  inline: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    word,
    fc.record({ kind: fc.constant("code" as const), word }),
    fc.record({
      kind: fc.constant("span" as const),
      style: fc.constantFrom<Style>("bold", "italic", "strikethrough"),
      inside: fc.array(tie("inline"), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));
const line = fc.array(inline, { minLength: 1, maxLength: 4 });
const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.record({ kind: fc.constantFrom("paragraph" as const, "heading" as const), inside: line }),
    fc.record({
      kind: fc.constant("code" as const),
      language: fc.constantFrom("", "js", "python"),
      lines: fc.array(word, { minLength: 1, maxLength: 4 }),
    }),
    fc.record({
      kind: fc.constant("table" as const),
      rows: fc.array(fc.array(word, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant("quote" as const), inside: fc.array(tie("block"), { minLength: 1, maxLength: 2 }) }),
    fc.record({
      kind: fc.constant("list" as const),
      ordered: fc.boolean(),
      items: fc.array(fc.array(tie("block"), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));

/** Well-formed Markdown, nested at will. */
export const samples: fc.Arbitrary<Sample> = fc
  .array(block, { minLength: 1, maxLength: 5 })
  .map((blocks) => writeSample(blocks));

const marks: Partial<Record<Style, string>> = { bold: "**", italic: "*", strikethrough: "~~" };

function writeSample(blocks: readonly Block[]): Sample {
  const seen: Seen[] = [];
  const name = ({ prefix }: Word, styles: Style[]): string => {
    const unique = `${prefix}q${seen.length}q`;
    seen.push({ word: unique, styles });
    return unique;
  };
  const writeInline = (part: Inline, styles: Style[]): string => {
    if (part.kind === "word") return name(part, styles);
    if (part.kind === "code") return `\`${name(part.word, [...withoutSpans(styles), "code"])}\``;
    const { style, inside } = part;
    // A mark beside itself, or beside one half of it, would be read as another.
    const plain = styles.some((one) => one === style || one === "bold" || one === "italic");
    const words = inside.map((one) => writeInline(one, plain ? styles : [...styles, style])).join(" ");
    return plain ? words : `${marks[style]}${words}${marks[style]}`;
  };
  const writeBlock = (part: Block, styles: Style[]): string[] => {
    switch (part.kind) {
      case "paragraph":
        return [part.inside.map((one) => writeInline(one, styles)).join(" ")];
      case "heading":
        return [`## ${part.inside.map((one) => writeInline(one, [...styles, "bold"])).join(" ")}`];
      case "code":
        return [`\`\`\`${part.language}`, ...part.lines.map((one) => `  ${name(one, [...styles, "pre"])}`), "```"];
      case "table": {
        const [head = "", ...rows] = part.rows.map(
          (cells) => `| ${cells.map((one) => name(one, [...styles, "pre"])).join(" | ")} |`,
        );
        return [head, "|---|:-:|", ...rows];
      }
      case "quote":
        return writeBlocks(part.inside, styles.includes("blockquote") ? styles : [...styles, "blockquote"]).map(
          (one) => `> ${one}`,
        );
      case "list":
        return part.items.flatMap((item) => {
          const mark = part.ordered ? "1. " : "- ";
          return writeBlocks(item, styles).map((one, index) => `${index === 0 ? mark : " ".repeat(mark.length)}${one}`);
        });
    }
  };
  const writeBlocks = (parts: readonly Block[], styles: Style[]): string[] =>
    parts.flatMap((part, index) => [...(index === 0 ? [] : [""]), ...writeBlock(part, styles)]);
  return { markdown: writeBlocks(blocks, []).join("\n"), seen };
}

function withoutSpans(styles: readonly Style[]): Style[] {
  return styles.filter((style) => style === "blockquote");
}

/** Bits of Markdown in any order: unclosed, crossing, half a table, what looks like HTML. */
export const scraps: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      ...[
        "**",
        "*",
        "_",
        "~~",
        "`",
        "``",
        "\n```\n",
        "\n~~~js\n",
        "\n> ",
        "\n- ",
        "\n1. ",
        "\n   ",
        "\n# ",
        "\n\n",
        "\n",
        " ",
      ],
      ...[
        "[",
        "](",
        ")",
        "![",
        "<b>",
        "</div>",
        "<",
        ">",
        "|",
        "\n|-|-|\n",
        "\\",
        "$",
        "$$",
        "\\(",
        "\\)",
        "&lt;",
        "&",
        "\t",
      ],
      ...["漢字", "😀", "👩‍🚀", "שלום", "é", "\u202e", "@", "/", "#", ".", "https://", "+1 212 555 0123", "WORD"],
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.map((part, index) => (part === "WORD" ? `q${index}q` : part)).join(""));

/** An export's card: what a stranger needs to read it, with the front matter of a data set on Hugging Face. */
import type { Column, Row } from "./columns.ts";
import { leastPeople, type LeftOutReason } from "./consent.ts";
import { nameOfExport } from "./croissant.ts";
import type { ExportFormat } from "./formats.ts";
import { fittingInPython, readingInSql } from "./reproducing.ts";
import type { ExportSummary, ExportTerms } from "./summary.ts";

const reasons: Record<LeftOutReason, string> = {
  uncounted: "not counted yet",
  "other-league": "between the built-in demo models",
  "open-page": "asked by strangers on the arena's open page, who have a board of their own",
  "not-open-page": "not asked on the open page",
  private: "asked in private chats",
  "age-restricted": "asked in age-restricted places",
  hidden: "hidden by those who run a community",
  "out-of-count": "taken out of the count by those who run a community",
  masked: "in which a model's name had to be hidden",
  "draw-changed": "whose models are not those of the sealed draw",
};

/** Writes the card. */
export function writeCard(summary: ExportSummary, terms: ExportTerms, format: ExportFormat): string {
  return [
    frontMatter(summary, terms),
    `# ${nameOfExport(summary)}`,
    introduction(summary),
    files(summary),
    `## The board\n\n${boardTable(summary.board)}`,
    `## How to get the board from the votes\n\n${reproducing(format)}`,
    ...summary.tables.map(({ table, columns }) => `## Columns of \`${table}\`\n\n${columnTable(columns)}`),
    `## Consent\n\n${consent(summary)}`,
    `## What is not in it\n\n${leftOut(summary)}`,
    `## Known biases\n\n${biases}`,
    `## Licence\n\n${licence(terms)}`,
  ]
    .join("\n\n")
    .concat("\n");
}

function frontMatter({ tables, languages, votes, madeAt }: ExportSummary, { licence: chosen }: ExportTerms) {
  const sizes: [number, string][] = [
    [1e3, "n<1K"],
    [1e4, "1K<n<10K"],
    [1e5, "10K<n<100K"],
    [1e6, "100K<n<1M"],
  ];
  const size = sizes.find(([least]) => votes < least)?.[1] ?? "n>1M";
  return [
    "---",
    ...(chosen === null
      ? ["license: other", "license_name: all-rights-reserved"]
      : [`license: ${chosen.toLowerCase()}`]),
    `pretty_name: ${nameOfExport({ madeAt })}`,
    ...(languages.length > 0 ? ["language:", ...languages.map((tag) => `  - ${JSON.stringify(tag)}`)] : []),
    "task_categories:\n  - text-generation",
    "tags:\n  - human-preference\n  - arena\n  - croissant",
    `size_categories:\n  - ${size}`,
    "configs:",
    ...tables.flatMap(({ table, file }) => [
      `  - config_name: ${table}`,
      `    data_files: ${file}`,
      ...(table === "votes" ? ["    default: true"] : []),
    ]),
    "---",
  ].join("\n");
}

function introduction({ madeAt, wish, battles, votes, demo }: ExportSummary): string {
  const { since, task, withText, ofOpenPage, ofOneCommunity = false } = wish;
  const only = [
    ...(since === null ? [] : [`closed on ${since} or later`]),
    ...(task === null ? [] : [`of the task ${task}`]),
    ...(ofOpenPage ? ["asked on the open page"] : []),
    ...(ofOneCommunity ? ["of one community"] : []),
  ];
  return [
    "People ask two hidden language models and vote on the answers before they see the names. Exported by Doubleblind on " +
      `${madeAt.toISOString().slice(0, 10)}: ${count(battles)} closed battles${only.length > 0 ? ` (only those ${only.join(", ")})` : ""}, ` +
      `${count(votes)} votes, ${withText ? "with the words of those who have said yes" : "without words"}.`,
    ...(demo ? ["**The models are the built-in demo models: this is no measurement of anything.**"] : []),
  ].join("\n\n");
}

function files({ tables }: ExportSummary): string {
  const rows = tables.map(({ table, file, rows: lines, bytes }) => [
    file,
    tableWhat[table] ?? "",
    count(lines),
    count(bytes),
  ]);
  return [
    table(["File", "A row is", "Rows", "Bytes"], rows),
    "`checksums.txt` has the SHA-256 of every file (`sha256sum -c checksums.txt`), `croissant.json` the same description for programs.",
  ].join("\n\n");
}

const tableWhat: Record<string, string> = {
  votes: "a vote that counts on the board",
  battles: "a closed battle, also one without votes",
  models: "a model",
  boards: "a model on the board of all tasks, or of one",
};

function boardTable(board: readonly Row[]): string {
  if (board.length === 0) return "Nobody has voted yet.";
  const points = (value: Row[string] | undefined) => (typeof value === "number" ? value.toFixed(1) : "–");
  const rows = board.map((row) => [
    ...[text(row["rank"]), text(row["model"]), points(row["rating"]), points(row["lower"]), points(row["upper"])],
    ...["votes", "wins", "losses", "ties", "bothbad"].map((name) => text(row[name])),
  ]);
  return table(["Rank", "Model", "Rating", "Lower", "Upper", "Votes", "Wins", "Losses", "Ties", "Both bad"], rows);
}

function reproducing(format: ExportFormat): string {
  return [
    "The counts, with DuckDB:",
    `\`\`\`sql\n${readingInSql(format)}\n\`\`\``,
    "The ratings, ranks and intervals, with Doubleblind itself:",
    `\`\`\`sh\nnpm run -s rate -- --in votes.${format} --board\n\`\`\``,
    "The ratings, with pandas and nothing else of ours. A win is 1, a tie and both-bad are ½ each; odds of ten to one are 400 points; a Gaussian prior of 400 points around 1000 holds models with few votes back; the models that are ranked (all of them where none is yet) have the mean 1000, and only votes among them count:",
    `\`\`\`python\n${fittingInPython(format)}\n\`\`\``,
  ].join("\n\n");
}

function columnTable(columns: readonly Column[]): string {
  return table(
    ["Column", "Type", ""],
    columns.map(({ name, type, what }) => [`\`${name}\``, type, what]),
  );
}

function consent({ ownVotes, voters, votes, withWords, wish }: ExportSummary): string {
  const words = wish.withText ? `The words of ${count(withWords)} battles are in it` : "No words are in it";
  return [
    `People say yes to open data by \`/privacy share:on\`, each for one account on one platform, and can take it back; an export has only what is allowed when it is made. ${words}; the words of a battle are its asker's to give.`,
    voters > 0
      ? `${count(ownVotes)} of the votes, by ${count(voters)} people who have said yes, stand one by one, under names made up for this export. The other ${count(votes - ownVotes)} are only counted: rows with the same winner in a battle are all alike, so that they say no more than the counts in \`battles\`.`
      : `All votes are only counted: rows with the same winner in a battle are all alike, so that they say no more than the counts in \`battles\`. Votes stand one by one from ${leastPeople} people on who have said yes.`,
    "The moment of a question is told where its asker has said yes; else only its day. E-mail addresses, phone numbers, card and account numbers, identity numbers and keys in words are masked, as in `[phone number]`; names and what people disguise are not found. Whoever finds personal data here is asked to tell whoever published it, and not to use it. Do not try to find out who anybody is.",
    "In CSV, text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return has an apostrophe before it, so that no spreadsheet takes it for a formula.",
  ].join("\n\n");
}

function leftOut({ leftOut: found, setAside }: ExportSummary): string {
  const lines = [...found].map(([reason, battles]) => `- closed battles ${reasons[reason]}: ${count(battles)}`);
  return [
    ...lines,
    `- votes that are set aside, because they did not look like honest votes: ${count(setAside)}; in which battles is not told, because that would tell whose`,
    "- battles that are open or have failed; pictures; accounts, communities, and what people say of themselves",
  ].join("\n");
}

const biases = [
  "- Voters are whoever is in the communities that use this arena; they are no sample of anybody else.",
  "- Askers vote on their own questions, and some people vote far more often than others.",
  "- People favour long and well laid out answers, and the side they see first; `npm run -s rate -- --style` estimates both.",
  "- Pairs are not drawn evenly: `draw_probability` tells how.",
  "- Votes by reaction are seen by others before the close (`seen`).",
  "- Words and single votes are of those who have said yes, who may differ from the others.",
  "- A question that was asked before counts again (`repeated`), but for no task.",
].join("\n");

function licence({ licence: chosen }: ExportTerms): string {
  if (chosen === null) return "Not chosen: all rights are reserved. Ask whoever published this before you use it.";
  return `${chosen} (https://spdx.org/licenses/${chosen}.html), chosen by whoever published this. Answers may also be subject to the terms of the models' makers.`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll(/\s+/gu, " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function text(value: Row[string] | undefined): string {
  if (value === null || value === undefined) return "–";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function count(number: number): string {
  return number.toLocaleString("en");
}

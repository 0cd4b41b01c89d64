/** What is said of how a file was read. */
import type { ReadVotes } from "./read-votes.ts";
import { countRows } from "./table.ts";
import { makeVisible, quoteValue } from "./visible.ts";

/** How many names are shown, and how many groups of them. */
const mostAlike = 5;

/** As much as that needs to know. */
export type ReadRows = Pick<
  ReadVotes,
  "format" | "passedOver" | "alike" | "withoutText" | "bad" | "byLines" | "proposal"
>;

/** Which rows cannot be read, and what to do. @param done what was not done with the file: "rated". */
export function describeBad({ bad, byLines, proposal }: ReadRows, path: string, done: string): string[] {
  const more = bad.count - bad.shown.length;
  return [
    ...bad.shown.map(({ line, reason }) => `${makeVisible(path)}, ${byLines ? "line" : "row"} ${line}: ${reason}.`),
    ...(more > 0 ? [`… and ${more} more.`] : []),
    ...describeProposal(proposal),
    `Nothing was ${done}. Mend the file, or leave such rows out with --skip-bad.`,
  ];
}

function describeProposal(proposal: string | undefined): string[] {
  if (proposal === undefined) return [];
  return [`If these are its words for the winner, say what each means: ${makeVisible(proposal)}`];
}

/** What a reader should know of how the file was read. */
export function describeReading(votes: ReadRows, { joinNames }: { joinNames: boolean }): string[] {
  const { format, passedOver, alike, withoutText, bad, proposal } = votes;
  const shown = alike.slice(0, mostAlike).map((names) => names.slice(0, mostAlike).map(quoteValue).join(", "));
  const more = alike.length > shown.length ? "; and more" : "";
  return [
    ...(format === undefined ? [] : [`Read as ${format}.`]),
    ...passedOver.map(({ reason, rows }) => `Left out ${countRows(rows)} without a comparison: they ${reason}.`),
    ...(withoutText > 0 ? [`Took the answers of ${countRows(withoutText)} for alike: they are not text.`] : []),
    ...(bad.count > 0 ? [`Left out ${countRows(bad.count)} that could not be read.`] : []),
    ...describeProposal(proposal),
    ...(shown.length === 0
      ? []
      : [
          joinNames
            ? `Joined names that differ only by white space or case: ${shown.join("; ")}${more}.`
            : `Names that differ only by white space or case are rated apart: ${shown.join("; ")}${more}. --join-names joins them.`,
        ]),
  ];
}

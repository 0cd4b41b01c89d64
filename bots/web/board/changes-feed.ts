/** What has changed on the board, in words and as an Atom feed (RFC 4287). */
import { createHash } from "node:crypto";
import { type BoardChange, type Language, type ListedDay, sentences } from "../../../core/index.ts";
import { boardAddress, wholeBoard } from "./addresses.ts";
import { markup } from "./markup.ts";

/** As many days are in the feed: the newest. */
const mostEntries = 50;
/** No title of an entry is longer. */
const longestTitle = 160;

/** A sentence a change. */
export function changesInWords(changes: readonly BoardChange[], language: Language): string[] {
  const { publicBoard, boards } = sentences(language);
  const { begun, entered, left, lead, more, settled } = publicBoard.changes;
  return changes.map((change) => {
    switch (change.kind) {
      case "begun":
        return begun(change.ranked);
      case "entered":
        return entered(change.name, change.rankBest, change.rankWorst);
      case "left":
        return left(change.name);
      case "lead": {
        const others = change.more > 0 ? [more(change.more)] : [];
        return lead([...change.names, ...others].join(boards.listSeparator), change.names.length + change.more);
      }
      case "settled":
        return settled(change.name);
    }
  });
}

/** The feed: an entry a day on which anything worth telling has changed. */
export function writeFeed(days: readonly ListedDay[], language: Language, origin: string): string {
  const { publicBoard } = sentences(language);
  const told = days
    .filter(({ changes }) => changes.length > 0)
    .slice(-mostEntries)
    .toReversed();
  const self = `${origin}/board.atom?lang=${language}`;
  const entries = told.map(({ day, publishedAt, changes }) => {
    const lines = changesInWords(changes, language);
    const title = (lines[0] ?? "").slice(0, longestTitle);
    return markup`<entry>
<id>${identify(day, publishedAt)}</id>
<title>${title}</title>
<updated>${publishedAt.toISOString()}</updated>
<link rel="alternate" type="text/html" href="${origin}${boardAddress({ ...wholeBoard, day, chosen: language })}"/>
<content type="text">${lines.join("\n")}</content>
</entry>
`;
  });
  const { text } = markup`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
<id>${identify("feed", days[0]?.publishedAt ?? new Date(0))}</id>
<title>${publicBoard.changes.feedTitle}</title>
<author><name>${publicBoard.siteName}</name></author>
<updated>${(told[0]?.publishedAt ?? new Date(0)).toISOString()}</updated>
<link rel="self" type="application/atom+xml" href="${self}"/>
<link rel="alternate" type="text/html" href="${origin}/board?lang=${language}"/>
${entries}</feed>
`;
  return `<?xml version="1.0" encoding="utf-8"?>\n${text}`;
}

/** Stays the same at whatever address the board is: made of what was published when, and of nothing secret. */
function identify(what: string, at: Date): string {
  const hash = createHash("sha256").update(`doubleblind ${what} ${at.toISOString()}`).digest("hex");
  return `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

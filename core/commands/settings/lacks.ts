/** What the bot lacks in a community's places, for those who can grant it. */
import type { KnownCommunity, KnownPlace } from "../../chat/chat-platform.ts";
import type { Sentences } from "../../language/index.ts";

/** How many places are listed; more would not fit into one message. */
const mostListed = 30;

/** Place by place. */
export function describeLacks(known: KnownCommunity | undefined, { lacks, boards }: Sentences): string {
  if (!known) return lacks.unknown;
  const lacking = known.places.filter(({ missing }) => missing.length > 0);
  if (lacking.length === 0) return lacks.nothing;
  const line = ({ name, missing, battles }: KnownPlace) =>
    lacks.place(name, missing.join(boards.listSeparator), battles);
  const more = lacking.length > mostListed ? [lacks.more(lacking.length - mostListed)] : [];
  return [lacks.title, [...lacking.slice(0, mostListed).map(line), ...more].join("\n"), lacks.how].join("\n\n");
}

/** Where reactions that should be out of sight stay for all to see. */
export function sayWhereSeen(known: KnownCommunity | undefined, { lacks, boards }: Sentences): string[] {
  const seen = (known?.places ?? []).filter(({ battles, removesReactions }) => battles && !removesReactions);
  if (seen.length === 0) return [];
  if (seen.length === known?.places.length) return [lacks.seenEverywhere];
  const names = seen.slice(0, mostListed).map(({ name }) => name);
  return [lacks.seen([...names, ...(seen.length > mostListed ? ["…"] : [])].join(boards.listSeparator))];
}

/** Finds personal data in what somebody writes, and masks it. */
import type { PersonalDatum, PersonalFinder, PersonalKind } from "./datum.ts";
import { findEmails } from "./emails.ts";
import { findCards, findChineseIds, findIbans } from "./numbers.ts";
import { findPhones } from "./phones.ts";
import { findSecrets } from "./secrets.ts";

/** Where two finds overlap, the earlier finder's counts: a key may hold what looks like a number. */
const finders: readonly PersonalFinder[] = [findSecrets, findEmails, findIbans, findChineseIds, findCards, findPhones];

/** All personal data in a text, in the order in which it stands there, nowhere overlapping. The work is linear in its length. */
export function findPersonalData(text: string): PersonalDatum[] {
  const all = finders.flatMap((find, rank) => find(text).map((datum) => ({ datum, rank })));
  const kept: PersonalDatum[] = [];
  let [end, endRank] = [0, 0];
  for (const { datum, rank } of all.toSorted(
    (one, other) => one.datum.start - other.datum.start || one.rank - other.rank,
  )) {
    if (datum.start >= end) kept.push(datum);
    // What begins inside another and matters more takes its place, from where that one began.
    else if (rank < endRank) kept.push({ ...datum, start: kept.pop()?.start ?? datum.start });
    else continue;
    endRank = rank;
    end = Math.max(end, datum.end);
  }
  return kept;
}

/**
 * A text without personal data: what it is stands in its place, in square brackets. Masking it again changes nothing.
 * @param names what each kind is called.
 */
export function maskPersonalData(text: string, names: Readonly<Record<PersonalKind, string>>): string {
  let [masked, at] = ["", 0];
  for (const { kind, start, end } of findPersonalData(text)) {
    masked += `${text.slice(at, start)}[${names[kind]}]`;
    at = end;
  }
  return masked + text.slice(at);
}

/**
 * What people and models write, as the database keeps it: as it is, or sealed under a key that the database never sees.
 * Either is read, whichever is written now, so that a database may hold both.
 */
import type { AttemptKey } from "../battle/lease.ts";
import { createTextSeal } from "../safety/text-seal.ts";

/** Those of an attempt. */
export type AttemptColumn = `Attempt.${"text" | "shown" | "received" | "failureDetail"}`;

/** The columns that hold what people and models write. */
export type TextColumn =
  | "Turn.question"
  | AttemptColumn
  | "BankQuestion.text"
  | "JuryBallot.failure"
  | "OrderCall.record"
  | "PagePost.content"
  | "PageFile.content";

/** Where a text stands: its column, and the key of its row. One that is moved elsewhere does not open. */
export type TextPlace = readonly [column: TextColumn, ...key: (string | number)[]];

/** Where a text of an attempt stands. */
export function attemptPlace(
  column: AttemptColumn,
  battle: string,
  { turn, side, number }: Record<keyof AttemptKey, string | number>,
): TextPlace {
  return [column, battle, turn, side, number];
}

/** How texts are kept. */
export interface KeptTexts {
  /** Whether what is written now is sealed. */
  readonly sealing: boolean;
  /** The text as the database is to hold it. An empty one stays as it is. */
  keep(text: string, ...place: TextPlace): string;
  /** Likewise, but sealed in any case. */
  seal(text: string, ...place: TextPlace): string;
  /** The text that the database holds. @throws {UnreadableText} when it is sealed, but not under this key or not for this place. */
  read(kept: string, ...place: TextPlace): string;
}

/** A sealed text that was changed, was moved, or was sealed under another key. */
export class UnreadableText extends Error {
  override readonly name = "UnreadableText";
  /** Its column and the key of its row, in words. */
  readonly place: string;

  constructor([column, ...key]: TextPlace, options?: ErrorOptions) {
    super(
      `${column} of ${key.join(", ")} is encrypted and does not open: it was changed in the database, or was written under ` +
        "another key. Put back the former key, or the row from a backup.",
      options,
    );
    this.place = `${column} (${key.join(", ")})`;
  }
}

/** How a sealed text begins. */
export const sealMark = "doubleblind-sealed-1:";

/** @param key the installation's secret, kept outside the database. @param sealing whether what is written now is sealed. */
export function createKeptTexts(key: string, sealing: boolean): KeptTexts {
  const seal = createTextSeal(key, "doubleblind text v1");
  const sealed: KeptTexts["seal"] = (text, ...place) => sealMark + seal.seal(text, place.join("\n"));
  return {
    sealing,
    seal: sealed,
    keep(text, ...place) {
      // What only looks sealed is sealed in any case: read as it is, it would not open.
      const kept = text !== "" && (sealing || text.startsWith(sealMark));
      return kept ? sealed(text, ...place) : text;
    },
    read(kept, ...place) {
      if (!kept.startsWith(sealMark)) return kept;
      try {
        return seal.open(kept.slice(sealMark.length), place.join("\n"));
      } catch (error) {
        throw new UnreadableText(place, { cause: error });
      }
    },
  };
}

/** For whoever has no key: texts as they are. */
export const openTexts: KeptTexts = {
  sealing: false,
  keep: (text) => text,
  seal: (text) => text,
  read: (kept) => kept,
};

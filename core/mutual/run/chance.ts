/** Random choices that stay the same when an experiment is resumed: they follow from its seed and their purpose. */
import { createHash } from "node:crypto";

function digest(seed: number, purpose: string): Buffer {
  return createHash("sha256").update(`${seed}\n${purpose}`).digest();
}

/** A seed for an endpoint, 0 to 2³¹ − 1. */
export function seedFor(seed: number, purpose: string): number {
  return digest(seed, purpose).readUInt32BE() >>> 1;
}

/** The items, all different, in an order that nobody can foresee and that is always the same. */
export function shuffleFor<Item extends string | null>(seed: number, purpose: string, items: readonly Item[]): Item[] {
  const drawn = items.map((item) => ({ item, ticket: digest(seed, `${purpose}\n${item}`).toString("hex") }));
  return drawn.toSorted((one, other) => (one.ticket < other.ticket ? -1 : 1)).map(({ item }) => item);
}

/** Eight hexadecimal digits that no answer can have guessed. */
export function fenceFor(seed: number, purpose: string): string {
  return digest(seed, `${purpose} fence`).toString("hex").slice(0, 8);
}

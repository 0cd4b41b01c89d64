/** Which shards this process opens, where several processes share the bot. */
import { type ConnectionLease, ConnectionLost, leaseOneOf, type PlatformMemory } from "../../core/index.ts";
import type { ShardChoice, ShardRange } from "./settings.ts";

/** What decides it. */
export type ShardDivision = {
  /** Held while they are open; null: nobody else asks for them. */
  lease: ConnectionLease | null;
  /** The shards to open, once the lease is held. @param recommended how many Discord recommends in all. */
  open(recommended: number): ShardRange;
};

/** @param bot its identifier. */
export function divideShards(choice: ShardChoice, memory: Pick<PlatformMemory, "lease">, bot: string): ShardDivision {
  // One process alone holds the notes of all, so that it need not name any shard.
  if (choice === "auto")
    return { lease: memory.lease(`shards of ${bot}`), open: (all) => ({ first: 0, last: all - 1, of: all }) };
  // Divided by hand: each process has its part, and no other is to take it.
  if ("first" in choice) return { lease: null, open: () => choice };
  const parts = partsOf(choice);
  const leases = parts.map(({ first, last, of }) => memory.lease(`shards ${first}-${last}/${of} of ${bot}`));
  const known = leases.filter((lease) => lease !== null);
  if (known.length === 0) return { lease: null, open: () => ({ first: 0, last: choice.of - 1, of: choice.of }) };
  const lease = leaseOneOf(known);
  return {
    lease,
    open() {
      const part = parts[lease.taken() ?? -1];
      if (!part) throw new ConnectionLost("another process of this arena has these shards now");
      return part;
    },
  };
}

function partsOf({ each, of }: { each: number; of: number }): ShardRange[] {
  const starts = Array.from({ length: Math.ceil(of / each) }, (_, index) => index * each);
  return starts.map((first) => ({ first, last: Math.min(first + each, of) - 1, of }));
}

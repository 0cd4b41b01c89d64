/**
 * MinHash: what two sets have in common, from few numbers of each (A. Broder, On the Resemblance and Containment of
 * Documents, 1997; bands: J. Leskovec et al., Mining of Massive Datasets, §3.4). With J = |A ∩ B| / |A ∪ B|,
 *
 *   P(a least hash is the same) = J,  P(a band of r of them is the same) = J^r
 */

/** The least of each of so many hashes of a set's values, which are whole numbers of 32 bits. Cost: values · hashes. */
export function leastHashes(values: Iterable<number>, hashes: number): Uint32Array {
  const least = new Uint32Array(hashes).fill(0xffffffff);
  for (const value of values)
    for (let hash = 0; hash < hashes; hash++) least[hash] = Math.min(least[hash]!, mixBits(value, hash));
  return least;
}

/** Cuts least hashes into bands of so many each. */
export function cutIntoBands(least: Uint32Array, rows: number): Uint32Array[] {
  return Array.from({ length: Math.floor(least.length / rows) }, (_, band) =>
    least.subarray(band * rows, (band + 1) * rows),
  );
}

/** The finisher of MurmurHash3 (A. Appleby) of a number, one for each seed. */
export function mixBits(value: number, seed: number): number {
  let mixed = value ^ Math.imul(seed + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

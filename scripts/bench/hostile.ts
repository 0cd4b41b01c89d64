/**
 * How the work of everything that reads a stranger's or a model's text grows with its length, on texts made to be as dear
 * as they can be. Processor times differ from machine to machine; their ratio hardly.
 */
import type { BenchResult } from "./bench.ts";
import { measureWorks } from "./hostile/measure.ts";
import { works } from "./hostile/works.ts";

export function bench(): Promise<BenchResult> {
  return measureWorks(works);
}

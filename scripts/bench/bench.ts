/** What every file beside this one exports as `bench`; its `options` are those that take a number: `--renders 500`. */
export type Bench = (options: Readonly<Record<string, number>>) => BenchResult | Promise<BenchResult>;

/** What a bench found. */
export type BenchResult = {
  /** Whether every figure is as good as it must be. */
  passed: boolean;
  /** For programs: printed as JSON on one line. */
  figures: Record<string, unknown>;
  /** For people: lines of text. */
  report: string;
};

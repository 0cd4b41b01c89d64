/**
 * What every file beside this one exports as `bench`; its `options` are those that take a number: `--renders 500`, its `choices`
 * those that take one of some words, the first of which holds unless told: `--telegram webhook`.
 */
export type Bench = (
  options: Readonly<Record<string, number>>,
  chosen: Readonly<Record<string, string>>,
) => BenchResult | Promise<BenchResult>;

/** The words that each option takes. */
export type Choices = Readonly<Record<string, readonly [string, ...string[]]>>;

/** What a bench found. */
export type BenchResult = {
  /** Whether every figure is as good as it must be. */
  passed: boolean;
  /** For programs: printed as JSON on one line. */
  figures: Record<string, unknown>;
  /** For people: lines of text. */
  report: string;
};

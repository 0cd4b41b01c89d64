/** Prometheus' text format, read back. */

export type Sample = { name: string; labels: Record<string, string>; value: number };

export type Samples = {
  text: string;
  lines: Sample[];
  all(name: string): Sample[];
  /** The value of the one series that has these labels, whatever else it has; undefined where there is none. */
  of(name: string, labels?: Record<string, string>): number | undefined;
};

export function readSamples(text: string): Samples {
  const lines = text.split("\n").flatMap((line): Sample[] => {
    const [, name = "", labels = "", value] = /^(\w+)(?:\{(.*)\})? (\S+)$/u.exec(line) ?? [];
    if (value === undefined) return [];
    const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/gu)].map(([, key = "", one = ""]) => [key, one]);
    return [{ name, labels: Object.fromEntries(pairs), value: Number(value) }];
  });
  const all = (name: string) => lines.filter((line) => line.name === name);
  return {
    text,
    lines,
    all,
    of: (name, labels = {}) =>
      all(name).find((line) => Object.entries(labels).every(([key, value]) => line.labels[key] === value))?.value,
  };
}

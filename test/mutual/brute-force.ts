/** Slow ways to the same figures. */

/** Least squares of points = effect of the round + effect of the model, by the normal equations, a tiny weight on all effects making them one solution. */
export function solve(
  cells: readonly { round: number; model: number; points: number }[],
  rounds: number,
  models: number,
) {
  const size = rounds + models;
  const rows = Array.from({ length: size }, (_, i) => Array.from({ length: size + 1 }, (_, j) => (i === j ? 1e-9 : 0)));
  for (const { round, model, points } of cells)
    for (const one of [round, rounds + model]) {
      for (const other of [round, rounds + model]) rows[one]![other]! += 1;
      rows[one]![size]! += points;
    }
  for (let i = 0; i < size; i += 1) {
    const pivot = rows.slice(i).toSorted((one, other) => Math.abs(other[i]!) - Math.abs(one[i]!))[0]!;
    rows.splice(rows.indexOf(pivot), 1, rows[i]!);
    rows[i] = pivot;
    for (const row of rows)
      if (row !== pivot) {
        const factor = row[i]! / pivot[i]!;
        for (let j = i; j <= size; j += 1) row[j]! -= factor * pivot[j]!;
      }
  }
  return rows.map((row, i) => row[size]! / row[i]!);
}

/** How a stranger gets the board from the files: shown in the card, and run by a test. */
import type { ExportFormat } from "./formats.ts";

/** The counts of the board. */
export function readingInSql(format: ExportFormat): string {
  return `SELECT model, count(*) AS votes,
       count(*) FILTER (winner = side) AS wins,
       count(*) FILTER (winner IN ('model_a', 'model_b') AND winner <> side) AS losses,
       count(*) FILTER (winner = 'tie') AS ties,
       count(*) FILTER (winner = 'tie (bothbad)') AS bothbad
FROM (SELECT model_a AS model, 'model_a' AS side, winner FROM 'votes.${format}'
      UNION ALL SELECT model_b, 'model_b', winner FROM 'votes.${format}')
GROUP BY model ORDER BY votes DESC;`;
}

const readers: Record<ExportFormat, [call: string, more: string]> = {
  jsonl: ["read_json", ", lines=True"],
  csv: ["read_csv", ""],
  parquet: ["read_parquet", ""],
};

/** The ratings of the models that are ranked. */
export function fittingInPython(format: ExportFormat): string {
  const [reader, more] = readers[format];
  return `import math, pandas as pd
votes = pd.${reader}("votes.${format}"${more})
boards = pd.${reader}("boards.${format}"${more})
board = boards[(boards.board == "all") & boards.rating.notna()]
ranked = set(board[board["rank"].notna()].model) or set(board.model)
rows = [(a, b, {"model_a": 1, "model_b": 0}.get(w, 0.5)) for a, b, w in zip(votes.model_a, votes.model_b, votes.winner)
        if a in ranked and b in ranked]
points = 400 / math.log(10)
strength = dict.fromkeys(ranked, 0.0)
for _ in range(2000):
    for model in ranked:
        slope, curve = -strength[model] * (points / 400) ** 2, (points / 400) ** 2
        for a, b, y in rows:
            if model in (a, b):
                p = 1 / (1 + math.exp(strength[b] - strength[a]))
                slope += (y - p) if model == a else (p - y)
                curve += p * (1 - p)
        strength[model] += slope / curve
mean = sum(strength.values()) / max(1, len(ranked))
for model in sorted(ranked, key=strength.get, reverse=True):
    print(model, round(1000 + points * (strength[model] - mean), 1))`;
}

/** How often each choice was made in one battle: derived from its votes, written in their transactions. */
import type { Choice } from "../chat/post.ts";
import type { Client } from "./database.ts";
import type { Prisma } from "./generated/client.ts";

type Column = "a" | "b" | "tie" | "bothBad";

const columns: Record<Choice, Column> = { a: "a", b: "b", tie: "tie", "both-bad": "bothBad" };

/** A vote that goes to a choice, away from another one where it had one; to none when it is withdrawn. */
export type Move = { from: Choice | undefined; to: Choice | undefined };

/** Counts every move: one more of where it goes, one fewer of where it came from. */
export async function countChoices(client: Client, battleId: string, moves: readonly Move[]): Promise<void> {
  const sums: Record<Column, number> = { a: 0, b: 0, tie: 0, bothBad: 0 };
  for (const { from, to } of moves) {
    if (to) sums[columns[to]] += 1;
    if (from) sums[columns[from]] -= 1;
  }
  if (Object.values(sums).every((sum) => sum === 0)) return;
  await client.tally.upsert({
    where: { battleId },
    create: { battleId, ...sums },
    update: {
      a: { increment: sums.a },
      b: { increment: sums.b },
      tie: { increment: sums.tie },
      bothBad: { increment: sums.bothBad },
    },
  });
}

/** Zeros when no tally fits. */
export async function readTally(client: Client, where: Prisma.TallyWhereInput): Promise<Record<Choice, number>> {
  const row = await client.tally.findFirst({ where });
  return { a: row?.a ?? 0, b: row?.b ?? 0, tie: row?.tie ?? 0, "both-bad": row?.bothBad ?? 0 };
}

/** How often each choice was made in one battle: derived from its votes, written in their transactions. */
import type { Choice } from "../arena/battle.ts";
import type { Client } from "./database.ts";
import type { Prisma } from "./generated/client.ts";

type Column = "a" | "b" | "tie" | "bothBad";

const columns: Record<Choice, Column> = { a: "a", b: "b", tie: "tie", "both-bad": "bothBad" };

/** Counts one more of `choice`, and one fewer of `former` when the vote had another choice before. */
export async function countChoice(client: Client, battleId: string, choice: Choice, former?: Choice): Promise<void> {
  await client.tally.upsert({
    where: { battleId },
    create: { battleId, [columns[choice]]: 1 },
    update: { [columns[choice]]: { increment: 1 }, ...(former && { [columns[former]]: { decrement: 1 } }) },
  });
}

/** Zeros when no tally fits. */
export async function readTally(client: Client, where: Prisma.TallyWhereInput): Promise<Record<Choice, number>> {
  const row = await client.tally.findFirst({ where });
  return { a: row?.a ?? 0, b: row?.b ?? 0, tie: row?.tie ?? 0, "both-bad": row?.bothBad ?? 0 };
}

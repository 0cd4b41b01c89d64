/** Where an arena's operators are: in its data folder, or, where several processes can be one arena, in their database. */
import { createOperatorFolder } from "../safety/operator-folder.ts";
import { createOperators, moveOperators, type Operators, type OperatorStore } from "../safety/operators.ts";
import { createDatabase } from "./database.ts";
import type { OpenStore } from "./open-store.ts";
import { createOperatorRecords } from "./operator-records.ts";
import { openPostgresEngine } from "./postgres-engine.ts";

/** Those of an arena that starts. What a process of several has in its own folder, from before they were shared, goes to the others'. */
export async function openOperators(
  dataDirectory: string,
  { alone, store }: Pick<OpenStore, "alone" | "store">,
  now: () => Date,
): Promise<Operators> {
  const folder = createOperatorFolder(dataDirectory);
  if (!alone) await moveOperators(folder, store.operators);
  const operators = createOperators(alone ? folder : store.operators, now);
  await operators.renew();
  return operators;
}

/**
 * For a program beside the arena: does `work` with the operators that the database has, as they are.
 * @returns null where the database has no place for them: no arena of this version has been started on it.
 * @throws {StoreRefusal} where the server cannot be used.
 */
export async function withOperators<Result>(
  databaseUrl: string,
  work: (operators: OperatorStore) => Promise<Result>,
): Promise<Result | null> {
  const engine = await openPostgresEngine(databaseUrl);
  const database = createDatabase(engine);
  try {
    const [found] = await engine.rows<{ there: boolean }>(`SELECT to_regclass('"Operator"') IS NOT NULL AS "there"`);
    if (!found?.there) return null;
    const operators = createOperatorRecords(database);
    await operators.renew();
    return await work(operators);
  } finally {
    await database.close();
  }
}

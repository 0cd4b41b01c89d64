/** Moves a record to another place: between the embedded database and a server, or from one of a kind to another. */
import { copyRecord, type ToldRows } from "../copy-record.ts";
import type { Engine, SqlSession } from "../engine.ts";
import { readBoard } from "./board.ts";
import { carryKey, findKey, type KeyOutcome, type KeyPlace } from "./carried-key.ts";
import {
  expectEmpty,
  expectNobody,
  expectRecord,
  isSamePlace,
  openSource,
  openTarget,
  readFingerprint,
  type RecordPlace,
} from "./places.ts";
import { RecordRefusal } from "./record-refusal.ts";
import type { TableSum } from "./rows.ts";

/** What is at both places now. */
export type Carried = {
  /** Where it is now, in words. */
  to: string;
  /** What each table holds: counted and summed up on both sides, and the same. */
  sums: readonly TableSum[];
  /** The boards, a line a model: from here, and as they are there. */
  board: readonly string[];
  boardThere: readonly string[];
  key: KeyOutcome;
};

/** @throws {RecordRefusal} where the boards differ. */
async function compareBoards(from: SqlSession, to: SqlSession): Promise<Pick<Carried, "board" | "boardThere">> {
  const [board, boardThere] = [await readBoard(from), await readBoard(to)];
  if (JSON.stringify(board) !== JSON.stringify(boardThere)) throw new RecordRefusal((words) => words.otherBoard);
  return { board, boardThere };
}

type Opened = { from: RecordPlace; to: RecordPlace; source: Engine; target: Engine };

async function move({ from, to, source, target }: Opened, keys: KeyPlace, told?: ToldRows): Promise<Carried> {
  if ("url" in from) {
    await expectRecord(source, source.description);
    await expectNobody(source, source.description);
  }
  let found: Omit<Carried, "sums"> | undefined;
  const sums = await copyRecord(source, target, {
    ...(told && { told }),
    still: true,
    async before(out, into) {
      const tables = await expectRecord(out, source.description);
      await expectEmpty(
        into,
        target.description,
        tables.map(({ name }) => name),
      );
      const fingerprint = await readFingerprint(out);
      const place = "url" in to ? keys : { given: keys.given, directory: to.directory };
      const key = await carryKey(await findKey(keys, fingerprint), fingerprint, place);
      found = { to: target.description, key, board: [], boardThere: [] };
    },
    async after(out, into) {
      if (found) found = { ...found, ...(await compareBoards(out, into)) };
    },
  });
  if (!found) throw new Error("nothing was copied");
  return { ...found, sums };
}

/**
 * Moves what one place holds to another that is empty, whole or not at all; what it is moved from stays as it was. Nobody
 * may write to it meanwhile.
 * @param keys where the key of the record may be now.
 * @throws {RecordRefusal} @throws {StoreRefusal} @throws {UnusableDataDirectory}
 */
export async function moveRecord(
  from: RecordPlace,
  to: RecordPlace,
  keys: KeyPlace,
  told?: ToldRows,
): Promise<Carried> {
  if (isSamePlace(from, to)) throw new RecordRefusal((words) => words.samePlace);
  const source = await openSource(from);
  try {
    const target = await openTarget(to);
    try {
      return await move({ from, to, source, target }, keys, told);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Orders from chats, and the calls they have made. */
import type { PlatformName } from "../chat/post.ts";
import type { Order, OrderKind, OrderState, OrderStore } from "../mutual/orders.ts";
import { Stopped } from "../mutual/run/calls.ts";
import type { CallRecord, Journal } from "../mutual/run/journal.ts";
import type { Client, Database } from "./database.ts";
import { type Order as OrderRow, Prisma } from "./generated/client.ts";
import { storableText } from "./writing.ts";

type Json = Prisma.InputJsonValue;

function toOrder({ underWay: _underWay, ...row }: OrderRow): Order {
  const [kind, state, platform] = [row.kind as OrderKind, row.state as OrderState, row.platform as PlatformName];
  return { ...row, kind, state, platform };
}

/** One of a kind runs at a time: the database refuses the second. */
const underWayOf = (state: OrderState, kind: string): string | null => (state === "running" ? kind : null);

const jsonOrNull = (value: unknown) => (value === null ? Prisma.DbNull : (value as Json));

async function add(client: Client, { texts }: Database, ...[order, calls]: Parameters<OrderStore["add"]>) {
  const { kind, state, settings, progress } = order;
  const data = {
    ...order,
    settings: settings as Json,
    progress: jsonOrNull(progress),
    underWay: underWayOf(state, kind),
  };
  const { count } = await client.order.createMany({ data: [data], skipDuplicates: true });
  if (count === 0 || !calls) return count > 0;
  const { id: orderId } = order;
  const made = calls.records().map((record) => ({
    ...{ orderId, key: record.key, reserved: record.reserved ?? 0 },
    record: texts.keep(JSON.stringify(record), "OrderCall.record", orderId, record.key),
  }));
  // What was set aside in vain belongs to no call that is known.
  const lost = { orderId, key: "", reserved: calls.lost(), record: null };
  await client.orderCall.createMany({ data: [...made, lost] });
  return true;
}

async function change(client: Client, ...[id, from, to]: Parameters<OrderStore["change"]>): Promise<Order | undefined> {
  const { states, holder } = from;
  const [row] = await client.order.findMany({ where: { id }, select: { kind: true, state: true } });
  if (!row) return undefined;
  const { progress, ...rest } = to;
  const rows = await client.order.updateManyAndReturn({
    where: { id, state: { in: [...states] }, ...(holder !== undefined && { holder }) },
    data: {
      ...rest,
      ...(progress !== undefined && { progress: jsonOrNull(progress) }),
      ...(to.state && { underWay: underWayOf(to.state, row.kind) }),
    },
  });
  return rows[0] && toOrder(rows[0]);
}

/** That another of its kind runs. */
function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}

/** Writes only while the order runs in the writer's hands. */
const whileHeld = `FROM "Order" WHERE "id" = $1 AND "holder" = $2 AND "state" = 'running'`;
const reserve = `
  INSERT INTO "OrderCall" ("orderId", "key", "reserved") SELECT "id", $3, $4::float8 ${whileHeld}
  ON CONFLICT ("orderId", "key") DO UPDATE SET "reserved" = "OrderCall"."reserved" + EXCLUDED."reserved"
  RETURNING "key"`;
const append = `
  INSERT INTO "OrderCall" ("orderId", "key", "record") SELECT "id", $3, $4 ${whileHeld}
  ON CONFLICT ("orderId", "key") DO UPDATE SET "record" = coalesce("OrderCall"."record", EXCLUDED."record")
  RETURNING "key"`;

async function openJournal(database: Database, id: string, holder: string | null): Promise<Journal> {
  const { texts } = database;
  const rows = await database.read((client) => client.orderCall.findMany({ where: { orderId: id } }));
  const known = new Map<string, CallRecord>();
  let lost = 0;
  for (const { key, reserved, record } of rows) {
    lost += reserved;
    if (record === null) continue;
    const call = JSON.parse(texts.read(record, "OrderCall.record", id, key)) as CallRecord;
    known.set(key, call);
    lost -= call.reserved ?? 0;
  }
  const write = async (statement: string, key: string, value: string): Promise<void> => {
    const written = await database.writeRows(statement, [id, holder, key, value]);
    if (written.length === 0)
      throw new Stopped("The order does not run any more, or another process is at work on it.");
  };
  return {
    find: (key) => known.get(key),
    async append(record) {
      const { key } = record;
      if (known.has(key)) return;
      const text = storableText(JSON.stringify(record));
      await write(append, key, texts.keep(text, "OrderCall.record", id, key));
      known.set(key, record);
    },
    records: () => [...known.values()].toSorted((one, other) => one.endedAt.localeCompare(other.endedAt)),
    reserve: (key, dollars) => write(reserve, key, String(dollars)),
    lost: () => Math.max(0, lost),
    close: async () => {},
  };
}

/** The part of the store that keeps orders. */
export function createOrderRecords(database: Database): OrderStore {
  return {
    add: (...added) => database.transaction((client) => add(client, database, ...added)),
    async change(...changed) {
      try {
        return await database.write((client) => change(client, ...changed));
      } catch (error) {
        if (isTaken(error)) return undefined;
        throw error;
      }
    },
    async find({ states, ...equal }) {
      const where = { ...equal, ...(states && { state: { in: [...states] } }) };
      const rows = await database.read((client) => client.order.findMany({ where, orderBy: { orderedAt: "desc" } }));
      return rows.map(toOrder);
    },
    journal: (id, holder) => openJournal(database, id, holder),
    async forgetCalls(orderId) {
      await database.write((client) => client.orderCall.deleteMany({ where: { orderId } }));
    },
  };
}

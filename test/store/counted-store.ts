/** A store that counts: its own calls, and the messages by which its adapter talks to the database. */
import { migrate, readMigrations } from "../../core/store/migrator.ts";
import { createDatabase } from "../../core/store/database.ts";
import type { Engine } from "../../core/store/engine.ts";
import { createStore } from "../../core/store/open-store.ts";
import type { PageArchive } from "../../core/chat/page-archive.ts";
import { createPageArchive } from "../../core/store/page-archive.ts";
import { openPGliteEngine } from "../../core/store/pglite-engine.ts";
import type { Store } from "../../core/store/store.ts";
import { makePGliteDirectory } from "./data-directory.ts";

/** What went on since it was last forgotten. */
export type Count = {
  /** `port.method` of each call, in order, but for those that are {@link remembered}. */
  calls: string[];
  /** The text of each statement, BEGIN and COMMIT included, in order. */
  statements: string[];
  /** Messages of the wire protocol: see {@link messagesOf}. */
  messages: number;
};

/** Answered from memory as a rule; what they do read is among the statements. */
const remembered: readonly string[] = [
  ...["people.personLanguage", "communities.communitySettings", "restrictions.shutOut"],
  "expectedWait",
];

export type CountedStore = {
  store: Store;
  pageArchive: PageArchive;
  count: Count;
  /** Lets time pass for what the store remembers. */
  pass(milliseconds: number): void;
  forget(): void;
  close(): Promise<void>;
};

type Adapter = Awaited<ReturnType<Engine["adapter"]["connect"]>>;
type Query = Parameters<Adapter["queryRaw"]>[0];

/** Parse, Bind, Describe, Execute and Sync for a statement with parameters; one without is sent as it is. */
function messagesOf({ args }: Query): number {
  return args.length > 0 ? 5 : 1;
}

/** Opens a fresh store on PGlite. */
export async function openCountedStore(): Promise<CountedStore> {
  const directory = await makePGliteDirectory();
  const engine = await openPGliteEngine(directory.path);
  await engine.transaction((session) => migrate(session, readMigrations()));
  const count: Count = { calls: [], statements: [], messages: 0 };
  const note = (query: Query): void => {
    count.statements.push(query.sql);
    count.messages += messagesOf(query);
  };
  const counted: Engine = {
    ...engine,
    rows: (sql, parameters = []) => (note({ sql, args: [...parameters], argTypes: [] }), engine.rows(sql, parameters)),
    adapter: countedAdapter(engine.adapter, note),
  };
  const database = createDatabase(counted);
  let passed = 0;
  const store = createStore(database, { clock: { elapsed: () => performance.now() + passed } });
  return {
    store: countedPorts(store, (call) => void (remembered.includes(call) || count.calls.push(call))),
    pageArchive: createPageArchive(database),
    count,
    pass: (milliseconds) => void (passed += milliseconds),
    forget: () => void Object.assign(count, { calls: [], statements: [], messages: 0 }),
    async close() {
      await store.close();
      directory.remove();
    },
  };
}

function countedAdapter(factory: Engine["adapter"], note: (query: Query) => void): Engine["adapter"] {
  const connect = factory.connect.bind(factory);
  const plain = (sql: string): void => note({ sql, args: [], argTypes: [] });
  factory.connect = async () => {
    const adapter = countedQueries(await connect(), note);
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (level) => {
      plain("BEGIN");
      const transaction = countedQueries(await start(level), note);
      // Other adapters are sent these as statements.
      if (transaction.options.usePhantomQuery) {
        const { commit, rollback } = transaction;
        transaction.commit = () => (plain("COMMIT"), commit.call(transaction));
        transaction.rollback = () => (plain("ROLLBACK"), rollback.call(transaction));
      }
      return transaction;
    };
    return adapter;
  };
  return factory;
}

function countedQueries<Part extends Pick<Adapter, "queryRaw" | "executeRaw">>(
  part: Part,
  note: (query: Query) => void,
) {
  const { queryRaw, executeRaw } = part;
  part.queryRaw = (query) => (note(query), queryRaw.call(part, query));
  part.executeRaw = (query) => (note(query), executeRaw.call(part, query));
  return part;
}

function countedPorts(store: Store, note: (call: string) => void): Store {
  const counted = (name: string, part: object): unknown =>
    new Proxy(part, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key);
        if (typeof member === "object" && member !== null) return counted(`${name}${String(key)}.`, member);
        if (typeof member !== "function") return member;
        return (...given: unknown[]): unknown => {
          note(`${name}${String(key)}`);
          return member.apply(target, given);
        };
      },
    });
  return counted("", store) as Store;
}

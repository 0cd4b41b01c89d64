/**
 * `npm run -s operator [-- add [NAME]|list|revoke NAME]`: who may change the settings of the page, also while the arena
 * is running. Ends with 0 when it was done, with 1 when it cannot be, with 2 for arguments it does not understand.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  createOperatorFolder,
  createOperators,
  explainUnfit,
  operatorName,
  type OperatorStore,
  sentences,
  StoreRefusal,
  systemClock,
  UnusableDataDirectory,
  withOperators,
} from "../core/index.ts";
import { type Config, configFromEnvironment } from "../bots/config.ts";
import { CannotDo, language, runAsVerb } from "./verb/run-as-verb.ts";
import { dataDirectoryOf } from "./verb/open-record.ts";

const words = sentences(language).operators;
const command = "npm run -s operator";

type Wish =
  | { verb: "help" }
  | { verb: "list" }
  | { verb: "add"; name: string | null }
  | { verb: "revoke"; name: string };

type Asked = Exclude<Wish, { verb: "help" }>;

/** What was typed cannot be understood, and why. */
class NotUnderstood extends Error {}

/** @throws {NotUnderstood} */
function readWish([verb = "add", ...rest]: readonly string[]): Wish {
  if (["help", "--help", "-h"].includes(verb)) return { verb: "help" };
  if (verb !== "add" && verb !== "list" && verb !== "revoke") throw new NotUnderstood(words.unknown(verb));
  const [typed, extra] = rest;
  const more = verb === "list" ? typed : extra;
  if (more !== undefined) throw new NotUnderstood(words.unknown(more));
  if (verb === "list") return { verb };
  if (typed === undefined && verb === "revoke") throw new NotUnderstood(words.noName);
  if (typed === undefined) return { verb: "add", name: null };
  if (typed.startsWith("-")) throw new NotUnderstood(words.unknown(typed));
  const name = operatorName(typed);
  if (name === undefined) throw new NotUnderstood(words.badName);
  return { verb, name };
}

/** Where people find the page: as a running arena has written it down, else as it was set. */
async function pageAddress(config: Config): Promise<{ address: string; sure: boolean }> {
  const { publicUrl, host, port } = config;
  if (publicUrl) return { address: publicUrl.origin, sure: true };
  const written = await readFile(join(dataDirectoryOf(config), "page.address"), "utf8").catch(() => "");
  const [, forPeople] = written.split("\n");
  if (forPeople) return { address: forPeople, sure: true };
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return { address: `http://${name.includes(":") ? `[${name}]` : name}:${port}`, sure: false };
}

/** Several processes share theirs in the database; a single one has them in its folder. */
async function carryOut(wish: Asked, config: Config): Promise<string> {
  if (config.databaseUrl === null) return await carryOutIn(createOperatorFolder(dataDirectoryOf(config)), wish, config);
  const done = await withOperators(config.databaseUrl, (operators) => carryOutIn(operators, wish, config));
  if (done === null) throw new CannotDo(words.noPlace);
  return done;
}

async function carryOutIn(store: OperatorStore, wish: Asked, config: Config): Promise<string> {
  const operators = createOperators(store, () => systemClock.now());
  switch (wish.verb) {
    case "list": {
      const lines = operators.list().map(({ name, since }) => words.line(name, since.slice(0, 10)));
      return lines.length === 0 ? words.nobody(command) : lines.join("\n");
    }
    case "revoke": {
      if (await operators.revoke(wish.name)) return words.revoked(wish.name);
      throw new CannotDo(words.unknownName(wish.name, `${command} -- list`));
    }
    case "add": {
      const added = await operators.add(wish.name);
      if (added === "taken") throw new CannotDo(words.taken(wish.name ?? ""));
      const { address, sure } = await pageAddress(config);
      const link = `${address}/#operator=${added.token}`;
      const explained = words.added(added.name, `${command} -- revoke ${added.name}`);
      return [link, explained, ...(sure ? [] : [words.asleep])].join("\n");
    }
  }
}

function explain(error: unknown): never {
  if (error instanceof StoreRefusal)
    throw new CannotDo(explainUnfit(error, sentences(language)) ?? error.message, { cause: error });
  if (!(error instanceof UnusableDataDirectory)) throw error;
  throw new CannotDo(sentences(language).startup.unwritable(error.path, error.reason), { cause: error });
}

await runAsVerb(async () => {
  try {
    const wish = readWish(process.argv.slice(2));
    console.log(
      wish.verb === "help" ? words.usage(command) : await carryOut(wish, configFromEnvironment()).catch(explain),
    );
    return 0;
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    console.error(`${error.message}\n${words.usage(command)}`);
    return 2;
  }
});

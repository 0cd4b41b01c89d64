#!/usr/bin/env node
/**
 * The one way into everything: `node scripts/run.mjs <verb> [arguments…]`, which is what `npm start` and `npm test`
 * call. Gets ready whatever is missing (the right Node, the packages) and then runs the verb.
 *
 * Plain JavaScript without dependencies, for it runs before any of them is there, on Node 18 or newer.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { arenaOptions } from "./run/node.mjs";
import { cannotWrite, Problem, say } from "./run/say.mjs";
import { setUp } from "./run/set-up.mjs";
import { runVerb } from "./run/verb.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

const forOurScripts = [
  // Node calls its SQLite and, in its older versions, running TypeScript experimental: nothing a reader can mend.
  "--disable-warning=ExperimentalWarning",
  // Not --env-file-if-exists: that one remarks on it when there is none.
  ...(existsSync(join(root, ".env")) ? ["--env-file=.env"] : []),
  "--import",
  new URL("./run/end-with-parent.mjs", import.meta.url).href,
];

const vitest = [join("node_modules", "vitest", "vitest.mjs"), "run"];

/** What to hand to Node for the verbs that are not simply `scripts/<verb>.ts`. @type {Record<string, string[]>} */
const namedVerbs = {
  start: [...arenaOptions, ...forOurScripts, "bots/main.ts"],
  // The set-up and nothing else, for whoever wants to have it behind them: an image, a machine that goes off line.
  install: ["--eval", ""],
  test: [...vitest, "--project=light"],
  "test:all": vitest,
  format: [join("node_modules", "oxfmt", "bin", "oxfmt"), "."],
  generate: ["scripts/run/generate.mjs"],
};

/** Those that take packages for development; all others do with what it takes to run the arena. */
const developing = ["bench", "check", "docs", "format", "generate", "test", "test:all"];

/** The verbs that are files: `scripts/<verb>.ts`. */
function scriptVerbs() {
  const files = readdirSync(join(root, "scripts"));
  return files.filter((file) => /^[a-z][a-z-]*\.ts$/.test(file)).map((file) => file.slice(0, -".ts".length));
}

/**
 * What to hand to Node for a verb, or undefined when there is no such verb.
 *
 * @param {string} verb
 * @returns {string[] | undefined}
 */
function commandOf(verb) {
  if (Object.hasOwn(namedVerbs, verb)) return namedVerbs[verb];
  return scriptVerbs().includes(verb) ? [...forOurScripts, `scripts/${verb}.ts`] : undefined;
}

/** Verbs whose help says more than the beginning of their script. */
const withOwnHelp = ["mutual", "operator", "rate", "setup"];

/**
 * What a script says of itself at its beginning; undefined for one that has help of its own.
 *
 * @param {string} verb
 * @returns {string | undefined}
 */
function helpOf(verb) {
  if (!scriptVerbs().includes(verb) || withOwnHelp.includes(verb)) return undefined;
  const text = readFileSync(join(root, "scripts", `${verb}.ts`), "utf8");
  const [, said] = /^\/\*\*([\s\S]*?)\*\//u.exec(text) ?? [];
  return said?.replace(/\s*\n \* ?/gu, "\n").trim();
}

/** @param {string[]} commandLine */
async function main([verb = "", ...rest]) {
  // A heavy test runs with `npm test` when it is named.
  const command = commandOf(verb === "test" && rest.some((part) => part.includes(".heavy")) ? "test:all" : verb);
  if (!command) {
    const known = [...Object.keys(namedVerbs), ...scriptVerbs()].sort().join(", ");
    say(verb ? `There is no "${verb}". What there is: ${known}.` : `Say what to run: ${known}.`);
    return 2;
  }
  const help = rest.includes("--help") ? helpOf(verb) : undefined;
  if (help !== undefined) {
    process.stdout.write(`${help}\n`);
    return 0;
  }
  if (!existsSync(join(root, "package-lock.json"))) {
    throw new Problem(`package-lock.json is missing from ${root}: the checkout is not whole. Clone it again.`);
  }
  const node = await setUp(root, developing.includes(verb) ? "development" : "production");
  return runVerb(node, [...command, ...rest], root);
}

/**
 * What people can mend gets a sentence, a fault of ours its stack.
 *
 * @param {unknown} error
 */
function explain(error) {
  if (error instanceof Problem) return error.message;
  const { code, path } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code !== undefined && path !== undefined) return cannotWrite(path, code);
  return String(error instanceof Error ? error.stack : error);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  say(explain(error));
  process.exitCode = 1;
}

/**
 * `npm run -s setup`: asks where the models are and for the bots' tokens, tests each, and writes `.env` and the roster;
 * the same by options (`--help` lists them). Ends with 1, having written nothing, when something is refused or whoever
 * was asked leaves; with 2 for options it does not know.
 */
import { readFile } from "node:fs/promises";
import { cancel, confirm, intro, isCancel, log, outro } from "@clack/prompts";
import { chooseLanguage, sentences } from "../core/index.ts";
import { usableConfigFromEnvironment } from "../bots/config.ts";
import { interview, Left } from "./setup/interview.ts";
import { listKnownEndpoints, planFromOptions, readOptions, type SetupOptions } from "./setup/options.ts";
import { type SetupPlan, SetupRefused, type Workplace, prepareChanges, writeChanges } from "./setup/plan.ts";

const language = chooseLanguage(Intl.DateTimeFormat().resolvedOptions().locale);
const { setup, boards } = sentences(language);
const { config } = usableConfigFromEnvironment();
const workplace: Workplace = { language, config, environmentFile: ".env", rosterFile: config.roster };

async function countModels(): Promise<number> {
  try {
    const roster = JSON.parse(await readFile(workplace.rosterFile, "utf8")) as { models?: unknown[] };
    return roster.models?.length ?? 0;
  } catch {
    return 0;
  }
}

/** What there is to say at the end. */
function closing(plan: SetupPlan, files: readonly string[], added: number): string[] {
  return [
    setup.wrote(files.join(boards.listSeparator)),
    ...(added > 0 ? [setup.added(added, workplace.rosterFile)] : []),
    ...plan.notes,
    setup.next,
  ];
}

async function converse(): Promise<number> {
  intro(setup.intro);
  log.message(setup.about(workplace.environmentFile, workplace.rosterFile));
  try {
    const plan = await interview(workplace, await countModels());
    const changes = await prepareChanges(plan, workplace);
    const files = changes.files.map(({ file }) => file);
    if (files.length === 0) {
      outro(setup.nothing);
      return 0;
    }
    const agreed = await confirm({ message: setup.write(files.join(boards.listSeparator)) });
    if (isCancel(agreed) || !agreed) throw new Left();
    await writeChanges(changes);
    outro(closing(plan, files, changes.added).join("\n   "));
    return 0;
  } catch (error) {
    if (!(error instanceof Left || error instanceof SetupRefused)) throw error;
    cancel(error instanceof Left ? setup.left : error.message);
    return 1;
  }
}

async function obey(options: SetupOptions): Promise<number> {
  try {
    const plan = await planFromOptions(options, workplace);
    const changes = await prepareChanges(plan, workplace);
    const files = changes.files.map(({ file }) => file);
    await writeChanges(changes);
    if (files.length === 0) console.log(setup.nothing);
    else console.log(closing(plan, files, changes.added).join("\n"));
    return 0;
  } catch (error) {
    if (!(error instanceof SetupRefused)) throw error;
    console.error(`${setup.refused}\n${error.message}`);
    return 1;
  }
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  const usage = setup.usage("npm run -s setup", listKnownEndpoints());
  if ("unknown" in options) {
    console.error(`${setup.wrongArgument(options.unknown)}\n${usage}`);
    return 2;
  }
  if (options.help) {
    console.log(usage);
    return 0;
  }
  if (Object.keys(options).length > 0) return obey(options);
  if (process.stdin.isTTY && process.stdout.isTTY) return converse();
  console.error(`${setup.needsTerminal}\n${usage}`);
  return 2;
}

// Core's own timers keep no process alive, and between two tries of a question there is nothing else.
const awake = setInterval(() => {}, 60_000);
process.exitCode = await main();
clearInterval(awake);

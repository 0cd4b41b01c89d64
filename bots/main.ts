/** Configuration → core → every configured bot; start and stop, nothing else. */
import { rm, writeFile } from "node:fs/promises";
import { flushCompileCache } from "node:module";
import path from "node:path";
import {
  type ChatPlatform,
  type Core,
  type CoreOptions,
  createCore,
  createModelProvider,
  createOperators,
  createRenderer,
  deriveKey,
  findParticipants,
  type Log,
  openInstallation,
  type OpenStore,
  type Operators,
  type PageArchive,
  type Roster,
  sentences,
  type Standing,
  systemClock as clock,
  systemRandom as random,
} from "../core/index.ts";
import { type Config, configFromEnvironment } from "./config.ts";
import { createDiscord, type Discord } from "./discord/bot.ts";
import { createFileLog } from "./log.ts";
import { explainRefusal, machineLanguage, startReport } from "./start-report.ts";
import { type BotPlatform, createStandings } from "./standings.ts";
import { endOnStrayErrors } from "./stray-errors.ts";
import { createTelegram, type TelegramBot } from "./telegram/bot.ts";
import { createPage, type Page } from "./web/bot.ts";

const language = machineLanguage();
/** How to close what has been opened so far, in the order of opening. */
const closers: (() => Promise<void>)[] = [];
const hangUps: (() => Promise<void>)[] = [];
/** How to have the bots listen no more: side by side, for each may have to wait for its platform. */
const farewells: (() => Promise<void>)[] = [];
const standings = createStandings(language, (line) => console.error(line));
// Questions, votes and the key are nobody else's business on this machine.
process.umask(0o077);
/** Longer than any honest shutdown takes, shorter than the patience of those who stop services. Milliseconds. */
const stopWithin = 8_000;

/** Everything but the platforms, which nothing waits for. @returns what connects them and then reports. */
async function start(config: Config): Promise<() => Promise<string>> {
  const { databaseUrl, port } = config;
  const participants = await findParticipants({
    rosterPath: config.roster,
    rosterRequired: config.rosterFixed,
    demo: config.demo ?? false,
    secret: config.secret,
  });
  closers.push(() => participants.close());
  const dataDirectory = path.resolve(config.dataDirectory);
  const { key, database } = await openInstallation({ dataDirectory, databaseUrl, pseudonymKey: config.pseudonymKey });
  closers.push(() => database.store.close());
  const logFile = path.join(dataDirectory, "doubleblind.log");
  const log = createFileLog(logFile, ({ message }) => console.error(sentences(language).startup.logBroken(message)));
  endOnStrayErrors(log, () => {
    console.error(sentences(language).platforms.ended(logFile));
    end(1);
  });
  const mutual = { directory: path.join(dataDirectory, "mutual"), budget: config.mutualBudget };
  const core = await startCore({ pseudonymKey: key, mutual }, database, participants.roster, log);
  const operators = createOperators(dataDirectory, () => clock.now());
  const page = await preparePage(core, config, { archive: database.pageArchive, dataDirectory, log, key, operators });
  const onDiscord = prepareDiscord(core, config, log);
  const onTelegram = prepareTelegram(core, config, log, key);
  closers.push(() => together(farewells));
  await core.start();
  const opened = await page.open();
  await leaveAddresses(path.join(dataDirectory, "page.address"), [opened.address, ...opened.forPeople]);
  const movedFrom = opened.moved ? port : null;
  const { joinCode } = page;
  const data = database.description;
  const report = { ...opened, movedFrom, joinCode, participants, data };
  return async () => {
    const bots = await Promise.all([connect("discord", onDiscord), connect("telegram", onTelegram)]);
    // At the very end: its token is shown this once, on the first line.
    const operator = await operators.addFirst();
    return startReport({ ...report, operator, bots: bots.flatMap((bot) => (bot ? [bot] : [])) }, language);
  };
}

async function together(works: readonly (() => Promise<void>)[]): Promise<void> {
  await Promise.allSettled(works.map((work) => work()));
}

async function connect<Name extends BotPlatform>(name: Name, bot: Discord | TelegramBot | undefined) {
  return bot && ([name, await bot.open()] as const);
}

/** For verbs that want to ask the running arena (the first line) or to tell people where it is (the others). */
async function leaveAddresses(file: string, addresses: readonly string[]): Promise<void> {
  await writeFile(file, `${addresses.join("\n")}\n`);
  closers.push(() => rm(file, { force: true }));
}

async function startCore(
  chosen: Pick<CoreOptions, "pseudonymKey" | "mutual">,
  database: OpenStore,
  roster: Roster,
  log: Log,
): Promise<Core> {
  const { store, alone, place } = database;
  const { models, generation, endpoints } = roster;
  const provider = createModelProvider({ endpoints, clock });
  const renderer = createRenderer();
  closers.push(() => renderer.close());
  // After core has stopped: until then it may have something to say.
  closers.push(() => together(hangUps));
  const core = await createCore({
    ...{ store, provider, renderer, clock, random, log },
    ...{ ...chosen, models, generation, alone, place },
  });
  closers.push(() => core.stop());
  return core;
}

async function preparePage(
  core: Core,
  config: Config,
  where: { archive: PageArchive; dataDirectory: string; log: Log; key: string; operators: Operators },
): Promise<Page> {
  const { archive, dataDirectory, log, key, operators } = where;
  const { host, port, portFixed, joinCode, publicUrl, trustProxy } = config;
  const secret = deriveKey(key, "doubleblind page v1");
  const page = await createPage({
    ...{ core, archive, clock, random, log, secret, dataDirectory, operators },
    ...{ host, port, portFixed, joinCode, publicUrl, trustProxy, standings: standings.states },
  });
  closers.push(() => page.close());
  core.connect(page.platform);
  return page;
}

/** Hears how a bot stands; tells core when it is there, so that what waits is shown. */
function hearStanding(core: Core, platform: BotPlatform, bot: () => { platform: ChatPlatform }) {
  standings.hear(platform, { state: "trying", trouble: "away", reason: undefined });
  return (standing: Standing) => {
    standings.hear(platform, standing);
    if (standing.state === "up") core.connect(bot().platform);
  };
}

function prepareDiscord(core: Core, { discord }: Config, log: Log): Discord | undefined {
  if (!discord) return undefined;
  const onStanding = hearStanding(core, "discord", () => bot);
  const bot: Discord = createDiscord({ core, clock, random, log, onStanding, ...discord });
  farewells.push(() => bot.stopListening());
  hangUps.push(() => bot.close());
  core.connect(bot.platform);
  return bot;
}

function prepareTelegram(core: Core, { telegram, host }: Config, log: Log, key: string): TelegramBot | undefined {
  if (!telegram) return undefined;
  const secret = deriveKey(key, "doubleblind telegram webhook v1").toString("base64url");
  const webhook = telegram.webhook && { ...telegram.webhook, host, secret };
  const onStanding = hearStanding(core, "telegram", () => bot);
  const bot: TelegramBot = createTelegram({ core, clock, random, log, onStanding, ...telegram, webhook });
  farewells.push(() => bot.stopListening());
  hangUps.push(() => bot.close());
  core.connect(bot.platform);
  return bot;
}

/** Closes everything, what was opened last first. */
async function stop(): Promise<void> {
  for (const close of closers.splice(0).toReversed()) {
    try {
      await close();
    } catch (error) {
      console.error(error);
    }
  }
}

/** At Ctrl-C both the terminal and npm may send the same signal: within this time it is one wish. Milliseconds. */
const sameWish = 1_000;

let ending = false;

/** Ends the process in order, within a time; whatever asks for it once more while it is at it changes nothing. */
function end(code: number): void {
  if (ending) return;
  ending = true;
  setTimeout(() => process.exit(1), stopWithin).unref();
  void stop().then(
    () => process.exit(code),
    () => process.exit(1),
  );
}

/** Stops in order at the first signal, at once at a later one. */
function stopOnSignals(): void {
  let asked: number | undefined;
  const onSignal = () => {
    const now = performance.now();
    if (asked !== undefined && now - asked > sameWish) process.exit(1);
    if (asked !== undefined) return;
    asked = now;
    console.error(sentences(language).startup.stopping);
    end(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
}

try {
  const connectAndReport = await start(configFromEnvironment());
  stopOnSignals();
  console.log(await connectAndReport());
  standings.beginToSpeak();
  // However this process ends, the next one starts the faster.
  flushCompileCache();
} catch (error) {
  console.error(explainRefusal(error, language));
  await stop();
  process.exit(1);
}

/** Configuration → core → every configured bot; start and stop, nothing else. */
import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { flushCompileCache } from "node:module";
import path from "node:path";
import {
  type Core,
  type CoreOptions,
  createCore,
  createRenderer,
  deriveKey,
  findParticipants,
  type Lineup,
  type Log,
  openInstallation,
  openOperators,
  type OpenStore,
  type Operators,
  type Participants,
  sentences,
  systemClock as clock,
  systemRandom as random,
} from "../core/index.ts";
import { type Config, configFromEnvironment } from "./config.ts";
import { createHotRoster, type HotRoster } from "./hot-roster.ts";
import { createLog } from "./log.ts";
import { createOperatorNotices, type OperatorNotices } from "./operator-notices.ts";
import { createMetrics } from "./metrics/metrics.ts";
import { connectBots, prepareBots } from "./platform-bots.ts";
import { collectSecrets, type KnownSecrets } from "./secrets.ts";
import { giveBackAtRest, thisProcess } from "./rest.ts";
import type { PlatformBot } from "./shared/bot.ts";
import { onSignals } from "./signals.ts";
import { explainRefusal, machineLanguage, startReport } from "./start-report.ts";
import { type BotPlatform, createStandings } from "./standings.ts";
import { endOnStrayErrors } from "./stray-errors.ts";
import { createPage, type Inspection, type Page } from "./web/bot.ts";

const language = machineLanguage();
/** How to close what has been opened so far, in the order of opening. */
const closers: (() => Promise<void>)[] = [];
const hangUps: (() => Promise<void>)[] = [];
/** How to have the bots listen no more: side by side, for each may have to wait for its platform. */
const farewells: (() => Promise<void>)[] = [];
const say = (text: string): void => console.error(text);
const standings = createStandings(language, say);
const metrics = createMetrics();
/** Lets whoever can read the data folder ask how this arena is doing. */
const localKey = randomBytes(32).toString("base64url");
const bots = new Map<BotPlatform, PlatformBot>();
/** Reads the roster again; until there is one, there is nothing to read. */
let readRosterAgain = () => {};
// Questions, votes and the key are nobody else's business on this machine.
process.umask(0o077);
/** Longer than any honest shutdown takes, shorter than the patience of those who stop services. Milliseconds. */
const stopWithin = 8_000;

/** Starts everything except the chat platforms. @returns a function that connects them and prints the report. */
async function start(secrets: KnownSecrets): Promise<() => Promise<string>> {
  const { config } = secrets;
  const participants = await prepareParticipants(config);
  const { databaseUrl, pseudonymKey, encryptText } = config;
  const dataDirectory = path.resolve(config.dataDirectory);
  const { key, database } = await openInstallation({ dataDirectory, databaseUrl, pseudonymKey, encryptText });
  closers.push(() => database.store.close());
  secrets.add(key, localKey);
  const log = openLog(config, secrets);
  const { mutualBudget: budget, mutualChecks: checks } = config;
  const mutual = { directory: path.join(dataDirectory, "mutual"), budget, checks };
  const { secret, pricesRequired, roster: rosterPath, privacyUrl, moderation, rules, spending } = config;
  const roster = createHotRoster({ path: rosterPath, participants, secret, pricesRequired, clock, language, log, say });
  const given = { privacyUrl, moderation, mutual, rules, spending, ...prepareNotices(config, log) };
  const works = config.work || database.alone;
  const core = await startCore({ pseudonymKey: key, works, ...given, ...roster.first }, database, log);
  const operators = await openOperators(dataDirectory, database, () => clock.now());
  const page = await preparePage(core, config, database, { dataDirectory, log, key, operators });
  if (page.joinCode !== null) secrets.add(page.joinCode);
  await openBots(core, config, log, key);
  await core.start();
  followRoster(roster, core);
  const opened = await page.open();
  const addresses = [opened.address, ...(config.page ? opened.forPeople : [])];
  await leave(path.join(dataDirectory, "page.address"), addresses);
  await leave(path.join(dataDirectory, "page.key"), [localKey]);
  const about = { page: config.page, publicBoard: config.publicBoard, joinCode: page.joinCode, participants };
  const more = { ...opened, movedFrom: opened.moved ? config.port : null, data: database.description };
  return async () => {
    const connected = await connectBots(bots);
    // Last, because the report below is the only place that shows its token.
    const operator = config.page ? await operators.addFirst() : null;
    return startReport({ ...more, ...about, operator, bots: connected }, language);
  };
}

/** Opens the log; an error that nothing catches is written there, and ends the process. */
function openLog({ dataDirectory, logFile, logLevel: level }: Config, { all }: KnownSecrets): Log {
  const file = logFile === "stdout" ? null : path.resolve(logFile ?? path.join(dataDirectory, "doubleblind.log"));
  const onBroken = ({ message }: Error) => say(sentences(language).startup.logBroken(message));
  const log = createLog({ file, level, secrets: all, onBroken });
  endOnStrayErrors(log, () => {
    say(sentences(language).platforms.ended(file ?? "stdout"));
    end(1);
  });
  return metrics.counting(log);
}

async function together(works: readonly (() => Promise<void>)[]): Promise<void> {
  await Promise.allSettled(works.map((work) => work()));
}

/** For other commands. Of the addresses the first is for asking the running arena, the others are what people are told. */
async function leave(file: string, lines: readonly string[]): Promise<void> {
  await writeFile(file, `${lines.join("\n")}\n`);
  closers.push(() => rm(file, { force: true }));
}

async function prepareParticipants(config: Config): Promise<Participants> {
  const { roster, rosterFixed, demo, secret, pricesRequired } = config;
  const wanted = { rosterPath: roster, rosterRequired: rosterFixed, demo: demo ?? false, secret, pricesRequired };
  const participants = await findParticipants(wanted);
  closers.push(() => participants.close());
  return participants;
}

function followRoster(roster: HotRoster, core: Core): void {
  const stop = roster.follow(core);
  closers.push(async () => stop());
  readRosterAgain = () => roster.readAgain();
}

function prepareNotices({ noticePlace: place }: Config, log: Log): OperatorNotices {
  const leaving = new AbortController();
  closers.push(async () => leaving.abort());
  const platform = () => (place ? bots.get(place.platform)?.platform : undefined);
  return createOperatorNotices({ language, clock, random, log, say, place, platform, signal: leaving.signal });
}

async function startCore(
  chosen: Lineup &
    OperatorNotices &
    Pick<CoreOptions, "privacyUrl" | "pseudonymKey" | "mutual" | "works" | "rules" | "spending" | "moderation">,
  database: OpenStore,
  log: Log,
): Promise<Core> {
  const renderer = createRenderer();
  closers.push(() => renderer.close());
  // After core has stopped: until then it may have something to say.
  closers.push(() => together(hangUps));
  const core = await createCore({
    ...chosen,
    ...database,
    renderer,
    clock,
    random,
    log,
    observer: metrics.observer,
    standings: standings.states,
  });
  closers.push(() => core.stop());
  return core;
}

async function preparePage(
  core: Core,
  config: Config,
  { pageArchive: archive }: OpenStore,
  where: { dataDirectory: string; log: Log; key: string; operators: Operators },
): Promise<Page> {
  const { key, ...given } = where;
  const { host, port, portFixed, joinCode, publicUrl, trustProxy, publicBoard } = config;
  if (publicBoard) await core.publicBoard.start();
  const page = await createPage({
    ...{ ...given, archive, core, clock, random },
    secret: deriveKey(key, "doubleblind page v1"),
    host,
    port,
    portFixed,
    joinCode,
    publicUrl,
    trustProxy,
    standings: standings.states,
    inspection: inspect(core, config),
    hidden: !config.page,
    publicBoard: publicBoard ? { board: core.publicBoard, listed: publicBoard === "listed" } : undefined,
  });
  closers.push(() => page.close());
  if (config.page) core.connect(page.platform);
  return page;
}

function inspect({ status }: Core, { metricsToken }: Config): Inspection {
  const tokens = [localKey, ...(metricsToken === null ? [] : [metricsToken])];
  return { tokens, status, metrics: async () => metrics.write(await status()) };
}

/** Prepares all bots that are configured. */
async function openBots(core: Core, config: Config, log: Log, key: string): Promise<void> {
  const limited = metrics.limited;
  for (const [name, bot] of await prepareBots({ core, config, key, clock, random, log, standings, limited })) {
    bots.set(name, bot);
    farewells.push(() => bot.stopListening());
    hangUps.push(() => bot.close());
  }
  closers.push(() => together(farewells));
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

let ending = false;

/** Ends the process in order, within a time limit; further calls meanwhile change nothing. */
function end(code: number): void {
  if (ending) return;
  ending = true;
  if (code === 0) say(sentences(language).startup.stopping);
  setTimeout(() => process.exit(1), stopWithin).unref();
  void stop().then(
    () => process.exit(code),
    () => process.exit(1),
  );
}

try {
  const connectAndReport = await start(collectSecrets(configFromEnvironment()));
  onSignals({ end: () => end(0), hurry: () => process.exit(1), readRosterAgain: () => readRosterAgain() });
  console.log(await connectAndReport());
  standings.beginToSpeak();
  const rest = giveBackAtRest({ clock, ...thisProcess() });
  closers.push(async () => rest.end());
  // However this process ends, the next one starts the faster.
  flushCompileCache();
} catch (error) {
  console.error(explainRefusal(error, language));
  await stop();
  process.exit(1);
}

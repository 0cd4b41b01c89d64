/** Configuration → core → every configured bot; start and stop, nothing else. */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import {
  createCore,
  createModelProvider,
  createPseudonyms,
  createRenderer,
  deriveKey,
  findParticipants,
  keptPseudonymKey,
  openStore,
  sentences,
  systemClock as clock,
  systemRandom as random,
} from "../core/index.ts";
import { type Config, configFromEnvironment } from "./config.ts";
import { createFileLog } from "./log.ts";
import { explainRefusal, machineLanguage, startReport } from "./start-report.ts";
import { createPage } from "./web/bot.ts";

const language = machineLanguage();
/** How to close what has been opened so far, in the order of opening. */
const closers: (() => Promise<void>)[] = [];
/** Longer than any honest shutdown takes, shorter than the patience of those who stop services. Milliseconds. */
const stopWithin = 8_000;

async function start(config: Config): Promise<string> {
  const participants = await findParticipants({
    rosterPath: config.roster,
    rosterRequired: config.rosterFixed,
    demo: config.demo ?? false,
    secret: config.secret,
  });
  closers.push(() => participants.close());

  const dataDirectory = path.resolve(config.dataDirectory);
  const pseudonymKey = config.pseudonymKey ?? (await keptPseudonymKey(dataDirectory));
  const keyFingerprint = createPseudonyms(pseudonymKey).fingerprint;
  const databaseUrl = config.databaseUrl ?? undefined;
  const { store, pageArchive, description } = await openStore({ dataDirectory, databaseUrl, keyFingerprint });
  closers.push(() => store.close());

  await mkdir(dataDirectory, { recursive: true });
  const log = createFileLog(path.join(dataDirectory, "doubleblind.log"));
  const { models, generation, endpoints } = participants.roster;
  const provider = createModelProvider({ endpoints, clock });
  const renderer = createRenderer();
  closers.push(() => renderer.close());
  const core = await createCore({ store, provider, renderer, clock, random, log, pseudonymKey, models, generation });
  closers.push(() => core.stop());

  const secret = deriveKey(pseudonymKey, "doubleblind page v1");
  const { host, port, portFixed } = config;
  const page = await createPage({
    core,
    archive: pageArchive,
    clock,
    random,
    log,
    secret,
    dataDirectory,
    host,
    port,
    portFixed,
  });
  closers.push(() => page.close());
  core.connect(page.platform);
  await core.start();
  const opened = await page.open();
  const movedFrom = opened.moved ? port : null;
  return startReport({ ...opened, movedFrom, participants, data: description }, language);
}

/** Closes everything, what was opened last first. */
async function stop(): Promise<void> {
  for (const close of closers.splice(0).toReversed()) await close();
}

/** At Ctrl-C both the terminal and npm may send the same signal: within this time it is one wish. Milliseconds. */
const sameWish = 1_000;

/** Stops in order at the first signal, at once at a later one. */
function stopOnSignals(): void {
  let asked: number | undefined;
  const onSignal = () => {
    const now = performance.now();
    if (asked !== undefined && now - asked > sameWish) process.exit(1);
    if (asked !== undefined) return;
    asked = now;
    console.error(sentences(language).startup.stopping);
    setTimeout(() => process.exit(1), stopWithin).unref();
    void stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
}

try {
  const report = await start(configFromEnvironment());
  stopOnSignals();
  console.log(report);
} catch (error) {
  console.error(explainRefusal(error, language));
  await stop().catch(() => {});
  process.exit(1);
}

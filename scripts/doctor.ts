/**
 * `npm run -s doctor [-- --json --offline]`: looks at everything the arena needs, asks each active model one short
 * question (`--offline`: none), changes nothing, and says what is wrong and how to mend it. Ends with 0 when nothing is
 * wrong (warnings allowed), with 1 when something is, with 2 for an argument it does not know.
 */
import {
  type CheckResult,
  chooseLanguage,
  createPlatformChecks,
  createRenderer,
  examine,
  type ExaminationOptions,
  sentences,
  systemClock,
  worstState,
} from "../core/index.ts";
import { usableConfigFromEnvironment } from "../bots/config.ts";
import { createStatusLine } from "./status-line.ts";

const language = chooseLanguage(Intl.DateTimeFormat().resolvedOptions().locale);
const words = sentences(language).doctor;
const marks = { ok: "✓", warning: "!", wrong: "✗" };

type Settings = Pick<ExaminationOptions, "settings" | "badSettings" | "unusableKeys" | "platformChecks">;

/** The configuration as far as it can be used, and what is wrong with the rest. */
function readSettings(): Settings {
  const { config, problems } = usableConfigFromEnvironment();
  return {
    settings: config,
    badSettings: problems,
    unusableKeys: problems.map(({ key }) => key),
    platformChecks: createPlatformChecks(config),
  };
}

function print({ title, findings }: CheckResult): void {
  for (const { state, what, mend } of findings) {
    console.log(`${marks[state]} ${words.line(title, what)}`);
    if (mend !== undefined) console.log(`  ${mend}`);
  }
}

async function examineAll({ json, offline }: Wanted): Promise<number> {
  const { node } = process.versions;
  const machine = { node, platform: process.platform, architecture: process.arch };
  const status = createStatusLine(process.stderr);
  const onTrial = (done: number, total: number): void =>
    status.show(done < total ? words.endpoints.asking(done, total) : "");
  const options = { ...readSettings(), language, machine, clock: systemClock, createRenderer, offline, onTrial };
  const results: CheckResult[] = [];
  for await (const result of examine(options)) {
    results.push(result);
    if (!json) status.around(() => print(result));
  }
  const findings = results.flatMap((result) => result.findings.map((finding) => ({ check: result.check, ...finding })));
  const states = findings.map((finding) => finding.state);
  const count = (state: string): number => states.filter((one) => one === state).length;
  const state = worstState(states);
  if (json) console.log(JSON.stringify({ state, findings }, undefined, 2));
  else console.log(`\n${state === "ok" ? words.allWell : words.summary(count("wrong"), count("warning"))}`);
  return state === "wrong" ? 1 : 0;
}

type Wanted = { json: boolean; offline: boolean };

/** What is asked for, or the first argument that nobody understands. */
function readArguments(): Wanted | { unknown: string } {
  const given = process.argv.slice(2);
  const unknown = given.find((argument) => !["--json", "--offline"].includes(argument));
  return unknown === undefined ? { json: given.includes("--json"), offline: given.includes("--offline") } : { unknown };
}

// An orderly end also takes away what was copied to be looked at.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));

const wanted = readArguments();
if ("unknown" in wanted) {
  console.error(words.wrongArgument(wanted.unknown));
  const command = (options: string): string => `\`npm run -s doctor${options}\``;
  console.error(words.usage(command(""), command(" -- --json"), command(" -- --offline")));
  process.exitCode = 2;
} else {
  // Core's own timers keep no process alive, and between two tries of a question there is nothing else.
  const awake = setInterval(() => {}, 60_000);
  process.exitCode = await examineAll(wanted);
  clearInterval(awake);
}

/**
 * `npm run -s doctor [-- --json]`: looks at everything the arena needs, changes nothing, and says what is wrong and how
 * to mend it. Ends with 0 when nothing is wrong (warnings allowed), with 1 when something is, with 2 for an argument it
 * does not know.
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

async function examineAll(json: boolean): Promise<number> {
  const { node } = process.versions;
  const machine = { node, platform: process.platform, architecture: process.arch };
  const options = { ...readSettings(), language, machine, clock: systemClock, createRenderer };
  const results: CheckResult[] = [];
  for await (const result of examine(options)) {
    results.push(result);
    if (!json) print(result);
  }
  const findings = results.flatMap((result) => result.findings.map((finding) => ({ check: result.check, ...finding })));
  const states = findings.map((finding) => finding.state);
  const count = (state: string): number => states.filter((one) => one === state).length;
  const state = worstState(states);
  if (json) console.log(JSON.stringify({ state, findings }, undefined, 2));
  else console.log(`\n${state === "ok" ? words.allWell : words.summary(count("wrong"), count("warning"))}`);
  return state === "wrong" ? 1 : 0;
}

/** What is asked for, or the first argument that nobody understands. */
function readArguments(): { json: boolean } | { unknown: string } {
  const given = process.argv.slice(2);
  const unknown = given.find((argument) => argument !== "--json");
  return unknown === undefined ? { json: given.length > 0 } : { unknown };
}

// An orderly end also takes away what was copied to be looked at.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));

const wanted = readArguments();
if ("unknown" in wanted) {
  console.error(words.wrongArgument(wanted.unknown));
  console.error(words.usage("`npm run -s doctor`", "`npm run -s doctor -- --json`"));
  process.exitCode = 2;
} else {
  process.exitCode = await examineAll(wanted.json);
}

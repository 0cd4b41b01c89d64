/** The doctor: looks at everything the arena needs, says what is wrong and how to mend it, and changes nothing. */
import { sentences } from "../language/index.ts";
import {
  type Check,
  type Examination,
  type ExaminationOptions,
  type Finding,
  type FindingState,
  participantsOnce,
} from "./check.ts";
import { dataFolderCheck } from "./data-folder.ts";
import { databaseCheck } from "./database.ts";
import { endpointsCheck, rosterCheck } from "./endpoints.ts";
import { moderationCheck } from "./moderation.ts";
import { picturesCheck, portCheck, runtimeCheck } from "./machine.ts";
export { createPlatformChecks } from "./platforms.ts";
export type { DoctorSettings, ExaminationOptions, Finding, FindingState } from "./check.ts";

/** Whether every setting can be used. */
const configurationCheck: Check = {
  name: "configuration",
  title: (words) => words.configuration.title,
  needs: [],
  look: async ({ badSettings, words: { configuration } }) => {
    if (badSettings.length === 0) return [{ state: "ok", what: configuration.fine }];
    return badSettings.map(({ key, problem }) => ({
      state: "wrong",
      what: configuration.bad(key, problem),
      mend: configuration.correct(key),
    }));
  },
};

/** In the order in which people read them; those of the platforms come last. */
const checks: readonly Check[] = [
  runtimeCheck,
  configurationCheck,
  dataFolderCheck,
  databaseCheck,
  rosterCheck,
  endpointsCheck,
  moderationCheck,
  picturesCheck,
  portCheck,
];

/** What one check has found. */
export type CheckResult = {
  /** Its name, which stays. */
  check: string;
  /** Its name for people. */
  title: string;
  findings: readonly Finding[];
};

/**
 * Makes every check, all side by side, and gives their results in the order of the table, each as soon as it is there.
 * @param only names the checks to make; undefined: all.
 */
export async function* examine(
  options: ExaminationOptions,
  only?: readonly string[],
): AsyncGenerator<CheckResult, void, undefined> {
  const words = sentences(options.language).doctor;
  const { participants, close } = participantsOnce(options.settings);
  const examination = { ...options, words, participants };
  const all = [...checks, ...options.platformChecks];
  const secrets = listSecrets(options, all);
  const wanted = all.filter((check) => only === undefined || only.includes(check.name));
  const results = wanted.map(async (check) => ({
    check: check.name,
    title: check.title(words),
    findings: await carryOut(check, examination, secrets),
  }));
  try {
    for (const result of results) yield await result;
  } finally {
    await Promise.all(results);
    await close();
  }
}

async function carryOut(
  check: Check,
  examination: Examination,
  secrets: readonly string[],
): Promise<readonly Finding[]> {
  const { words, unusableKeys } = examination;
  if (check.needs.some((key) => unusableKeys.includes(key))) {
    return [{ state: "warning", what: words.notChecked, mend: words.correctSettingsFirst }];
  }
  try {
    return await check.look(examination);
  } catch (error) {
    const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const blotted = secrets.reduce((text, secret) => text.replaceAll(secret, "[secret]"), said);
    return [{ state: "wrong", what: words.checkFailed(blotted), mend: words.reportFault }];
  }
}

/** What may stand in no finding, whichever check meets it. */
function listSecrets({ settings }: ExaminationOptions, all: readonly Check[]): string[] {
  const own = [settings.pseudonymKey, settings.databaseUrl, settings.moderation?.key ?? null].filter(
    (one) => one !== null,
  );
  return [...own, ...all.flatMap((check) => check.secrets ?? [])];
}

/** The worst of the states; `ok` when there is none. */
export function worstState(states: readonly FindingState[]): FindingState {
  return (["wrong", "warning"] as const).find((state) => states.includes(state)) ?? "ok";
}

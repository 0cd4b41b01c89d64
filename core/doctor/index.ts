/** The doctor: looks at everything the arena needs, says what is wrong and how to mend it, and changes nothing. */
import { sentences } from "../language/index.ts";
import type { Check, Examination, ExaminationOptions, Finding, FindingState } from "./check.ts";
import { configurationCheck } from "./configuration.ts";
import { dataFolderCheck } from "./data-folder.ts";
import { databaseCheck } from "./database.ts";
import { discordCheck } from "./discord.ts";
import { endpointsCheck } from "./endpoints.ts";
import { participantsOnce } from "./participants-once.ts";
import { picturesCheck } from "./pictures.ts";
import { portCheck } from "./port.ts";
import { rosterCheck } from "./roster.ts";
import { runtimeCheck } from "./runtime.ts";
import { telegramCheck } from "./telegram.ts";

export type { DoctorSettings, ExaminationOptions, Finding, FindingState } from "./check.ts";

/** In the order in which people read them. */
const checks: readonly Check[] = [
  runtimeCheck,
  configurationCheck,
  dataFolderCheck,
  databaseCheck,
  rosterCheck,
  endpointsCheck,
  picturesCheck,
  portCheck,
  discordCheck,
  telegramCheck,
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
  const wanted = checks.filter((check) => only === undefined || only.includes(check.name));
  const results = wanted.map(async (check) => ({
    check: check.name,
    title: check.title(words),
    findings: await carryOut(check, examination),
  }));
  try {
    for (const result of results) yield await result;
  } finally {
    await Promise.all(results);
    await close();
  }
}

async function carryOut(check: Check, examination: Examination): Promise<readonly Finding[]> {
  const { words, unusableKeys, settings } = examination;
  if (check.needs.some((key) => unusableKeys.includes(key))) {
    return [{ state: "warning", what: words.notChecked, mend: words.correctSettingsFirst }];
  }
  try {
    return await check.look(examination);
  } catch (error) {
    const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const { pseudonymKey, databaseUrl, discord, telegram } = settings;
    const secrets = [pseudonymKey, databaseUrl, discord?.token ?? null, telegram?.token ?? null].filter(
      (one) => one !== null,
    );
    const blotted = secrets.reduce((text, secret) => text.replaceAll(secret, "[secret]"), said);
    return [{ state: "wrong", what: words.checkFailed(blotted), mend: words.reportFault }];
  }
}

/** The worst of the states; `ok` when there is none. */
export function worstState(states: readonly FindingState[]): FindingState {
  return (["wrong", "warning"] as const).find((state) => states.includes(state)) ?? "ok";
}

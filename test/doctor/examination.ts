/** What a check is given in tests. */
import {
  type Check,
  type DoctorSettings,
  type Examination,
  type Finding,
  participantsOnce,
} from "../../core/doctor/check.ts";
import { createRenderer } from "../../core/images/renderer.ts";
import { sentences } from "../../core/language/index.ts";
import { systemClock } from "../../core/machine/clock.ts";

export const words = sentences("en").doctor;

/** Settings with which nothing is found, on a machine where nothing is set. */
export function buildSettings(changes: Partial<DoctorSettings> = {}): DoctorSettings {
  return {
    host: "127.0.0.1",
    port: 0,
    portFixed: false,
    dataDirectory: "/nowhere/at/all",
    databaseUrl: null,
    roster: "/nowhere/models.json",
    rosterFixed: false,
    pseudonymKey: null,
    encryptText: false,
    demo: null,
    moderation: null,
    secret: () => undefined,
    ...changes,
  };
}

/** Makes one check under these settings. */
export async function look(
  check: Check,
  settings: Partial<DoctorSettings> = {},
  changes: Partial<Examination> = {},
): Promise<readonly Finding[]> {
  const all = buildSettings(settings);
  const { participants, close } = participantsOnce(all);
  try {
    return await check.look({
      settings: all,
      badSettings: [],
      unusableKeys: [],
      platformChecks: [],
      language: "en",
      machine: { node: "24.21.0", platform: "linux", architecture: "x64" },
      clock: systemClock,
      createRenderer,
      words,
      participants,
      ...changes,
    });
  } finally {
    await close();
  }
}

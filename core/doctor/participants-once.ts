/** Finds out once who takes part, for all checks that want to know. */
import { findParticipants } from "../models/participants.ts";
import type { DoctorSettings, FoundParticipants } from "./check.ts";

/** `close` ends what finding them has started; it never throws. */
export function participantsOnce(settings: DoctorSettings): {
  participants(): Promise<FoundParticipants>;
  close(): Promise<void>;
} {
  let found: Promise<FoundParticipants> | undefined;
  return {
    participants: () => (found ??= find(settings)),
    close: async () => {
      // Whoever asked has heard of a failure already.
      await found?.then(
        (participants) => participants.close(),
        () => {},
      );
    },
  };
}

async function find(settings: DoctorSettings): Promise<FoundParticipants> {
  const variables = new Map<string, Set<string>>();
  const participants = await findParticipants({
    rosterPath: settings.roster,
    rosterRequired: settings.rosterFixed,
    demo: settings.demo ?? false,
    secret(name) {
      const value = settings.secret(name);
      // An endpoint does not tell where its key came from, but a finding must.
      if (value) variables.set(value.trim(), (variables.get(value.trim()) ?? new Set()).add(name));
      return value;
    },
  });
  return { ...participants, variablesOf: (apiKey) => [...(variables.get(apiKey) ?? [])] };
}

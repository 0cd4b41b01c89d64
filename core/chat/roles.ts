/** Who may do what: the one place that says so, for all platforms. */
import type { Sender } from "./post.ts";

/**
 * From the least to the most. `trusted`: a member of the group that a community lets ask. `manager`: whoever runs the
 * community, as its platform says. `operator`: whoever runs the arena itself.
 */
export const roles = ["anyone", "trusted", "manager", "operator"] as const;
/** One of {@link roles}. */
export type Role = (typeof roles)[number];

/**
 * What not everybody may do: the least role it takes, and whether everybody may do it in a chat that they have to
 * themselves, where it is about nobody else. What spends the arena's money unasked is not among that. Who may ask is each
 * community's own choice (`core/battle/asking-rules.ts`).
 */
export const deeds = {
  "change-settings": { least: "manager", alone: true },
  "decide-bank-questions": { least: "manager", alone: true },
  moderate: { least: "manager", alone: true },
  "see-own-costs": { least: "manager", alone: true },
  "see-who-decides": { least: "manager", alone: true },
  "export-community": { least: "manager", alone: false },
  "run-evaluations": { least: "manager", alone: false },
  "grant-budgets": { least: "operator", alone: false },
  "see-all-costs": { least: "operator", alone: false },
  "see-status": { least: "operator", alone: false },
  "see-why-unanswered": { least: "operator", alone: false },
} as const satisfies Readonly<Record<string, { least: Role; alone: boolean }>>;
/** One of {@link deeds}. */
export type Deed = keyof typeof deeds;

/** As much of a sender as roles go by. */
type Somebody = Pick<Sender, "manages" | "runsArena" | "private">;

/** @param trusted whether the community has named them among those who may ask. */
export function roleOf({ manages, runsArena, private: alone }: Somebody, trusted = false): Role {
  if (runsArena) return "operator";
  // Everybody manages a chat that they have to themselves.
  if (manages && !alone) return "manager";
  return trusted ? "trusted" : "anyone";
}

/** Whether a role is at least another one. */
export function reaches(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}

/** Whether somebody may do something there. */
export function may(somebody: Somebody, deed: Deed): boolean {
  const { least, alone } = deeds[deed];
  return reaches(roleOf(somebody), least) || (alone && somebody.private && somebody.manages);
}

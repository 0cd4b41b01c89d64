/** What is different in a roster that takes the place of another, for whoever changed it. */
import { isDeepStrictEqual } from "node:util";
import type { ModelStatus } from "./model.ts";
import type { Roster } from "./roster.ts";

/**
 * Ids of models, and endpoints as `endpoints.relay`. `changed`: what else is different, such as `gpt (price, model)`, by
 * the names of settings alone.
 */
export type RosterChanges = Record<"added" | "removed" | ModelStatus | "changed", string[]>;

/** @returns null when both say the same. */
export function findChanges(before: Roster, after: Roster): RosterChanges | null {
  const known = new Map(before.models.map((model) => [model.id, model]));
  const stay = new Set(after.models.map(({ id }) => id));
  const changes: RosterChanges = { added: [], removed: [], active: [], paused: [], retired: [], changed: [] };
  for (const model of after.models) {
    const { status, ...old } = known.get(model.id) ?? {};
    if (status === undefined) changes.added.push(model.id);
    if (status !== undefined && status !== model.status) changes[model.status].push(model.id);
    const { status: _status, ...rest } = model;
    if (status !== undefined) changes.changed.push(...describe(model.id, old, rest));
  }
  changes.removed.push(...before.models.filter(({ id }) => !stay.has(id)).map(({ id }) => id));
  for (const name of new Set([...Object.keys(before.endpoints), ...Object.keys(after.endpoints)])) {
    const [one, other] = [before.endpoints[name], after.endpoints[name]];
    const place = `endpoints.${name}`;
    if (!one) changes.added.push(place);
    else if (!other) changes.removed.push(place);
    else changes.changed.push(...describe(place, one, other));
  }
  changes.changed.push(...describe("generation", before.generation, after.generation));
  return Object.values(changes).some((list) => list.length > 0) ? changes : null;
}

/** Names the settings that differ; never a value, for it may be a secret. */
function describe(what: string, before: object, after: object): string[] {
  const [one, other] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const names = new Set([...one.keys(), ...other.keys()]);
  // Secrets are no setting of their own: the header or query that holds one differs with it.
  names.delete("secrets");
  const differing = [...names].filter((name) => !isDeepStrictEqual(one.get(name), other.get(name)));
  return differing.length === 0 ? [] : [`${what} (${differing.join(", ")})`];
}

/** Takes the names of families and of the models that play into a tree of names. */
import type { Model } from "../../models/model.ts";
import { castShadow } from "./shadow.ts";
import { findMentions } from "./mentions.ts";
import { addName, type NameNode } from "./name-tree.ts";
import type { Family } from "./well-known-families.ts";

/** As much of a model as its names need. */
export type NamedModel = Pick<Model, "id" | "name" | "organization" | "model">;

/** Adds every name of a family to a tree. */
export function addFamily(tree: NameNode, { key, makers, models }: Family): void {
  for (const [role, names] of [["maker", makers] as const, ["model", models] as const]) {
    for (const [telling, written] of [[true, names.telling] as const, [false, names.common] as const]) {
      for (const name of written.flatMap(inflect)) addName(tree, name, { family: key, role, telling });
    }
  }
}

/** A name and, in Russian, its cases: "Яндекс", "Яндекса", "Яндексом". */
function inflect(name: string): string[] {
  if (!/\p{Script=Cyrillic}$/u.test(name)) return [name];
  const endings = name.endsWith("а") ? ["ы", "е", "у", "ой", "и"] : ["а", "у", "ом", "е"];
  const stem = name.replace(/[аь]$/u, "");
  // In a full name both parts change.
  const parts = name.split(" ");
  const [first = ""] = parts;
  const both = (ending: string): string =>
    (parts.length === 2 ? `${first}${ending} ` : "") + (parts.at(-1) ?? "") + ending;
  return [name, ...endings.map((ending) => stem + ending), ...(parts.length === 2 ? endings.map(both) : [])];
}

/** Adds every name of the models to a tree that already knows the well-known families. */
export function addRoster(tree: NameNode, models: readonly NamedModel[]): void {
  for (const model of models) {
    const family = familyOf(tree, model) ?? `roster:${castShadow(model.organization || model.id).text}`;
    for (const written of [model.name, model.id, model.model, withoutPath(model.model)]) {
      addName(tree, written, { family, role: "model", telling: isTelling(written) });
    }
    addName(tree, withoutVersion(model.name), {
      family,
      role: "model",
      telling: isTelling(withoutVersion(model.name)),
    });
    addName(tree, model.organization, { family, role: "maker", telling: isTelling(model.organization) });
  }
}

/** The well-known family of a model, if its names tell one. */
function familyOf(tree: NameNode, { name, model, organization }: NamedModel): string | undefined {
  for (const written of [name, model, organization]) {
    const found = findMentions(tree, castShadow(written)).find(({ family }) => family !== null);
    if (found?.family) return found.family;
  }
  return undefined;
}

/** One plain word, and what is as short as "m1", could mean anything; what has several words, digits or signs was made up. */
function isTelling(written: string): boolean {
  const name = written.trim();
  const letters = name.match(/\p{Letter}/gu)?.length ?? 0;
  return !/^\p{Letter}+$/u.test(name) && letters >= 3;
}

function withoutPath(identifier: string): string {
  return identifier.slice(identifier.lastIndexOf("/") + 1);
}

/** "Aurora 7B (local)" is called "Aurora". */
function withoutVersion(name: string): string {
  const bare = name
    .replace(/\(.*\)/, "")
    .replace(/[-_ ]?v?\d[\w.]*.*$/i, "")
    .trim();
  return /\p{Letter}{3}/u.test(bare) ? bare : "";
}

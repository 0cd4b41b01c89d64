/** Models by their names, and names that may be one model's. */
import { createLabelTable } from "../../core/rating/index.ts";
import type { WantedFields } from "./wanted-fields.ts";
import { hashBytes, highHalf } from "./hash.ts";
import { RateProblem } from "./problem.ts";

/** The models of a file by their numbers. */
export type ModelNames = {
  names: string[];
  /** The number of the model whose name a field holds; a reason when it has no readable name. */
  read: (fields: WantedFields, field: number) => number | string;
  /** Names that differ only by white space or case; joined where that was asked for. */
  alike: () => string[][];
};

/** A fit takes memory with the square of this and time with its cube. */
const mostModels = 5_000;
const tooMany = `There are more than ${mostModels} different models. Are model_a and model_b the right columns?`;
const unreadable = "a model's name is not valid UTF-8";
const strict = new TextDecoder("utf-8", { fatal: true });
const notReadable = -1;

/** @param join whether names that differ only by white space or case are one model's. */
export function createModelNames(join: boolean): ModelNames {
  const labels = createLabelTable();
  const names: string[] = [];
  /** By the labels' numbers the models'. */
  const models: number[] = [];
  const spellings = new Map<string, { model: number; names: string[] }>();
  const add = (name: string | undefined): number => {
    if (models.length === mostModels) throw new RateProblem(tooMany);
    if (name === undefined) return notReadable;
    const normal = normalizeName(name);
    const known = spellings.get(normal);
    if (!known) spellings.set(normal, { model: names.length, names: [name] });
    else {
      known.names.push(name);
      if (join) return known.model;
    }
    return names.push(join ? name.trim() : name) - 1;
  };
  return {
    names,
    read({ bytes, starts, ends }, field) {
      const [from, to] = [starts[field]!, ends[field]!];
      const low = hashBytes(bytes, from, to);
      const label = labels.intern(low, highHalf[0]!);
      if (label === models.length) models.push(add(decode(bytes.subarray(from, to))));
      const model = models[label]!;
      return model === notReadable ? unreadable : model;
    },
    alike: () => [...spellings.values()].map((spelling) => spelling.names).filter((group) => group.length > 1),
  };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

function normalizeName(name: string): string {
  return name.normalize("NFC").trim().replaceAll(/\s+/gu, " ").toLowerCase();
}

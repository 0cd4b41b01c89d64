/** The models of a source: the arena's own where they are the same, others added beside them. */
import { sourceIdentifier, type SourceBattle, type SourceModel } from "../boards/sources.ts";
import type { SourceLeague } from "../models/model.ts";
import { storableText } from "./writing.ts";
import type { Client } from "./database.ts";

/** As a roster has them. */
const identifier = /^[a-z0-9][a-z0-9._-]{0,63}$/u;
const [longestName, longestBeginning] = [100, 40];

/** The identifier of a model that is known by a name alone. */
function idOf(name: string): string {
  if (identifier.test(name)) return name;
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/gu, "-")
    .replaceAll(/^[^a-z0-9]+/gu, "")
    .slice(0, longestBeginning);
  return `${plain}-${sourceIdentifier("model", name).slice(-8)}`.replace(/^-/u, "");
}

/** A name as people read it: a file of strangers' may hold what would break a line or mark up a text. */
function readableName(name: string): string {
  const readable = storableText(name)
    .replaceAll(/[\p{C}`*<>@|\\]+/gu, " ")
    .replaceAll(/\s+/gu, " ")
    .trim();
  return readable.length > longestName ? `${readable.slice(0, longestName - 1)}…` : readable;
}

function makeRow(league: SourceLeague, name: string, described: SourceModel | undefined) {
  const id = idOf(name);
  return {
    ...{ id, name: readableName(described?.name ?? name) || id, model: id, endpoint: "", league, status: "retired" },
    ...{ organization: readableName(described?.organization ?? ""), input: ["text"], unsupported: [] },
    ...{ inputPrice: described?.inputPrice ?? null, outputPrice: described?.outputPrice ?? null },
  };
}

/**
 * What the models of some battles are called here, those that nobody knows being added.
 * @param described by the names in the file, what it says of them. @returns identifiers by the names in the file.
 */
export async function nameSourceModels(
  client: Client,
  league: SourceLeague,
  battles: readonly SourceBattle[],
  described: ReadonlyMap<string, SourceModel>,
): Promise<Map<string, string>> {
  const names = [...new Set(battles.flatMap(({ modelA, modelB }) => [modelA, modelB]))];
  const wanted = [...new Set([...names, ...names.map(idOf)])].map(storableText);
  const known = await client.model.findMany({
    where: { OR: [{ id: { in: wanted } }, { name: { in: wanted } }] },
    select: { id: true, name: true },
  });
  const ids = new Set(known.map(({ id }) => id));
  const byName = Map.groupBy(known, ({ name }) => name);
  const found = names.map((name): [string, string | undefined] => {
    const own = idOf(name);
    if (ids.has(own)) return [name, own];
    const [alone, ...others] = byName.get(name) ?? [];
    return [name, others.length === 0 ? alone?.id : undefined];
  });
  const added = found.filter(([, id]) => id === undefined).map(([name]) => makeRow(league, name, described.get(name)));
  await client.model.createMany({ data: added, skipDuplicates: true });
  return new Map(found.map(([name, id]) => [name, id ?? idOf(name)]));
}

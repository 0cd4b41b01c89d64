/** Values like real ones, and yet not: changed in places that a hostile or a newer client could change. */
import fc from "fast-check";
import { everyHostileText } from "./hostile-texts.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The keys to a place in a value. */
type Way = readonly (string | number)[];

/** Where in a value, and what is put there: another value, or nothing. */
type Change = { at: number; to: Json | undefined };

const oddities: Json[] = [
  ...[null, true, false, 0, -1, 1, 0.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308],
  ...["", " ", "0", "-1", "null", "x".repeat(5_000), "/battle Why?", "/settings moderation strict", "/privacy erase"],
  ...[[], {}, [[[[[]]]]], [null], { __proto__: null, constructor: null }, Array.from({ length: 200 }, () => "x")],
  ...everyHostileText,
];

/** Every place in a value, the deepest last: the way to it. */
function placesIn(value: Json, way: Way = []): Way[] {
  if (typeof value !== "object" || value === null) return [way];
  return [way, ...Object.entries(value).flatMap(([key, inside]) => placesIn(inside, [...way, key]))];
}

function changed(value: Json, way: Way, to: Json | undefined): Json {
  const [key, ...rest] = way;
  if (key === undefined || typeof value !== "object" || value === null) return to ?? null;
  const copy: Json = Array.isArray(value) ? [...value] : { ...value };
  const parts = copy as Record<string | number, Json>;
  if (rest.length === 0 && to === undefined) delete parts[key];
  else parts[key] = changed(parts[key] ?? null, rest, to);
  return copy;
}

/** What may be changed: everything, or the values of some places, each into another of its kind. */
type Extent = "anything" | ((way: Way) => boolean);

/** One of the real values with up to four changes. */
export function fuzzed<Real>(real: readonly Real[], extent: Extent = "anything"): fc.Arbitrary<Real> {
  const change: fc.Arbitrary<Change> = fc.record({
    at: fc.nat(),
    to: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom<Json | undefined>(...oddities, undefined) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
      { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json> },
    ),
  });
  return fc
    .tuple(fc.constantFrom(...real), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([value, changes]) => changes.reduce((now, one) => applied(now, extent, one), value as Json) as Real);
}

function applied(value: Json, extent: Extent, { at, to }: Change): Json {
  const all = placesIn(value).filter((way) => way.length > 0);
  const places = extent === "anything" ? all : all.filter((way) => extent(way) && isLeaf(found(value, way)));
  const way = places[at % Math.max(1, places.length)];
  if (!way) return value;
  if (extent === "anything") return changed(value, way, to);
  const kind = typeof found(value, way);
  const alike = oddities.filter((one) => typeof one === kind && isLeaf(one));
  return changed(value, way, typeof to === kind && isLeaf(to) ? to : alike[at % Math.max(1, alike.length)]);
}

function isLeaf(value: Json | undefined): boolean {
  return typeof value !== "object" && value !== undefined;
}

function found(value: Json, way: Way): Json | undefined {
  return way.reduce<Json | undefined>(
    (inside, key) => (inside as Record<string | number, Json> | undefined)?.[key],
    value,
  );
}

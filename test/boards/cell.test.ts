import { expect, it } from "vitest";
import { type BoardFilter, filterKey } from "../../core/boards/cell.ts";

/** For each field a filter that says something else of it than {@link plain}; the type sees to it that none is missing. */
const others: Record<keyof BoardFilter, BoardFilter> = {
  league: { league: "demo" },
  sources: { league: "real", sources: ["source:one", "source:two"] },
  task: { league: "real", task: "translation" },
  language: { league: "real", language: "one" },
  platform: { league: "real", platform: "discord" },
  community: { league: "real", community: "one" },
  exceptCommunity: { league: "real", exceptCommunity: "one" },
  since: { league: "real", since: "2026-03-14" },
  before: { league: "real", before: "2026-03-14" },
  unseen: { league: "real", unseen: true },
  group: { league: "real", group: { trait: "gender", value: "women" } },
};
const plain: BoardFilter = { league: "real" };

it("filters that ask for different votes have different keys, whatever field it is that differs", () => {
  const groups: BoardFilter[] = [
    { ...plain, group: { trait: "gender", value: "men" } },
    { ...plain, exceptCommunity: "two" },
    { ...plain, sources: ["source:one"] },
  ];
  const filters = [plain, ...Object.values(others), ...groups];
  const keys = filters.map((filter) => JSON.stringify(filterKey(filter)));
  expect(new Set(keys).size).toBe(filters.length);
});

it("filters that ask for the same votes have the same key", () => {
  const filter: BoardFilter = { league: "real", task: "translation", since: "2026-03-14" };
  expect(filterKey({ since: "2026-03-14", task: "translation", league: "real" })).toEqual(filterKey(filter));
});

/** The statements of the vote name their columns by themselves: they must be those of the schema, all of them. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { Prisma } from "../../core/store/generated/client.ts";
import { describePostgres } from "../skips.ts";
import { type EditableStore, openEditablePostgres } from "./editable-store.ts";

describePostgres("what the functions of the vote write", (serverUrl) => {
  let editable: EditableStore;
  let sources: Map<string, string>;

  beforeAll(async () => {
    editable = await openEditablePostgres(serverUrl);
    const rows = await editable.rows<{ name: string; source: string }>(
      `SELECT proname::text AS "name", prosrc AS "source" FROM pg_proc WHERE pronamespace = 'public'::regnamespace`,
    );
    sources = new Map(rows.map(({ name, source }) => [name, source]));
  });
  afterAll(() => editable.close());

  /** The names in the brackets after INSERT INTO, by table; or those before each "=" in what SET sets. */
  function inserted(name: string, table: string): string[] {
    const found = new RegExp(`INSERT INTO "${table}"[^(]*\\(([^)]*)\\)`, "u").exec(sources.get(name) ?? "");
    return [...(found?.[1] ?? "").matchAll(/"(\w+)"/gu)].map(([, column = ""]) => column);
  }

  const columnsOf = (table: "Vote" | "Tally"): string[] =>
    Object.keys(table === "Vote" ? Prisma.VoteScalarFieldEnum : Prisma.TallyScalarFieldEnum).toSorted();

  it("a new vote fills every column but what folding decides", () => {
    expect([...inserted("cast_votes", "Vote"), "aside"].toSorted()).toEqual(columnsOf("Vote"));
  });

  it("a tally's columns are counted by one of them, every one", () => {
    const counted = ["cast_votes", "lock_votes", "withdraw_votes"].flatMap((name) => inserted(name, "Tally"));
    expect([...new Set(counted)].toSorted()).toEqual(columnsOf("Tally"));
  });
});

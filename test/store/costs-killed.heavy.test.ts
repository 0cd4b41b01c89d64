/** Money that killed processes had set aside. */
import { expect, it } from "vitest";
import { budgetsAt } from "../../core/costs/budget.ts";
import { lostAfter } from "../../core/costs/store.ts";
import { openStore } from "../../core/store/index.ts";
import { atMinute, freshId } from "../contracts/battle-samples.ts";
import { describePostgres } from "../skips.ts";
import { startChild } from "./child-process.ts";
import { makeEmptyDirectory } from "./data-directory.ts";
import { createPostgresDatabase } from "./postgres-database.ts";

describePostgres("five processes that are killed with calls under way", (serverUrl) => {
  it("have set aside exactly what the budget allowed, and it stays spent", async () => {
    const database = await createPostgresDatabase(serverUrl);
    const directories = Array.from({ length: 6 }, makeEmptyDirectory);
    const community = freshId();
    const children = directories
      .slice(1)
      .map(({ path }) => startChild("set-money-aside.ts", path, database.url, community, "10", "10"));
    const line = async (child: (typeof children)[number]): Promise<unknown> => (await child.lines.next()).value;
    expect(await Promise.all(children.map(line))).toEqual(children.map(() => "ready"));
    for (const child of children) child.process.stdin!.write("go\n");
    const granted = (await Promise.all(children.map(line))).map(Number);
    expect(granted.reduce((sum, count) => sum + count, 0)).toBe(10);
    await Promise.all(children.map((child) => child.kill()));

    const { store } = await openStore({
      dataDirectory: directories[0]!.path,
      databaseUrl: database.url,
      keyFingerprint: "key",
    });
    const limits = { community: { name: community, amounts: { day: 10 } } };
    const budgets = budgetsAt(atMinute(0), limits);
    const another = { id: freshId(), endpoint: "local", model: "one", community, most: 1 };
    expect(await store.costs.standings(budgets)).toMatchObject([{ spent: 0, reserved: 10 }]);
    expect(await store.costs.reserve({ ...another, at: atMinute(1) }, budgets)).toMatchObject({ passing: true });
    const later = new Date(atMinute(0).getTime() + lostAfter + 1);
    expect(await store.costs.reserve({ ...another, at: later }, budgets)).toMatchObject({
      passing: false,
      budget: { spent: 10, reserved: 0 },
    });
    await store.close();
    await database.drop();
    for (const directory of directories) directory.remove();
  }, 120_000);
});

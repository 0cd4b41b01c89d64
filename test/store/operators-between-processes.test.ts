/** Operators of several processes: in one data folder, and in a database that each of them has opened. */
import { existsSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createOperatorFolder } from "../../core/safety/operator-folder.ts";
import { createOperators, findOperator, type NewOperator, type OperatorStore } from "../../core/safety/operators.ts";
import { type OpenStore, openStore } from "../../core/store/index.ts";
import { openOperators, withOperators } from "../../core/store/open-operators.ts";
import { describeOperators } from "../contracts/store/operators.ts";
import { describePostgres } from "../skips.ts";
import { makeEmptyDirectory } from "./data-directory.ts";
import { type FreshPlace, makeFreshPlace } from "./fresh-place.ts";
import { createPostgresDatabase } from "./postgres-database.ts";
import { key } from "./opening.ts";

const now = () => new Date("2026-11-30T12:00:00Z");

describe("in one folder", () => {
  const directory = makeEmptyDirectory();
  afterAll(() => directory.remove());
  describeOperators(() => [createOperatorFolder(directory.path), createOperatorFolder(directory.path)]);

  it("the first one is made once", async () => {
    const fresh = makeEmptyDirectory();
    const stores = Array.from({ length: 5 }, () => createOperators(createOperatorFolder(fresh.path), now));
    const made = (await Promise.all(stores.map((store) => store.addFirst()))).filter((added) => added !== null);
    expect(made.map(({ name }) => name)).toEqual(["operator"]);
    fresh.remove();
  });
});

describePostgres("in one database", (serverUrl) => {
  let place: FreshPlace;
  let folders: ReturnType<typeof makeEmptyDirectory>[];
  let opened: OpenStore[];
  const operatorsOf = (number: number) => openOperators(folders[number]!.path, opened[number]!, now);

  async function openTwo(): Promise<void> {
    place = await makeFreshPlace();
    folders = [makeEmptyDirectory(), makeEmptyDirectory()];
    const open = ({ path }: { path: string }) =>
      openStore({ dataDirectory: path, databaseUrl: place.databaseUrl, ...key });
    opened = await Promise.all(folders.map(open));
  }
  async function closeBoth(): Promise<void> {
    for (const { store } of opened) await store.close();
    await place.remove();
    for (const { remove } of folders) remove();
  }

  describe("that both use", () => {
    beforeAll(openTwo);
    afterAll(closeBoth);
    describeOperators(() => opened.map(({ store }) => store.operators));
  });

  describe("that is new", () => {
    beforeEach(openTwo);
    afterEach(closeBoth);

    it("the first one is made once, and nothing is left in a folder", async () => {
      const both = await Promise.all([operatorsOf(0), operatorsOf(1)]);
      const made = (await Promise.all([...both, ...both].map((operators) => operators.addFirst()))).filter(
        (added) => added !== null,
      );
      expect(made.map(({ name }) => name)).toEqual(["operator"]);
      for (const operators of both) {
        await operators.renew();
        expect(findOperator(operators.list(), made[0]!.token)?.name).toBe("operator");
      }
      expect(folders.some(({ path }) => existsSync(`${path}/operators`))).toBe(false);
    });

    it("those that each process had in its folder are everybody's, by their tokens; whoever is revoked stays so", async () => {
      const inFolder = (number: number): OperatorStore => createOperatorFolder(folders[number]!.path);
      const before: NewOperator[] = [];
      for (const number of [0, 1]) before.push((await createOperators(inFolder(number), now).addFirst())!);
      const left = inFolder(0).list();
      const [here, there] = [await operatorsOf(0), await operatorsOf(1)];
      await here.renew();
      const found = () => before.map(({ token }) => findOperator(here.list(), token)?.name);
      expect(found()).toEqual(["operator", "operator-2"]);
      expect([0, 1].flatMap((number) => inFolder(number).list())).toEqual([]);
      expect(await there.revoke("operator")).toBe(true);
      // As after a sudden end between the two.
      await inFolder(0).place(left[0]!);
      await operatorsOf(0);
      expect(found()).toEqual([undefined, "operator-2"]);
      expect(await here.addFirst()).toBeNull();
    });

    it("are added and revoked by a program beside them, which says where there is no place for them", async () => {
      const here = await operatorsOf(0);
      const added = await withOperators(place.databaseUrl, (store) => createOperators(store, now).add("Ann"));
      await here.renew();
      expect(here.list().map(({ name }) => name)).toEqual([(added as NewOperator).name]);
      expect(await withOperators(place.databaseUrl, (store) => store.remove("ann"))).toBe(true);
      await here.renew();
      expect(here.list()).toEqual([]);
      const empty = await createPostgresDatabase(serverUrl);
      expect(await withOperators(empty.url, () => Promise.reject(new Error("unused")))).toBeNull();
      await empty.drop();
    });
  });
});

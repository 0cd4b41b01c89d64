/** Models, as every store keeps them. */
import { describe, expect, it } from "vitest";
import type { Store } from "../../../core/store/store.ts";
import { freshId, sampleModel } from "../battle-samples.ts";

export function describeModels(store: () => Store): void {
  describe("models", () => {
    it("are kept as they were given", async () => {
      const model = sampleModel(freshId(), { price: null, input: ["text", "image"], unsupported: ["seed", "system"] });
      await store().models.saveModels([model]);
      expect((await store().models.models()).find((one) => one.id === model.id)).toEqual(model);
    });

    it("are refreshed when they are known, and never forgotten", async () => {
      const [kept, changed] = [sampleModel(freshId()), sampleModel(freshId())];
      await store().models.saveModels([kept, changed]);
      const renamed = { ...changed, name: "New name", status: "retired" as const, price: null };
      await store().models.saveModels([renamed]);
      await store().models.saveModels([]);
      const models = await store().models.models();
      expect(models.find((one) => one.id === kept.id)).toEqual(kept);
      expect(models.find((one) => one.id === changed.id)).toEqual(renamed);
    });

    it("may come from two rosters at once", async () => {
      const models = Array.from({ length: 20 }, () => sampleModel(freshId()));
      await Promise.all([store().models.saveModels(models), store().models.saveModels(models.toReversed())]);
      const known = new Set((await store().models.models()).map((model) => model.id));
      expect(models.every((model) => known.has(model.id))).toBe(true);
    });
  });
}

/** Pictures that were drawn, by their content. */
import { createHash } from "node:crypto";
import { createBoundedMap } from "../machine/bounded-map.ts";
import type { Picture, RenderedImage } from "./picture.ts";

export type PictureCache = {
  /** The kept picture of this key, or the one that `draw` makes; two that ask at once share one drawing. */
  get(key: string, draw: () => Promise<RenderedImage>): Promise<RenderedImage>;
};

/** Two pictures have the same key if and only if they look the same. */
export function pictureKey(picture: Picture): string {
  // Plain JSON writes endless bounds as null, which means something else.
  const json = JSON.stringify(picture, (_, value: unknown) =>
    typeof value === "number" && !Number.isFinite(value) ? { number: String(value) } : value,
  );
  return createHash("sha256").update(json).digest("base64");
}

/** A cache of at most `size` pictures that forgets those longest unused. Failures are not kept. */
export function createPictureCache(size: number): PictureCache {
  const kept = createBoundedMap<string, Promise<RenderedImage>>(size);
  return {
    async get(key, draw) {
      const drawing = kept.get(key) ?? draw();
      // Set again, it counts as new: the oldest is always the one longest unused.
      void kept.set(key, drawing);
      try {
        return await drawing;
      } catch (error) {
        if (kept.get(key) === drawing) kept.delete(key);
        throw error;
      }
    },
  };
}

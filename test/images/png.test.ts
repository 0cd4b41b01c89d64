import { loadImage } from "@napi-rs/canvas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodePng } from "../../core/images/png.ts";
import { decode } from "./pictures.ts";

describe("PNG", () => {
  it("gives back every pixel, of pictures of any size one after the other", async () => {
    const size = fc.integer({ min: 1, max: 9 });
    await fc.assert(
      fc.asyncProperty(
        size,
        size,
        fc.infiniteStream(fc.integer({ min: 0, max: 255 })),
        async (width, height, numbers) => {
          const pixels = Uint8Array.from(numbers.take(width * height * 4));
          for (let alpha = 3; alpha < pixels.length; alpha += 4) pixels[alpha] = 255;
          const seen = await decode({ png: encodePng(pixels, width, height) });
          expect([seen.width, seen.height]).toEqual([width, height]);
          for (let y = 0; y < height; y++)
            for (let x = 0; x < width; x++) {
              const at = (y * width + x) * 4;
              expect(seen.at(x, y)).toEqual([...pixels.subarray(at, at + 3)]);
            }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is smaller than the pixels, and whole again after a larger one", async () => {
    const blank = (width: number, height: number) =>
      encodePng(new Uint8Array(width * height * 4).fill(200), width, height);
    expect(blank(1000, 1000).length).toBeLessThan(40_000);
    const small = await loadImage(Buffer.from(blank(3, 2)));
    expect([small.width, small.height]).toEqual([3, 2]);
  });
});

import { createCanvas, loadImage } from "@napi-rs/canvas";
import { afterAll, describe, expect, it } from "vitest";
import { pictureSize } from "../../core/images/picture-size.ts";
import { createShrinker, TooManyPixels } from "../../core/images/shrink.ts";
import { largePng } from "./pictures.ts";

const shrinker = createShrinker();
afterAll(() => shrinker.close());

/** Red on the left, blue on the right. */
function drawn() {
  const canvas = createCanvas(200, 100);
  const context = canvas.getContext("2d");
  context.fillStyle = "red";
  context.fillRect(0, 0, 100, 100);
  context.fillStyle = "blue";
  context.fillRect(100, 0, 100, 100);
  return canvas;
}

/** A JPEG as a phone keeps it that was held upright: a quarter turn to the right is still to be made. */
function turned(): Buffer {
  const jpeg = drawn().toBuffer("image/jpeg", 90);
  const orientation = "4578696600004d4d002a00000008000101120003000000010006000000000000";
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from(`ffe10022${orientation}`, "hex"), jpeg.subarray(2)]);
}

describe("the size of a picture", () => {
  it("is read from its first bytes, whatever its format", () => {
    const canvas = drawn();
    const size = { width: 200, height: 100 };
    expect(pictureSize(canvas.toBuffer("image/png"))).toEqual(size);
    expect(pictureSize(turned())).toEqual(size);
    expect(pictureSize(canvas.toBuffer("image/webp", 80))).toEqual(size);
    const lossless = `5249464600000000574542505650384c000000002f${"c7c01800"}`;
    expect(pictureSize(Buffer.from(lossless, "hex"))).toEqual(size);
    expect(pictureSize(Buffer.from(`52494646000000005745425056503858${"00".repeat(8)}c70000630000`, "hex"))).toEqual(
      size,
    );
    expect(pictureSize(Buffer.from("474946383961c8006400", "hex"))).toEqual(size);
  });

  it("is not known of what is cut short, or no picture", () => {
    const jpeg = turned();
    for (const bytes of [
      jpeg.subarray(0, 60),
      Buffer.from("\x89PNG"),
      Buffer.from("GIF8"),
      Buffer.from("no"),
      Buffer.alloc(0),
    ])
      expect(pictureSize(bytes)).toBeUndefined();
    expect(pictureSize(Buffer.concat([Buffer.from("ffd8", "hex"), Buffer.alloc(5_000_000, 0xff)]))).toBeUndefined();
  });
});

describe("a large picture", () => {
  it("is made smaller, the right way up, and nothing else of it changes", async () => {
    const shown = await loadImage(await shrinker.shrink(turned()));
    expect([shown.width, shown.height]).toEqual([100, 200]);
    const canvas = createCanvas(100, 200);
    const context = canvas.getContext("2d");
    context.drawImage(shown, 0, 0);
    const [red, , blue] = context.getImageData(50, 20, 1, 1).data;
    expect([red! > 200, blue! < 50]).toEqual([true, true]);
    const large = await shrinker.shrink(largePng(4_096, 1_024, 6_000_000));
    expect(pictureSize(large)).toEqual({ width: 2_048, height: 512 });
    expect(large.length).toBeLessThan(100_000);
  });

  it("is not drawn where it would take all memory, nor where it cannot be read", async () => {
    await expect(shrinker.shrink(largePng(60_000, 60_000, 10))).rejects.toBeInstanceOf(TooManyPixels);
    const scans = Buffer.concat([turned(), ...Array.from({ length: 40 }, () => Buffer.from("ffda0000", "hex"))]);
    await expect(shrinker.shrink(scans)).rejects.toThrow(/scans/u);
    await expect(shrinker.shrink(Buffer.from("no picture"))).rejects.toThrow(/no picture/u);
    await expect(shrinker.shrink(largePng(20, 20, 10).subarray(0, 40))).rejects.toThrow();
    expect(await shrinker.shrink(largePng(20, 20, 10))).toBeInstanceOf(Uint8Array);
  });
});

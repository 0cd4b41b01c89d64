/** Takes a moving picture of a page: only what has changed since the frame before is kept. */
import { createCanvas, GifEncoder, loadImage } from "@napi-rs/canvas";
import type { Page } from "playwright-core";

type Area = { left: number; top: number; width: number; height: number };
type Frame = Area & { pixels: Uint8Array; milliseconds: number };

/** Where the mouse is seen, in the page's own measure. */
type Mouse = { x: number; y: number; shown: boolean };

/** Takes frames; `hold` lets the newest one stand longer. */
export type Camera = {
  mouse: Mouse;
  shoot(milliseconds: number): Promise<void>;
  hold(milliseconds: number): void;
  /** The moving picture as a GIF, which runs again and again. */
  develop(): Buffer;
};

/** @param scale how many dots the picture has for each of the page's. */
export function createCamera(page: Page, scale: number): Camera {
  const frames: Frame[] = [];
  const mouse: Mouse = { x: 430, y: 640, shown: false };
  let before: Uint8ClampedArray | undefined;
  const hold = (milliseconds: number) => {
    const newest = frames.at(-1);
    if (newest) newest.milliseconds += milliseconds;
  };
  return {
    mouse,
    hold,
    async shoot(milliseconds) {
      const { width, height, context } = await draw(await page.screenshot({ caret: "initial" }), mouse, scale);
      const now = context.getImageData(0, 0, width, height).data;
      const area = before ? changedArea(before, now, width) : { left: 0, top: 0, width, height };
      before = now;
      if (!area) return hold(milliseconds);
      const part = context.getImageData(area.left, area.top, area.width, area.height).data;
      frames.push({ ...area, pixels: new Uint8Array(part), milliseconds });
    },
    develop: () => encode(frames),
  };
}

/** How many steps the mouse needs, and how long each is seen, in milliseconds. */
const [steps, stepTime] = [7, 45];

/**
 * Brings the mouse to the middle of what a selector names, seen on the way, and presses.
 * @throws {Error} when nothing is there.
 */
export async function press(page: Page, camera: Camera, selector: string): Promise<void> {
  const { mouse } = camera;
  const box = await page.locator(selector).last().boundingBox();
  if (!box) throw new Error(`Nothing can be pressed at ${selector}.`);
  const [from, to] = [{ ...mouse }, { x: box.x + box.width / 2, y: box.y + box.height / 2 }];
  mouse.shown = true;
  for (let step = 1; step <= steps; step++) {
    // Slower at both ends, as hands move.
    const share = (1 - Math.cos((Math.PI * step) / steps)) / 2;
    Object.assign(mouse, { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) });
    await page.mouse.move(mouse.x, mouse.y);
    await camera.shoot(stepTime);
  }
  camera.hold(250);
  await page.mouse.down();
  await camera.shoot(120);
  await page.mouse.up();
}

/** The mouse as an arrow, from its tip. */
const arrow = [
  [0, 0],
  [0, 17],
  [4, 13],
  [7, 20],
  [10, 18.5],
  [7.5, 12],
  [13, 12],
] as const;

/** A screenshot with the mouse on it. */
async function draw(png: Buffer, { x, y, shown }: Mouse, scale: number) {
  const image = await loadImage(png);
  const { width, height } = image;
  const context = createCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  if (shown) {
    context.setTransform(scale, 0, 0, scale, x * scale, y * scale);
    for (const [across, down] of arrow) context.lineTo(across, down);
    context.closePath();
    context.fillStyle = "#111";
    context.fill();
    context.strokeStyle = "#fff";
    context.stroke();
  }
  return { width, height, context };
}

/** The smallest area that holds all differences; undefined where there are none. */
function changedArea(before: Uint8ClampedArray, after: Uint8ClampedArray, width: number): Area | undefined {
  const [old, now] = [before, after].map(({ buffer }) => new Uint32Array(buffer));
  if (!old || !now) return undefined;
  let [left, top, right, bottom] = [width, -1, -1, -1];
  for (let index = 0; index < now.length; index++) {
    if (old[index] === now[index]) continue;
    const x = index % width;
    bottom = (index - x) / width;
    if (top === -1) top = bottom;
    if (x < left) left = x;
    if (x > right) right = x;
  }
  return top === -1 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

function encode(frames: readonly Frame[]): Buffer {
  const [first] = frames;
  if (!first) throw new Error("There is no frame yet.");
  const encoder = new GifEncoder(first.width, first.height, { repeat: 0, quality: 1 });
  for (const { pixels, width, height, left, top, milliseconds } of frames)
    encoder.addFrame(pixels, width, height, { delay: milliseconds, left, top });
  return encoder.finish();
}

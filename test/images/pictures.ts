/** Pictures to draw in tests, and what is needed to look at the result. */
import { crc32 } from "node:zlib";
import { encodePng } from "../../core/images/png.ts";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import type {
  LeaderboardPicture,
  LeaderboardPictureRow,
  RadarPicture,
  RenderedImage,
  IntervalValue,
} from "../../core/images/picture.ts";

export function ratedRow(name: string, rating: number, halfWidth: number): LeaderboardPictureRow {
  return {
    name,
    organization: "Acme",
    rating,
    lower: rating - halfWidth,
    upper: rating + halfWidth,
    rankLabel: "2–3",
    ratingLabel: String(Math.round(rating)),
    detail: `±${halfWidth}`,
    votesLabel: "1,204 votes",
    below: null,
  };
}

export function unratedRow(name: string): LeaderboardPictureRow {
  return {
    name,
    organization: "Acme",
    rating: null,
    lower: null,
    upper: null,
    rankLabel: "–",
    ratingLabel: "–",
    detail: "",
    votesLabel: "No votes yet",
    below: null,
  };
}

export function leaderboardPicture(changes: Partial<LeaderboardPicture> = {}): LeaderboardPicture {
  return {
    kind: "leaderboard",
    theme: "light",
    title: "Leaderboard",
    subtitle: "All tasks",
    headings: { rank: "Rank", model: "Model", rating: "Rating" },
    rows: [ratedRow("Alpha", 1100, 30), ratedRow("Beta", 1000, 40), ratedRow("Gamma", 900, 50)],
    footer: "Lines are 95% intervals.",
    ...changes,
  };
}

/** Values as a radar takes them, each with its share as its figure. */
export function radarValues(...values: number[]): IntervalValue[] {
  return values.map((value) => ({ value, figure: `${Math.round(value * 100)}%` }));
}

export function radarPicture(changes: Partial<RadarPicture> = {}): RadarPicture {
  return {
    kind: "radar",
    theme: "light",
    title: "Profile",
    subtitle: "By task",
    axes: ["Generation", "Translation", "Mathematics", "Programming"],
    series: [{ name: "Alpha", values: radarValues(0.8, 0.3, 0.6, 0.45) }],
    rings: [0.25, 0.5, 0.75, 1].map((value) => ({ value, label: `${value * 100}%`, strong: value === 0.5 })),
    panels: [],
    footer: "50% is the mean.",
    ...changes,
  };
}

export type Color = [red: number, green: number, blue: number];

export type Pixels = {
  width: number;
  height: number;
  at(x: number, y: number): Color;
  /** How many pixels of a rectangle have about this colour. */
  count(color: Color, left: number, top: number, width: number, height: number): number;
};

/** Decodes a PNG. */
export async function decode(image: Pick<RenderedImage, "png">): Promise<Pixels> {
  const decoded = await loadImage(Buffer.from(image.png));
  const { width, height } = decoded;
  const context = createCanvas(width, height).getContext("2d");
  context.drawImage(decoded, 0, 0);
  const bytes = context.getImageData(0, 0, width, height).data;
  const at = (x: number, y: number): Color => {
    const start = (Math.round(y) * width + Math.round(x)) * 4;
    return [bytes[start]!, bytes[start + 1]!, bytes[start + 2]!];
  };
  const count: Pixels["count"] = (color, left, top, across, down) => {
    let found = 0;
    for (let y = Math.round(top); y < Math.round(top + down); y += 1)
      for (let x = Math.round(left); x < Math.round(left + across); x += 1) if (alike(at(x, y), color)) found += 1;
    return found;
  };
  return { width, height, at, count };
}

/** `#rrggbb` as a colour. */
export function color(notation: string): Color {
  return [1, 3, 5].map((start) => Number.parseInt(notation.slice(start, start + 2), 16)) as Color;
}

function alike(one: Color, other: Color): boolean {
  return one.every((part, index) => Math.abs(part - other[index]!) <= 6);
}

/** A white PNG that is `more` bytes larger than it need be; one of too many pixels says so, and has none. */
export function largePng(width: number, height: number, more: number): Buffer {
  const drawn = Math.max(width, height) < 10_000;
  const png = Buffer.from(encodePng(new Uint8Array(drawn ? width * height * 4 : 4).fill(255), ...size(drawn)));
  if (!drawn) png.writeUInt32BE(width, 16);
  if (!drawn) png.writeUInt32BE(height, 20);
  const kind = Buffer.concat([Buffer.from("prVt"), Buffer.alloc(more)]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(more);
  sum.writeUInt32BE(crc32(kind));
  const end = png.length - 12;
  return Buffer.concat([png.subarray(0, end), length, kind, sum, png.subarray(end)]);

  function size(whole: boolean): [number, number] {
    return whole ? [width, height] : [1, 1];
  }
}

/** Figures side by side. */
import type { Measure } from "../fonts.ts";
import type { TilesPanel } from "../picture.ts";
import { drawMark, markRadius } from "../series-mark.ts";
import { cutEnd, wrapText } from "../text.ts";
import { font, halfCapital, lineHeight, margin, type Palette, pictureWidth, typeSizes } from "../theme.ts";

const gap = 16;
const inset = 20;
const markRoom = 2 * markRadius + 10;

type Tile = { left: number; width: number; label: string[]; values: string[] };

export type TilesLayout = { kind: "tiles"; top: number; height: number; tiles: Tile[]; marked: boolean };

/** Tiles of one width; with several series each value has its series' mark. */
export function layoutTiles({ tiles }: TilesPanel, top: number, measure: Measure): TilesLayout {
  const inner = pictureWidth - 2 * margin;
  const width = (inner - gap * (tiles.length - 1)) / Math.max(1, tiles.length);
  const marked = tiles.some(({ values }) => values.length > 1);
  const room = width - 2 * inset;
  const placed = tiles.map(({ label, values }, index) => ({
    left: margin + index * (width + gap),
    width,
    label: wrapText(label, room, 2, font(typeSizes.small), measure),
    values: values.map((value) =>
      cutEnd(value, room - (marked ? markRoom : 0), font(typeSizes.figure, "bold"), measure),
    ),
  }));
  const labelLines = Math.max(0, ...placed.map(({ label }) => label.length));
  const valueLines = Math.max(0, ...placed.map(({ values }) => values.length));
  const height = 2 * inset + labelLines * typeSizes.small * lineHeight + valueLines * typeSizes.figure * lineHeight;
  return { kind: "tiles", top, height: Math.round(height), tiles: placed, marked };
}

/** Paints the tiles. */
export function drawTiles(context: CanvasRenderingContext2D, layout: TilesLayout, palette: Palette): void {
  context.textAlign = "left";
  for (const { left, width, label, values } of layout.tiles) {
    context.fillStyle = palette.ground;
    context.beginPath();
    context.roundRect(left, layout.top, width, layout.height, 16);
    context.fill();
    let top = layout.top + inset;
    for (const [index, value] of values.entries()) {
      const baseline = top + typeSizes.figure;
      if (layout.marked) {
        const color = palette.series[index === 0 ? 0 : 1];
        drawMark(context, index, { x: left + inset + markRadius, y: baseline - typeSizes.figure * halfCapital }, color);
      }
      context.font = font(typeSizes.figure, "bold");
      context.fillStyle = palette.text;
      context.fillText(value, left + inset + (layout.marked ? markRoom : 0), baseline);
      top += typeSizes.figure * lineHeight;
    }
    context.font = font(typeSizes.small);
    context.fillStyle = palette.muted;
    for (const [index, line] of label.entries())
      context.fillText(line, left + inset, top + typeSizes.small * (1 + index * lineHeight));
  }
}

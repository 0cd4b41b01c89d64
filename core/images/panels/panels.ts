/** Panels under their titles, one after the other. */
import type { Measure } from "../fonts.ts";
import type { NotesPanel, Panel, TilesPanel } from "./content.ts";
import {
  font,
  margin,
  type Palette,
  pictureWidth,
  typeSizes,
  lineHeight,
  drawMark,
  markRadius,
  halfCapital,
} from "../theme.ts";
import { drawDuels, type DuelsLayout, layoutDuels } from "./duels.ts";
import { drawIntervals, type IntervalsLayout, layoutIntervals } from "./intervals.ts";
import { drawShares, layoutShares, type SharesLayout } from "./shares.ts";
import { cutEnd, wrapText } from "../text.ts";

type PanelLayout = IntervalsLayout | TilesLayout | DuelsLayout | SharesLayout | NotesLayout;
type PlacedPanel = { title: string; titleBaseline: number; content: PanelLayout };
/** Where the panels lie, in pixels; without any, `bottom` is where they would begin. */
export type PanelsLayout = { panels: PlacedPanel[]; bottom: number };

const gap = 34;
const titleFont = font(typeSizes.subtitle, "bold");

/** Places panels from `top` on. */
export function layoutPanels(panels: readonly Panel[], top: number, measure: Measure): PanelsLayout {
  let next = top;
  const placed = panels.map((panel): PlacedPanel => {
    const title = cutEnd(panel.title, pictureWidth - 2 * margin, titleFont, measure);
    const titleBaseline = next + (title === "" ? 0 : typeSizes.subtitle);
    const content = layoutPanel(panel, titleBaseline + (title === "" ? 0 : 22), measure);
    next = content.top + content.height + gap;
    return { title, titleBaseline, content };
  });
  return { panels: placed, bottom: placed.length > 0 ? next - gap : top };
}

function layoutPanel(panel: Panel, top: number, measure: Measure): PanelLayout {
  switch (panel.kind) {
    case "intervals":
      return layoutIntervals(panel, top, measure);
    case "tiles":
      return layoutTiles(panel, top, measure);
    case "duels":
      return layoutDuels(panel, top, measure);
    case "shares":
      return layoutShares(panel, top, measure);
    case "notes":
      return layoutNotes(panel, top, measure);
  }
}

/** Paints all panels. */
export function drawPanels(context: CanvasRenderingContext2D, layout: PanelsLayout, palette: Palette): void {
  context.textBaseline = "alphabetic";
  for (const { title, titleBaseline, content } of layout.panels) {
    context.textAlign = "left";
    context.font = titleFont;
    context.fillStyle = palette.text;
    context.fillText(title, margin, titleBaseline);
    drawPanel(context, content, palette);
  }
}

function drawPanel(context: CanvasRenderingContext2D, content: PanelLayout, palette: Palette): void {
  switch (content.kind) {
    case "intervals":
      return drawIntervals(context, content, palette);
    case "tiles":
      return drawTiles(context, content, palette);
    case "duels":
      return drawDuels(context, content, palette);
    case "shares":
      return drawShares(context, content, palette);
    case "notes":
      return drawNotes(context, content, palette);
  }
}

type NotesLayout = { kind: "notes"; top: number; height: number; lines: { text: string; baseline: number }[] };

/** Breaks the sentences into lines. */
function layoutNotes({ notes }: NotesPanel, top: number, measure: Measure): NotesLayout {
  const lines = notes.flatMap((note) => wrapText(note, pictureWidth - 2 * margin, 4, font(typeSizes.detail), measure));
  const step = typeSizes.detail * lineHeight;
  return {
    kind: "notes",
    top,
    height: Math.round(lines.length * step),
    lines: lines.map((text, index) => ({ text, baseline: top + typeSizes.detail + index * step })),
  };
}

/** Paints the sentences. */
function drawNotes(context: CanvasRenderingContext2D, layout: NotesLayout, palette: Palette): void {
  context.textAlign = "left";
  context.font = font(typeSizes.detail);
  context.fillStyle = palette.text;
  for (const { text, baseline } of layout.lines) context.fillText(text, margin, baseline);
}

const tileGap = 16;
const inset = 20;
const markRoom = 2 * markRadius + 10;

type Tile = { left: number; top: number; width: number; label: string[]; values: string[] };

type TilesLayout = { kind: "tiles"; top: number; height: number; tileHeight: number; tiles: Tile[]; marked: boolean };

/** Tiles of one size, up to three in a row and four in two; with several series each value has its series' mark. */
function layoutTiles({ tiles }: TilesPanel, top: number, measure: Measure): TilesLayout {
  const inner = pictureWidth - 2 * margin;
  const columns = Math.max(1, tiles.length > 3 ? 2 : tiles.length);
  const width = (inner - tileGap * (columns - 1)) / columns;
  const marked = tiles.some(({ values }) => values.length > 1);
  const room = width - 2 * inset;
  const words = tiles.map(({ label, values }) => ({
    label: wrapText(label, room, 2, font(typeSizes.small), measure),
    values: values.map((value) =>
      cutEnd(value, room - (marked ? markRoom : 0), font(typeSizes.figure, "bold"), measure),
    ),
  }));
  const labelLines = Math.max(0, ...words.map(({ label }) => label.length));
  const valueLines = Math.max(0, ...words.map(({ values }) => values.length));
  const lines = labelLines * typeSizes.small + valueLines * typeSizes.figure;
  const tileHeight = Math.round(2 * inset + lines * lineHeight);
  const placed = words.map((one, index) => ({
    ...one,
    left: margin + (index % columns) * (width + tileGap),
    top: top + Math.floor(index / columns) * (tileHeight + tileGap),
    width,
  }));
  const rows = Math.ceil(tiles.length / columns);
  return { kind: "tiles", top, height: rows * (tileHeight + tileGap) - tileGap, tileHeight, tiles: placed, marked };
}

/** Paints the tiles. */
function drawTiles(context: CanvasRenderingContext2D, layout: TilesLayout, palette: Palette): void {
  context.textAlign = "left";
  for (const { left, top: tileTop, width, label, values } of layout.tiles) {
    context.fillStyle = palette.ground;
    context.beginPath();
    context.roundRect(left, tileTop, width, layout.tileHeight, 16);
    context.fill();
    let top = tileTop + inset;
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

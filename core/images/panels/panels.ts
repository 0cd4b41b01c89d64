/** What stands below a radar: panels under their titles, one after the other. */
import type { Measure } from "../fonts.ts";
import type { Panel } from "../picture.ts";
import { cutEnd } from "../text.ts";
import { font, margin, type Palette, pictureWidth, typeSizes } from "../theme.ts";
import { drawDuels, type DuelsLayout, layoutDuels } from "./duels.ts";
import { drawNotes, layoutNotes, type NotesLayout } from "./notes.ts";
import { drawShares, layoutShares, type SharesLayout } from "./shares.ts";
import { drawTiles, layoutTiles, type TilesLayout } from "./tiles.ts";

export type PanelLayout = TilesLayout | DuelsLayout | SharesLayout | NotesLayout;
export type PlacedPanel = { title: string; titleBaseline: number; content: PanelLayout };
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

/** A picture of panels alone. */
import type { ChartConfiguration } from "chart.js";
import type { Measure } from "../fonts.ts";
import { drawFrame, emptyChart, type Frame, layoutFrame } from "../frame.ts";
import type { PanelsPicture } from "../picture.ts";
import { palettes, pictureWidth } from "../theme.ts";
import { drawPanels, layoutPanels, type PanelsLayout } from "./panels.ts";

/** Where everything lies, in pixels. */
export type PanelsPictureLayout = { width: number; height: number; frame: Frame; panels: PanelsLayout };

/** Lays it out. */
export function panelsPictureLayout(picture: PanelsPicture, measure: Measure): PanelsPictureLayout {
  const frame = layoutFrame(picture, measure);
  const panels = layoutPanels(picture.panels, frame.contentTop, measure);
  return { width: pictureWidth, height: Math.round(panels.bottom + 30 + frame.footerHeight), frame, panels };
}

/** What chart.js is to draw. */
export function panelsChart(picture: PanelsPicture, layout: PanelsPictureLayout): ChartConfiguration {
  return emptyChart({
    id: "panels",
    beforeDraw: ({ ctx }) => {
      drawFrame(ctx, layout.frame, layout.height);
      drawPanels(ctx, layout.panels, palettes[picture.theme]);
    },
  });
}

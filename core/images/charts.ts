/** What chart.js is to draw for each kind of picture. */
import type { ChartConfiguration } from "chart.js";
import { createMeasure } from "./fonts.ts";
import { linesChart, linesLayout } from "./lines.ts";
import { matrixChart, matrixLayout } from "./matrix.ts";
import { panelsChart, panelsPictureLayout } from "./panels/panels-picture.ts";
import type { FigurePicture, Picture } from "./picture.ts";
import { radarLayout } from "./radar-layout.ts";
import { radarChart } from "./radar.ts";
import { leaderboardLayout } from "./rating-layout.ts";
import { leaderboardChart } from "./rating-plot.ts";
import { scatterLayout } from "./scatter-layout.ts";
import { scatterChart } from "./scatter.ts";

/** A chart, and its size in pixels. */
export type SizedChart = { configuration: ChartConfiguration; width: number; height: number };

/**
 * Lays a picture out. The fonts of its texts must be registered.
 * @throws {RangeError} for a picture with more rows or other numbers of axes and series than can be drawn.
 */
export function chartOf(picture: Exclude<Picture, FigurePicture>): SizedChart {
  const measure = createMeasure();
  const sized = ({ width, height }: { width: number; height: number }, configuration: ChartConfiguration) => {
    return { configuration, width, height };
  };
  switch (picture.kind) {
    case "leaderboard": {
      const layout = leaderboardLayout(picture, measure);
      return sized(layout, leaderboardChart(picture, layout));
    }
    case "radar": {
      const layout = radarLayout(picture, measure);
      return sized(layout, radarChart(picture, layout));
    }
    case "panels": {
      const layout = panelsPictureLayout(picture, measure);
      return sized(layout, panelsChart(picture, layout));
    }
    case "matrix": {
      const layout = matrixLayout(picture, measure);
      return sized(layout, matrixChart(picture, layout));
    }
    case "lines": {
      const layout = linesLayout(picture, measure);
      return sized(layout, linesChart(picture, layout));
    }
    case "scatter": {
      const layout = scatterLayout(picture, measure);
      return sized(layout, scatterChart(picture, layout));
    }
  }
}

/** Draws a radar: chart.js the rings, spokes and series; plugins the words and figures around them. */
import type { ChartConfiguration, Plugin } from "chart.js";
import { drawFrame } from "./frame.ts";
import { drawPanels } from "./panels/panels.ts";
import type { RadarPicture } from "./picture.ts";
import { drawBands } from "./radar-bands.ts";
import type { RadarLayout } from "./radar-layout.ts";
import { drawLabels, drawLegend, drawRingLabels } from "./radar-words.ts";
import { markRadius } from "./series-mark.ts";
import { palettes } from "./theme.ts";

const lineDashes = [[], [16, 12]];
const pointStyles = ["circle", "triangle"] as const;

/** What chart.js is to draw for a radar laid out so. */
export function radarChart(picture: RadarPicture, layout: RadarLayout): ChartConfiguration<"radar"> {
  return {
    type: "radar",
    data: { labels: picture.axes, datasets: datasets(picture, layout) },
    options: {
      maintainAspectRatio: false,
      devicePixelRatio: 1,
      events: [],
      layout: { autoPadding: false, padding: webPadding(layout) },
      // Both surfaces lie under both lines.
      plugins: {
        filler: { drawTime: "beforeDatasetsDraw", propagate: false },
        legend: { display: false },
        title: { display: false },
        tooltip: { enabled: false },
      },
      scales: { r: scale(picture, layout) },
    },
    plugins: [surroundings(picture, layout)],
  };
}

function datasets(picture: RadarPicture, { outermost }: RadarLayout): ChartConfiguration<"radar">["data"]["datasets"] {
  const { series: colors, background } = palettes[picture.theme];
  return picture.series.map(({ values }, index) => {
    const color = colors[index === 0 ? 0 : 1];
    const gaps = values.some(({ value }) => value === null);
    const banded = values.some(({ lower }) => lower !== undefined);
    return {
      data: values.map(({ value }) => (value === null ? null : Math.min(outermost, Math.max(0, value)))),
      borderColor: color,
      borderWidth: 6,
      borderDash: lineDashes[index] ?? [],
      // A surface over a gap would claim votes that there are not; one under a band would blur it; and where bands are
      // told of but none is claimed, it would pass for one.
      fill: !gaps && !banded,
      backgroundColor: `${color}24`,
      spanGaps: false,
      pointStyle: pointStyles[index] ?? "circle",
      pointRadius: index === 0 ? markRadius : markRadius + 3,
      pointBackgroundColor: values.map(({ faint }) => (faint ? background : color)),
      pointBorderColor: values.map(({ faint }) => (faint ? color : background)),
      pointBorderWidth: 3,
      clip: false,
      // The first series lies on top, where the second's dashes still show beside it.
      order: index,
    };
  });
}

/** Leaves chart.js the square around the web. */
function webPadding({
  center,
  radius,
  width,
  height,
}: RadarLayout): Record<"left" | "right" | "top" | "bottom", number> {
  return {
    left: center.x - radius,
    right: width - center.x - radius,
    top: center.y - radius,
    bottom: height - center.y - radius,
  };
}

function scale(
  picture: RadarPicture,
  layout: RadarLayout,
): NonNullable<NonNullable<ChartConfiguration<"radar">["options"]>["scales"]>[string] {
  const palette = palettes[picture.theme];
  const isStrong = (value: number | undefined) => layout.rings.some((ring) => ring.strong && ring.value === value);
  return {
    type: "radialLinear",
    min: 0,
    max: layout.outermost,
    beginAtZero: true,
    pointLabels: { display: false },
    // Ring labels are drawn between surfaces and lines.
    ticks: { display: false },
    angleLines: { color: palette.grid, lineWidth: 2 },
    grid: {
      circular: true,
      color: (context) => (isStrong(context.tick?.value) ? palette.strongGrid : palette.grid),
      lineWidth: (context) => (isStrong(context.tick?.value) ? 5 : 2),
    },
    afterBuildTicks: (axis) => {
      axis.ticks = [0, ...layout.rings.map((ring) => ring.value)].map((value) => ({ value }));
    },
  };
}

function surroundings(picture: RadarPicture, layout: RadarLayout): Plugin<"radar"> {
  return {
    id: "surroundings",
    beforeDraw: (chart) => drawFrame(chart.ctx, layout.frame, layout.height),
    beforeDatasetsDraw: (chart) => {
      drawBands(chart.ctx, picture, layout);
      drawRingLabels(chart.ctx, picture.theme, layout);
    },
    afterDraw: (chart) => {
      drawPanels(chart.ctx, layout.panels, palettes[picture.theme]);
      drawLegend(chart.ctx, picture.theme, layout, lineDashes);
      drawLabels(chart.ctx, picture, layout);
    },
  };
}

/** Draws a radar: chart.js the rings, spokes and series; plugins the words and figures around them. */
import type { ChartConfiguration, Plugin } from "chart.js";
import { drawFrame } from "./frame.ts";
import { drawPanels } from "./panels/panels.ts";
import type { RadarPicture, RadarSeries, Theme } from "./picture.ts";
import { type RadarLayout, type Point, radarPoint, legendSample } from "./radar-layout.ts";
import { markRadius, palettes, drawMark, font, halfCapital, lineHeight, typeSizes } from "./theme.ts";

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
      plugins: { legend: { display: false }, title: { display: false }, tooltip: { enabled: false } },
      scales: { r: scale(picture, layout) },
    },
    plugins: [surroundings(picture, layout)],
  };
}

function datasets(picture: RadarPicture, { outermost }: RadarLayout): ChartConfiguration<"radar">["data"]["datasets"] {
  const { series: colors, background } = palettes[picture.theme];
  return picture.series.map(({ values }, index) => {
    const color = colors[index === 0 ? 0 : 1];
    return {
      data: values.map(({ value }) => Math.min(outermost, Math.max(0, value))),
      borderColor: color,
      borderWidth: 6,
      borderDash: lineDashes[index] ?? [],
      // A surface would say that what lies between the axes counts.
      fill: false,
      pointStyle: pointStyles[index] ?? "circle",
      pointRadius: index === 0 ? markRadius : markRadius + 3,
      pointBackgroundColor: color,
      pointBorderColor: background,
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

/** How see-through a band is, as two hexadecimal digits of a colour. */
const bandOpacity = "33";
const strokeWidth = 4;
/** How far beside its axis a stroke lies where there are two, in pixels. */
const strokeShift = 4;

type Ends = { lower: Point; upper: Point } | null;

/** Paints the bands of all series; between axes of which one has no interval there is none. */
function drawBands(context: CanvasRenderingContext2D, picture: RadarPicture, layout: RadarLayout): void {
  const { series: colors } = palettes[picture.theme];
  for (const [index, series] of picture.series.entries()) {
    const color = colors[index === 0 ? 0 : 1];
    const ends = endsOf(series, layout);
    context.fillStyle = `${color}${bandOpacity}`;
    context.beginPath();
    for (const [axis, here] of ends.entries()) addQuarter(context, here, ends[(axis + 1) % ends.length] ?? null);
    context.fill();
    context.strokeStyle = color;
    context.lineWidth = strokeWidth;
    context.setLineDash([]);
    context.beginPath();
    const shift = picture.series.length < 2 ? 0 : index === 0 ? -strokeShift : strokeShift;
    for (const end of ends) if (end) addStroke(context, end, shift);
    context.stroke();
  }
}

/** A line from one end of an interval to the other, moved sideways. */
function addStroke(context: CanvasRenderingContext2D, { lower, upper }: NonNullable<Ends>, shift: number): void {
  const length = Math.hypot(upper.x - lower.x, upper.y - lower.y) || 1;
  const aside = { x: (-(upper.y - lower.y) / length) * shift, y: ((upper.x - lower.x) / length) * shift };
  context.moveTo(lower.x + aside.x, lower.y + aside.y);
  context.lineTo(upper.x + aside.x, upper.y + aside.y);
}

function endsOf({ values }: RadarSeries, layout: RadarLayout): Ends[] {
  return values.map(({ lower, upper }, axis) =>
    typeof lower !== "number" || typeof upper !== "number"
      ? null
      : { lower: radarPoint(layout, axis, lower), upper: radarPoint(layout, axis, upper) },
  );
}

/** The part of a band from one axis to the next; all parts are one path, so that no seam shows between them. */
function addQuarter(context: CanvasRenderingContext2D, here: Ends, next: Ends): void {
  if (!here || !next) return;
  context.moveTo(here.lower.x, here.lower.y);
  context.lineTo(here.upper.x, here.upper.y);
  context.lineTo(next.upper.x, next.upper.y);
  context.lineTo(next.lower.x, next.lower.y);
  context.closePath();
}

/** Names the series beside a sample of its line and mark. */
function drawLegend(
  context: CanvasRenderingContext2D,
  theme: Theme,
  layout: RadarLayout,
  lineDashes: readonly number[][],
): void {
  const palette = palettes[theme];
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  for (const [index, entry] of layout.legend.entries()) {
    const color = palette.series[index === 0 ? 0 : 1];
    context.save();
    context.strokeStyle = color;
    context.lineWidth = 6;
    context.setLineDash(lineDashes[index] ?? []);
    context.beginPath();
    context.moveTo(entry.x, entry.center);
    context.lineTo(entry.x + legendSample - 18, entry.center);
    context.stroke();
    context.restore();
    drawMark(context, index, { x: entry.x + (legendSample - 18) / 2, y: entry.center }, color);
    context.font = font(typeSizes.name, "bold");
    context.fillStyle = palette.text;
    context.fillText(entry.name, entry.x + legendSample, entry.center + typeSizes.name * halfCapital);
  }
}

/** Names each axis, with the figure of each series below. */
function drawLabels(context: CanvasRenderingContext2D, picture: RadarPicture, layout: RadarLayout): void {
  const palette = palettes[picture.theme];
  for (const label of layout.labels) {
    context.font = font(typeSizes.detail);
    context.fillStyle = palette.text;
    context.textAlign = label.align;
    for (const [index, line] of label.lines.entries()) {
      context.fillText(line, label.x, label.top + typeSizes.detail + index * typeSizes.detail * lineHeight);
    }
    context.font = font(typeSizes.small);
    context.fillStyle = palette.muted;
    context.fillText(label.detail, label.x, label.detailBaseline);
    context.textAlign = "left";
    context.font = font(typeSizes.detail, "bold");
    for (const [index, figure] of label.figures.entries()) {
      const color = palette.series[index === 0 ? 0 : 1];
      const middle = { x: figure.markX, y: label.figuresBaseline - typeSizes.detail * halfCapital };
      drawMark(context, index, middle, color);
      context.fillStyle = palette.text;
      context.fillText(figure.text, figure.textX, label.figuresBaseline);
    }
  }
}

/** Writes each ring's label on the ring, with a halo so that lines under it do not blur it. */
function drawRingLabels(context: CanvasRenderingContext2D, theme: Theme, layout: RadarLayout): void {
  const palette = palettes[theme];
  context.textAlign = "center";
  context.lineJoin = "round";
  context.lineWidth = 8;
  context.strokeStyle = palette.background;
  for (const { label, strong, x, y } of layout.rings) {
    context.font = font(typeSizes.small, strong ? "bold" : "normal");
    context.fillStyle = strong ? palette.text : palette.muted;
    const baseline = y + typeSizes.small * halfCapital;
    context.strokeText(label, x, baseline);
    context.fillText(label, x, baseline);
  }
}

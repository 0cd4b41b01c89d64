/**
 * A thread that draws the same figures with chart.js alone: its own titles, axes, labels and legend, at the size of our
 * pictures, on the same canvas, in the same font, to PNG. What our pictures are measured against.
 */
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";
import { GlobalFonts } from "@napi-rs/canvas";
import type { ChartConfiguration } from "chart.js";
import { ChartJSNodeCanvas } from "chartjs-node-canvas";
import type { LeaderboardPicture, Picture, RadarPicture, RenderedImage } from "../../../core/index.ts";

const family = "Bare";
const font = "@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2";
GlobalFonts.registerFromPath(createRequire(import.meta.url).resolve(font), family);

const width = 1080;
const fonts = { family, size: 28 };
let canvas: ChartJSNodeCanvas | undefined;

function leaderboard({ title, rows }: LeaderboardPicture): ChartConfiguration {
  const rated = rows.filter((row) => row.rating !== null);
  return {
    type: "bar",
    data: {
      labels: rated.map((row) => `${row.rankLabel} ${row.name} ${row.votesLabel}`),
      datasets: [{ label: title, data: rated.map(({ lower, upper }) => [lower ?? 0, upper ?? 0]) }],
    },
    options: {
      indexAxis: "y",
      events: [],
      devicePixelRatio: 1,
      font: fonts,
      plugins: { title: { display: true, text: title, font: fonts }, legend: { labels: { font: fonts } } },
      scales: { x: { min: 500, ticks: { font: fonts } }, y: { ticks: { font: fonts } } },
    },
  };
}

function radar({ title, axes, series }: RadarPicture): ChartConfiguration {
  return {
    type: "radar",
    data: {
      labels: axes,
      datasets: series.map(({ name, values }) => ({ label: name, data: values.map(({ value }) => value), fill: true })),
    },
    options: {
      events: [],
      devicePixelRatio: 1,
      font: fonts,
      plugins: { title: { display: true, text: title, font: fonts }, legend: { labels: { font: fonts } } },
      scales: { r: { min: 0, max: 1, pointLabels: { font: fonts }, ticks: { font: fonts } } },
    },
  };
}

/** As high as our own pictures of as many rows, and of a radar with its panels. */
function heightOf(picture: Picture): number {
  return picture.kind === "leaderboard" ? 330 + 94 * picture.rows.length : 1830;
}

parentPort?.on("message", (picture: Picture) => {
  if (picture.kind === "figure") throw new RangeError("This bench draws no figures.");
  const height = heightOf(picture);
  // The bench draws no others.
  if (picture.kind !== "leaderboard" && picture.kind !== "radar") return;
  const configuration = picture.kind === "leaderboard" ? leaderboard(picture) : radar(picture);
  configuration.options = { ...configuration.options, maintainAspectRatio: false };
  configuration.plugins = [
    { id: "size", beforeInit: (chart) => chart.resize(width, height) },
    {
      id: "background",
      beforeDraw: ({ ctx }) => {
        ctx.fillStyle = "#ffffff";
        ctx.fillRect(0, 0, width, height);
      },
    },
  ];
  canvas ??= new ChartJSNodeCanvas({ width, height });
  const png = Uint8Array.from(canvas.renderToBufferSync(configuration, "image/png"));
  parentPort?.postMessage({ result: { png, width, height } satisfies RenderedImage }, [png.buffer]);
});

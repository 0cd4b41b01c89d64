/** A chart of which plugins draw everything. */
import type { ChartConfiguration, Plugin } from "chart.js";

/** No axes, no data. */
export function emptyChart(...plugins: Plugin[]): ChartConfiguration {
  return {
    type: "scatter",
    data: { datasets: [] },
    options: {
      maintainAspectRatio: false,
      devicePixelRatio: 1,
      events: [],
      plugins: { legend: { display: false }, title: { display: false }, tooltip: { enabled: false } },
      scales: { x: { display: false }, y: { display: false } },
    },
    plugins,
  };
}

/** Shows how far an experiment is: a bar that moves on a terminal, a line now and then elsewhere. */
import type { Clock, Progress } from "../../core/index.ts";

type Output = { isTTY?: boolean; columns?: number; write(text: string): unknown };

/** Where nothing can be overwritten, milliseconds between two lines. */
const betweenLines = 10_000;
const barWidth = 16;

/** A line that is kept up to date until it ends. */
export type ProgressBar = { show(progress: Progress): void; end(): void };

/** A progress bar on an output, which is told apart by `isTTY`. */
export function createProgressBar(output: Output, clock: Clock): ProgressBar {
  const terminal = output.isTTY === true;
  let shownAt = -Infinity;
  let shown = false;
  return {
    show(progress) {
      const now = clock.now().getTime();
      const last = progress.done >= progress.planned;
      if (!terminal && !last && now - shownAt < betweenLines) return;
      shownAt = now;
      shown = true;
      const line = describe(progress, terminal);
      output.write(terminal ? `\r\u001B[2K${line.slice(0, (output.columns ?? 80) - 1)}` : `${line}\n`);
    },
    end() {
      if (terminal && shown) output.write("\n");
      shown = false;
    },
  };
}

/** Calls, failures, tokens, cost and time left in one line. */
export function describe(progress: Progress, withBar: boolean): string {
  const { done, planned, failures, tokens, cost } = progress;
  const full = Math.round((Math.min(done, planned) / Math.max(1, planned)) * barWidth);
  const bar = withBar ? `${"█".repeat(full)}${"░".repeat(barWidth - full)} ` : "";
  const left = estimateLeft(progress);
  return [
    `${bar}${done}/${planned} calls`,
    `${failures} failed`,
    `${tokens.toLocaleString("en")} tokens`,
    `$${cost.toFixed(4)}`,
    ...(left === null ? [] : [`${formatDuration(left)} left`]),
  ].join(" · ");
}

/** Milliseconds, at the pace of this run; null before there is one. */
function estimateLeft({ done, planned, fresh, elapsed }: Progress): number | null {
  return fresh === 0 ? null : (elapsed / fresh) * Math.max(0, planned - done);
}

function formatDuration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

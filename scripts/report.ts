/**
 * `npm run -s report -- --out DIR [--since DATE] [--language en|zh]`: writes report.html and report.pdf into a new folder: the
 * board, what has changed since a day and whether that is real, profiles, head to head, over time, what was asked, agreement,
 * the jury, cost, times, and how all that is made. Of one moment, also while the arena is running; sums only
 * (docs/report.md). Ends with 0 when the folder is whole and on the disk, with 1 when there is none, with 2 for arguments it
 * does not understand.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { languages, readReportRecord, sentences, systemClock } from "../core/index.ts";
import { configFromEnvironment } from "../bots/config.ts";
import { composeReport } from "./report/compose.ts";
import { writeReport } from "./report/write-report.ts";
import { carrying, configuredPlace, keysOf } from "./verb/carrying.ts";
import { language as own, runAsVerb } from "./verb/run-as-verb.ts";

/** How far back what is recent reaches unless told: days. */
const usualDays = 30;

function readArguments(now: Date) {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ options: { out: text, since: text, language: text } });
  const usual = new Date(now.getTime() - usualDays * 86_400_000).toISOString().slice(0, 10);
  const { out, since = usual, language: wanted = own } = values;
  const language = languages.find((one) => one === wanted);
  const isDay = /^\d{4}-\d\d-\d\d$/u.test(since) && !Number.isNaN(Date.parse(since));
  return out === undefined || language === undefined || !isDay ? undefined : { out: resolve(out), since, language };
}

// Whatever is half written goes when the program is stopped.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));

await runAsVerb(async () => {
  const now = systemClock.now();
  const wanted = readArguments(now);
  if (!wanted) {
    const more = `--since 2026-11-01, --language ${languages.join("|")}`;
    console.error(sentences(own).reports.usage("npm run -s report -- --out DIR", more));
    return 2;
  }
  const config = configFromEnvironment();
  const place = configuredPlace(config);
  const { out, since, language } = wanted;
  const record = await carrying(readReportRecord(place, { out, keys: keysOf(place, config) }, since));
  const report = composeReport(record, { since, now, language });
  await carrying(writeReport(report, out));
  console.log(sentences(own).reports.written(out, report.sections.length));
  return 0;
});

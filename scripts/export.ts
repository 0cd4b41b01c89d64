/**
 * `npm run -s export -- --out DIR [--format parquet|jsonl|csv] [--since DATE] [--task NAME] [--with-text] [--open-page]
 * [--licence SPDX] [--url ADDRESS]`: writes closed battles, their votes, models and boards as open data into a new folder,
 * as they are at one moment, also while the arena is running; beside them a card (README.md), croissant.json and
 * checksums.txt. Words, and votes one by one, are only of those who have said yes (docs/export.md). Ends with 0 when the
 * folder is whole and on the disk, with 1 when there is none, with 2 for arguments it does not understand.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import {
  exportFormats,
  exportRecord,
  type ExportSummary,
  sentences,
  systemClock,
  systemRandom,
  tasks,
} from "../core/index.ts";
import { configFromEnvironment } from "../bots/config.ts";
import { createStatusLine } from "./status-line.ts";
import { carrying, configuredPlace, keysOf } from "./verb/carrying.ts";
import { language, runAsVerb } from "./verb/run-as-verb.ts";

const words = sentences(language).copies;
const barWidth = 16;

/** Null is fine: it was not asked for. */
const isUsable = {
  since: (day: string | null) => day === null || (/^\d{4}-\d\d-\d\d$/u.test(day) && !Number.isNaN(Date.parse(day))),
  task: (task: string | null) => task === null || tasks.some((one) => one === task),
  licence: (licence: string | null) => licence === null || /^[A-Za-z0-9.+-]+$/u.test(licence),
  url: (url: string | null) => url === null || URL.canParse(url),
};

function readArguments() {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const { values } = parseArgs({
    options: {
      ...{ out: text, format: text, since: text, task: text, licence: text, url: text },
      ...{ "with-text": flag, "open-page": flag },
    },
  });
  const { out, format: named = "jsonl", since = null, task = null, licence = null, url = null } = values;
  const format = exportFormats.find((one) => one === named);
  const isFine = isUsable.since(since) && isUsable.task(task) && isUsable.licence(licence) && isUsable.url(url);
  if (out === undefined || format === undefined || !isFine) return undefined;
  const wish = { since, task, withText: values["with-text"], ofOpenPage: values["open-page"] };
  return { out: resolve(out), format, licence, url, wish };
}

/** A bar where there is a terminal. */
function tellBattles(): { told: (battles: number, of: number) => void; end: () => void } {
  const line = createStatusLine(process.stderr);
  const barOf = (share: number) => "█".repeat(share) + "░".repeat(barWidth - share);
  return {
    told: (battles, of) =>
      line.show(words.exporting(barOf(Math.round((battles / Math.max(1, of)) * barWidth)), battles, of)),
    end: () => line.show(""),
  };
}

function inWords(folder: string, summary: ExportSummary, licence: string | null): string[] {
  const { battles, votes, ownVotes, voters, withWords, wish, leftOut, demo } = summary;
  const left = [...leftOut.values()].reduce((sum, one) => sum + one, 0);
  return [
    words.exported(folder, battles, votes),
    words.exportedOwn(ownVotes, voters, wish.withText ? withWords : null),
    ...(left > 0 ? [words.exportedLeftOut(left)] : []),
    ...(demo ? [words.exportedDemo] : []),
    ...(licence === null ? [words.exportLicence] : []),
  ];
}

// Whatever is half written goes when the program is stopped.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));

await runAsVerb(async () => {
  const wanted = readArguments();
  if (!wanted) {
    const more = `--format ${exportFormats.join("|")}, --since 2026-11-30, --task ${tasks.join("|")}, --with-text, --open-page, --licence CC-BY-4.0, --url https://…`;
    console.error(words.exportUsage("npm run -s export -- --out DIR", more));
    return 2;
  }
  const config = configFromEnvironment();
  const place = configuredPlace(config);
  const { told, end } = tellBattles();
  const secret = systemRandom.salt() + systemRandom.salt();
  const personalKinds = sentences("en").personal.kinds;
  const options = { ...wanted, secret, personalKinds, now: systemClock.now(), keys: keysOf(place, config), told };
  const summary = await carrying(exportRecord(place, options).finally(end));
  console.log(inWords(wanted.out, summary, wanted.licence).join("\n"));
  return 0;
});

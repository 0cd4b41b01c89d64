/** What the product's door shows of how records are carried from place to place. */
export { backUp } from "./backup.ts";
export { createPassphrase, type Passphrase } from "./backup-frames.ts";
export { exportRecord } from "./export.ts";
export { openSources } from "./sources.ts";
export { type Carried, moveRecord } from "./move.ts";
export type { RecordPlace } from "./places.ts";
export { RecordRefusal } from "./record-refusal.ts";
export { restore } from "./restore.ts";
export { refuseFile } from "./one-moment.ts";
export { readReportRecord, type ReportRecord } from "./report-record.ts";

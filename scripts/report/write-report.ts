/** Writes a report into a folder: a page and a PDF. */
import { join } from "node:path";
import {
  createRenderer,
  drawReportPage,
  drawReportPdf,
  refuseFile,
  type Report,
  writeFlushed,
  writeWholeFolder,
} from "../../core/index.ts";

/** @param out a folder that is not there yet, or empty. @throws {RecordRefusal} where it cannot be written: then none is there. */
export async function writeReport(report: Report, out: string): Promise<void> {
  const { page, pdf } = await draw(report);
  await writeWholeFolder(out, async (draft) => {
    await writeFlushed(join(draft, "report.html"), page);
    await writeFlushed(join(draft, "report.pdf"), pdf);
  }).catch((error: unknown) => refuseFile(out, error));
}

async function draw(report: Report): Promise<{ page: string; pdf: Uint8Array }> {
  const renderer = createRenderer();
  try {
    return { page: await drawReportPage(report, renderer), pdf: await drawReportPdf(report, renderer) };
  } finally {
    await renderer.close();
  }
}

/** The parts of a workbook (xlsx) beside its rows. */
import type { Archive } from "../opening/archive.ts";
import { RateProblem } from "../problem.ts";
import { makeVisible } from "../visible.ts";
import { parseXml } from "./xml.ts";

/** Characters in a workbook's shared strings. */
const longestStrings = 2 ** 28;

/** The sheets of a workbook, in their order: how each is called, and where in the archive it is. @throws {RateProblem} */
export async function listSheets(archive: Archive, path: string): Promise<{ name: string; file: string }[]> {
  const targets = new Map<string, string>();
  const sheets: { name: string; file: string }[] = [];
  await parseXml(archive.read("xl/_rels/workbook.xml.rels"), path, {
    open: (name, attributes) => {
      if (name === "Relationship") targets.set(attributes()["Id"] ?? "", attributes()["Target"] ?? "");
    },
  });
  await parseXml(archive.read("xl/workbook.xml"), path, {
    open: (name, attributes) => {
      const { name: called = "", "r:id": id = "" } = name === "sheet" ? attributes() : {};
      const target = targets.get(id);
      if (target !== undefined)
        sheets.push({ name: called, file: target.startsWith("/") ? target.slice(1) : `xl/${target}` });
    },
  });
  return sheets;
}

/** Texts that cells point to by their number. @throws {RateProblem} when there is too much of them. */
export async function readStrings(archive: Archive, path: string): Promise<string[]> {
  const strings: string[] = [];
  let length = 0;
  let isInText = false;
  let isAside = false;
  if (!archive.names.includes("xl/sharedStrings.xml")) return strings;
  await parseXml(archive.read("xl/sharedStrings.xml"), path, {
    open(name) {
      if (name === "si") strings.push("");
      // How a word is spoken is no part of it.
      if (name === "rPh") isAside = true;
      isInText = name === "t" && !isAside;
    },
    close(name) {
      if (name === "rPh") isAside = false;
      isInText = false;
    },
    text(text) {
      if (!isInText || strings.length === 0) return;
      length += text.length;
      if (length > longestStrings)
        throw new RateProblem(`${makeVisible(path)} holds too much text for a workbook of votes. Save it as CSV.`);
      strings[strings.length - 1] += text;
    },
  });
  return strings;
}

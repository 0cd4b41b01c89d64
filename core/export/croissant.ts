/** An export as Croissant 1.1 describes data (http://mlcommons.org/croissant/1.1): for programs that look for and load it. */
import type { ColumnType } from "./columns.ts";
import { type ExportFormat, mediaTypes } from "./formats.ts";
import type { ExportSummary, ExportTerms } from "./summary.ts";
import type { WrittenTable } from "./table-file.ts";

/** As its appendix 1 recommends, as far as it is used here. */
const context = {
  "@language": "en",
  "@vocab": "https://schema.org/",
  sc: "https://schema.org/",
  cr: "http://mlcommons.org/croissant/",
  rai: "http://mlcommons.org/croissant/RAI/",
  dct: "http://purl.org/dc/terms/",
  citeAs: "cr:citeAs",
  column: "cr:column",
  conformsTo: "dct:conformsTo",
  data: { "@id": "cr:data", "@type": "@json" },
  dataType: { "@id": "cr:dataType", "@type": "@vocab" },
  examples: { "@id": "cr:examples", "@type": "@json" },
  extract: "cr:extract",
  field: "cr:field",
  fileObject: "cr:fileObject",
  fileProperty: "cr:fileProperty",
  fileSet: "cr:fileSet",
  format: "cr:format",
  includes: "cr:includes",
  isLiveDataset: "cr:isLiveDataset",
  jsonPath: "cr:jsonPath",
  key: "cr:key",
  md5: "cr:md5",
  parentField: "cr:parentField",
  path: "cr:path",
  recordSet: "cr:recordSet",
  references: "cr:references",
  regex: "cr:regex",
  repeated: "cr:repeated",
  replace: "cr:replace",
  separator: "cr:separator",
  source: "cr:source",
  subField: "cr:subField",
  transform: "cr:transform",
};

const dataTypes: Record<ColumnType, string> = {
  text: "sc:Text",
  integer: "sc:Integer",
  number: "sc:Float",
  boolean: "sc:Boolean",
  conversation: "sc:Text",
};

/** What an export is called. */
export function nameOfExport({ madeAt }: Pick<ExportSummary, "madeAt">): string {
  return `doubleblind-arena-${madeAt.toISOString().slice(0, 10)}`;
}

/** The description as JSON-LD. */
export function describeAsCroissant(summary: ExportSummary, terms: ExportTerms, format: ExportFormat): object {
  const { madeAt, tables, languages } = summary;
  const name = nameOfExport(summary);
  return {
    "@context": context,
    "@type": "sc:Dataset",
    conformsTo: "http://mlcommons.org/croissant/1.1",
    name,
    description:
      "Battles of two hidden language models and the votes of a community on their answers, exported by Doubleblind. README.md says how to read it, what its consent is, and what biases are known.",
    license:
      terms.licence === null ? "Not chosen: all rights reserved." : `https://spdx.org/licenses/${terms.licence}.html`,
    // Where it is not known, the folder that this file lies in.
    url: terms.url ?? "./",
    creator: { "@type": "sc:Organization", name: "An arena run with Doubleblind" },
    datePublished: madeAt.toISOString().slice(0, 10),
    version: "1.0.0",
    citeAs: `${name}, a data set exported by Doubleblind`,
    keywords: ["language models", "human preference", "pairwise comparison", "leaderboard"],
    ...(languages.length > 0 && { inLanguage: languages }),
    isLiveDataset: false,
    distribution: tables.map((table) => fileObject(table, format)),
    recordSet: tables.map(recordSet),
  };
}

function fileObject({ file, bytes, sha256 }: WrittenTable, format: ExportFormat): object {
  return {
    "@type": "cr:FileObject",
    "@id": file,
    name: file,
    contentUrl: file,
    contentSize: `${bytes} B`,
    encodingFormat: mediaTypes[format],
    sha256,
  };
}

function recordSet({ table, file, columns }: WrittenTable): object {
  return {
    "@type": "cr:RecordSet",
    "@id": table,
    name: table,
    field: columns.map(({ name, type, what }) => ({
      "@type": "cr:Field",
      "@id": `${table}/${name}`,
      name: name,
      ...(what !== "" && { description: what }),
      dataType: dataTypes[type],
      source: { fileObject: { "@id": file }, extract: { column: name } },
    })),
  };
}

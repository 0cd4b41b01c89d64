/** A page of every sentence people read, the languages side by side, for people to review. */
import { languages, sentences } from "../../core/index.ts";

type Sentence = { place: string; text: string };

/** A sentence with numbers where it takes something: they fit counts and texts alike. */
function read(sentence: unknown): string {
  if (typeof sentence !== "function") return String(sentence);
  return String(
    Reflect.apply(
      sentence,
      undefined,
      Array.from({ length: sentence.length }, (_, index) => index + 2),
    ),
  );
}

function list(value: unknown, place = ""): Sentence[] {
  if (typeof value !== "object" || value === null) return [{ place, text: read(value) }];
  return Object.entries(value).flatMap(([key, one]) => list(one, place === "" ? key : `${place}.${key}`));
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** The page, as HTML. */
export function wordsPage(): string {
  const columns = languages.map((language) => list(sentences(language)));
  const rows = (columns[0] ?? []).map(({ place }, index) => {
    const cells = columns.map((column) => `<td>${escape(column[index]?.text ?? "").replaceAll("\n", "<br>")}</td>`);
    return `<tr><th scope="row">${place.replaceAll(".", ".<wbr>")}</th>${cells.join("")}</tr>`;
  });
  return `<!doctype html>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Every sentence</title>
<style>
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
  table { border-collapse: collapse; width: 100% } th, td { padding: .4rem .6rem; vertical-align: top; text-align: start; border-bottom: 1px solid #8884 }
  th { font: 12px/1.6 ui-monospace, monospace; width: 14rem; opacity: .75 } tr:hover { background: #8881 }
</style>
<h1>Every sentence</h1>
<p>${rows.length} sentences; numbers stand for what they take.</p>
<table><thead><tr><th></th>${languages.map((language) => `<th scope="col">${language}</th>`).join("")}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table>
`;
}

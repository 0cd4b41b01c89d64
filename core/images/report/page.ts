/** A report as one page that needs nothing else: pictures inside, no scripts, light and dark, for screen and print. */
import { sentences } from "../../language/index.ts";
import { type RenderedImage, type Theme, themes } from "../picture.ts";
import type { Fold, Report, ReportPicture, Section } from "./section.ts";

/** A picture as it was drawn in each theme. */
export type Looks = Record<Theme, RenderedImage>;
/** Those of all pictures of a report. */
export type Drawn = ReadonlyMap<ReportPicture, Looks>;

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

const style = `
:root { color-scheme: light dark; --ground: #fff; --text: #171c26; --muted: #586273; --line: #dbe1ea; --link: #0072b2 }
@media screen and (prefers-color-scheme: dark) {
  :root { --ground: #14181f; --text: #f0f3f8; --muted: #a8b2c1; --line: #313a47; --link: #56b4e9 }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.55 system-ui, "Noto Sans", "Noto Sans SC", sans-serif;
  overflow-wrap: anywhere }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
header, section > p, section > h2, section > ul, details, nav { max-width: 44rem }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .75rem }
h2 { font-size: 1.35rem; line-height: 1.25; margin: 0 0 .75rem }
p { margin: 0 0 .75rem }
header p, .note { color: var(--muted) }
a { color: var(--link) }
nav ol { columns: 16rem; margin: 0; padding-left: 1.4rem }
section { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: 1.75rem }
.shown { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1.5rem 2rem; align-items: start;
  margin-top: 1rem }
.shown > :only-child { max-width: 44rem }
figure { margin: 0 }
img { display: block; width: 100%; height: auto; border: 1px solid var(--line); border-radius: .5rem }
details { margin: .5rem 0 0 }
summary { cursor: pointer }
figure details { color: var(--muted) }
figure details p { white-space: pre-line; margin: .5rem 0 0 }
.fold { border-top: 1px solid var(--line); padding: .5rem 0 0; max-width: 60rem }
.fold > summary { font-weight: 600; padding: .25rem 0 }
.fold .fold { margin-left: 1rem }
.fold .fold > summary { font-weight: 400 }
.hint { display: block; font-weight: 400; color: var(--muted) }
.fold h3 { font-size: .85rem; font-weight: 400; color: var(--muted); margin: .75rem 0 .1rem }
.written { white-space: pre-wrap; margin: 0; max-height: 40rem; overflow-y: auto; unicode-bidi: isolate }
.scroll { overflow-x: auto; min-width: 0 }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem; width: 100% }
th, td { padding: .3rem 0 .3rem .6rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap }
th:first-child, td:first-child { text-align: left; padding-left: 0; white-space: normal; min-width: 7rem }
.words td { white-space: normal }
@media (max-width: 30rem) { table { font-size: .8rem } th, td { padding-left: .4rem } }
@media print {
  body { font-size: 10.5pt } main { max-width: none; padding: 0 } nav, figure details, .fold > :not(summary) { display: none }
  .apart { break-before: page } section { border: 0; margin: 0; padding: 0 } .shown { display: block } figure, tr { break-inside: avoid } img { max-height: 19cm; width: auto; max-width: 100%; border: 0 }
}`;

/** The whole page. Everything that a person or a model has named is escaped; nothing is loaded from anywhere. */
export function writePage({ language, title, about, sections }: Report, drawn: Drawn): string {
  const { reports } = sentences(language);
  const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  const links = sections.map((section) => `<li><a href="#${section.id}">${escape(section.title)}</a></li>`).join("");
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<title>${escape(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<header>
<h1>${escape(title)}</h1>
${paragraphs(about)}
</header>
<nav aria-label="${escape(reports.contents)}"><ol>${links}</ol></nav>
${sections.map((section) => writeSection(section, drawn, reports.inWords)).join("\n")}
</main>
</body>
</html>
`;
}

function paragraphs(texts: readonly string[]): string {
  return texts.map((text) => `<p>${escape(text)}</p>`).join("\n");
}

function writeSection(
  { id, title, sentences: said, pictures, table, folds = [], sources = [] }: Section,
  drawn: Drawn,
  inWords: string,
): string {
  const shown = [
    ...pictures.map((picture) => writePicture(picture, drawn, inWords)),
    ...(table ? [writeTable(table)] : []),
  ].join("\n");
  const listed = sources.map(
    ({ text, url }) => `<li><a href="${escape(url)}" rel="noreferrer">${escape(text)}</a></li>`,
  );
  // What holds no more than a few sentences needs no page of its own.
  const isLong = pictures.length > 0 || table !== undefined;
  return `<section id="${id}"${isLong ? ' class="apart"' : ""} aria-labelledby="${id}-title">
<h2 id="${id}-title">${escape(title)}</h2>
${paragraphs(said)}
${shown === "" ? "" : `<div class="shown">\n${shown}\n</div>`}
${folds.map(writeFold).join("\n")}
${listed.length > 0 ? `<ul>${listed.join("")}</ul>` : ""}
</section>`;
}

function writeFold({ summary, hint = "", written, folds = [] }: Fold): string {
  const texts = written.map(
    ({ label, text }) =>
      `<h3>${escape(label)}</h3>\n<div class="written" dir="auto" tabindex="0">${escape(text)}</div>`,
  );
  return `<details class="fold"><summary>${escape(summary)}${hint === "" ? "" : ` <span class="hint" dir="auto">${escape(hint)}</span>`}</summary>
${[...texts, ...folds.map(writeFold)].join("\n")}
</details>`;
}

function writePicture(picture: ReportPicture, drawn: Drawn, inWords: string): string {
  const looks = drawn.get(picture);
  if (!looks) return "";
  const addresses = Object.fromEntries(
    themes.map((theme) => [theme, `data:image/png;base64,${Buffer.from(looks[theme].png).toString("base64")}`]),
  );
  const { width, height } = looks.light;
  const [first = ""] = picture.alt.split("\n");
  return `<figure>
<picture>
<source media="screen and (prefers-color-scheme: dark)" srcset="${addresses["dark"]}" width="${looks.dark.width}" height="${looks.dark.height}">
<img src="${addresses["light"]}" width="${width}" height="${height}" alt="${escape(first)}">
</picture>
<details><summary>${escape(inWords)}</summary><p>${escape(picture.alt)}</p></details>
</figure>`;
}

function writeTable([headings = [], ...rows]: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[], tag: "td" | "th") =>
    row.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join("");
  const body = rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("");
  const looks = headings.length <= 3 ? ' class="words"' : "";
  return `<div class="scroll" tabindex="0"><table${looks}><thead><tr>${cells(headings, "th")}</tr></thead><tbody>${body}</tbody></table></div>`;
}

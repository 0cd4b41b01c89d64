/** The files the page consists of: its own folder and a few libraries, read once. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

export type PageFile = { body: Uint8Array<ArrayBuffer>; type: string; tag: string };

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

const folder = fileURLToPath(new URL("./page/", import.meta.url));

/** The page's modules import these from beside them; types come from the packages. */
const libraries: Readonly<Record<string, string>> = {
  "marked.js": "marked",
  "purify.js": "dompurify",
  "highlight-library.js": "@highlightjs/cdn-assets/es/highlight.min.js",
  "katex.js": "katex",
  "katex.css": "katex/dist/katex.min.css",
};

/** By path: `/` is the page, everything else lies under `/page/`. */
export async function readPageFiles(): Promise<ReadonlyMap<string, PageFile>> {
  const files = new Map<string, PageFile>();
  for (const name of await readdir(folder)) {
    const type = types[extname(name)];
    if (type) files.set(name === "index.html" ? "/" : `/page/${name}`, await readPageFile(join(folder, name), type));
  }
  for (const [name, library] of Object.entries(libraries)) {
    const path = fileURLToPath(import.meta.resolve(library));
    files.set(`/page/${name}`, await readPageFile(path, types[extname(name)] ?? ""));
  }
  // Where the style sheet of the formulas looks for its letters.
  const fonts = fileURLToPath(new URL("./fonts/", import.meta.resolve("katex/dist/katex.min.css")));
  for (const name of await readdir(fonts)) {
    const type = name.endsWith(".woff2") && types[".woff2"];
    if (type) files.set(`/page/fonts/${name}`, await readPageFile(join(fonts, name), type));
  }
  return files;
}

async function readPageFile(path: string, type: string): Promise<PageFile> {
  const body = await readFile(path);
  return { body, type, tag: `"${createHash("sha256").update(body).digest("base64url")}"` };
}

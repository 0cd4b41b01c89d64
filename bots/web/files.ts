/** What the page gives out as files: its own modules, a few libraries, and the pictures and files of posts. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Context, Hono } from "hono";
import { bytesOf } from "../../core/index.ts";
import { type Feed, seekPost } from "./feed.ts";
import { isGuessable, type KeptFiles, pictureMediaType } from "./kept-files.ts";
import { pageWords, refuse } from "./refusals.ts";
import type { Visitors } from "./visitors.ts";

/** A file of the page; `tag` changes with its content. */
export type PageFile = { body: Uint8Array<ArrayBuffer>; type: string; tag: string };

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

const folder = fileURLToPath(new URL("./page/", import.meta.url));

/** The page's modules import these from beside them; types come from where they lie. */
const libraries: Readonly<Record<string, string>> = {
  "marked.js": "marked",
  "purify.js": "dompurify",
  "highlight-library.js": "@highlightjs/cdn-assets/es/highlight.min.js",
  "katex.js": "katex",
  "cjk-emphasis.js": "../shared/cjk-emphasis.js",
  "katex.css": "katex/dist/katex.min.css",
};

/** Reads them once. @returns them by path: `/` is the page, everything else lies under `/page/`. */
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

/** Gives out the page's own files. */
export function addPageFiles(app: Hono, files: ReadonlyMap<string, PageFile>): void {
  for (const [path, file] of files) {
    app.get(path, (c) => {
      c.header("ETag", file.tag);
      c.header("Cache-Control", "no-cache");
      if (c.req.header("if-none-match") === file.tag) return c.body(null, 304);
      return c.body(file.body, 200, { "Content-Type": file.type });
    });
  }
}

/** What the files of posts need. */
export type PostFilesOptions = { feed: Feed; kept: KeptFiles; visitors: Visitors };

/** Gives out the pictures of posts, and the files that came with them. */
export function addPostFiles(app: Hono, { feed, kept, visitors }: PostFilesOptions): void {
  app.get("/images/:file", async (c) => {
    const file = c.req.param("file");
    const type = pictureMediaType(file);
    const given = !isGuessable(file) || isShownTo(visitors.session(c)?.pseudonym, file, feed);
    const picture = type && given && (await kept.read(file));
    if (!picture) return notFound(c);
    return c.body(picture.content, 200, {
      "Content-Type": type,
      "Content-Length": String(picture.length),
      "Cache-Control": "private, max-age=31536000, immutable",
    });
  });
  app.get("/api/files/:post/:index", async (c) => {
    const post = await seekPost(feed, c.req.param("post"), visitors.session(c)?.pseudonym);
    const file = /^\d{1,2}$/.test(c.req.param("index")) && post?.content.files?.[Number(c.req.param("index"))];
    if (!file) return notFound(c);
    const body = "file" in file ? (await kept.read(file.file))?.content : bytesOf(file);
    if (body === undefined) return notFound(c);
    const name = encodeURIComponent(file.name.toWellFormed()).replaceAll("'", "%27");
    return c.body(body, 200, {
      "Cache-Control": "no-store",
      "Content-Type": "base64" in file ? "application/octet-stream" : "text/plain; charset=utf-8",
      // To be kept, never to be shown as if it were a page of ours.
      "Content-Disposition": `attachment; filename*=UTF-8''${name}`,
    });
  });
}

function isShownTo(reader: string | undefined, file: string, feed: Feed): boolean {
  const posts = [...feed.posts()].filter(({ content: { images } }) => images.some((image) => image.file === file));
  return posts.some(({ id }) => feed.find(id, reader) !== undefined);
}

/** The answer where nothing is. */
export function notFound(c: Context): Response {
  return refuse(c, 404, pageWords(c).errors.notFound);
}

/** What the pictures of the running product were made from, so that one can tell when they are old. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { languages, sentences } from "../../core/index.ts";

/** Where that is written, beside the pictures. */
export const madeFromFile = "docs/pictures/made-from.json";

/** Folders whose files decide how the product looks, and what the pictures tell. */
const folders = ["bots/web/page", "core/images", "core/commands/leaderboard", "scripts/docs/recording"];

/**
 * Fingerprints of all that the pictures show: files by folder, and what is said on them. Where one differs from
 * {@link madeFromFile}, the pictures are old.
 * @param root the project's folder.
 */
export function picturesShow(root: string): Record<string, string> {
  const files = folders.map((folder) => [folder, fingerprint(readFolder(join(root, folder)))] as const);
  const said = languages.map((language) => {
    const { battle, boards, page } = sentences(language);
    return [`sentences of ${language}`, fingerprint(write([battle, boards, page.chat]))] as const;
  });
  return Object.fromEntries([...files, ...said]);
}

function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function readFolder(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  return paths.map((path) => readFileSync(path, "utf8")).join("\0");
}

/** Sentences as text; those that take something take small numbers. */
function write(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => {
    if (typeof one !== "function") return one;
    const given = Array.from({ length: one.length }, (_, index) => index + 2);
    return String(Reflect.apply(one, undefined, given));
  });
}

/** README and the pages it leads to: short enough to be read, and true in what they name. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (page: string) => readFileSync(join(root, page), "utf8");
const readmes = ["README.md", "README.zh-CN.md"];
const isPage = (name: string) => name.endsWith(".md");
const inDocs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).filter(isPage);
const pages = [...readmes, "CONTRIBUTING.md", ...inDocs.map((name) => join("docs", name))];

/** Where the links and pictures of a page lead: files as paths from the top, with the heading they name. */
function linksOf(page: string): { file: string; heading: string | undefined }[] {
  const targets = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  return targets
    .filter((target) => !/^\w+:/.test(target))
    .map((target) => {
      const [path = "", heading] = target.split("#");
      return { file: path === "" ? page : relative(root, join(root, dirname(page), path)), heading };
    });
}

/** Headings of a page as addresses name them. */
function headingsOf(page: string): string[] {
  const headings = [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe("README", () => {
  it.each(readmes)("%s has fewer than 900 words", (page) => {
    const words = [...new Intl.Segmenter("zh", { granularity: "word" }).segment(read(page))];
    expect(words.filter(({ isWordLike }) => isWordLike).length).toBeLessThan(900);
  });

  it.each(readmes)("%s shows one picture, which moves and has less than 3 MB", (page) => {
    const pictures = linksOf(page).filter(({ file }) => file.startsWith(join("docs", "pictures")));
    expect(pictures).toHaveLength(1);
    const bytes = readFileSync(join(root, pictures[0]?.file ?? ""));
    // Each frame begins with an extension of its own, which says how long it is seen.
    const frames = bytes.toString("latin1").split("\x21\xf9\x04").length - 1;
    expect([bytes.subarray(0, 6).toString(), bytes.length < 3_000_000, frames > 20]).toEqual(["GIF89a", true, true]);
  });

  it("leads to every page of docs, and each language to the other", () => {
    const reached = new Set(readmes);
    for (const page of reached) for (const { file } of linksOf(page)) if (isPage(file)) reached.add(file);
    const ofChoices = join("docs", "decisions");
    expect(pages.filter((page) => !reached.has(page) && !page.startsWith(ofChoices))).toEqual([]);
    const chinese = pages.filter((page) => page.startsWith(join("docs", "zh")));
    for (const page of chinese)
      expect(linksOf(join("docs", page.slice(8)))).toContainEqual({ file: page, heading: undefined });
  });
});

it.each(pages)("%s leads nowhere that is not there, and names no command that is not there", (page) => {
  const lost = linksOf(page).filter(
    ({ file, heading }) =>
      !existsSync(join(root, file)) || (heading !== undefined && isPage(file) && !headingsOf(file).includes(heading)),
  );
  expect(lost).toEqual([]);
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const commands = [...read(page).matchAll(/\bnpm run (?:-s |--silent )?([\w:-]+)/g)].map(([, name = ""]) => name);
  expect(commands.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

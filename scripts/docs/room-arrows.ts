/** Which room imports which, read from the imports themselves. */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

/** `from` imports `to`, in so many places; imports of types, and of small files straight in core, do not count. */
export type RoomArrow = { from: string; to: string; places: number };

/** The room of a file: `bots/web`, `core/rating`, `scripts`; `core` stands for the files straight in it. */
function roomOf(file: string): string {
  const [top = "", second = ""] = file.split("/");
  return file.split("/").length > 2 && top !== "scripts" ? `${top}/${second}` : top;
}

/** What lies straight in core is small and everybody's, but for the door and the wiring behind it. */
function isShared(file: string): boolean {
  return /^core\/[^/]+$/.test(file) && !["core/index.ts", "core/product.ts"].includes(file);
}

function sourceFiles(root: string): string[] {
  const tops = ["bots", "core", "scripts"];
  const files = tops.flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: "utf8" }).map((file) =>
      `${top}/${file}`.replaceAll("\\", "/"),
    ),
  );
  return files.filter((file) => /\.(?:ts|js|mjs)$/.test(file) && !file.includes("/generated/"));
}

/**
 * Every arrow between two rooms, in alphabetical order.
 * @param root the top of the project.
 */
export function findArrows(root: string): RoomArrow[] {
  const found = new Map<string, RoomArrow>();
  for (const file of sourceFiles(root)) {
    const text = readFileSync(join(root, file), "utf8");
    for (const [, typeOnly, specifier = ""] of text.matchAll(
      /(?:^|\n)(?:import|export)\s+(type\s)?[^;]*?from\s+"(\.[^"]+)"/g,
    )) {
      const [from, to] = [roomOf(file), roomOf(posix.join(posix.dirname(file), specifier))];
      if (typeOnly || from === to || isShared(posix.join(posix.dirname(file), specifier))) continue;
      const arrow = found.get(`${from} ${to}`) ?? { from, to, places: 0 };
      arrow.places += 1;
      found.set(`${from} ${to}`, arrow);
    }
  }
  return [...found.entries()].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, arrow]) => arrow);
}

/** Which room may import what: the arrows of the house, as data. `house/arrows` holds every import to them. */
import { posix } from "node:path";

/**
 * Where each outside library lives. A key stands for the package and, when it ends in `/`, for a whole scope; the
 * value lists the folders (or files) that may import it. A library that is not here may be imported by tests only.
 */
const libraryHomes: Record<string, readonly string[]> = {
  // Chat platforms: one SDK each.
  "@highlightjs/": ["bots/web"],
  "@hono/": ["bots/web"],
  hono: ["bots/web"],
  dompurify: ["bots/web"],
  katex: ["bots/web", "core/language"],
  marked: ["bots/telegram", "bots/web", "scripts/bench/hostile", "scripts/docs"],
  "discord.js": ["bots/discord"],
  "@grammyjs/": ["bots/telegram"],
  grammy: ["bots/telegram"],
  // Store.
  "@electric-sql/": ["core/store", "scripts/bench/vote"],
  "@prisma/": ["core/store"],
  "pglite-prisma-adapter": ["core/store"],
  pg: ["core/store", "scripts/bench/months", "scripts/bench/vote"],
  "pg-boss": ["core/store"],
  prisma: ["prisma.config.ts"],
  // Models.
  bottleneck: ["core/models"],
  "eventsource-parser": ["core/models"],
  openai: ["core/models", "scripts/bench/battle"],
  // Pictures.
  "@fontsource/": ["core/images"],
  "@fontsource-variable/": ["core/images"],
  "@napi-rs/": ["core/images", "scripts/gallery", "scripts/docs", "scripts/bench/image"],
  "chart.js": ["core/images", "scripts/bench/image"],
  "chartjs-node-canvas": ["core/images", "scripts/bench/image"],
  // The command line.
  "@clack/": ["scripts/setup", "scripts/setup.ts"],
  // Results of mutual evaluation, as files.
  "write-excel-file": ["core/mutual/results"],
  // Parquet, as an export is written, and one file of many, as it comes in a chat.
  "hyparquet-writer": ["core/export"],
  fflate: ["core/export"],
  // Files of votes, as others write them.
  hyparquet: ["scripts/rate"],
  saxen: ["scripts/rate"],
  yauzl: ["scripts/rate"],
  // What checks answers by machine.
  "nerdamer-prime": ["core/mutual/checks/sandbox"],
  pyodide: ["core/mutual/checks/sandbox"],
  "quickjs-wasi": ["core/mutual/checks/sandbox"],
  // Small tools without a side of their own.
  eld: ["core/answers"],
  "fastest-levenshtein": ["core"],
  "libphonenumber-js": ["core/safety"],
  pino: ["bots/log.ts"],
  "prom-client": ["bots/metrics"],
  zod: ["core", "bots"],
  oxlint: ["scripts/lint"],
  "playwright-core": ["scripts/docs"],
  vitest: ["vitest.config.ts"],
};

/**
 * The floors of the house, from bottom to top; rooms beside each other stand on one floor. A file imports from its own
 * room and from rooms on lower floors, types included. The picture of the house is drawn from this list.
 */
export const floors: readonly (readonly string[])[] = [
  ["core/machine", "core/rating"],
  ["core/language"],
  ["core/images", "core/safety"],
  ["core/chat"],
  ["core/limits"],
  ["core/models"],
  ["core/answers", "core/costs"],
  ["core/battle"],
  ["core/people", "core/bank"],
  ["core/boards"],
  ["core/mutual", "core/export"],
  ["core/arena", "core/store"],
  ["core/commands", "core/doctor"],
  ["core/setup"],
  ["core"],
];

/** Rooms, and parts of rooms, that are pure mathematics: all that each may import. */
const pureRooms: Record<string, readonly string[]> = {
  "core/rating": ["core/rating"],
  "core/mutual/scoring": ["core/mutual/scoring", "core/rating"],
};

const door = "core/index.ts";

/**
 * A narrow door beside it, for `scripts` that want the mathematics alone: rating a file takes about as long as loading
 * the whole product with its store and platforms would.
 */
const ratingDoor = "core/rating/index.ts";

/** Whether `path` is `place` or lies inside it. */
function within(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

/** The room of a file: `bots/web`, `core/rating`, `scripts`; a file straight in `bots` or `core` is in that. */
export function roomOf(path: string): string {
  const [top = "", second = ""] = path.split("/");
  const nested = (top === "bots" || top === "core") && path.split("/").length > 2;
  return nested ? `${top}/${second}` : top;
}

/** The pure room that a file lies in, which may be a part of a larger one. */
function pureRoomOf(path: string): string | undefined {
  return Object.keys(pureRooms).find((room) => within(path, room));
}

function refuseLibrary(importer: string, specifier: string): string | undefined {
  const pure = pureRoomOf(importer);
  if (pure) return `${pure} is pure: it imports no library and nothing of the machine, so not "${specifier}".`;
  if (specifier.startsWith("node:")) return undefined;
  const name = specifier.startsWith("@")
    ? specifier.split("/").slice(0, 2).join("/")
    : specifier.split("/", 1).join("");
  const homes = libraryHomes[name] ?? libraryHomes[`${name.split("/", 1).join("")}/`];
  if (!homes) return `"${name}" has no home yet: name the room that imports it in scripts/lint/rooms.ts.`;
  if (homes.some((home) => within(importer, home))) return undefined;
  return `"${name}" is imported only by ${homes.join(", ")}: ask that room through a port.`;
}

/** The floor a room stands on, counted from the bottom; -1: it has none yet. */
function floorOf(room: string): number {
  return floors.findIndex((rooms) => rooms.includes(room));
}

function refuseUpwards(importer: string, target: string): string | undefined {
  const [from, to] = [roomOf(importer), roomOf(target)];
  if (from === to) return undefined;
  const homeless = [from, to].find((room) => floorOf(room) === -1);
  if (homeless) return `${homeless} stands on no floor yet: give it one in scripts/lint/rooms.ts.`;
  if (floorOf(to) < floorOf(from)) return undefined;
  return (
    `${from} may not import ${to}, which does not lie below it (floors in scripts/lint/rooms.ts): ` +
    `move what both need into a lower room, or let ${from} name what it needs as a port.`
  );
}

function refuseFromCore(importer: string, target: string): string | undefined {
  if (!within(target, "core")) return `core knows neither bots nor scripts: it may not import ${target}.`;
  const pure = pureRoomOf(importer);
  const open = pure === undefined ? [] : (pureRooms[pure] ?? []);
  if (pure === undefined || open.some((one) => within(target, one))) return refuseUpwards(importer, target);
  return `${pure} is pure: it imports only ${open.join(" and ")}, not ${target}.`;
}

function refuseFromBots(importer: string, target: string): string | undefined {
  if (target === door) return undefined;
  if (within(target, "core")) return `bots reach the product through ${door} only: export what is needed there.`;
  if (!within(target, "bots")) return `bots may not import ${target}.`;
  // Files straight in bots/ put everything together: to them all of bots/ is their room.
  if (within(target, roomOf(importer)) || within(target, "bots/shared")) return undefined;
  return `platforms never import each other or main.ts: ${importer} may not import ${target}.`;
}

/** The gallery and the pictures of docs show messages as platforms are sent them. */
const showsMessages = ["scripts/gallery", "scripts/docs"];
const encoders = /^bots\/\w+\/encode\.ts$/;

function refuseFromScripts(importer: string, target: string): string | undefined {
  // It measures whatever reads a stranger's text, wherever that is.
  if (within(importer, "scripts/bench/hostile") && (within(target, "core") || within(target, "bots"))) return undefined;
  if (showsMessages.some((folder) => within(importer, folder)) && encoders.test(target)) return undefined;
  if (within(target, "scripts") || [door, ratingDoor, "bots/config.ts"].includes(target)) return undefined;
  const doors = `${door}, or ${ratingDoor} for the mathematics alone (and bots/config.ts for its configuration)`;
  return `scripts reach the product through ${doors}, not ${target}.`;
}

/**
 * Why a file may not import something, or undefined when it may.
 *
 * @param importer Path of the importing file from the top of the project, with `/`.
 * @param specifier What stands between the quotes of the import.
 */
export function refuseImport(importer: string, specifier: string): string | undefined {
  if (within(importer, "test") || specifier.startsWith("/")) return undefined;
  if (!specifier.startsWith(".")) return refuseLibrary(importer, specifier);
  const target = posix.join(posix.dirname(importer), specifier);
  if (within(importer, "core")) return refuseFromCore(importer, target);
  if (within(importer, "bots")) return refuseFromBots(importer, target);
  if (within(importer, "scripts")) return refuseFromScripts(importer, target);
  return undefined;
}

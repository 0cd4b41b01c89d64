/** Draws the rooms of the house and the arrows between them as an SVG that fits light and dark pages. */
import type { RoomArrow } from "./room-arrows.ts";

/** The floors of the house, from those who talk to people down to those who talk to nobody. */
const floors: readonly (readonly string[])[] = [
  ["bots/discord", "bots/telegram", "bots/web", "bots", "scripts"],
  ["core"],
  ["core/commands", "core/setup", "core/doctor"],
  ["core/arena", "core/mutual", "core/people", "core/question-bank", "core/snapshots", "core/boards"],
  ["core/store", "core/models", "core/limits", "core/safety", "core/images", "core/rating"],
];

const titles: Readonly<Record<string, string>> = {
  bots: "main, config",
  core: "core: index.ts is the door, ports.ts what it needs",
};

/** Every room speaks; its arrows would only hide the others. */
const unspoken = new Set(["core/language"]);

const width = 1140;
const floorHeight = 128;
const room = { width: 168, height: 44 };

type Box = { x: number; y: number; width: number };

function placeRooms(): Map<string, Box> {
  const boxes = new Map<string, Box>();
  for (const [floor, names] of floors.entries()) {
    const y = 24 + floor * floorHeight;
    for (const [index, name] of names.entries()) {
      const wide = name === "core" ? 460 : room.width;
      const center = (width / names.length) * (index + 0.5);
      boxes.set(name, { x: center - wide / 2, y, width: wide });
    }
  }
  return boxes;
}

/**
 * The picture.
 * @throws {Error} naming a room that has no place in the picture yet.
 */
export function drawArchitecture(arrows: readonly RoomArrow[]): string {
  const boxes = placeRooms();
  const spoken = arrows.filter(({ from, to }) => !unspoken.has(from) && !unspoken.has(to));
  const rooms = [...new Set(spoken.flatMap(({ from, to }) => [from, to]))];
  const homeless = rooms.filter((name) => !boxes.has(name));
  if (homeless.length > 0) throw new Error(`give these rooms a place in the picture: ${homeless.join(", ")}`);
  const present = [...boxes].filter(([name]) => rooms.includes(name));
  const height = 24 + (floors.length - 1) * floorHeight + room.height + 24;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
<title id="title">The rooms of the house: each arrow is an import</title>
<style>
  text { font: 15px system-ui, sans-serif; fill: #1b2430; text-anchor: middle; dominant-baseline: central }
  rect { fill: #eef2f7; stroke: #9aa7b8 } path { fill: none; stroke: #4a6fa5; stroke-width: 1.5 } marker path { fill: #4a6fa5; stroke: none }
  @media (prefers-color-scheme: dark) { text { fill: #e6ebf2 } rect { fill: #222b38; stroke: #56657a } path { stroke: #8fb3e8 } marker path { fill: #8fb3e8 } }
</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>
${spoken.map((arrow) => drawArrow(arrow, boxes)).join("\n")}
${present.map(([name, box]) => drawRoom(name, box)).join("\n")}
</svg>
`;
}

function drawRoom(name: string, { x, y, width: wide }: Box): string {
  const label = titles[name] ?? name.replace(/^core\//, "");
  return `<g><rect x="${x}" y="${y}" width="${wide}" height="${room.height}" rx="8"/><text x="${x + wide / 2}" y="${y + room.height / 2}">${label}</text></g>`;
}

/** From the bottom of one room to the top of one below it, or the other way round; on one floor in a bow. */
function drawArrow({ from, to }: RoomArrow, boxes: ReadonlyMap<string, Box>): string {
  const [one, other] = [boxes.get(from), boxes.get(to)];
  if (!one || !other) return "";
  const middle = ({ x, width: wide }: Box) => x + wide / 2;
  // Arrows of one room leave and arrive spread out, towards where they go.
  const lean = (box: Box, target: Box) => middle(box) + Math.sign(middle(target) - middle(box)) * box.width * 0.22;
  const [startX, endX] = [lean(one, other), lean(other, one)];
  const title = `<title>${from} → ${to}</title>`;
  if (other.y === one.y) {
    const [startY, endY] = [one.y + room.height, other.y + room.height + 2];
    const below = startY + 34;
    return `<path d="M${startX} ${startY}C${startX} ${below} ${endX} ${below} ${endX} ${endY}" marker-end="url(#tip)">${title}</path>`;
  }
  const down = other.y > one.y;
  const [startY, endY] = down ? [one.y + room.height, other.y - 2] : [one.y, other.y + room.height + 2];
  const bend = (endY - startY) / 2;
  return `<path d="M${startX} ${startY}C${startX} ${startY + bend} ${endX} ${endY - bend} ${endX} ${endY}" marker-end="url(#tip)">${title}</path>`;
}

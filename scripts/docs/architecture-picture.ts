/** Draws the floors of the house as an SVG that fits light and dark pages, phones too. */

/** What is above core, and how each room is described in a few words. */
const above: readonly (readonly string[])[] = [
  ["bots/discord", "bots/telegram", "bots/web"],
  ["bots/shared", "scripts"],
];

const captions: Readonly<Record<string, string>> = {
  "bots/discord": "its SDK",
  "bots/telegram": "its SDK",
  "bots/web": "the chat page",
  "bots/shared": "what two platforms do alike",
  scripts: "one thin file a verb",
  core: "index.ts is the door, product.ts the wiring",
  "core/setup": "making an installation",
  "core/commands": "what people can say",
  "core/doctor": "looking at an installation",
  "core/arena": "ask, answer, show, vote, close",
  "core/store": "the record; the only SQL",
  "core/mutual": "models set, answer and judge questions",
  "core/export": "open data: columns, consent, card",
  "core/boards": "leaderboards, profiles, snapshots",
  "core/people": "what people have chosen",
  "core/bank": "questions to ask",
  "core/battle": "what a battle is; the rules of ballots, leases, draws",
  "core/answers": "masking of names; task and language",
  "core/costs": "what is spent, and what may be",
  "core/models": "roster, endpoints, demo models",
  "core/limits": "how often, how much at once, in which order",
  "core/chat": "posts, presses, refusals; what a platform is",
  "core/images": "pictures, drawn in a thread",
  "core/safety": "pseudonyms, keys, operators",
  "core/language": "every sentence people read",
  "core/machine": "clock, chance, files, locks",
  "core/rating": "pure mathematics",
};

const width = 480;
const margin = 12;
const gap = 8;
const roomHeight = 44;
const floorHeight = roomHeight + gap;

/**
 * The picture: who talks to people at the top, who talks to nobody at the bottom.
 * @param floors of core, from bottom to top, as the lint rules have them.
 * @throws {Error} naming a room that is not described yet.
 */
export function drawArchitecture(floors: readonly (readonly string[])[]): string {
  const all = [...above, ...floors.toReversed()];
  const unknown = all.flat().filter((room) => captions[room] === undefined);
  if (unknown.length > 0) throw new Error(`describe these rooms in a few words: ${unknown.join(", ")}`);
  const height = 2 * margin + all.length * floorHeight - gap;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
<title id="title">The floors of the house: a file imports from its own room and from rooms further down</title>
<style>
  text { font: 11px system-ui, sans-serif; fill: #46536a; text-anchor: middle }
  .name { font-size: 14px; font-weight: 600; fill: #1b2430 }
  rect { fill: #eef2f7; stroke: #9aa7b8 } .arrow { stroke: #4a6fa5; stroke-width: 2; fill: none }
  @media (prefers-color-scheme: dark) { text { fill: #b3bfd1 } .name { fill: #e6ebf2 } rect { fill: #222b38; stroke: #56657a } .arrow { stroke: #8fb3e8 } }
</style>
<path class="arrow" d="M14 ${margin}V${height - margin}m-5 -7 5 7 5 -7"/>
${all.map((rooms, floor) => drawFloor(rooms, margin + floor * floorHeight)).join("\n")}
</svg>
`;
}

function drawFloor(rooms: readonly string[], y: number): string {
  const left = margin + 18;
  const each = (width - left - margin - gap * (rooms.length - 1)) / rooms.length;
  return rooms.map((room, index) => drawRoom(room, left + index * (each + gap), y, each)).join("\n");
}

function drawRoom(room: string, x: number, y: number, wide: number): string {
  const middle = x + wide / 2;
  const name = `<text class="name" x="${middle}" y="${y + 18}">${room}</text>`;
  const caption = `<text x="${middle}" y="${y + 34}">${captions[room]}</text>`;
  return `<g><rect x="${x}" y="${y}" width="${wide}" height="${roomHeight}" rx="8"/>${name}${caption}</g>`;
}

/** Where names stand beside their points, so that none lies on another name, on a point, or outside. */

/** In pixels; x and y are those of the upper left corner. */
export type Box = { x: number; y: number; width: number; height: number };
type Place = { x: number; y: number };

/** Between the corners that are tried, and what is kept free around a point, pixels. */
const [step, clear] = [16, 20];
/** What crossing something costs, in pixels that a label would rather be further off. */
const crossing = { mark: 40, point: 160, leader: 1_500 };
/** Any pixel of another name or of a point that is covered costs more than every distance. */
const covering = 1_000;

/** A point that is to be named, and how much room its name takes. */
export type Named = Place & { width: number; height: number };
/** A name's box with the point it belongs to. */
type Placed = { box: Box; point: Named };

/** Which name is placed first decides what is left for the others: the order in which all together stand best is taken. */
const orders: readonly ((one: Place, other: Place) => number)[] = [
  (one, other) => one.x - other.x,
  (one, other) => other.x - one.x,
  (one, other) => one.y - other.y,
  (one, other) => other.y - one.y,
];

/**
 * A box for each point's name inside `room`: as near to its point as goes, off all points and other names, and where
 * possible off the marks, such as intervals, and off the leaders of others. A name that finds no free place stands where it
 * covers least. Throws nothing. Cost: places tried · points · (points + marks).
 */
export function placeLabels(points: readonly Named[], marks: readonly Box[], room: Box): Box[] {
  const tried = orders.map((order) => placeInTurn(points.toSorted(order), points, marks, room));
  const best = tried.reduce((one, other) => (other.cost < one.cost ? other : one));
  return points.map((point) => best.boxes.get(point) ?? { ...room, width: point.width, height: point.height });
}

function placeInTurn(turns: readonly Named[], points: readonly Named[], marks: readonly Box[], room: Box) {
  const placed: Placed[] = [];
  let sum = 0;
  for (const point of turns) {
    let best = { box: { ...room, width: point.width, height: point.height }, cost: Infinity };
    for (const corner of candidates(point, room)) {
      const box = { ...corner, width: point.width, height: point.height };
      // Most places are too far off to be looked at closely.
      if (distanceOf(box, point) >= best.cost) continue;
      const cost = costOf(box, point, { points, marks, placed });
      if (cost < best.cost) best = { box, cost };
    }
    placed.push({ box: best.box, point });
    sum += best.cost;
  }
  return { boxes: new Map(placed.map(({ box, point }) => [point, box])), cost: sum };
}

function candidates({ width, height, x, y }: Named, room: Box): Place[] {
  const [right, bottom] = [room.x + room.width - width, room.y + room.height - height];
  const across = Math.max(1, Math.floor((right - room.x) / step) + 1);
  const down = Math.max(1, Math.floor((bottom - room.y) / step) + 1);
  const grid = Array.from({ length: across * down }, (_, index) => ({
    x: room.x + (index % across) * step,
    y: room.y + Math.floor(index / across) * step,
  }));
  // Beside the point itself, where people look first.
  const beside = [x + clear, x - clear - width].map((left) => ({ x: left, y: y - height / 2 }));
  return [...beside.filter((one) => one.x >= room.x && one.x <= right && one.y >= room.y && one.y <= bottom), ...grid];
}

type Around = { points: readonly Named[]; marks: readonly Box[]; placed: readonly Placed[] };

function costOf(box: Box, own: Named, { points, marks, placed }: Around): number {
  const end = nearest(box, own);
  const taken = [...points.map((one) => around(one, clear)), ...placed.map((one) => one.box)];
  const covered = taken.reduce((sum, other) => sum + overlap(box, other), 0);
  const cost = {
    mark: marks.filter((mark) => overlap(box, mark) > 0).length,
    point: points.filter((one) => one !== own && cuts(own, end, around(one, clear / 2))).length,
    leader: placed.filter(({ box: other, point }) => cuts(own, end, other) || cuts(point, nearest(other, point), box))
      .length,
  };
  return (
    covered * covering +
    cost.mark * crossing.mark +
    cost.point * crossing.point +
    cost.leader * crossing.leader +
    distanceOf(box, own)
  );
}

function distanceOf(box: Box, to: Place): number {
  const end = nearest(box, to);
  return Math.hypot(end.x - to.x, end.y - to.y);
}

function around({ x, y }: Place, reach: number): Box {
  return { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach };
}

/** The point of a box that is nearest to another point: where its leader ends. */
export function nearest({ x, y, width, height }: Box, to: Place): Place {
  return { x: Math.min(Math.max(to.x, x), x + width), y: Math.min(Math.max(to.y, y), y + height) };
}

function overlap(one: Box, other: Box): number {
  const across = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const down = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return across > 0 && down > 0 ? across * down : 0;
}

/** Whether the straight way between two points goes through a box (Liang and Barsky's clipping). */
function cuts(from: Place, to: Place, { x, y, width, height }: Box): boolean {
  const [across, down] = [to.x - from.x, to.y - from.y];
  let [enters, leaves] = [0, 1];
  for (const [part, room] of [
    [-across, from.x - x],
    [across, x + width - from.x],
    [-down, from.y - y],
    [down, y + height - from.y],
  ] as const) {
    if (part === 0 && room <= 0) return false;
    if (part < 0) enters = Math.max(enters, room / part);
    if (part > 0) leaves = Math.min(leaves, room / part);
  }
  return enters < leaves;
}

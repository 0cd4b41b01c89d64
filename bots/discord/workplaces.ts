/** What is worked on at once, and in what order: what is due within seconds, then presses, then the channels in turn. */
import { AsyncLocalStorage } from "node:async_hooks";
import { type Clock, createFairLine, type FairLine } from "../../core/index.ts";

/** Does work once it has a place. */
export type InPlace = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Whose command it is. */
export type Commander = { channel: string; person: string };

/** What must not wait, and what can. */
export interface Workplaces {
  /** Does at once what must not wait: an acknowledgement is due within seconds, whatever else there is to do. */
  urgent<Result>(work: () => Promise<Result>): Promise<Result>;
  /**
   * Does what is pressed on a battle, in the order in which it came and before everything else that can wait: once a place
   * is free, and what was urgent when it came has been done.
   */
  press: InPlace;
  /** Does anything else, such as a command, when it is the turn of its channel and person, and presses have places left. */
  command<Result>(by: Commander, work: () => Promise<Result>): Promise<Result>;
}

const places = new AsyncLocalStorage<() => void>();

/**
 * Gives the place of the work that calls it to somebody else: from then on it only waits, such as for Discord's limit on a
 * channel. Does nothing outside of work in a place, or a second time.
 */
export function leavePlace(): void {
  places.getStore()?.();
}

/** Nothing waits longer than this for what is urgent, some of which may hang. Milliseconds. */
const longestWait = 1_000;

/** Puts what is urgent before everything else. */
type Urgency = {
  urgent: Workplaces["urgent"];
  /** Calls `go` once all that is urgent now has been done; what becomes so later is begun at once, and holds up nobody. */
  after(go: () => void): void;
};

function createUrgency(clock: Clock): Urgency {
  /** By the numbers they came with, the oldest first. */
  const underway = new Set<number>();
  const waiting: { behind: number; pass: () => void }[] = [];
  let came = 0;
  const letPass = () => {
    const [oldest = Infinity] = underway;
    for (let first = waiting[0]; first && first.behind < oldest; first = waiting[0]) first.pass();
  };
  return {
    async urgent(work) {
      came += 1;
      const number = came;
      underway.add(number);
      try {
        return await work();
      } finally {
        underway.delete(number);
        letPass();
      }
    },
    after(go) {
      if (underway.size === 0) return go();
      const pass = () => {
        waiting.splice(waiting.indexOf(one), 1);
        cancel();
        go();
      };
      const one = { behind: came, pass };
      waiting.push(one);
      const cancel = clock.after(longestWait, pass);
    },
  };
}

type Places = {
  free: number;
  /** How many places commands leave to presses. */
  kept: number;
  presses: (() => void)[];
  commands: FairLine<() => void>;
};

/** @param atOnce how much is worked on at once; a quarter of it is for presses only. */
export function createWorkplaces(atOnce: number, clock: Clock): Workplaces {
  const { urgent, after } = createUrgency(clock);
  const kept = Math.floor(atOnce / 4);
  const here: Places = { free: atOnce, kept, presses: [], commands: createFairLine<() => void>() };
  return {
    urgent,
    press: (work) => inPlace(here, after, (begin) => here.presses.push(begin), work),
    command: ({ channel, person }, work) =>
      inPlace(here, after, (begin) => here.commands.push({ origin: channel, person }, begin), work),
  };
}

async function inPlace<Result>(
  here: Places,
  after: Urgency["after"],
  lineUp: (begin: () => void) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  await new Promise<void>((resolve) => {
    after(() => {
      lineUp(resolve);
      letIn(here);
    });
  });
  let left = false;
  const leave = () => {
    if (left) return;
    left = true;
    here.free += 1;
    letIn(here);
  };
  try {
    return await places.run(leave, work);
  } finally {
    leave();
  }
}

function letIn(here: Places): void {
  const { presses, commands, kept } = here;
  while (here.free > 0) {
    const next = presses.shift() ?? (here.free > kept ? commands.shift() : undefined);
    if (!next) break;
    here.free -= 1;
    next();
  }
}

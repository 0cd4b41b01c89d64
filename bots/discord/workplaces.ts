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
   * is free and nothing urgent goes on.
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

/** Nothing waits longer than this for what is urgent, which may come without end. Milliseconds. */
const longestWait = 1_000;

type Waiting = {
  free: number;
  /** How many places commands leave to presses. */
  kept: number;
  urgent: number;
  /** Whether what waits has waited long enough. */
  overdue: boolean;
  cancel: (() => void) | undefined;
  presses: (() => void)[];
  commands: FairLine<() => void>;
};

/** @param atOnce how much is worked on at once; a quarter of it is for presses only. */
export function createWorkplaces(atOnce: number, clock: Clock): Workplaces {
  const kept = Math.floor(atOnce / 4);
  const line = { presses: [], commands: createFairLine<() => void>() };
  const here: Waiting = { free: atOnce, kept, urgent: 0, overdue: false, cancel: undefined, ...line };
  return {
    async urgent(work) {
      here.urgent += 1;
      try {
        return await work();
      } finally {
        here.urgent -= 1;
        letIn(here, clock);
      }
    },
    press: (work) => inPlace(here, clock, (begin) => here.presses.push(begin), work),
    command: ({ channel, person }, work) =>
      inPlace(here, clock, (begin) => here.commands.push({ origin: channel, person }, begin), work),
  };
}

async function inPlace<Result>(
  here: Waiting,
  clock: Clock,
  lineUp: (begin: () => void) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  await new Promise<void>((resolve) => {
    lineUp(resolve);
    letIn(here, clock);
  });
  let left = false;
  const leave = () => {
    if (left) return;
    left = true;
    here.free += 1;
    letIn(here, clock);
  };
  try {
    return await places.run(leave, work);
  } finally {
    leave();
  }
}

function letIn(here: Waiting, clock: Clock): void {
  const { presses, commands, kept } = here;
  while (here.free > 0 && (here.urgent === 0 || here.overdue)) {
    const next = presses.shift() ?? (here.free > kept ? commands.shift() : undefined);
    if (!next) break;
    here.free -= 1;
    next();
  }
  if (presses.length + commands.size === 0 || here.urgent === 0) {
    here.cancel?.();
    here.cancel = undefined;
    here.overdue = false;
  } else {
    here.cancel ??= clock.after(longestWait, () => {
      here.overdue = true;
      letIn(here, clock);
    });
  }
}

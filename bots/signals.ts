/** What signals of the system ask for. */

/** What there is to do. `hurry`: at a second wish to end. */
type Wishes = { end(): void; hurry(): void; readRosterAgain(): void };

/** At Ctrl-C both the terminal and npm may send the same signal: within this time it is one wish. Milliseconds. */
const sameWish = 1_000;

/**
 * Ends in order at the first SIGINT or SIGTERM, at once at a later one. SIGHUP has the roster read again, as it is usual for
 * services; but where the arena was started in a terminal, the signal says that this has been closed, and ends it too.
 */
export function onSignals({ end, hurry, readRosterAgain }: Wishes): void {
  let asked: number | undefined;
  const onSignal = () => {
    const now = performance.now();
    if (asked !== undefined && now - asked > sameWish) hurry();
    if (asked !== undefined) return;
    asked = now;
    end();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, onSignal);
  process.on("SIGHUP", isInTerminal() ? onSignal : readRosterAgain);
}

function isInTerminal(): boolean {
  // On Windows the signal has no other meaning.
  return process.platform === "win32" || [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
}

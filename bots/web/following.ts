/** Keeps the page up to date with what other processes on the same database post. */
import type { Clock, Operators, PageArchive } from "../../core/index.ts";
import type { Feed } from "./feed.ts";

/** How often the page looks for what it was not told, in milliseconds. */
export const lookEvery = 1_000;

/**
 * Follows them until the returned function is called. Where the database fails, it is looked at again a moment later.
 * @param operators whom other processes may have added and revoked.
 */
export async function followOthers(
  archive: PageArchive,
  feed: Feed,
  operators: Pick<Operators, "renew">,
  clock: Clock,
): Promise<() => Promise<void>> {
  // The database tells those who run the arena itself when it fails.
  const catchUp = (until?: number) => feed.catchUp(until).catch(() => {});
  const following = archive.follow?.((revision) => void catchUp(revision));
  if (!following) return async () => {};
  let [ended, callOff] = [false, () => {}];
  const look = async (): Promise<void> => {
    await Promise.all([following.renew(), catchUp(), operators.renew().catch(() => {})]);
    if (!ended) callOff = clock.after(lookEvery, () => void (looking = look()));
  };
  let looking = look();
  await looking;
  return async () => {
    ended = true;
    callOff();
    await following.end();
    await looking;
  };
}

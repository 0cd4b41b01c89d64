/** A clock that all processes of a machine share. */

/** Milliseconds since some moment, which is the same for every process. */
export function monotonic(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

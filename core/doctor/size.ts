/** Bytes for people. */

const units = ["bytes", "KiB", "MiB", "GiB", "TiB"];

/** Such as `812 MiB` or `1.4 GiB`. */
export function formatSize(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const amount = bytes / 1024 ** power;
  return `${amount < 10 && power > 0 ? amount.toFixed(1) : Math.floor(amount)} ${units[power]}`;
}

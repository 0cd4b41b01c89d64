/** What configuration keys of several platforms are held to. */

/** An address of the web. */
export function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:/u.test(text);
}

/** An address without a version at its end, such as https://discord.com/api. */
export function isHttpUrl(text: string): boolean {
  return isWebAddress(text) && !/\/v\d+\/*$/.test(text);
}

/** What is wrong with a port that cannot be used. */
export const portProblem = "must be a whole number from 0 to 65535 (0 lets the system choose)";

/** The address without slashes at its end. */
export function withoutSlashes(url: string): string {
  return url.replace(/\/+$/, "");
}

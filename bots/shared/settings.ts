/** What configuration keys of several platforms are held to. */

/** An address without a version at its end, such as https://discord.com/api. */
export function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol) && !/\/v\d+\/*$/.test(text);
}

/** What is wrong with a port that cannot be used. */
export const portProblem = "must be a whole number from 0 to 65535 (0 lets the system choose)";

/** The address without slashes at its end. */
export function withoutSlashes(url: string): string {
  return url.replace(/\/+$/, "");
}

/** npm, wherever this machine keeps it. */
import { existsSync, realpathSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import { Problem } from "./say.mjs";

/** Said to npm each time: run nothing while installing, and say only what matters. */
const manners = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

/** @param {string} path */
function isNpmCli(path) {
  return basename(path) === "npm-cli.js" && existsSync(path);
}

/** What a path of `npm` on the search path leads to. @param {string} path */
function followed(path) {
  return existsSync(path) ? realpathSync(path) : path;
}

/**
 * npm's own JavaScript, so that it can be run by the Node of our choice: the one that started us, else the one that
 * came with this Node, else the one on the search path.
 */
function findNpmCli() {
  const besideNode = dirname(realpathSync(process.execPath));
  const onSearchPath = (process.env.PATH ?? process.env.Path ?? "").split(delimiter).filter(Boolean);
  const candidates = [
    process.env.npm_execpath ?? "",
    join(besideNode, "node_modules", "npm", "bin", "npm-cli.js"),
    join(besideNode, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
    ...onSearchPath.flatMap((place) => [
      followed(join(place, "npm")),
      join(place, "node_modules", "npm", "bin", "npm-cli.js"),
      join(place, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
    ]),
  ];
  return candidates.find(isNpmCli);
}

/**
 * How to run npm.
 *
 * @param {string} node Path of the Node to run it with.
 * @returns {{ command: string; args: string[] }} What goes before npm's own command, and its manners.
 * @throws {Problem} when this machine has no npm.
 */
export function findNpm(node = process.execPath) {
  const cli = findNpmCli();
  if (cli) return { command: node, args: [cli, ...manners] };
  throw new Problem(
    "npm was not found, and the packages come through it. Install Node with npm from https://nodejs.org.",
  );
}

/**
 * @param {string} what What npm was asked to do.
 * @param {number} code How it ended.
 */
export function npmProblem(what, code) {
  return new Problem(
    `npm could not ${what} (exit code ${code}); its own words are above. This step needs the internet once, so check ` +
      "the connection, the proxy, the space left on the disk and this user's right to write here, and start again: " +
      "nothing half done is kept.",
  );
}

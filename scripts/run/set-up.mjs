/** Everything between a fresh clone and a running verb. When nothing is missing it reads four files and is done. */
import { generateClient, isClientGenerated } from "./database-client.mjs";
import { fetchNode, isFitToRun, pathOfFetchedNode } from "./node.mjs";
import { arePackagesInstalled, installPackages } from "./packages.mjs";
import { say } from "./say.mjs";
import { withLock } from "./lock.mjs";

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

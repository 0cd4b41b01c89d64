/** The database client that Prisma generates from prisma/schema.prisma. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "./say.mjs";

/** Lies inside what is generated, so that it goes when that goes. @param {string} root */
function stampPath(root) {
  return join(root, "core", "store", "generated", ".stamp");
}

/** @param {string} root */
function wantedStamp(root) {
  const hash = createHash("sha256").update(readFileSync(join(root, "prisma", "schema.prisma")));
  return hash.update(readFileSync(join(root, "node_modules", "prisma", "package.json"))).digest("hex");
}

/** @param {string} root */
export function isClientGenerated(root) {
  const path = stampPath(root);
  return existsSync(path) && readFileSync(path, "utf8") === wantedStamp(root);
}

/**
 * @param {string} root
 * @param {string} node
 * @param {import("./lock.mjs").RunStep} runStep
 */
export async function generateClient(root, node, runStep) {
  const code = await runStep(node, [join("node_modules", "prisma", "build", "index.js"), "generate"], root, {
    // Generating needs no schema engine, but Prisma downloads one unless it is told that it has it.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  });
  if (code !== 0) {
    throw new Problem(`The database client could not be generated (exit code ${code}); Prisma's own words are above.`);
  }
  writeFileSync(stampPath(root), wantedStamp(root));
}

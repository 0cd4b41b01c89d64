/** `npm run -s generate`: writes the database client (core/store/generated) anew from prisma/schema.prisma. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const env = {
  ...process.env,
  // Generating needs no schema engine, but Prisma downloads one unless it is told that it has it.
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
  CHECKPOINT_DISABLE: "1",
};
const prisma = join("node_modules", "prisma", "build", "index.js");
process.exitCode = spawnSync(process.execPath, [prisma, "generate"], { stdio: "inherit", env }).status ?? 1;

/** Which version of the arena this is. */
import { readFileSync } from "node:fs";

const manifest = new URL("../../package.json", import.meta.url);

/** As `package.json` has it, such as 0.1.0. */
export const arenaVersion: string = (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;

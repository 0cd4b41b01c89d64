/** The languages that the arena speaks: a folder and a line here each. */
export { en } from "./en/index.ts";
export { zh } from "./zh/index.ts";

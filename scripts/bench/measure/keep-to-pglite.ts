/** Preloaded by an arena that is to have PGlite where it would have PostgreSQL: it finds no programs of a server. */
import { registerHooks } from "node:module";

const source = [
  "export const serverEnvironment = {};",
  `export const findServerPrograms = async () => "a bench keeps to it";`,
].join("\n");

registerHooks({
  load: (url, context, next) =>
    url.endsWith("/core/store/server/server-programs.ts")
      ? { format: "module", shortCircuit: true, source }
      : next(url, context),
});

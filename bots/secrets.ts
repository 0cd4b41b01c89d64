/** The secrets that this process knows, so that the log can leave them out. */
import type { Config } from "./config.ts";

/** They grow as keys of the roster are read. */
export type KnownSecrets = {
  /** The same configuration; whatever it is asked for by name is known from then on. */
  readonly config: Config;
  /** Some others that were made or read since. */
  add(...secrets: string[]): void;
  all(): Iterable<string>;
};

/** Knows those of the configuration. */
export function collectSecrets(config: Config): KnownSecrets {
  const { metricsToken, pseudonymKey, databaseUrl, joinCode, moderation, discord, telegram } = config;
  const own = [metricsToken, pseudonymKey, databaseUrl, joinCode, moderation?.key, discord?.token, telegram?.token];
  const known = new Set(own.filter((one) => typeof one === "string"));
  const password = databaseUrl === null ? "" : new URL(databaseUrl).password;
  // As it was written, and as the driver is given it.
  if (password !== "") known.add(password).add(decodeURIComponent(password));
  return {
    config: {
      ...config,
      secret(name) {
        const value = config.secret(name);
        if (value !== undefined) known.add(value);
        return value;
      },
    },
    add(...secrets) {
      for (const secret of secrets) known.add(secret);
    },
    all: () => known,
  };
}

/** Says once, before the tests, which of them this machine cannot run, and why. */
import { caddyPath, chromiumPath, mayMount, nginxPath, whyNoServer } from "./what-is-here.ts";

/** @param serverUrl The PostgreSQL server of this run, "" for none. */
export async function announceSkips(serverUrl: string): Promise<void> {
  const noServer = await whyNoServer();
  const missing = [
    ...(serverUrl ? [] : ["PostgreSQL (set TEST_DATABASE_URL to a server where tests may create databases)"]),
    ...(noServer === undefined ? [] : [`an embedded PostgreSQL server (${noServer})`]),
    ...(chromiumPath ? [] : ["Chromium (install it, or set CHROMIUM_PATH)"]),
    ...(nginxPath ? [] : ["nginx (at /usr/sbin/nginx)"]),
    ...(caddyPath ? [] : ["Caddy (at /usr/bin/caddy)"]),
    ...(mayMount() ? [] : ["a small disk to fill (Linux, as a user who may mount: root)"]),
  ];
  for (const one of missing) console.error(`Skipping the tests that need ${one}.`);
}

/** Whether the page can have its port. */
import { createServer } from "node:net";
import { createBoundedFetch } from "../machine/bounded-fetch.ts";
import { isRecord } from "../models/record.ts";
import type { Clock } from "../machine/clock.ts";
import type { Check, Examination, Finding } from "./check.ts";

/** How long what has the port may take to say who it is, in milliseconds. */
const patience = 3_000;

export const portCheck: Check = {
  name: "port",
  title: (words) => words.port.title,
  needs: ["HOST", "PORT"],
  look: async (examination) => {
    const { settings, words } = examination;
    const { host, port } = settings;
    if (port === 0) return [{ state: "ok", what: words.port.any }];
    const refusal = await tryPort(host, port);
    if (refusal === undefined) return [{ state: "ok", what: words.port.free(host, port) }];
    return [await explain(refusal, examination)];
  },
};

async function explain(refusal: string, { settings, words, clock }: Examination): Promise<Finding> {
  const { host, port, portFixed } = settings;
  if (refusal === "EADDRINUSE") {
    if (await isArena(host, port, clock)) return { state: "ok", what: words.port.running(host, port) };
    if (!portFixed) return { state: "warning", what: words.port.taken(port), mend: words.port.nextOne };
    return { state: "wrong", what: words.port.taken(port), mend: words.port.chooseAnother };
  }
  if (refusal === "EACCES" || refusal === "EPERM")
    return { state: "wrong", what: words.port.forbidden(port), mend: words.port.chooseHigher };
  return { state: "wrong", what: words.port.noSuchAddress(host, refusal), mend: words.port.correctHost };
}

/** @returns why the port cannot be had, such as EADDRINUSE; undefined when it can. Lets go of it at once. */
function tryPort(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve("code" in error ? String(error.code) : error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

/** Whether an arena answers there. */
async function isArena(host: string, port: number, clock: Clock): Promise<boolean> {
  const controller = new AbortController();
  const cancel = clock.after(patience, () => controller.abort());
  const name = { "0.0.0.0": "127.0.0.1", "::": "[::1]" }[host] ?? (host.includes(":") ? `[${host}]` : host);
  try {
    const response = await createBoundedFetch({ body: 1024 })(`http://${name}:${port}/healthz`, {
      signal: controller.signal,
      redirect: "error",
    });
    const body: unknown = await response.json();
    return response.ok && isRecord(body) && body.status === "ok";
  } catch {
    return false;
  } finally {
    cancel();
  }
}

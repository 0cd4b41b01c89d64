/** Whether this machine can run the arena: its Node, its pictures with the letters they need, and the port of the page. */
import type { RadarPicture, Renderer } from "../images/picture.ts";
import { createServer } from "node:net";
import { createBoundedFetch } from "../machine/bounded-fetch.ts";
import { isRecord } from "../models/json.ts";
import type { Clock } from "../machine/clock.ts";
import { arenaVersion } from "../machine/version.ts";
import type { Check, Examination, Finding } from "./check.ts";

/** The oldest Node that runs TypeScript as it is; scripts/run/node.mjs holds to the same. */
export const oldestNode = "22.18.0";

/** Whether the first version is older than the second. */
function isOlder(version: string, than: string): boolean {
  return version.localeCompare(than, "en", { numeric: true }) < 0;
}

/** Whether this Node can run the arena. */
export const runtimeCheck: Check = {
  name: "runtime",
  title: (words) => words.runtime.title,
  needs: [],
  look: async ({ machine, words: { runtime } }) => {
    const { node, platform, architecture } = machine;
    // The first versions of 23 lack what 22.18 has.
    if (isOlder(node, oldestNode) || /^23\.[0-5]\./.test(node))
      return [{ state: "wrong", what: runtime.tooOld(node, oldestNode), mend: runtime.update }];
    return [{ state: "ok", what: runtime.fine(arenaVersion, node, platform, architecture) }];
  },
};

/** Two texts of a writing that differ only in their letters. */
const writings = {
  latin: ["Rating", "Voting"],
  chinese: ["问答", "义务"],
  korean: ["모델", "한글"],
  arabic: ["نموذج", "عربيه"],
  hebrew: ["מודל", "עברי"],
  thai: ["แบบ", "ไทย"],
  devanagari: ["मनन", "हमल"],
} as const;
const writingNames = Object.keys(writings) as (keyof typeof writings)[];

/** Whether a picture in every writing can be drawn. */
export const picturesCheck: Check = {
  name: "pictures",
  title: (words) => words.pictures.title,
  needs: [],
  look: async ({ createRenderer, words: { pictures } }) => {
    const renderer = createRenderer();
    try {
      for (const writing of writingNames) {
        if (await drawsLetters(renderer, writings[writing])) continue;
        return [{ state: "wrong", what: pictures.noLetters(pictures.writings[writing]), mend: pictures.reinstall }];
      }
      const drawn = writingNames.map((writing) => pictures.writings[writing]).join(pictures.between);
      return [{ state: "ok", what: pictures.fine(drawn) }];
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [{ state: "wrong", what: pictures.broken(reason), mend: pictures.reinstall }];
    } finally {
      await renderer.close();
    }
  },
};

/** A font without a letter draws nothing or an empty box, the same for every letter. */
async function drawsLetters(renderer: Renderer, [one, other]: readonly [string, string]): Promise<boolean> {
  const [first, second] = await Promise.all([renderer.render(small(one)), renderer.render(small(other))]);
  return first.png.length > 0 && !Buffer.from(first.png).equals(second.png);
}

function small(title: string): RadarPicture {
  return {
    kind: "radar",
    theme: "light",
    title,
    subtitle: "",
    axes: ["1", "2", "3"],
    series: [{ name: "1", values: [1, 2, 3].map(() => ({ value: 0.5, figure: "1" })) }],
    rings: [{ value: 1, label: "1", strong: false }],
    panels: [],
    footer: "",
  };
}

/** How long what has the port may take to say who it is, in milliseconds. */
const patience = 3_000;

/** Whether the page can have its port. */
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

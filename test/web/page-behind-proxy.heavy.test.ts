/** The page behind real proxies: the plainest nginx, and the recipes as the documentation has them. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, expect, it } from "vitest";
import { freePort } from "../free-port.ts";
import { sentences } from "../../core/index.ts";
import { describeProxy } from "../skips.ts";
import { answerTo } from "../../scripts/bench/flood/visitor.ts";
import { until } from "../until.ts";
import { Person, type RunningPage, startPage, type StartOptions } from "./page-kit.ts";

const { errors } = sentences("en").page;
const recipes = readFileSync(resolve(import.meta.dirname, "../../docs/page-interface.md"), "utf8");
const trusting: StartOptions = {
  joinCode: "Rainy Day",
  publicUrl: new URL("https://arena.example"),
  trustProxy: { networks: ["127.0.0.1"] },
};

let page: RunningPage;
let proxy: ChildProcess | undefined;
let folder: string;

afterEach(async () => {
  await page.end();
  if (proxy?.kill()) await once(proxy, "exit");
  proxy = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function recipeOf(name: string): string {
  const found = new RegExp(`^\`\`\`${name}\\n([\\s\\S]*?)^\`\`\``, "m").exec(recipes)?.[1];
  if (!found?.includes("127.0.0.1:8787")) throw new Error(`there is no recipe for ${name}`);
  return found.replace("127.0.0.1:8787", `127.0.0.1:${page.port}`);
}

/** Starts a proxy, and waits until it passes something on. @returns its address. */
async function startProxy(
  executable: string,
  port: number,
  configuration: string,
  argumentsOf: (file: string) => string[],
) {
  folder = mkdtempSync(join(tmpdir(), "doubleblind-proxy-"));
  const file = join(folder, "configuration");
  writeFileSync(file, configuration.replaceAll("FOLDER", folder));
  const environment = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
  proxy = spawn(executable, argumentsOf(file), { cwd: folder, env: environment, stdio: "ignore" });
  const address = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(`${address}/healthz`).catch(() => undefined))?.ok ?? false);
  return address;
}

async function startNginx(executable: string, location: string): Promise<string> {
  const port = await freePort();
  const folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((one) => `${one}_temp_path FOLDER/${one};`);
  const user = process.getuid?.() === 0 ? "user root;" : "";
  const server = `server { listen 127.0.0.1:${port}; ${location} }`;
  const configuration = `daemon off; ${user} pid FOLDER/pid; events {} http { access_log off; ${folders.join(" ")} ${server} }`;
  return startProxy(executable, port, configuration, (file) => ["-e", "stderr", "-c", file]);
}

/** The arena's own name goes along as the browser sends it, though the proxy stands on this machine. */
const asBrowser = { Origin: "https://arena.example", "Sec-Fetch-Site": "same-origin" };

async function joinBy(address: string, code: string, headers: Record<string, string> = {}): Promise<Person> {
  const person = await Person.enter(address, { ...asBrowser, ...headers });
  const response = await person.post("/api/join", { code });
  if (response.status !== 200) throw new Error(`not joined: ${response.status}`);
  person.cookie += `; ${response.headers.getSetCookie()[0]!.split(";")[0]}`;
  return person;
}

/** Posts as a visitor from another address of this machine, who sends along what they like. */
async function postFrom(localAddress: string, url: string, body: unknown, headers: Record<string, string>) {
  const asked = request(url, {
    ...{ method: "POST", localAddress, headers: { "Content-Type": "application/json", ...headers } },
  });
  asked.end(JSON.stringify(body));
  const { status, headers: answered } = await answerTo(asked);
  return { status, cookie: answered["set-cookie"]?.[0]?.split(";")[0] ?? "" };
}

/** Events come at once, files of the size the page takes go through, and an address that a visitor makes up counts for nothing. */
async function checkRecipe(address: string): Promise<void> {
  const [reader, writer] = [await joinBy(address, "rainyday"), await joinBy(address, "rainyday")];
  const events = await reader.listen();
  const { id } = (await (await writer.say("Why?")).json()) as { id: string };
  expect((await events.until(({ data }) => data.id === id)).length).toBeGreaterThan(0);
  events.stop();
  const form = new FormData();
  form.set("text", "What is this?");
  form.append("files", new File([new Uint8Array(20 * 1024 * 1024).fill(65)], "large.txt"));
  const headers = { ...asBrowser, Cookie: writer.cookie };
  expect((await fetch(`${address}/api/messages`, { method: "POST", body: form, headers })).status).toBe(202);

  const guess = async (from: string, number: number) => {
    const madeUp = { "X-Forwarded-For": `198.51.100.${number}`, Forwarded: `for=198.51.100.${number}` };
    const { cookie } = await postFrom(from, `${address}/api/session`, {}, madeUp);
    const { status } = await postFrom(from, `${address}/api/join`, { code: "wrong" }, { ...madeUp, Cookie: cookie });
    return status;
  };
  const statuses: number[] = [];
  for (let number = 0; number < 62; number += 1) statuses.push(await guess("127.0.0.2", number));
  expect(statuses.slice(-3)).toEqual([403, 429, 429]);
  expect(await guess("127.0.0.3", 1)).toBe(403);
}

describeProxy("nginx", (executable) => {
  const plain = () => `location / { proxy_pass http://127.0.0.1:${page.port}; }`;

  it("in its plainest form is refused where there is no code, whatever is asked of the page", async () => {
    page = await startPage();
    const address = await startNginx(executable, plain());
    for (const path of ["/", "/api/events", "/images/x.png"]) expect((await fetch(address + path)).status).toBe(403);
    const response = await new Person(address, asBrowser).post("/api/session", {});
    expect([response.status, await response.json()]).toEqual([403, { error: errors.proxyWithoutCode }]);
    expect(page.core.requests).toEqual([]);
  });

  it("in its plainest form lets nobody in without the code, and nobody run the page", async () => {
    page = await startPage({ joinCode: "Rainy Day" });
    const address = await startNginx(executable, plain());
    const stranger = await Person.enter(address, asBrowser);
    expect((await stranger.say("/settings paused on")).status).toBe(403);
    const person = await joinBy(address, "rainyday");
    const events = await person.listen();
    await person.say("Why?");
    expect((await events.next()).data.text).toBe("Why?");
    events.stop();
    expect(page.core.requests).toMatchObject([{ text: "Why?", manages: false }]);
  });

  it("by its recipe serves everything and tells visitors apart", async () => {
    page = await startPage(trusting);
    await checkRecipe(await startNginx(executable, recipeOf("nginx")));
  });
});

describeProxy("Caddy", (executable) => {
  it("by its recipe serves everything and tells visitors apart", async () => {
    page = await startPage(trusting);
    const port = await freePort();
    const site = recipeOf("caddy").replace("arena.example", `http://127.0.0.1:${port}`);
    const configuration = `{\n  admin off\n  auto_https off\n}\n${site}`;
    const run = (file: string) => ["run", "--config", file, "--adapter", "caddyfile"];
    await checkRecipe(await startProxy(executable, port, configuration, run));
  });
});

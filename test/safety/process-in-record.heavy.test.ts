/** What of people, tokens and keys can be found in what a started arena keeps: nothing. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { answerWith, startScriptedModelServer } from "../peers/scripted-model-server.ts";
import { startProcess } from "../started-process.ts";
import { makeDataDirectory } from "../store/data-directory.ts";
import { Person } from "../web/page-kit.ts";
import { findIn, readAllTables } from "./record-reading.ts";

const apiKey = "sk-secret-0123456789abcdef0123456789abcdef";

/** Two people do all there is to do at a started arena; it is killed in the middle and ended in order. */
async function liveAtProcess(dataDirectory: string, databaseUrl: string): Promise<string[]> {
  const server = await startScriptedModelServer(answerWith("an answer"));
  const models = ["one", "two"].map((id) => ({
    ...{ id, name: id, organization: "Tests", endpoint: "local", model: id },
  }));
  const roster = path.join(dataDirectory, "models.json");
  const endpoints = { local: { baseURL: server.baseURL, apiKeyEnv: "TEST_MODEL_KEY" } };
  writeFileSync(roster, JSON.stringify({ endpoints, models }));
  const environment = {
    ...{ DATA_DIR: dataDirectory, DATABASE_URL: databaseUrl, ROSTER: roster, DEMO: "" },
    TEST_MODEL_KEY: apiKey,
  };
  const cookies: string[] = [];
  for (const end of ["SIGKILL", "SIGTERM"] as const) {
    const arena = await startProcess(environment);
    const [asker, other] = [await Person.enter(arena.address), await Person.enter(arena.address)];
    cookies.push(asker.cookie, other.cookie);
    await asker.say("/help");
    await asker.say("/settings minutes 30");
    const reader = await asker.listen();
    await asker.say("Why is the sky blue?");
    const post = (await reader.until(({ data }) => data.buttons.length >= 4)).at(-1)!.data;
    reader.stop();
    await other.press(post.id, post.buttons[0]!.action);
    const voted = await asker.press(post.id, post.buttons[1]!.action);
    await asker.press(post.id, voted.body.buttons.at(-1)!.action);
    await other.press(post.id, post.buttons[2]!.action);
    await arena.end(end);
    expect(arena.stdout() + arena.stderr()).not.toContain(apiKey);
  }
  expect(server.calls[0]?.headers.authorization).toBe(`Bearer ${apiKey}`);
  await server.close();
  const parts = cookies.flatMap((cookie) => (cookie.split("=")[1] ?? "").split("."));
  expect(parts).toHaveLength(8);
  const key = readFileSync(path.join(dataDirectory, "pseudonym.key"), "utf8").trim();
  return [...parts, apiKey, key];
}

describe("a started arena's people, tokens and keys", () => {
  it("are in none of its tables and files", async () => {
    const directory = await makeDataDirectory();
    onTestFinished(() => directory.remove());
    const secrets = await liveAtProcess(directory.path, "");
    expect(findIn(directory.path, secrets)).toEqual([]);
    const tables = await readAllTables({ dataDirectory: directory.path, databaseUrl: "" });
    expect(tables).toContain("Why is the sky blue?");
    for (const secret of secrets) expect(tables).not.toContain(secret);
  });
});

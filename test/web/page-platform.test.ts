import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createPage } from "../../bots/web/bot.ts";
import { createOperatorFolder, createOperators } from "../../core/index.ts";
import { textPost } from "../../core/chat/post.ts";
import { describeChatPlatformContract, type PlatformUnderTest } from "../contracts/chat-platform-contract.ts";
import { createManualClock } from "../manual-clock.ts";
import { createRecordingPlatform } from "../recording-platform.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { createMemoryArchive, Person } from "./page-kit.ts";

const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
});

/** A page whose arena says nothing by itself. */
async function openPage(): Promise<PlatformUnderTest & { person: Person }> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "doubleblind-page-"));
  const clock = createManualClock();
  const silence = () => {};
  const page = await createPage({
    core: {
      handle: async () => undefined,
      press: async () => Promise.reject(new Error()),
      react: async () => undefined,
      record: {
        draw: async () => undefined,
        choices: async () => new Map(),
        theme: async () => null,
        ready: async () => true,
      },
      suggest: async () => [],
    },
    archive: createMemoryArchive(),
    operators: createOperators(createOperatorFolder(dataDirectory), () => clock.now()),
    ...{ clock, dataDirectory, random: createSeededRandom(3), log: { info: silence, warn: silence, error: silence } },
    ...{ secret: Buffer.alloc(32, 1), host: "127.0.0.1", port: 0, portFixed: false },
  });
  const { address } = await page.open();
  closers.push(async () => {
    const closed = page.close();
    clock.advance(1_000);
    await closed;
    await rm(dataDirectory, { recursive: true, force: true });
  });
  const person = await Person.enter(address);
  return {
    person,
    platform: page.platform,
    place: "web:page",
    async texts() {
      const { revision } = (await (await person.post("/api/session", {})).json()) as { revision: number };
      if (revision === 0) return [];
      const reader = await person.listen();
      const events = await reader.until(({ id }) => Number(id) >= revision);
      reader.stop();
      return events.map(({ data }) => data.text);
    },
    async write(text) {
      const response = await person.say(text);
      return ((await response.json()) as { id: string }).id;
    },
  };
}

describe("the page as a chat platform", () => {
  describeChatPlatformContract(openPage);

  it("answers no question that a crash kept from being posted", async () => {
    const { platform, place, texts } = await openPage();
    await platform.post(place, textPost("an answer to nothing"), "key-1", "a question nobody sees");
    expect(await texts()).toEqual([]);
  });
});

describe("the recording platform of the tests", () => {
  describeChatPlatformContract(async () => {
    const platform = createRecordingPlatform();
    let written = 0;
    return {
      platform,
      place: "here",
      texts: async () => platform.addresses().map((address) => platform.shows(address).text),
      write: (text) => platform.post("here", textPost(text), `message-${(written += 1)}`),
    };
  });
});

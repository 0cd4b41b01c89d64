import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dropPseudonymKey, keptPseudonymKey, UnusableDataDirectory } from "../../core/safety/pseudonym-key.ts";
import { createPseudonyms } from "../../core/safety/pseudonyms.ts";
import { createDeliverySeal, type Delivery } from "../../core/battle/delivery.ts";

const key = "a key for tests, long enough to be one";
const otherKey = "another key for tests, just as long";

describe("pseudonyms", () => {
  it("are the same for the same person under the same key, and only then", () => {
    const pseudonyms = createPseudonyms(key);
    expect(pseudonyms.of("discord:123")).toMatch(/^[\w-]{43}$/);
    expect(pseudonyms.of("discord:123")).toBe(createPseudonyms(key).of("discord:123"));
    expect(pseudonyms.of("discord:123")).not.toBe(pseudonyms.of("telegram:123"));
    expect(pseudonyms.of("discord:123")).not.toBe(createPseudonyms(otherKey).of("discord:123"));
  });

  it("have a fingerprint that tells keys apart and is no part of any pseudonym", () => {
    const { fingerprint, of } = createPseudonyms(key);
    expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(fingerprint).not.toBe(createPseudonyms(otherKey).fingerprint);
    expect(Buffer.from(of("web:1"), "base64url").toString("hex")).not.toContain(fingerprint);
  });
});

describe("a sealed delivery", () => {
  const delivery: Delivery = {
    platform: "web",
    place: "room-4711",
    language: "zh",
    posts: [
      { address: "post-0815", replyTo: "message-3", shows: "continued" },
      { address: null, replyTo: null, shows: "nothing" },
    ],
  };

  it("opens under its key to what was sealed, and shows nothing of it", () => {
    const sealed = createDeliverySeal(key).seal(delivery);
    expect(createDeliverySeal(key).open(sealed)).toEqual(delivery);
    expect(Buffer.from(sealed, "base64url").toString("latin1")).not.toMatch(/room|post|web/);
    expect(createDeliverySeal(key).seal(delivery)).not.toBe(sealed);
  });

  it("opens also when it is from the time when a battle had one post", () => {
    const { posts, ...place } = delivery;
    const [post] = posts;
    const earlier = { ...place, ...post!, shows: "open" } as unknown as Delivery;
    const sealed = createDeliverySeal(key).seal(earlier);
    expect(createDeliverySeal(key).open(sealed)).toEqual({ ...place, posts: [{ ...post, shows: "open" }] });
  });

  it("opens neither under another key nor when a byte was changed", () => {
    const sealed = createDeliverySeal(key).seal(delivery);
    expect(() => createDeliverySeal(otherKey).open(sealed)).toThrow(/authenticate/);
    const bytes = Buffer.from(sealed, "base64url");
    bytes[bytes.length - 1]! ^= 1;
    expect(() => createDeliverySeal(key).open(bytes.toString("base64url"))).toThrow(/authenticate/);
  });
});

describe("the kept key", () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "doubleblind-key-"));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it("is made once, for its owner's eyes only, and read ever after", async () => {
    const { key: made, made: isNew } = await keptPseudonymKey(directory);
    expect(isNew).toBe(true);
    expect(made.length).toBeGreaterThanOrEqual(43);
    expect(await keptPseudonymKey(directory)).toEqual({ key: made, made: false });
    const file = path.join(directory, "pseudonym.key");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readFile(file, "utf8")).trim()).toBe(made);
  });

  it("is never replaced by another when it can be read", async () => {
    await writeFile(path.join(directory, "pseudonym.key"), "put here by hand\n");
    expect(await keptPseudonymKey(directory)).toEqual({ key: "put here by hand", made: false });
  });

  it("is one and the same for first starts at the same moment", async () => {
    for (let round = 0; round < 20; round++) {
      const fresh = path.join(directory, `round-${round}`);
      const keys = await Promise.all([1, 2, 3].map(() => keptPseudonymKey(fresh)));
      expect(new Set(keys.map(({ key }) => key)).size).toBe(1);
      expect(keys.filter(({ made }) => made)).toHaveLength(1);
    }
  });

  it("can be taken back, and says so when its folder cannot be used", async () => {
    const fresh = path.join(directory, "taken-back");
    const { key } = await keptPseudonymKey(fresh);
    await dropPseudonymKey(fresh);
    expect((await keptPseudonymKey(fresh)).key).not.toBe(key);
    const file = path.join(fresh, "pseudonym.key");
    await expect(keptPseudonymKey(path.join(file, "inside"))).rejects.toThrow(UnusableDataDirectory);
  });
});

/** What every chat platform keeps to. */
import { beforeEach, expect, it } from "vitest";
import type { ChatPlatform } from "../../core/chat/chat-platform.ts";
import { type Post, textPost } from "../../core/chat/post.ts";

/** A platform with a place to post in, and eyes to see what stands there. */
export type PlatformUnderTest = {
  platform: ChatPlatform;
  place: string;
  /** One that the bot cannot see; left out where it sees all there are. */
  gone?: string;
  /** The texts that stand in the place now, oldest first. */
  texts(): Promise<string[]>;
  /** Writes a message as a person does, and returns its address. */
  write(text: string): Promise<string>;
};

/** @param open gives an empty place for each test. */
export function describeChatPlatformContract(open: () => Promise<PlatformUnderTest>): void {
  let here: PlatformUnderTest;
  beforeEach(async () => {
    here = await open();
  });
  const post = (text: string, key: string, replyTo?: string) =>
    here.platform.post(here.place, textPost(text), key, replyTo);
  const progress: Post = { ...textPost("Wait a moment."), progress: true };

  it("shows what is posted, in order", async () => {
    await post("one", "key-1");
    await post("two", "key-2");
    expect(await here.texts()).toEqual(["one", "two"]);
  });

  it("replaces a post where it stands", async () => {
    const address = await here.platform.post(here.place, progress, "key-1");
    await post("two", "key-2");
    await here.platform.edit(address, textPost("done"));
    expect(await here.texts()).toEqual(["done", "two"]);
  });

  it("shows once what is posted twice under one key, and it can be edited at either address", async () => {
    const first = await post("once", "key-1");
    const second = await post("once", "key-1");
    expect(await here.texts()).toEqual(["once"]);
    for (const [address, text] of [
      [first, "edited"],
      [second, "edited again"],
    ] as const) {
      await here.platform.edit(address, textPost(text));
      expect(await here.texts()).toEqual([text]);
    }
  });

  it("shows the newest of what is posted under one key", async () => {
    await here.platform.post(here.place, progress, "key-1");
    await post("nothing came of it", "key-1");
    expect(await here.texts()).toEqual(["nothing came of it"]);
  });

  it("posts in answer to a message", async () => {
    const message = await here.write("a question");
    const address = await post("an answer", "key-1", message);
    expect(await here.texts()).toEqual(["a question", "an answer"]);
    expect(address).not.toBe(message);
  });

  it("tells a place that it sees from one that is gone", async () => {
    const { platform, place, gone } = here;
    expect(await platform.sees?.(place)).toBe(gone === undefined ? undefined : true);
    if (gone !== undefined) expect(await platform.sees?.(gone)).toBe(false);
  });

  it("passes over an edit of what does not exist", async () => {
    await post("one", "key-1");
    await here.platform.edit("nowhere", textPost("two"));
    expect(await here.texts()).toEqual(["one"]);
  });
}

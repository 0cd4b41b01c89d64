/** What people do in a battle, for the tests of the arena. */
import type { ManualClock } from "../manual-clock.ts";
import type { Post, Reply, Sender } from "../../core/chat/post.ts";
import { type RunningCore, sender } from "../core-kit.ts";
import { answerWith, type ModelScript } from "../peers/scripted-model-server.ts";

export const minute = 60_000;

/** Every model answers with its own name, so that a test sees who wrote what. */
export const signedAnswer: ModelScript = (call, number) =>
  answerWith(`the sea of ${String(call.body.model)}`)(call, number);

export type Asked = { address: string; post: Post; battle: string };

/** Asks and waits for what becomes of it. */
export async function ask(core: RunningCore, asker = "asker", more: Partial<Sender> = {}): Promise<Asked> {
  return say(core, { ...sender(asker, more), text: "Why is the sea salty?" });
}

/** Says something that starts a battle, or a turn of one. */
export async function say(core: RunningCore, request: Parameters<RunningCore["handle"]>[0]): Promise<Asked> {
  const before = core.platform.addresses().length;
  await core.handle(request);
  await core.settled();
  const address = core.platform.addresses()[before];
  if (!address) throw new Error("nothing was posted");
  const post = core.platform.shows(address);
  return { address, post, battle: post.buttons[0]?.action.split(":")[1] ?? "" };
}

export function press(core: RunningCore, person: string, action: string, more: Partial<Sender> = {}): Promise<Reply> {
  return core.press({ ...sender(person, more), action });
}

/** Moves time on and waits for what that brings. */
export async function pass(
  core: { clock: ManualClock; settled(): Promise<void> },
  milliseconds: number,
): Promise<void> {
  core.clock.advance(milliseconds);
  await core.settled();
}

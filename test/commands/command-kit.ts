/** What the tests of commands begin with: somebody who says something, and battles that are over. */
import type { Reply, Sender } from "../../core/chat/post.ts";
import { type RunningCore, sender } from "../core-kit.ts";

/** What core answers to a message. @throws {Error} when a post answers it instead. */
export async function say(
  core: RunningCore,
  text: string,
  person = "somebody",
  more: Partial<Sender> = {},
): Promise<Reply> {
  const reply = await core.handle({ ...sender(person, more), text });
  if (!reply) throw new Error(`no reply to ${text}`);
  return reply;
}

/** Presses the button of a reply with that label. @throws {Error} when there is none. */
export async function pressOn(
  core: RunningCore,
  reply: Pick<Reply, "buttons">,
  label: string,
  person = "somebody",
  more: Partial<Sender> = {},
): Promise<Reply> {
  const button = reply.buttons.find((one) => one.label === label);
  if (!button) throw new Error(`no button ${label} among ${reply.buttons.map((one) => one.label).join(", ")}`);
  return core.press({ ...sender(person, more), action: button.action });
}

/** A battle that has been answered. @returns its identifier and the address of its post. */
export async function ask(core: RunningCore, text: string, asker = "asker", more: Partial<Sender> = {}) {
  const before = core.platform.addresses().length;
  await core.handle({ ...sender(asker, more), text });
  await core.settled();
  const address = core.platform.addresses().at(before)!;
  return { battle: core.platform.shows(address).buttons[0]!.action.split(":")[1]!, address };
}

export async function vote(
  core: RunningCore,
  battle: string,
  person: string,
  choice: string,
  more: Partial<Sender> = {},
) {
  await core.press({ ...sender(person, more), action: `vote:${battle}:${choice}` });
}

/** A battle with these votes, by person, closed by its asker. */
export async function fight(
  core: RunningCore,
  text: string,
  votes: Record<string, string>,
  more: Partial<Sender> = {},
): Promise<string> {
  const { battle } = await ask(core, text, "asker", more);
  for (const [person, choice] of Object.entries(votes)) await vote(core, battle, person, choice, more);
  await core.press({ ...sender("asker", more), action: `close:${battle}` });
  return battle;
}

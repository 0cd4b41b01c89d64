/** What the people of a chaos run do, whatever the platform: ask, vote, change their minds, look at names, close. */
import { type Choice, choices } from "../../../core/chat/post.ts";
import { decodeAction } from "../../../core/index.ts";
import type { Random } from "../../../core/machine/random.ts";
import type { Memory, Told } from "./memory.ts";

/** A post with ballot buttons, as somebody sees it. */
export type SeenBallot = {
  battle: string;
  /** Presses the button of that action. @returns what they were told; undefined: nothing, in a long time. */
  press(action: string): Promise<Told | undefined>;
  /** Reacts with the sign of that choice, where that is a vote. */
  react?(choice: Choice): void;
  /** Asks in answer to it, and waits a while for what becomes of it. */
  followUp(words: string, token: string): Promise<void>;
};

/** Somebody on a platform. */
export type ChaosPerson = {
  /** As core knows them, before they are hashed. */
  name: string;
  /** The newest posts that can be voted on. */
  ballots(): SeenBallot[];
  /** Asks, and waits a while for what becomes of it. */
  ask(words: string, token: string): Promise<void>;
};

/** How many of the newest posts people look at. */
const looked = 4;

const words = ["Why is the sea salty", "What makes rain", "How do birds find home", "Where do old stars go"];

/** Lives until told to stop. @param haste how many times faster than others. */
export async function live(
  person: ChaosPerson,
  memory: Memory,
  random: Random,
  isOver: () => boolean,
  haste = 1,
): Promise<void> {
  const wait = () => new Promise((resolve) => setTimeout(resolve, (150 + random.fraction() * 900) / haste));
  while (!isOver()) {
    await act(person, memory, random);
    await wait();
  }
}

async function act(person: ChaosPerson, memory: Memory, random: Random): Promise<void> {
  const ballots = person.ballots().slice(-looked);
  const ballot = ballots[Math.floor(random.fraction() * ballots.length)];
  const dice = random.fraction();
  if (!ballot || dice < 0.12) return ask(person.ask, memory, random);
  if (dice > 0.96) return ask(ballot.followUp, memory, random);
  const choice = choices[Math.floor(random.fraction() * choices.length)] ?? "a";
  const of = { battle: ballot.battle, person: person.name };
  if (dice > 0.9 && ballot.react) {
    memory.suspect(of, choice);
    return ballot.react(choice);
  }
  const told = await memory.press(of, choice, () => ballot.press(`vote:${ballot.battle}:${choice}`));
  if (dice < 0.3) await withdraw(told, of, memory);
  else if (dice < 0.36) await told?.press("names");
  else if (dice < 0.42) await told?.press("close");
}

async function withdraw(told: Told | undefined, of: { battle: string; person: string }, memory: Memory): Promise<void> {
  const changing = await told?.press("change");
  if (changing) await memory.press(of, null, () => changing.press("withdraw"));
}

async function ask(send: ChaosPerson["ask"], memory: Memory, random: Random): Promise<void> {
  const token = memory.newToken();
  const topic = words[Math.floor(random.fraction() * words.length)] ?? "Why";
  await send(`${topic}, ${token}?`, token);
}

/** Looks again and again, for so many milliseconds. @returns what was found; undefined: nothing in that time. */
export async function waitFor<Found>(limit: number, find: () => Found | undefined): Promise<Found | undefined> {
  const end = performance.now() + limit;
  for (;;) {
    const found = find();
    if (found !== undefined || performance.now() > end) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The battle whose ballot these actions are; undefined: they are no post's. */
export function ballotOf(actions: readonly string[]): string | undefined {
  const decoded = actions.flatMap((action) => decodeAction(action) ?? []);
  const votes = decoded.filter(({ kind }) => kind === "vote");
  return votes.length === choices.length && decoded.every(({ kind }) => kind !== "withdraw")
    ? votes[0]?.battle
    : undefined;
}

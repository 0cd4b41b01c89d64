/** People who ask, follow up, vote and change their minds without end, and remember what they were confirmed. */
import type { PagePost } from "../../bots/web/encode.ts";
import { type Choice, choices } from "../../core/chat/post.ts";
import type { Random } from "../../core/machine/random.ts";
import { Person } from "../web/page-kit.ts";

/** What one person's vote on one battle may be: what was confirmed last, and whatever went unanswered since. */
export type Possible = ReadonlySet<Choice | null>;

export type Crowd = {
  /** Messages confirmed to have been taken, by id. */
  asked: Set<string>;
  /** By battle and cookie, a space between. */
  votes: Map<string, Possible>;
  /**
   * Lives at an arena until it is gone. `onAnswer` is called at every answer of it.
   * @param arena with the token of its operator where it is started for the first time.
   */
  live(arena: { address: string; token: string | undefined }, onAnswer: () => void): Promise<void>;
};

type Button = PagePost["buttons"][number];
type Life = {
  address: string;
  token: string | undefined;
  onAnswer: () => void;
  posts: Map<string, PagePost>;
  random: Random;
};

const most = 3;

/** @param random chance of its own for what people do. */
export function createCrowd(random: Random): Crowd {
  const cookies: string[] = [];
  const asked: Crowd["asked"] = new Set();
  const votes: Crowd["votes"] = new Map();
  let questions = 0;

  async function enter(address: string, index: number): Promise<Person> {
    const person = new Person(address);
    person.cookie = cookies[index] ?? (await Person.enter(address)).cookie;
    cookies[index] = person.cookie;
    return person;
  }

  async function ask(person: Person, inReplyTo: string | null, life: Life): Promise<void> {
    questions += 1;
    const response = await person.post("/api/messages", { text: `Question ${questions}: why?`, inReplyTo });
    const { id } = (await response.json()) as { id?: string };
    life.onAnswer();
    if (response.status === 202 && id) asked.add(id);
  }

  /** Presses what makes a person's vote on a battle `wanted`, and remembers what came of it. */
  async function press(person: Person, post: PagePost, action: string, wanted: Choice | null, life: Life) {
    const key = `${post.draw?.battle} ${person.cookie}`;
    const known = votes.get(key) ?? new Set([null]);
    votes.set(key, new Set([...known, wanted]));
    const { status, body } = await person.press(post.id, action);
    life.onAnswer();
    // A refusal has changed nothing; any other failure may have.
    if (status === 200) votes.set(key, new Set([wanted]));
    if (status === 422) votes.set(key, known);
    return status === 200 ? body.buttons : [];
  }

  /** Presses one of the buttons of a private reply that leaves the vote as it is. */
  async function look(person: Person, post: PagePost, buttons: Button[], kind: string): Promise<Button[]> {
    const action = buttons.find((button) => button.action.includes(`.${kind}:`))?.action;
    const reply = action === undefined ? undefined : await person.press(post.id, action);
    return reply?.body.buttons ?? [];
  }

  async function vote(person: Person, post: PagePost, choice: Choice, life: Life): Promise<Button[]> {
    return press(person, post, `vote:${post.draw?.battle}:${choice}`, choice, life);
  }

  async function withdraw(person: Person, post: PagePost, life: Life): Promise<void> {
    const buttons = await look(person, post, await vote(person, post, "tie", life), "change");
    const action = buttons.find((button) => button.action.includes(".withdraw:"))?.action;
    if (action) await press(person, post, action, null, life);
  }

  /** Votes, then presses what locks the vote, or closes the battle where that is offered. */
  async function end(person: Person, post: PagePost, kind: "names" | "close", life: Life): Promise<void> {
    await look(person, post, await vote(person, post, "b", life), kind);
    life.onAnswer();
  }

  async function act(person: Person, life: Life): Promise<unknown> {
    const ballots = [...life.posts.values()].filter((post) => post.buttons.length >= 4);
    const post = ballots[Math.floor(random.fraction() * ballots.length)];
    const dice = random.fraction();
    if (!post || dice < 0.25) return ask(person, null, life);
    if (dice < 0.35) return ask(person, post.id, life);
    if (dice < 0.42) return withdraw(person, post, life);
    if (dice < 0.49) return end(person, post, "names", life);
    if (dice < 0.53) return end(person, post, "close", life);
    const choice = choices[Math.floor(random.fraction() * choices.length)] ?? "a";
    return vote(person, post, choice, life);
  }

  async function liveOne(index: number, life: Life): Promise<never> {
    const person = await enter(life.address, index);
    // A battle is full when each of them has voted.
    if (index === 0 && life.token !== undefined) await setVotes(person, life.token);
    for (;;) await act(person, life);
  }

  async function setVotes(person: Person, token: string): Promise<void> {
    const operator = Object.assign(new Person(person.address), { cookie: person.cookie });
    await operator.operate(token);
    await operator.say(`/settings votes ${most}`);
  }

  async function read(life: Life): Promise<never> {
    const reader = await (await enter(life.address, 0)).listen();
    for (;;) {
      const { event, data } = await reader.next();
      if (event !== "remove") life.posts.set(data.id, data);
    }
  }

  return {
    asked,
    votes,
    async live({ address, token }, onAnswer) {
      const life = { address, token, onAnswer, posts: new Map<string, PagePost>(), random };
      await enter(address, 0).catch(passOverDeath);
      const lives = Array.from({ length: most }, (_, index) => liveOne(index, life));
      await Promise.all([read(life), ...lives].map((one) => one.catch(passOverDeath)));
    },
  };
}

/** Everybody's life ends when nobody answers any more; whatever else ends it is a mistake. */
function passOverDeath(error: unknown): void {
  const gone = error instanceof TypeError && /fetch failed|terminated/.test(error.message);
  const silent = error instanceof Error && error.message === "the events have ended";
  if (!gone && !silent) throw error;
}

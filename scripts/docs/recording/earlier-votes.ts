/** What happened before the story: made-up people vote on battles of the made-up models, through the whole core. */
import {
  type Button,
  createCore,
  createModelProvider,
  createRenderer,
  defaultRules,
  openInstallation,
  parseRoster,
  type Post,
  type Request,
  sentences,
  systemClock as clock,
  systemRandom as random,
} from "../../../core/index.ts";
import { answerOf } from "./made-up-models.ts";
import { cast } from "./story.ts";

const [people, battles, votesEach] = [40, 160, 6];
const [tieShare, bothBadShare] = [0.15, 0.05];
const many = 1_000_000;
const choices = sentences("en").battle.choices;

/**
 * Fills a data folder with votes.
 * @param roster the text of the roster's file.
 * @param last a question that is asked after them. @returns what is posted about it, which nobody has voted on.
 */
export async function castEarlierVotes(dataDirectory: string, roster: string, last: string): Promise<Post> {
  const { core, ask, close } = await openArena(dataDirectory, roster);
  await core.handle({ ...person(0), manages: true, text: `/settings votes ${votesEach}` });
  for (let battle = 0; battle < battles; battle++) {
    const post = await ask({ ...person(battle), text: `Which of these is best, and why? (${battle})` });
    for (let voter = 0; voter < votesEach; voter++) {
      const button = choose(post);
      // Seven and forty have no factor in common, so everybody has a turn.
      if (button) await core.press({ ...person(battle + 7 * voter), action: button.action });
    }
  }
  const newest = await ask({ ...person(0), community: "discord:other", address: "message", text: last });
  await close();
  return newest;
}

async function openArena(dataDirectory: string, roster: string) {
  const { database, key } = await openInstallation({ dataDirectory, databaseUrl: null, pseudonymKey: null });
  const { endpoints, models, generation } = parseRoster(roster, () => undefined);
  const renderer = createRenderer();
  const questionsPerMinute = { person: many, origin: many, all: many };
  const report = (details: Record<string, unknown>, message: string) => console.error(message, details);
  const core = await createCore({
    ...{ ...database, renderer, pseudonymKey: key, clock, random, models, generation },
    provider: createModelProvider({ endpoints, clock }),
    rules: { ...defaultRules, questionsPerMinute },
    log: { info: () => {}, warn: report, error: report },
  });
  const posts = new Map<string, Post>();
  const keep = (address: string, post: Post) => void posts.set(address, post);
  core.connect({
    name: "discord",
    post: async (_place, post, battle) => (keep(battle, post), battle),
    edit: async (address, post) => keep(address, post),
  });
  await core.start();
  return {
    core,
    async ask(request: Request): Promise<Post> {
      await core.handle(request);
      await core.settled();
      const post = [...posts.values()].at(-1);
      if (!post) throw new Error("A battle was not posted.");
      return post;
    },
    async close() {
      await core.stop();
      await Promise.all([renderer.close(), database.store.close()]);
    },
  };
}

function person(number: number) {
  const name = `discord:${number % people}`;
  const at = { platform: "discord" as const, community: "discord:bakers", place: "hall", language: "en" as const };
  return { ...at, person: name, private: false, manages: false };
}

/** As the models' strengths have it, for the most part. */
function choose({ buttons, answers }: Post): Button | undefined {
  const [a, b] = [answers?.a, answers?.b].map((text) => cast.find(({ id }) => text === answerOf(id))?.strength ?? 0);
  const chance = random.fraction();
  const choice =
    chance < tieShare
      ? choices.tie
      : chance < tieShare + bothBadShare
        ? choices["both-bad"]
        : random.fraction() < 1 / (1 + 10 ** ((b ?? 0) - (a ?? 0)))
          ? choices.a
          : choices.b;
  return buttons.find(({ label }) => label === choice);
}

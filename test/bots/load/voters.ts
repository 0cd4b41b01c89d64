/** Voters on one platform: each press is another person's vote, or one on another battle. */
import { setTimeout as pause } from "node:timers/promises";
import type { PagePost } from "../../../bots/web/encode.ts";
import { createVisitor, openStream, type Visitor } from "../../../scripts/bench/flood/visitor.ts";
import { buttonsOf as discordButtons } from "../../discord/discord-kit.ts";
import type { DiscordPeer } from "../../peers/discord/discord-peer.ts";
import type { TelegramPeer } from "../../peers/telegram/telegram-peer.ts";
import { buttonsOf as telegramButtons } from "../../telegram/telegram-kit.ts";
import { until } from "../../until.ts";

/** A press that has been made; `answered` says whether its sender has been told that the vote is there. */
export type Press = { answered(): boolean };

/** @returns what presses, vote by vote. */
export type Voters = { platform: string; votes: (() => Press)[] };

/** How many battles, and how many people vote on each. */
export type Crowd = { people: number; battles: number };

const isBallot = (labels: readonly string[]) => labels.includes("Both bad");

/** Every person on every battle, battle by battle. */
function pairs<Person, Battle>(people: readonly Person[], battles: readonly Battle[]): [Person, Battle][] {
  return battles.flatMap((battle) => people.map((person): [Person, Battle] => [person, battle]));
}

const choiceOf = (index: number) => (index % 2 === 0 ? "A" : "B");

export async function gatherOnDiscord(peer: DiscordPeer, crowd: Crowd): Promise<Voters> {
  const guild = peer.guild();
  const channels = Array.from({ length: crowd.battles }, () => peer.channel(guild));
  const people = Array.from({ length: crowd.people }, (_, index) => peer.person(`discord ${index}`));
  await until(() => peer.world.commands.length > 0);
  const ballotIn = (index: number) =>
    peer.messagesIn(channels[index]!).find((message) => isBallot(discordButtons(message)));
  for (const [index, channel] of channels.entries()) {
    people[index % people.length]!.slash(channel, "battle", { question: `What is ${index} + 2?` });
    await until(() => ballotIn(index) !== undefined);
  }
  const ballots = channels.map((_, index) => ballotIn(index)!);
  const votes = pairs(people, ballots).map(([person, ballot], index) => () => {
    const pressed = person.press(ballot, choiceOf(index));
    return { answered: () => pressed.replies.length > 0 };
  });
  return { platform: "discord", votes };
}

export async function gatherOnTelegram(peer: TelegramPeer, crowd: Crowd): Promise<Voters> {
  const people = Array.from({ length: crowd.people }, (_, index) => peer.person(`telegram ${index}`));
  const groups = Array.from({ length: crowd.battles }, () => peer.group(people));
  const ballotIn = (index: number) =>
    peer.messagesIn(groups[index]!).find((message) => isBallot(telegramButtons(message)));
  for (const [index, group] of groups.entries()) {
    people[index % people.length]!.say(group, `/battle What is ${index} + 3?`);
    await until(() => ballotIn(index) !== undefined);
  }
  const ballots = groups.map((_, index) => ballotIn(index)!);
  const votes = pairs(people, ballots).map(([person, ballot], index) => () => {
    const query = person.tap(ballot, choiceOf(index));
    return { answered: () => query.answer !== undefined };
  });
  return { platform: "telegram", votes };
}

/** @param pages the processes, which people use in turn. */
export async function gatherOnPages(pages: readonly string[], crowd: Crowd): Promise<Voters> {
  const people: Visitor[] = [];
  for (let index = 0; index < crowd.people; index += 1) {
    // So many newcomers of one address would be too many.
    const visitor = createVisitor(pages[index % pages.length]!, `127.0.${1 + (index % 4)}.1`);
    await visitor.enter();
    people.push(visitor);
  }
  for (let index = 0; index < crowd.battles; index += 1) {
    const said = await people[index % people.length]!.send("POST", "/api/messages", { text: `What is ${index} + 4?` });
    if (said.status !== 202) throw new Error(`a question was refused: ${said.text}`);
    await pause(300);
  }
  const ballots = await readBallots(people[0]!, crowd.battles);
  const votes = pairs(people, ballots).map(([person, ballot], index) => () => {
    let answered = false;
    const action = ballot.buttons.find(({ label }) => label === choiceOf(index))!.action;
    void person.send("POST", "/api/actions", { post: ballot.id, action }).then(
      ({ status }) => (answered = status === 200),
      () => {},
    );
    return { answered: () => answered };
  });
  return { platform: "web", votes };
}

async function readBallots(reader: Visitor, count: number): Promise<PagePost[]> {
  const stream = await openStream(reader);
  const posts = () =>
    new Map(
      [...stream.heard().matchAll(/^data: (\{"id".*\})$/gm)].map(([, data = ""]) => {
        const post = JSON.parse(data) as PagePost;
        return [post.id, post] as const;
      }),
    );
  const ballots = () => [...posts().values()].filter(({ buttons }) => isBallot(buttons.map(({ label }) => label)));
  await until(() => ballots().length === count);
  return ballots();
}

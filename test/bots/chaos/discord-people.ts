/** People on the peer's Discord. */
import { choiceEmoji } from "../../../bots/discord/reactions.ts";
import type { Choice } from "../../../core/chat/post.ts";
import { readCustomId } from "../../../bots/discord/encode.ts";
import { textOf } from "../../discord/discord-kit.ts";
import type { DiscordPeer } from "../../peers/discord/discord-peer.ts";
import { allComponents } from "../../peers/discord/limits.ts";
import type { PeerPerson } from "../../peers/discord/people.ts";
import type { PeerChannel, PeerInteraction, PeerMessage } from "../../peers/discord/world.ts";
import { isApology, type Memory, plainWords, type Told } from "./memory.ts";
import { ballotOf, type ChaosPerson, type SeenBallot, waitFor } from "./people.ts";

const idsOf = ({ components }: PeerMessage): string[] =>
  allComponents((components ?? []) as never).flatMap(({ custom_id: id }) => (id === undefined ? [] : [id]));
const actionsOf = (message: PeerMessage) => idsOf(message).map((id) => readCustomId(id).action);
const isReply = (message: PeerMessage) => idsOf(message).some((id) => readCustomId(id).inReply);

type AskedHere = { message: PeerMessage } | { interaction: PeerInteraction };

/** Somebody who asks and votes in a channel or, left alone with the bot, in private. */
export function createDiscordPerson(
  peer: DiscordPeer,
  memory: Memory,
  self: PeerPerson,
  channel: PeerChannel,
): ChaosPerson {
  const alone = channel.recipient !== null;
  const mine = (message: PeerMessage) => message.author.id === peer.world.bot.id;
  const answers = (one: PeerMessage, other: PeerMessage) => one.message_reference?.message_id === other.id;
  let asks = 0;

  async function press(message: PeerMessage, battle: string, action: string): Promise<Told | undefined> {
    const id = idsOf(message).find((one) => readCustomId(one).action === action);
    if (id === undefined) return undefined;
    const before = textOf(message);
    const interaction = self.pressId(message, id);
    const reply = await waitFor(memory.patience, () => said(interaction, message, before));
    return reply && toldBy(reply, battle);
  }

  /** A reply in place of the pressed message counts once it says something else. */
  function said({ replies }: PeerInteraction, pressed: PeerMessage, before: string): PeerMessage | undefined {
    const last = replies.at(-1);
    if (!last || (last.id === pressed.id && textOf(last) === before)) return undefined;
    return last;
  }

  function toldBy(message: PeerMessage, battle: string): Told {
    return {
      text: plainWords(textOf(message)),
      async press(kind) {
        const action = actionsOf(message).find((one) => one.startsWith(`${kind}:${battle}`));
        return action ? press(message, battle, action) : undefined;
      },
    };
  }

  function ballots(): SeenBallot[] {
    return peer.messagesIn(channel).flatMap((message) => {
      const battle = mine(message) && !isReply(message) ? ballotOf(actionsOf(message)) : undefined;
      if (battle === undefined) return [];
      const react = (choice: Choice) => self.react(message, choiceEmoji[choice]);
      const followUp = (words: string, token: string) =>
        ask(token, { message: self.say(channel, words, { replyTo: message }) });
      return [{ battle, press: (action) => press(message, battle, action), react, followUp }];
    });
  }

  /** The messages of the bot that answer a question: its own, or the one that a command put there in its asker's name. */
  function postsFor(token: string, asked: AskedHere): PeerMessage[] {
    const here = peer.messagesIn(channel).filter(mine);
    if ("message" in asked) return here.filter((one) => answers(one, asked.message));
    const questions = here.filter((one) => !one.message_reference && textOf(one).includes(token));
    const posts = here.filter((one) => questions.some((question) => answers(one, question)));
    return questions.length > 1 ? questions : posts;
  }

  async function ask(token: string, asked: AskedHere | undefined): Promise<void> {
    if (!asked) return;
    const all = () => postsFor(token, asked);
    const posts = () => all().filter((one) => !isApology(textOf(one)));
    const alone = () => ("interaction" in asked ? asked.interaction.replies : []);
    const refusals = () =>
      [
        ...all().filter((one) => !posts().includes(one)),
        ...alone().filter(({ id }) => !peer.world.messages.has(id)),
      ].map(textOf);
    memory.asked.push({
      person: `discord:${self.id}`,
      token,
      at: new Date().toISOString(),
      kept: false,
      accepted: () => false,
      posts: () => posts().map(textOf),
      refusals,
    });
    await waitFor(memory.patience, () => (all().length > 0 ? true : undefined));
  }

  /** In a channel by a command or a mention. Before the first connection no command is registered. */
  function send(words: string): AskedHere | undefined {
    asks += 1;
    if (alone) return { message: self.direct(words) };
    if (asks % 2 === 0) return { message: self.say(channel, words, { mention: true }) };
    if (peer.world.commands.length === 0) return undefined;
    return { interaction: self.slash(channel, "battle", { question: words }) };
  }

  return { name: `discord:${self.id}`, ballots, ask: (words, token) => ask(token, send(words)) };
}

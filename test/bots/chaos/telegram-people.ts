/** People on the peer's Telegram. */
import { readButton } from "../../../bots/telegram/encode.ts";
import { decodeAction, sentences } from "../../../core/index.ts";
import type { PeerPerson } from "../../peers/telegram/people.ts";
import type { TelegramPeer } from "../../peers/telegram/telegram-peer.ts";
import type { PeerChat, PeerMessage } from "../../peers/telegram/world.ts";
import { textOf } from "../../telegram/telegram-kit.ts";
import { isApology, type Memory, plainWords, type Told, voteIn } from "./memory.ts";
import { ballotOf, type ChaosPerson, type SeenBallot, waitFor } from "./people.ts";

const dataOf = ({ keyboard }: PeerMessage): string[] =>
  keyboard.flat().flatMap((button) => ("callback_data" in button ? [button.callback_data] : []));
const actionsOf = (message: PeerMessage) => dataOf(message).map((data) => readButton(data).action);
const battlesOf = (message: PeerMessage) => actionsOf(message).flatMap((action) => decodeAction(action)?.battle ?? []);

const { answering, answeringAgain } = sentences("en").battle;
const beginnings = [answering, answeringAgain].map(plainWords);
/** Whether it is a post, by its buttons or, before it has any, by its words; not what one person was told. */
const isPost = (message: PeerMessage) =>
  dataOf(message).some((data) => readButton(data).posted) ||
  beginnings.some((beginning) => plainWords(textOf(message)).startsWith(beginning));

/** Somebody who asks and votes in a group or, left alone with the bot, in private. */
export function createTelegramPerson(
  peer: TelegramPeer,
  memory: Memory,
  self: PeerPerson,
  chat: PeerChat,
): ChaosPerson {
  const alone = chat.type === "private";
  const here = () => peer.messagesIn(chat);
  /** What was said to this person alone. */
  const told = () =>
    [...peer.shownAlone(chat, self), ...peer.messagesIn(self.private)].filter(
      (message) => message.from?.id === peer.world.bot.id && !isPost(message),
    );

  async function press(message: PeerMessage, battle: string, action: string): Promise<Told | undefined> {
    const data = dataOf(message).find((one) => readButton(one).action === action);
    if (data === undefined) return undefined;
    const before = new Map(told().map((one) => [one, `${textOf(one)} ${one.edits}`]));
    const query = self.tapData(message, data);
    const changed = () =>
      told().find(
        (one) => before.get(one) !== `${textOf(one)} ${one.edits}` && (battlesOf(one).includes(battle) || alone),
      );
    // What an earlier press brings late is no answer to this one.
    const wanted = decodeAction(action);
    const fits = (said: ReturnType<typeof voteIn>) =>
      !said || wanted?.kind !== "vote" ? !said || wanted?.kind === "withdraw" : said.choice === wanted.choice;
    const says = (text: string | undefined) =>
      text !== undefined && text !== "" && !/^(?:One|Just a) moment/u.test(text) ? text : undefined;
    const found = await waitFor(memory.patience, () => {
      const text = says(query.answer?.text);
      const found = changed();
      const beside = found && fits(voteIn(textOf(found))) ? found : undefined;
      if (text !== undefined) return { text, beside };
      return beside && { text: textOf(beside), beside };
    });
    if (!found) return undefined;
    // Its buttons may follow a little later.
    const beside = found.beside ?? (await waitFor(voteIn(found.text) ? 1_500 : 0, changed));
    return toldBy(found.text, beside, battle);
  }

  function toldBy(text: string, message: PeerMessage | undefined, battle: string): Told {
    return {
      text: plainWords(text),
      async press(kind) {
        const action = message && actionsOf(message).find((one) => one.startsWith(`${kind}:${battle}`));
        return message && action ? press(message, battle, action) : undefined;
      },
    };
  }

  function ballots(): SeenBallot[] {
    return here().flatMap((message) => {
      const battle = isPost(message) ? ballotOf(actionsOf(message)) : undefined;
      if (battle === undefined) return [];
      const followUp = (words: string, token: string) => ask(words, token, message);
      return [{ battle, press: (action) => press(message, battle, action), followUp }];
    });
  }

  async function ask(words: string, token: string, replyTo?: PeerMessage): Promise<void> {
    const more = replyTo ? { replyTo } : {};
    const said = alone ? self.direct(words, more) : self.say(chat, replyTo ? words : `/battle ${words}`, more);
    const before = new Set(told());
    const posts = () =>
      here().filter(
        (one) =>
          !isApology(textOf(one)) &&
          one.from?.id === peer.world.bot.id &&
          (one.replyTo === said || textOf(one).includes(token)) &&
          !before.has(one),
      );
    // What a press brings has buttons of its battle.
    const apologies = () => here().filter((one) => one.replyTo === said && isApology(textOf(one)));
    const refusals = () =>
      [...new Set([...told(), ...apologies()])]
        .filter((one) => !before.has(one) && battlesOf(one).length === 0 && !textOf(one).includes(token))
        .map(textOf);
    // Whether somebody else's follow-up is answered with words depends on where those could be said to them alone.
    const kept = replyTo === undefined;
    const asked = { person: `telegram:${self.id}`, token, kept, at: new Date().toISOString(), accepted: () => false };
    memory.asked.push({ ...asked, posts: () => posts().map(textOf), refusals });
    const shown = () => posts().some((one) => actionsOf(one).length > 0);
    await waitFor(memory.patience, () => (shown() || refusals().length > 0 ? true : undefined));
  }

  return { name: `telegram:${self.id}`, ballots, ask: (words, token) => ask(words, token) };
}

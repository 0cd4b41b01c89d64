import { leagueOf } from "../../battle/draw.ts";
import { isErased } from "../../battle/battle.ts";
import type { NewRestriction, RestrictionKind } from "../../battle/restrictions.ts";
import { restrictHere } from "../../boards/restricting.ts";
import { type Button, type PrivateReply, type Request, type Sender, textPost } from "../../chat/post.ts";
import { NeedsManager, Refusal } from "../../chat/refusal.ts";
import { may } from "../../chat/roles.ts";
import { sentences } from "../../language/index.ts";
import type { Heard } from "../../people/spoken-languages.ts";
import type { Command, CommandContext } from "../command.ts";
import { listInForce, listLog, offerForBattle } from "./in-words.ts";

declare module "../../language/command-sentences.ts" {
  interface CommandSentences {
    moderation: CommandWords;
  }
  interface OptionSentences extends Record<"do" | "person" | "days", OptionWords> {}
}

const day = 24 * 60 * 60_000;

/**
 * `/moderation [log] [aside|out @SOMEBODY [1d|7d|30d]]`: what is done about votes, battles and people in this community, for
 * those who run it. In answer to a battle's message: what may be done about that.
 */
export const moderation: Command = {
  options: [
    { name: "do", kind: "choice", choices: ["aside", "out", "log"] },
    { name: "person", kind: "text" },
    { name: "days", kind: "choice", choices: ["1d", "7d", "30d"] },
  ],
  forManagers: true,
  unseen: true,
  async run(context, request, rest) {
    check(request);
    const [verb = "", ...more] = rest.split(/\s+/u);
    if (/^log$/iu.test(verb)) return privately(await listLog(context, request));
    if (/^(?:aside|out)$/iu.test(verb)) return restrictPerson(context, request, verb.toLowerCase(), more);
    if (verb !== "") throw new Refusal(unknown(request, verb));
    const battle = await context.arena.findMeant(request);
    if (battle) return privately(await offerForBattle(context, request, battle.id));
    if (request.inReplyTo !== undefined) throw new Refusal(sentences(request.language).refusals.noBattleHere);
    return privately(await listInForce(context, request));
  },
  async press(context, press, rest) {
    check(press);
    const [verb = "", about = "", days] = rest.split(" ");
    if (rest === "") return privately(await listInForce(context, press));
    if (rest === "log") return privately(await listLog(context, press));
    if (verb === "lift" && /^\d{1,9}$/u.test(about)) return lift(context, press, Number(about));
    if (verb === "left-out" || verb === "hidden") return restrictBattle(context, press, verb, about);
    if (verb === "shut-out" && /^(?:[17]|good)$/u.test(days ?? "")) return shutAskerOut(context, press, about, days);
    throw new Refusal(sentences(press.language).refusals.unknownAction);
  },
};

/** @throws {NeedsManager} for whoever runs neither the community nor the arena. */
function check(from: Heard<Sender>): void {
  if (!may(from, "moderate")) throw new NeedsManager(sentences(from.language).restrictions.notYours);
}

function unknown({ language }: Heard<Sender>, word: string): string {
  const { restrictions: own, commands } = sentences(language);
  return own.unknown(word.slice(0, 32), commands.moderation.usage);
}

type Wanted = Pick<NewRestriction, "kind" | "about"> & { days: number | null };

/** @returns whether anything has changed by it. */
async function restrict(context: CommandContext, from: Heard<Sender>, { days, ...wanted }: Wanted): Promise<boolean> {
  const { store, boards, clock, pseudonyms } = context;
  const at = clock.now();
  const until = days === null ? null : new Date(at.getTime() + days * day);
  const one = { ...wanted, reason: "by-hand", found: null, by: pseudonyms.of(from.person), at, until } as const;
  const here = { restrictions: store.restrictions, boards, league: leagueOf(context.lineup().models) };
  return (await restrictHere(here, pseudonyms.of(from.community), [one])).length > 0;
}

async function restrictPerson(
  context: CommandContext,
  request: Heard<Request>,
  verb: string,
  words: readonly string[],
): Promise<PrivateReply> {
  const { restrictions: own } = sentences(request.language);
  const last = /^(\d{1,3})d$/iu.exec(words.at(-1) ?? "")?.[1];
  const named = (last === undefined ? words : words.slice(0, -1)).join(" ");
  const mention = request.mentions?.find(({ text }) => text.toLowerCase() === named.toLowerCase());
  if (!mention) throw new Refusal(own.nobody);
  if (last !== undefined && (verb === "aside" || Number(last) === 0)) throw new Refusal(unknown(request, `${last}d`));
  const kind: RestrictionKind = verb === "aside" ? "votes-aside" : "shut-out";
  const about = context.pseudonyms.of(mention.person);
  const days = last === undefined ? null : Number(last);
  return listAfter(context, request, await restrict(context, request, { kind, about, days }));
}

async function restrictBattle(
  context: CommandContext,
  press: Heard<Sender>,
  kind: "left-out" | "hidden",
  id: string,
): Promise<PrivateReply> {
  const battle = await findBattle(context, press, id);
  const changed = await restrict(context, press, { kind, about: battle.id, days: null });
  if (kind === "hidden" && changed) context.arena.showAnew(battle.id);
  return listAfter(context, press, changed);
}

async function shutAskerOut(
  context: CommandContext,
  press: Heard<Sender>,
  id: string,
  days = "good",
): Promise<PrivateReply> {
  const { asker } = await findBattle(context, press, id);
  if (isErased({ asker })) throw new Refusal(sentences(press.language).refusals.unknownBattle);
  const until = days === "good" ? null : Number(days);
  return listAfter(context, press, await restrict(context, press, { kind: "shut-out", about: asker, days: until }));
}

/** @throws {Refusal} where there is none in this community. */
async function findBattle({ store, pseudonyms }: CommandContext, from: Heard<Sender>, id: string) {
  const battle = await store.battles.findBattle(id);
  if (battle?.community === pseudonyms.of(from.community)) return battle;
  throw new Refusal(sentences(from.language).refusals.unknownBattle);
}

async function listAfter(context: CommandContext, from: Heard<Sender>, changed: boolean): Promise<PrivateReply> {
  const { restrictions: own } = sentences(from.language);
  const { text, buttons } = await listInForce(context, from);
  return privately({ text: [changed ? own.done : own.already, text].join("\n\n"), buttons });
}

async function lift(context: CommandContext, press: Heard<Sender>, number: number): Promise<PrivateReply> {
  const { store, pseudonyms, clock, arena } = context;
  const { restrictions: own } = sentences(press.language);
  const community = pseudonyms.of(press.community);
  const lifted = await store.restrictions.lift(community, number, pseudonyms.of(press.person), clock.now());
  if (!lifted) throw new Refusal(own.gone);
  if (lifted.kind === "hidden") arena.showAnew(lifted.about);
  const { text, buttons } = await listInForce(context, press);
  return privately({ text: [own.undone, text].join("\n\n"), buttons });
}

function privately({ text, buttons }: { text: string; buttons: Button[] }): PrivateReply {
  return { ...textPost(text), buttons, private: true };
}

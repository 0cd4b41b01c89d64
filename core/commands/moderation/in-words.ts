/** What is done about people and battles, as those who run the community read it. */
import { isInForce, type Move, type Restriction } from "../../battle/restrictions.ts";
import type { Button, Sender } from "../../chat/post.ts";
import { type Sentences, sentences } from "../../language/index.ts";
import type { Heard } from "../../people/spoken-languages.ts";
import { actionOf, type CommandContext } from "../command.ts";

/** How many restrictions are listed, each with a button; and how many the log has. */
const [listed, logged] = [10, 20];
/** How many moves on a board are told. */
const mostMoves = 5;

/** As people are known to those who may not know who they are: enough of a pseudonym to tell them apart. */
function handleOf(pseudonym: string): string {
  return pseudonym.slice(0, 6);
}

function momentOf(at: Date): string {
  return at.toISOString().slice(0, 16).replace("T", " ");
}

type Writing = { me: string; nameOf: (model: string) => string; words: Sentences["restrictions"]; separator: string };

async function writing(context: CommandContext, from: Heard<Sender>): Promise<Writing> {
  const { restrictions: words, boards } = sentences(from.language);
  const models = new Map((await context.everybody([])).map(({ id, name }) => [id, name]));
  const me = context.pseudonyms.of(from.person);
  return { me, nameOf: (model) => models.get(model) ?? model, words, separator: boards.listSeparator };
}

function who(by: string | null, { me, words }: Writing): string {
  if (by === null) return words.byArena;
  return by === me ? words.byYou : words.byOther;
}

function what({ kind, about, votes, until }: Restriction, { words }: Writing): string {
  switch (kind) {
    case "votes-aside":
      return words.what[kind](handleOf(about), votes);
    case "left-out":
      return words.what[kind](about, votes);
    case "hidden":
      return words.what[kind](about);
    case "shut-out":
      return words.what[kind](handleOf(about), until === null ? null : momentOf(until));
  }
}

function why({ reason, found }: Restriction, { words, nameOf }: Writing): string {
  if (reason === "by-hand" || reason === "reports") return words.why[reason];
  const { model, votes, matching } = found ?? { model: null, votes: 0, matching: 0 };
  if (reason === "campaign-for" || reason === "campaign-against")
    return words.why[reason](nameOf(model ?? ""), votes, matching);
  return words.why[reason](votes, matching);
}

function moves(moved: readonly Move[], { words, nameOf, separator }: Writing): string[] {
  if (moved.length === 0) return [];
  const told = moved.slice(0, mostMoves).map(({ model, before, after }) => words.move(nameOf(model), before, after));
  return [words.moved([...told, ...(moved.length > mostMoves ? ["…"] : [])].join(separator))];
}

function describe(one: Restriction, here: Writing): string[] {
  const { words } = here;
  const line = words.line(one.number, what(one, here), why(one, here), momentOf(one.at), who(one.by, here));
  return [line, ...moves(one.moved, here)];
}

function button(label: string, rest: string): Button {
  return { label, action: actionOf("moderation", rest) };
}

/** Lifts a restriction. */
function liftButton({ kind, number }: Restriction, { restrictions }: Sentences): Button {
  return button(`${restrictions.buttons.lift[kind]} (${number})`, `lift ${number}`);
}

type Told = { text: string; buttons: Button[] };

/** All that is in force, the newest first, each with a button that lifts it. */
export async function listInForce(context: CommandContext, from: Heard<Sender>): Promise<Told> {
  const words = sentences(from.language);
  const { restrictions: own, commands } = words;
  const wanted = { limit: listed + 1, unlifted: true } as const;
  const all = await context.store.restrictions.restrictions(context.pseudonyms.of(from.community), wanted);
  const shown = all.slice(0, listed).filter((one) => isInForce(one, context.clock.now()));
  const here = await writing(context, from);
  const lines = shown.flatMap((one) => describe(one, here));
  const text = [
    own.title,
    lines.length > 0 ? lines.join("\n") : own.nothing,
    ...(all.length > listed ? [own.more] : []),
    ...(lines.length > 0 ? [own.handles] : []),
    own.howTo(commands.moderation.usage),
  ].join("\n\n");
  return { text, buttons: [...shown.map((one) => liftButton(one, words)), button(own.buttons.log, "log")] };
}

/** What was done, and undone, the newest first. */
export async function listLog(context: CommandContext, from: Heard<Sender>): Promise<Told> {
  const { restrictions: own } = sentences(from.language);
  const community = context.pseudonyms.of(from.community);
  const all = await context.store.restrictions.restrictions(community, { limit: logged });
  const here = await writing(context, from);
  const lines = all.flatMap((one) => [
    ...describe(one, here),
    ...(one.liftedAt ? [own.lifted(momentOf(one.liftedAt), who(one.liftedBy, here))] : []),
  ]);
  const text = [own.logTitle, lines.length > 0 ? lines.join("\n") : own.logEmpty].join("\n\n");
  return { text, buttons: [button(own.buttons.list, "")] };
}

/** For how many days somebody may be shut out by a button; null: for good. */
const shutOutDays = [1, 7, null] as const;

/** What may be done about a battle, or undone. */
export async function offerForBattle(context: CommandContext, from: Heard<Sender>, battle: string): Promise<Told> {
  const words = sentences(from.language);
  const { buttons: labels } = words.restrictions;
  const wanted = { limit: listed, unlifted: true, about: battle } as const;
  const held = await context.store.restrictions.restrictions(context.pseudonyms.of(from.community), wanted);
  const isHeld = (kind: Restriction["kind"]) => held.some((one) => one.kind === kind);
  const here = await writing(context, from);
  const lines = held.flatMap((one) => describe(one, here));
  return {
    text: [words.restrictions.battle(battle), ...(lines.length > 0 ? [lines.join("\n")] : [])].join("\n\n"),
    buttons: [
      ...(isHeld("left-out") ? [] : [button(labels.leaveOut, `left-out ${battle}`)]),
      ...(isHeld("hidden") ? [] : [button(labels.hide, `hidden ${battle}`)]),
      ...held.map((one) => liftButton(one, words)),
      ...shutOutDays.map((days) => button(labels.shutOut(days), `shut-out ${battle} ${days ?? "good"}`)),
      button(labels.list, ""),
    ],
  };
}

/** What a message has to do with a battle: the one it answers, or the one it has asked. */
import { type Battle, lastTurn, openedTurns } from "../battle/battle.ts";
import type { Request } from "../chat/post.ts";
import { postLookup } from "../safety/pseudonyms.ts";
import { decodeAction } from "./ballot-buttons.ts";
import type { ArenaAtWork } from "./context.ts";
import { eventOf } from "./new-battle.ts";
import { isBeingVotedOn } from "./same-pair.ts";

/** Another question to the same two: by whom it may be asked, whether it would be taken now, or only as a battle of its own. */
type OfBattle = { battle: string; own: boolean; takesMore: boolean; turn: number; votedOn: boolean };

/**
 * `nothing`: it answers no message. `elsewhere`: it answers something that is no battle, or one that has ended. `battle`:
 * it answers a battle that goes on. `asked`: it was edited, and had asked a question, the `question`, before.
 */
export type Answered =
  | { to: "nothing" | "elsewhere" }
  | ({ to: "battle" } & OfBattle)
  | ({ to: "asked"; question: string } & OfBattle);

/** Finds that out. */
export async function lookAnswered(arena: ArenaAtWork, request: Request): Promise<Answered> {
  const asked = request.edited ? await findAsked(arena, request) : undefined;
  if (asked) return asked;
  if (request.inReplyTo === undefined) return { to: "nothing" };
  const battle = await findAnswered(arena, request);
  const goesOn = battle?.status === "open" || battle?.status === "answering";
  return battle && goesOn ? { to: "battle", ...described(arena, request, battle) } : { to: "elsewhere" };
}

/** The battle whose post a request answers. */
export async function findAnswered(
  { store, pseudonyms }: ArenaAtWork,
  { platform, inReplyTo }: Request,
): Promise<Battle | undefined> {
  if (inReplyTo === undefined) return undefined;
  return store.battles.findBattle({ post: postLookup(pseudonyms, platform, inReplyTo) });
}

/**
 * The battle that somebody means who answers its post with a command: also one that has ended, whose post is no longer
 * found but has buttons still. Undefined for any of another community.
 */
export async function findMeant(arena: ArenaAtWork, request: Request): Promise<Battle | undefined> {
  const [marked] = (request.answeredButtons ?? []).flatMap((action) => decodeAction(action)?.battle ?? []);
  const battle =
    (await findAnswered(arena, request)) ??
    (marked === undefined ? undefined : await arena.store.battles.findBattle(marked));
  return battle?.community === arena.pseudonyms.of(request.community) ? battle : undefined;
}

async function findAsked(arena: ArenaAtWork, request: Request): Promise<Answered | undefined> {
  const event = eventOf(arena, request);
  const found = event === undefined ? undefined : await arena.store.battles.findAsked(event);
  if (!found) return undefined;
  const { battle, turn: number } = found;
  const question = battle.turns.find((turn) => turn.number === number)?.question ?? "";
  return { to: "asked", question, ...described(arena, request, battle), turn: number };
}

function described({ pseudonyms, rules }: ArenaAtWork, { person }: Request, battle: Battle): OfBattle {
  const asked = openedTurns(battle).length;
  return {
    battle: battle.id,
    own: battle.asker === pseudonyms.of(person),
    takesMore: battle.status === "open" && battle.firstVoteAt === null && asked < rules.turnsPerBattle,
    turn: lastTurn(battle).number,
    votedOn: isBeingVotedOn(battle),
  };
}

import { drawForPost } from "../draw-for-post.ts";
import { pictureTheme } from "../../battle/community-settings.ts";
import { leagueOf } from "../../battle/draw.ts";
import type { Task } from "../../answers/task.ts";
import type { BoardRating } from "../../boards/board-rating.ts";
import type { CurrentBoard } from "../../boards/rating-work.ts";
import { type CellFilter, groupByTask } from "../../boards/cell.ts";
import { createLeaderboard } from "../../boards/standings.ts";
import { createProfiles, findLead } from "../../boards/profile.ts";
import { answersSeen } from "../../boards/store.ts";
import { sentences, type Sentences } from "../../language/index.ts";
import type { Model } from "../../models/model.ts";
import { type Heard, sharedLanguage } from "../../people/spoken-languages.ts";
import { openPageCommunity, type Reply, type Request } from "../../chat/post.ts";
import type { Command, CommandContext, Suggesting } from "../command.ts";
import { likedButtons, showLiked } from "./liked-answers.ts";
import { rivalsOf } from "./model-panels.ts";
import { modelInWords, modelPicture, type ModelView } from "./model-picture.ts";
import type { ShownModel } from "./model-tasks.ts";
import { findSaying, sayOfOneself } from "./demographics.ts";
import { suggestModels } from "../suggestions.ts";
import { allowVoterProfile, findVoterRequest, showVoterProfile } from "./voter-profile.ts";
import { Refusal } from "../../chat/refusal.ts";
import { closest } from "../../language/closest.ts";

declare module "../../language/command-sentences.ts" {
  interface CommandSentences {
    profile: CommandWords;
  }
  interface OptionSentences extends Record<"model" | "rival", OptionWords> {}
}

/** The models, and oneself. */
const suggestProfiles: Suggesting = async (context, language) => [
  { label: sentences(language).voter.yours, value: "me", alsoCalled: [] },
  ...(await suggestModels(context)),
];

/**
 * `/profile me | set [WHAT ONE IS] | @SOMEBODY | MODEL [MODEL]`: what somebody asks and likes, what they say of
 * themselves, where a model is strong, or two models compared.
 */
export const profile: Command = {
  options: [
    { name: "model", kind: "suggested", suggest: suggestProfiles, required: true },
    { name: "rival", kind: "suggested", suggest: suggestModels },
  ],
  posts: true,
  async run(context, request, rest) {
    const said = findSaying(rest);
    if (said !== undefined) return sayOfOneself(context, request, said);
    const wanted = findVoterRequest(request, rest);
    return wanted ? showVoterProfile(context, request, wanted) : showModels(context, request, rest);
  },
  press: async (context, press, rest) =>
    (await showLiked(context, press, rest)) ?? allowVoterProfile(context, press, rest),
};

async function showModels(context: CommandContext, request: Heard<Request>, rest: string): Promise<Reply> {
  const language = sharedLanguage(request, request.language);
  const words = sentences(language);
  const league = leagueOf(context.lineup().models);
  const known = (await context.everybody([])).filter((model) => model.league === league);
  const models = readModels(rest, known, sentences(request.language));
  const { shown, ranked, lead } = await readProfiles(context, models);
  const view: ModelView = {
    language,
    theme: pictureTheme({ theme: request.communityTheme }, request.platform),
    demo: league === "demo",
    ranked,
    ...(lead && { lead }),
    nameOf: (id) => known.find((model) => model.id === id)?.name ?? id,
  };
  const picture = modelPicture(shown, view);
  const image = await drawForPost(context.renderer, picture, modelInWords(shown, view), request);
  const text = `**${picture.title}**${words.boards.separator}${picture.subtitle.replaceAll("\n", "  \n")}`;
  const buttons = await likedButtons(context, { ...request, language }, models);
  return { text, buttons, images: [image], models: othersNamed(shown, view), private: false };
}

/** Whose profiles are looked at next: a model's closest rivals, or each of two that were compared. */
function othersNamed(shown: readonly ShownModel[], { nameOf }: ModelView): string[] {
  return (shown.length > 1 ? shown : rivalsOf(shown, nameOf)).map(({ name }) => name);
}

async function readProfiles(context: CommandContext, models: readonly Model[]) {
  const { store, pseudonyms } = context;
  const filter = { league: leagueOf(context.lineup().models), exceptCommunity: pseudonyms.of(openPageCommunity) };
  const ids = models.map(({ id }) => id);
  const cells = await store.boards.cells(filter, { models: ids });
  const [{ rating }, boards] = await readBoards(context, filter, new Set(groupByTask(cells).keys()));
  const facts = await store.boards.answerFacts(ids, answersSeen);
  const board = createLeaderboard(rating, models);
  const profiles = createProfiles(cells, boards, ids);
  const shown = models.flatMap(({ id, name }, index): ShownModel[] => {
    const row = board.rows.find((one) => one.model === id);
    const [own, told] = [profiles[index], facts[index]];
    return row && own && told ? [{ name, row, profile: own, facts: told }] : [];
  });
  return { shown, ranked: board.ranked, lead: findLead(rating, models) };
}

/** The very boards that `/leaderboard` and `/leaderboard TASK` show, of the tasks somebody has voted on. */
async function readBoards(
  { boards }: CommandContext,
  filter: CellFilter,
  voted: ReadonlySet<Task>,
): Promise<[CurrentBoard, Map<Task, BoardRating>]> {
  const tasks = [...voted];
  const [whole, ...byTask] = await boards.readAll([filter, ...tasks.map((task) => ({ ...filter, task }))]);
  if (!whole) throw new Error("The whole board was asked for, and is not there.");
  const ratings = tasks.flatMap((task, index): [Task, BoardRating][] => {
    const board = byTask[index];
    return board ? [[task, board.rating]] : [];
  });
  return [whole, new Map(ratings)];
}

/**
 * Splits words into one or two models, by id or by name, which may itself have spaces; one named twice counts once.
 * @throws {Refusal} saying which word is no model, and what it was probably meant to be.
 */
function readModels(typed: string, models: readonly Model[], words: Sentences): Model[] {
  const { refusals, boards } = words;
  if (typed === "") {
    throw new Refusal(refusals.profileUsage(models.map((model) => model.id).join(boards.listSeparator)));
  }
  const whole = findModel(typed, models);
  if (whole) return [whole];
  const pair = findPair(typed, models);
  if (pair) return [...new Set(pair)];
  throw new Refusal(refuseUnknown(typed, models, words));
}

/** Every way to cut the words in two. */
function splitInTwo(typed: string): [string, string][] {
  const parts = typed.split(/\s+/u);
  return parts.slice(1).map((_, cut) => [parts.slice(0, cut + 1).join(" "), parts.slice(cut + 1).join(" ")]);
}

function findPair(typed: string, models: readonly Model[]): [Model, Model] | undefined {
  for (const [one, other] of splitInTwo(typed)) {
    const first = findModel(one, models);
    const second = findModel(other, models);
    if (first && second) return [first, second];
  }
  return undefined;
}

/** The refusal of what was typed: it names the words that are no model. */
function refuseUnknown(typed: string, models: readonly Model[], words: Sentences): string {
  const { refusals, commands, voter } = words;
  if (/^@\w{1,64}$/u.test(typed)) return voter.notKnown(typed);
  const unknown = splitInTwo(typed).flatMap(([one, other]) => {
    if (findModel(one, models)) return [other];
    return findModel(other, models) ? [one] : [];
  });
  if (unknown.some((left) => findPair(left, models))) return refusals.tooManyWords(commands.profile.usage);
  const blamed = unknown[0] ?? typed;
  const names = models.flatMap((model) => [model.id, model.name]);
  return refusals.unknownModel(blamed.slice(0, 64), closest(blamed, names));
}

function findModel(word: string, models: readonly Model[]): Model | undefined {
  const typed = word.toLowerCase();
  return models.find((model) => model.id.toLowerCase() === typed || model.name.toLowerCase() === typed);
}

/** The digest of a community: what some days have brought there, in a few sentences, and its board. */
import { type CommunitySettings, pictureTheme } from "../../battle/community-settings.ts";
import { leagueOf } from "../../battle/draw.ts";
import type { BoardRating } from "../../boards/board-rating.ts";
import type { CellFilter } from "../../boards/cell.ts";
import { createLeaderboard, type Leaderboard } from "../../boards/standings.ts";
import type { PlatformName, Post } from "../../chat/post.ts";
import { type Language, sentences, type Sentences } from "../../language/index.ts";
import { showsNothing } from "../../language/shows-nothing.ts";
import { compareFits } from "../../rating/rating-change.ts";
import type { CommandContext } from "../command.ts";
import { drawForPost } from "../draw-for-post.ts";
import { wholeBoard } from "../leaderboard/board-choice.ts";
import { modelsOf } from "../leaderboard/board-filter.ts";
import {
  boardTable,
  type BoardView,
  leaderboardInWords,
  leaderboardPicture,
} from "../leaderboard/leaderboard-picture.ts";

/** Of which community, and how it is shown there. */
export type DigestAbout = {
  /** Pseudonym. */
  community: string;
  /** Empty where it is not known. */
  communityName: string;
  platform: PlatformName;
  theme: CommunitySettings["theme"];
  language: Language;
};

/** As many moves are told one by one. */
const mostMoves = 3;

/**
 * Counts and compares what the board of the community counts. Whether a model has moved is told as {@link compareFits}
 * decides, between the battles of these days and all that closed before.
 * @param days the days (UTC) of which it tells: `since` one, to the end or `before` another.
 * @returns how many battles of these days have votes, and the digest.
 */
export async function makeDigest(
  context: CommandContext,
  about: DigestAbout,
  days: Required<Pick<CellFilter, "since">> & Pick<CellFilter, "before">,
): Promise<{ battles: number; post: Omit<Post, "private"> }> {
  const { language } = about;
  const words = sentences(language);
  const here = { league: leagueOf(context.lineup().models), community: about.community };
  const [whole, week, before] = await context.boards.readAll([
    here,
    { ...here, ...days },
    { ...here, before: days.since },
  ]);
  if (!whole || !week || !before) throw new Error("a board that was asked for is missing");
  const board = createLeaderboard(whole.rating, await modelsOf(context, whole.rating, wholeBoard));
  const { battles, votes, voters } = week.rating;
  const nameOf = (id: string) => board.rows.find(({ model }) => model === id)?.name ?? id;
  const told =
    battles === 0
      ? [words.digest.quiet]
      : [words.digest.counted(battles, votes, voters), movesInWords(before.rating, week.rating, nameOf, words)];
  const shown = await drawBoard(context, about, board, whole.days);
  const text = [`**${words.digest.title}**`, ...told, ...firstInWords(board, words)].join("\n");
  return { battles, post: { text, buttons: [], ...shown, language } };
}

async function drawBoard(context: CommandContext, about: DigestAbout, board: Leaderboard, days: BoardView["days"]) {
  const { communityName, platform, theme, language } = about;
  const view: BoardView = {
    ...{ language, days, task: null, questions: null, page: 1 },
    theme: pictureTheme({ theme }, platform),
    demo: leagueOf(context.lineup().models) === "demo",
    community: showsNothing(communityName) ? sentences(language).boards.here : communityName,
  };
  const picture = leaderboardPicture(board, view);
  const alt = leaderboardInWords(board, view);
  const image = await drawForPost(context.renderer, picture, alt, { platform, communityTheme: theme });
  return { images: [image], models: picture.rows.map(({ name }) => name), table: boardTable(board, language) };
}

function movesInWords(
  { fit: before }: BoardRating,
  { fit: after }: BoardRating,
  nameOf: (model: string) => string,
  { digest, boards }: Sentences,
): string {
  const changes = compareFits(before, after);
  if (changes.length === 0 || changes.some(({ lower }) => lower === null)) return digest.unknown;
  const real = changes
    .filter(({ isReal }) => isReal)
    .toSorted((one, other) => Math.abs(other.difference) - Math.abs(one.difference));
  if (real.length === 0) return digest.none;
  const moves = real
    .slice(0, mostMoves)
    .map(({ model, difference, lower, upper }) =>
      digest.move(nameOf(model), difference, lower ?? difference, upper ?? difference),
    );
  const more = real.length > mostMoves ? [digest.more(real.length - mostMoves)] : [];
  return digest.moved([...moves, ...more].join(boards.listSeparator));
}

/** Who is first, and whether that is settled; nothing where nobody has ever voted. */
function firstInWords({ rows, ranked, votes, settled }: Leaderboard, { digest }: Sentences): string[] {
  const [first] = rows;
  if (votes === 0 || !first) return [];
  if (ranked < 2) return [digest.tooEarly];
  return [settled.first ? digest.settled(first.name) : digest.ahead(first.name)];
}

/** What stands below the tasks of a model's profile: its answers and its closest rivals. */
import type { Rival } from "../../boards/profile.ts";
import type { DuelsPanel, TilesPanel } from "../../images/picture.ts";
import type { Sentences } from "../../language/index.ts";
import type { ShownModel } from "./model-tasks.ts";

const rivalsShown = 3;

/** How long, fast and expensive the answers are, as far as that is known. */
export function answersPanel(models: readonly ShownModel[], words: Sentences): TilesPanel[] {
  const { profile, boards } = words;
  const tile = (label: string, write: (model: ShownModel) => string | null) => {
    const values = models.map(write);
    return values.every((value) => value === null)
      ? []
      : [{ label, values: values.map((value) => value ?? profile.unknown) }];
  };
  const [first] = models;
  const tiles = [
    ...tile(profile.length, ({ facts }) => write(facts.characters, (n) => boards.count(Math.round(n)))),
    ...tile(profile.time, ({ facts }) => write(facts.milliseconds, (n) => profile.seconds(n / 1000))),
    ...tile(profile.cost, ({ facts }) => write(facts.cost, profile.dollars)),
    ...tile(profile.bothBad, ({ row }) => write(row.bothBadShare, boards.percent)),
  ];
  const title = models.length > 1 || !first ? profile.bothAnswers : profile.answers(first.facts.answers);
  return tiles.length === 0 ? [] : [{ kind: "tiles", title, tiles }];
}

function write(figure: number | null, writeFigure: (figure: number) => string): string | null {
  return figure === null ? null : writeFigure(figure);
}

type Duel = { name: string; won: number; even: number; lost: number };

/** The closest rivals of a single model; of two, how they fared against each other. */
export function rivalsOf(models: readonly ShownModel[], nameOf: (model: string) => string): Duel[] {
  const [first, second] = models;
  const rivals = first?.profile.rivals ?? [];
  const shown = second ? rivals.filter((rival) => rival.model === second.profile.model) : rivals.slice(0, rivalsShown);
  return shown.map(({ model, wins, losses, ties, bothBad }: Rival) => ({
    name: nameOf(model),
    won: wins,
    even: ties + bothBad,
    lost: losses,
  }));
}

/** The same as bars. */
export function duelsPanel(
  models: readonly ShownModel[],
  nameOf: (model: string) => string,
  words: Sentences,
): DuelsPanel[] {
  const { profile } = words;
  const [first, second] = models;
  const duels = rivalsOf(models, nameOf);
  if (duels.length === 0) return [];
  return [
    {
      kind: "duels",
      title: second ? profile.headToHead : profile.rivals,
      legend: first && second ? { ...profile.legend, won: first.name, lost: second.name } : profile.legend,
      duels: duels.map(({ name, won, even, lost }) => ({
        name: second ? words.boards.votes(won + even + lost) : profile.against(name),
        won,
        even,
        lost,
        figure: profile.score(won, even, lost),
      })),
    },
  ];
}

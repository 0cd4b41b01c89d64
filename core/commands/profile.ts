import { leagueOf } from "../arena/draw.ts";
import { createProfile, type Profile } from "../boards/profile.ts";
import type { RadarPicture } from "../images/picture.ts";
import { sentences, type Sentences } from "../language/index.ts";
import type { Model } from "../models/model.ts";
import { Refusal } from "../refusal.ts";
import { closest } from "./closest.ts";
import type { Command } from "./command.ts";

const rivalsShown = 3;

/** `/profile MODEL [MODEL]`: where a model is strong, or two models compared, as a radar. */
export const profile: Command = {
  name: "profile",
  async run(context, request, rest) {
    const words = sentences(request.language);
    const models = readModels(rest, context.models, words);
    const cells = await context.store.cells({ league: leagueOf(context.models) });
    const profiles = models.map((model) => createProfile(cells, model.id));
    const picture = radarPicture(models, profiles, leagueOf(context.models) === "demo", words);
    const { png } = await context.renderer.render(picture);
    const alt = [picture.title, ...models.map((model, index) => profileInWords(model, profiles[index], words))].join(
      "\n",
    );
    const [only] = profiles;
    const rivals = profiles.length === 1 && only ? rivalLines(only, context.models, words) : [];
    const text = [`**${picture.title}**`, ...rivals].join("\n");
    return { text, buttons: [], images: [{ png, alt }], private: false };
  },
};

/** Splits the words into one or two models, whose names may themselves have spaces. @throws {Refusal} */
function readModels(rest: string, models: readonly Model[], words: Sentences): Model[] {
  const { refusals, boards } = words;
  if (rest === "") throw new Refusal(refusals.profileUsage(models.map((model) => model.id).join(boards.listSeparator)));
  const whole = findModel(rest, models);
  if (whole) return [whole];
  const parts = rest.split(/\s+/u);
  for (let cut = 1; cut < parts.length; cut++) {
    const first = findModel(parts.slice(0, cut).join(" "), models);
    const second = findModel(parts.slice(cut).join(" "), models);
    if (first && second) return first === second ? [first] : [first, second];
  }
  if (parts.length > 2) throw new Refusal(refusals.tooManyWords(words.commands.profile.usage));
  const unknown = parts.find((part) => !findModel(part, models)) ?? rest;
  const names = models.flatMap((model) => [model.id, model.name]);
  throw new Refusal(refusals.unknownModel(unknown.slice(0, 64), closest(unknown, names)));
}

function findModel(word: string, models: readonly Model[]): Model | undefined {
  const typed = word.toLowerCase();
  return models.find((model) => model.id.toLowerCase() === typed || model.name.toLowerCase() === typed);
}

function radarPicture(
  models: readonly Model[],
  profiles: readonly Profile[],
  demo: boolean,
  words: Sentences,
): RadarPicture {
  const names = models.map((model) => model.name);
  const title = names.length === 2 ? words.profile.versus(names[0] ?? "", names[1] ?? "") : (names[0] ?? "");
  return {
    kind: "radar",
    theme: "light",
    ...(demo ? { notice: words.models.demoNotice } : {}),
    title: words.profile.title(title),
    subtitle: words.profile.subtitle,
    axes: (profiles[0]?.axes ?? []).map((axis) => words.tasks[axis.task]),
    series: profiles.map((one, index) => ({ name: names[index] ?? "", values: one.axes.map((axis) => axis.share) })),
    footer: words.profile.footer,
  };
}

function profileInWords(model: Model, one: Profile | undefined, words: Sentences): string {
  const axes = (one?.axes ?? []).map(({ task, share, votes }) => {
    const name = words.tasks[task];
    return share === null
      ? words.profile.noVotes(name)
      : words.profile.axis(name, words.boards.percent(share), words.boards.votes(votes));
  });
  return words.profile.series(model.name, axes.join(words.boards.listSeparator));
}

function rivalLines(one: Profile, models: readonly Model[], words: Sentences): string[] {
  const lines = one.rivals.slice(0, rivalsShown).map((rival) => {
    const name = models.find((model) => model.id === rival.model)?.name ?? rival.model;
    return `- ${words.profile.rival(name, rival.wins, rival.losses, rival.ties + rival.bothBad)}`;
  });
  return lines.length > 0 ? ["", `${words.profile.rivals}:`, "", ...lines] : [];
}

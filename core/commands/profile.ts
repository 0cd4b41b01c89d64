import { leagueOf } from "../arena/draw.ts";
import type { Cell } from "../boards/cell.ts";
import { createProfile, type Profile, scoreHeadToHead } from "../boards/profile.ts";
import type { RadarPicture } from "../images/picture.ts";
import { sentences, type Sentences } from "../language/index.ts";
import type { Model } from "../models/model.ts";
import type { Command } from "./command.ts";
import { readModels } from "./read-models.ts";

const rivalsShown = 3;

/** `/profile MODEL [MODEL]`: where a model is strong, or two models compared, as a radar. */
export const profile: Command = {
  name: "profile",
  async run(context, request, rest) {
    const words = sentences(request.language);
    const league = leagueOf(context.models);
    const known = (await context.store.models()).filter((model) => model.league === league);
    const models = readModels(rest, known, words);
    const cells = await context.store.cells({ league });
    const profiles = models.map((model) => createProfile(cells, model.id));
    const picture = radarPicture(models, profiles, league === "demo", words);
    const { png } = await context.renderer.render(picture);
    const alt = [picture.title, ...models.map((model, index) => profileInWords(model, profiles[index], words))].join(
      "\n",
    );
    const [first, second] = models;
    const lines = first && second ? duelLines(cells, first, second, words) : rivalLines(profiles, known, words);
    const text = [`**${picture.title}**`, ...lines].join("\n");
    return { text, buttons: [], images: [{ png, alt }], private: false };
  },
};

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

function duelLines(cells: readonly Cell[], first: Model, second: Model, words: Sentences): string[] {
  const { votes, wins, losses, ties, bothBad } = scoreHeadToHead(cells, first.id, second.id);
  return votes > 0 ? ["", words.profile.headToHead(first.name, second.name, wins, losses, ties, bothBad)] : [];
}

function rivalLines(profiles: readonly Profile[], models: readonly Model[], words: Sentences): string[] {
  const rivals = profiles.flatMap((one) => one.rivals).slice(0, rivalsShown);
  const lines = rivals.map(({ model, wins, losses, ties, bothBad }) => {
    const name = models.find((one) => one.id === model)?.name ?? model;
    return `- ${words.profile.rival(name, wins, losses, ties, bothBad)}`;
  });
  return lines.length > 0 ? ["", `${words.profile.rivals}:`, "", ...lines] : [];
}

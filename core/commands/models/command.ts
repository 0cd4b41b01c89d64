import { activeModels, leagueOf } from "../../battle/draw.ts";
import { sentences, type Sentences } from "../../language/index.ts";
import { minutesLeft, reasonOf } from "../../models/breaker.ts";
import type { Model, Withheld } from "../../models/model.ts";
import { type PairChance, pairingRule } from "../../rating/pairing.ts";
import { textPost } from "../../chat/post.ts";
import type { Command, CommandContext } from "../command.ts";

declare module "../../language/command-sentences.ts" {
  interface CommandSentences {
    models: CommandWords;
  }
}

/** `/models`: who takes part, who rests, and how pairs are drawn. */
export const models: Command = {
  posts: true,
  async run(context, request) {
    const words = sentences(request.language);
    const { models: playing, provider } = context.lineup();
    const well = context.breaker.fit(activeModels(playing), 2);
    const chances = context.pairing.chances(well);
    const lines = playing.map((model) =>
      addWithheld(line(context, model, { well, chances }, words), provider.withheld?.(model) ?? [], words),
    );
    const list = lines.join("\n");
    const notes = leagueOf(playing) === "demo" ? [words.models.demoNote] : [];
    const text = [words.models.title, list, drawNote(chances, words), ...notes].join("\n\n");
    const names = playing.map(({ name }) => name);
    return { ...textPost(text), models: names, quiet: true, private: false };
  },
};

function line(
  { breaker, clock }: CommandContext,
  model: Model,
  { well, chances }: { well: readonly Model[]; chances: readonly PairChance[] },
  words: Sentences,
): string {
  const name = words.models.line(model.name, model.organization);
  if (model.status !== "active") return `- ${name} (${words.models[model.status]})`;
  const outage = breaker.resting(model);
  const share = shareOf(model, chances);
  const drawn = share > 0 ? words.models.withChance(name, words.boards.percent(share)) : name;
  if (!outage) return `- ${drawn}`;
  const why = words.roster.why[reasonOf(outage)];
  if (well.includes(model)) return `- ${words.roster.restingYetDrawn(drawn, why)}`;
  return `- ${words.roster.resting(drawn, why, minutesLeft(outage, clock.now()))}`;
}

function addWithheld(text: string, withheld: readonly Withheld[], { models: words, boards }: Sentences): string {
  const { settings } = words;
  const named = withheld.map((one) => (one in settings ? settings[one as keyof typeof settings] : quoteField(one)));
  return named.length === 0 ? text : words.withheld(text, named.join(boards.listSeparator));
}

/** `body.top_p` is the field `top_p`, which is a name and no prose. */
function quoteField(withheld: Withheld): string {
  return `\`${withheld.replace(/^body\./, "")}\``;
}

/** In what share of the next battles a model stands. */
function shareOf({ id }: Model, chances: readonly PairChance[]): number {
  return chances.reduce((sum, { first, second, chance }) => sum + (first === id || second === id ? chance : 0), 0);
}

function drawNote(chances: readonly PairChance[], { models: words, boards }: Sentences): string {
  if (chances.length === 0) return words.evenNote;
  return words.drawNote(
    boards.percent(pairingRule.floor),
    pairingRule.newcomerVotes,
    boards.percent(pairingRule.ceiling),
  );
}

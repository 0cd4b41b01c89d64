import { leagueOf } from "../arena/draw.ts";
import { sentences, type Sentences } from "../language/index.ts";
import type { Model } from "../models/model.ts";
import { textPost } from "../post.ts";
import type { Command } from "./command.ts";

/** `/models`: who takes part and how pairs are drawn. */
export const models: Command = {
  name: "models",
  async run(context, request) {
    const words = sentences(request.language);
    const list = context.models.map((model) => line(model, words)).join("\n");
    const notes = leagueOf(context.models) === "demo" ? [words.models.demoNote] : [];
    const text = [words.models.title, list, words.models.drawNote, ...notes].join("\n\n");
    return { ...textPost(text), private: true };
  },
};

function line(model: Model, words: Sentences): string {
  const name = words.models.line(model.name, model.organization);
  return model.status === "active" ? `- ${name}` : `- ${name} (${words.models[model.status]})`;
}

/** What the bot says of itself: its menus of commands, by scope and language, its name and descriptions. */
import type { BotCommand } from "grammy/types";
import type { Method } from "./bot-api-server.ts";
import { checkCommands } from "./keyboards.ts";
import { words } from "./read-call.ts";
import { refusals } from "./refusal.ts";
import type { World } from "./world.ts";

/** The methods that set and tell them. */
export function createSettingMethods(world: World): Record<string, Method> {
  const placeOf = ({ scope = { type: "default" }, language_code: language = "" }: Record<string, unknown>) => ({
    scope: scope as Record<string, unknown>,
    language: words(language),
  });
  const same = (x: object, y: object) => JSON.stringify(x) === JSON.stringify(y);
  const without = (place: object) => world.menus.filter(({ scope, language }) => !same({ scope, language }, place));
  const describe =
    (kind: "description" | "short_description" | "name", longest: number): Method =>
    ({ parameters }) => {
      const text = words(parameters[kind]);
      if (text.length > longest) throw refusals.bad(`the ${kind} is too long`);
      world.descriptions.set(`${kind} ${words(parameters.language_code)}`.trim(), text);
      return true;
    };
  const recall =
    (kind: "description" | "short_description" | "name"): Method =>
    ({ parameters }) => ({
      [kind]: world.descriptions.get(`${kind} ${words(parameters.language_code)}`.trim()) ?? "",
    });
  return {
    setMyCommands({ parameters }) {
      const commands = parameters.commands as BotCommand[];
      checkCommands(commands);
      const place = placeOf(parameters);
      world.menus = [...without(place), { ...place, commands }];
      return true;
    },
    getMyCommands: ({ parameters }) =>
      world.menus.find(({ scope, language }) => same({ scope, language }, placeOf(parameters)))?.commands ?? [],
    deleteMyCommands({ parameters }) {
      world.menus = without(placeOf(parameters));
      return true;
    },
    setMyName: describe("name", 64),
    getMyName: recall("name"),
    setMyDescription: describe("description", 512),
    getMyDescription: recall("description"),
    setMyShortDescription: describe("short_description", 120),
    getMyShortDescription: recall("short_description"),
  };
}

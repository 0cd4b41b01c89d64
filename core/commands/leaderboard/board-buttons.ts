/** The buttons below a board, and what they offer to choose from. */
import { tasks } from "../../answers/task.ts";
import { type Button, type Post, textPost } from "../../chat/post.ts";
import type { Language, Sentences } from "../../language/index.ts";
import { actionOf } from "../command.ts";
import { periods } from "../../boards/period.ts";
import { type Reading, readings } from "../../boards/readings/reading.ts";
import { type BoardChoice, type BoardForm, boardForms } from "./board-choice.ts";
import { encodeBoardChoice } from "./board-code.ts";

/** What stands before a choice whose task, form or reading is still to be picked. */
const pickTask = "task:";
const pickForm = "form:";
const pickReading = "read:";

type Offer = (choice: BoardChoice, posted: Language | null, words: Sentences) => Omit<Post, "private">;

const offers = new Map<string, Offer>([
  [pickTask, offerTasks],
  [pickForm, offerForms],
  [pickReading, offerReadings],
]);

/** Takes apart what a button carries: what it offers to choose from, if anything, and the code of its board. */
export function readOffer(rest: string): { offer: Offer | undefined; code: string } {
  const prefix = [...offers.keys()].find((one) => rest.startsWith(one)) ?? "";
  return { offer: offers.get(prefix), code: rest.slice(prefix.length) };
}

/** A button for the board of each task, and of all together. */
function offerTasks(choice: BoardChoice, posted: Language | null, { boards, tasks: names }: Sentences) {
  const button = (label: string, task: BoardChoice["task"]) => boardButton(label, { ...choice, task, page: 1 }, posted);
  const buttons = [button(boards.buttons.allTasks, null), ...tasks.map((task) => button(names[task], task))];
  return { ...textPost(boards.whichTask), buttons };
}

/** A button for each other form in which a board can be shown. */
function offerForms(choice: BoardChoice, posted: Language | null, { boards }: Sentences) {
  const others = formsOf(choice).filter((form) => form !== choice.form);
  const to = (form: BoardForm) => ({ ...choice, form, reading: null, page: 1 });
  const buttons = others.map((form) => boardButton(boards.buttons.forms[form], to(form), posted));
  return { ...textPost(boards.whichForm), buttons };
}

/** A button for each other reading of a ranking, with what each answers, and for the plain board. */
function offerReadings(
  choice: BoardChoice,
  posted: Language | null,
  { boards, readings: named, readingMenu: menu }: Sentences,
) {
  const others = readingsOf(choice).filter((reading) => reading !== choice.reading);
  const button = (label: string, reading: Reading | null) =>
    boardButton(label, { ...choice, form: "board", reading, page: 1 }, posted);
  const lines = others.map((reading) => `- ${menu.line(named[reading].called, named[reading].answers)}`);
  return {
    ...textPost([menu.which, ...lines].join("\n")),
    buttons: [
      ...(choice.reading === null ? [] : [button(boards.buttons.plain, null)]),
      ...others.map((reading) => button(named[reading].called, reading)),
    ],
  };
}

/** The forms in which a board can be shown: a person's own votes, and those of a group, are too few for some of them. */
export function formsOf({ scope, group }: BoardChoice): readonly BoardForm[] {
  return scope === "me" || group ? ["board", "matrix"] : boardForms;
}

/** The readings that a board has beside the plain one: none where a person's own votes, or those of a group, are too few. */
export function readingsOf({ scope, group, unseen, source }: BoardChoice): readonly Reading[] {
  if (scope === "me" || group) return [];
  // What a jury is worth is measured by all votes on the battles it judged, and those are the arena's own.
  return unseen || source ? readings.filter((reading) => reading !== "sharpened") : readings;
}

function boardButton(label: string, choice: BoardChoice, posted: Language | null): Button {
  return { label, action: actionOf("leaderboard", encodeBoardChoice(choice, posted)) };
}

/** All buttons below a board. @param posted the language of the post in which everybody sees it; null if only one person does. */
export function boardButtons(
  choice: BoardChoice,
  posted: Language | null,
  pages: number,
  { boards }: Sentences,
): Button[] {
  const { buttons } = boards;
  const button = (label: string, change: Partial<BoardChoice>) => boardButton(label, { ...choice, ...change }, posted);
  const offer = (label: string, prefix: string) => ({
    label,
    action: actionOf("leaderboard", `${prefix}${encodeBoardChoice(choice, posted)}`),
  });
  const otherScopes = choice.group
    ? []
    : (["everywhere", "here", "me"] as const).filter((one) => choice.source !== null || one !== choice.scope);
  return [
    ...(choice.page > 1 ? [button(buttons.previous, { page: choice.page - 1 })] : []),
    ...(choice.page < pages ? [button(buttons.next, { page: choice.page + 1 })] : []),
    ...otherScopes.map((scope) => button(buttons[scope], { scope, source: null, page: 1 })),
    ...periods.flatMap((period) =>
      period === choice.period ? [] : [button(buttons.periods[period], { period, page: 1 })],
    ),
    ...(choice.group
      ? []
      : [button(buttons.seen[choice.unseen ? "all" : "unseen"], { unseen: !choice.unseen, page: 1 })]),
    offer(buttons.otherForms, pickForm),
    ...(readingsOf(choice).length > 0 ? [offer(buttons.otherReadings, pickReading)] : []),
    offer(buttons.byTask, pickTask),
  ];
}

/** Rankings in every state that is worth a look. */
import { all, type BoardOf, boardState, demoNames, makeModels, type State, voters, whales } from "./made-boards.ts";
import { makeVotes, oneSided } from "./made-votes.ts";

/** Rankings. */
export function boardStates(): State[] {
  return [
    ...boardsOfFewVotes(),
    ...boardsOfSixModels(),
    ...boardsOfManyModels(),
    ...boardsOfFewPeople(),
    ...boardsWithALine(),
    ...readings(),
  ];
}

function boardsOfFewVotes(): State[] {
  const six = makeModels(6, 300);
  const demo = makeModels(6, 300, demoNames);
  const cells = makeVotes(six, 240, all, 3);
  return [
    boardState("demo models", { models: demo, cells: makeVotes(demo, 720, all, 14), demo: true }),
    boardState("without votes", { models: demo, cells: [], demo: true }),
    boardState("two votes", { models: six, cells: makeVotes(six.slice(0, 2), 2, ["other"], 4) }),
    boardState("twelve people", { models: six, cells, votes: voters(cells, (vote) => vote % 12), newer: 37 }),
    boardState("three people", { models: six, cells, votes: voters(cells, (vote) => vote % 3) }),
    boardState("nothing ranked yet", { models: six, cells: makeVotes(six, 6, ["other"], 21) }),
    boardState("nothing comparable", { models: six.slice(0, 2), cells: oneSided(six.slice(0, 2), 24) }),
  ];
}

function boardsOfSixModels(): State[] {
  const six = makeModels(6, 300);
  const two = six.slice(0, 2);
  const close = makeModels(8, 10);
  const far = makeModels(6, 1600);
  return [
    boardState("two models", { models: two, cells: makeVotes(two, 60, all, 1) }),
    boardState("six models, some firm", { models: six, cells: makeVotes(six, 720, all, 3) }),
    boardState("six models, all firm", { models: six, cells: makeVotes(six, 40_000, all, 3) }),
    boardState("close together", { models: close, cells: makeVotes(close, 400, all, 5) }),
    boardState("far apart", { models: far, cells: makeVotes(far, 900, all, 6) }),
    boardState("one task, one language, one community", {
      models: six,
      cells: makeVotes(six, 150, ["programming"], 8),
      task: "programming",
      questions: "zh",
      community: "🎲 Rainy Day Café ☕ – board games, baking and bots",
    }),
  ];
}

function boardsOfManyModels(): State[] {
  const hundred = makeModels(100, 500);
  const many = makeVotes(hundred, 40_000, all, 7);
  return [
    boardState("a hundred models, page 1", { models: hundred, cells: many }),
    boardState("a hundred models, page 7", { models: hundred, cells: many, page: 7 }),
  ];
}

function boardsOfFewPeople(): State[] {
  const six = makeModels(6, 300);
  const [some, many] = [makeVotes(six, 600, all, 15), makeVotes(six, 2400, all, 16)];
  return [
    boardState("whales, not claimed", { models: six, cells: some, votes: voters(some, whales(25, 2, 0.8, 17)) }),
    boardState("whales, claimed", { models: six, cells: many, votes: voters(many, whales(312, 9, 0.85, 18)) }),
  ];
}

/** Models that are not ranked, beside those that are. */
function boardsWithALine(): State[] {
  const eight = makeModels(8, 250);
  const firm = makeVotes(eight.slice(0, 6), 6000, all, 9);
  const meets = (newcomer: number, votes: number, seed: number) =>
    makeVotes([...eight.slice(newcomer, newcomer + 1), ...eight.slice(2, 3)], votes, all, seed);
  const loser = oneSided([...eight.slice(0, 1), ...makeModels(9, 250).slice(8)], 4);
  const [first] = eight;
  const renamed = eight.map((model, index) =>
    index === 1 ? { ...model, name: `${first?.name} (anthropic/claude-opus-4.1)` } : model,
  );
  return [
    boardState("a newcomer with one vote", {
      models: eight.slice(0, 7),
      cells: [...firm, ...oneSided([...eight.slice(6, 7), ...eight.slice(0, 1)], 1)],
    }),
    boardState("every group below the line", {
      models: [...makeModels(9, 250), ...makeModels(10, 250).slice(9)],
      cells: [...firm, ...meets(6, 7, 2), ...meets(7, 5, 3), ...loser],
      retired: ["model-1", "model-7"],
    }),
    boardState("two models of one name", { models: renamed.slice(0, 6), cells: firm }),
  ];
}

function readings(): State[] {
  const six = makeModels(6, 300);
  const cells = makeVotes(six, 1440, all, 3);
  const of = (reading: NonNullable<BoardOf["reading"]>) =>
    boardState(`read as ${reading.reading}`, { models: six, cells, reading });
  const family = { name: "Qwen", models: six.slice(1, 4).map(({ name }) => name) };
  return [
    of({ reading: "ranks", points: 34 }),
    of({ reading: "style", votes: 1210, ofVotes: 1440, points: 36 }),
    of({ reading: "weighted", votes: 1402, ofVotes: 1440, effectiveVotes: 611, points: 48 }),
    of({ reading: "ability", gainPerVote: 0.0123, heldOut: 288 }),
    of({ reading: "sharpened", judged: 640, worthVotes: 310, points: 26 }),
    of({ reading: "families", families: [family], points: 33 }),
  ];
}

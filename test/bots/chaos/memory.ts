/** What people remember of a chaos run: what was acknowledged to them, and what they asked. */
import { type Choice, choices } from "../../../core/chat/post.ts";
import { sentences } from "../../../core/index.ts";

/** What somebody's vote on a battle may be: what was confirmed last, and whatever went unanswered since. */
export type Possible = ReadonlySet<Choice | null>;

/** What somebody was told after a press, in words, and where its buttons are pressed. */
export type Told = { text: string; press(kind: string): Promise<Told | undefined> };

/** A question that somebody has sent. */
export type AskedQuestion = {
  person: string;
  token: string;
  /** When, in words. */
  at: string;
  /** Whether the arena has said that it has it. */
  accepted(): boolean;
  /** What the posts in the chat say that answer it. */
  posts(): string[];
  /** What the arena said instead of an answer, where it did. */
  refusals(): string[];
  /** Whether the platform keeps it until the arena has taken it. */
  kept: boolean;
};

export type Memory = {
  votes: Map<string, Possible>;
  asked: AskedQuestion[];
  /** How many presses were answered with what had been done, with a refusal, and not at all. */
  presses: { acknowledged: number; refused: number; unanswered: number };
  /** How many presses were acknowledged on each platform. */
  platforms: Record<string, number>;
  /** Why presses changed nothing, and how often. */
  reasons: Record<string, number>;
  /** What was pressed and told, for each vote in order: shown where a check fails. */
  history: Map<string, string[]>;
  /** What people have reacted with, by battle and person. */
  reacted: Map<string, (Choice | null)[]>;
  /** What people were told that cannot be. */
  contradictions: string[];
  /** Presses what makes somebody's vote on a battle `wanted`, and remembers what came of it. */
  press(on: Ballot, wanted: Choice | null, press: () => Promise<Told | undefined>): Promise<Told | undefined>;
  /** Somebody has done what may make their vote `wanted`, and nobody will tell them. */
  suspect(on: Ballot, wanted: Choice | null): void;
  /** A question's words, never said before. */
  newToken(): string;
  /** How long people wait for an answer, in milliseconds; what takes longer counts as lost. */
  patience: number;
};

/** One person's vote on one battle. */
export type Ballot = { battle: string; person: string };

const { battle: words } = sentences("en");
const labels = new Map(choices.map((choice) => [plainWords(words.choices[choice]), choice] as const));
const label = [...labels.keys()].join("|");
const voted = new RegExp(`You (?:chose|changed your vote to) (${label})\\.`, "u");
const locked = new RegExp(`Your vote for (?:${label}) is locked`, "u");
const withdrawn = new RegExp(`Your vote for (?:${label}) is withdrawn`, "u");

/** Without the marks that differ between platforms. */
export function plainWords(text: string): string {
  return text.replaceAll(/[*\u200b\u2060]/gu, "");
}

/** The vote that a reply says there is; undefined: it says nothing of one. */
export function voteIn(text: string): { choice: Choice | null } | undefined {
  const plain = plainWords(text);
  if (withdrawn.test(plain)) return { choice: null };
  const found = voted.exec(plain)?.[1];
  return found === undefined ? undefined : { choice: labels.get(found) ?? null };
}

/** Whether a reply says that a vote is locked; then a press has changed nothing. */
function isLocked(text: string): boolean {
  return locked.test(plainWords(text));
}

const { refusals } = sentences("en");

/** Whether a text says that something went wrong: it is no answer, wherever it stands. */
export function isApology(text: string): boolean {
  return unclear.some((one) => text.includes(one));
}

/** What leaves open whether something was done. */
const unclear = [refusals.cannotReachStore, refusals.cannotStore, refusals.failed].map((one) => one.slice(0, 40));

function addTo(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

export function createMemory(seed: number, patience: number): Memory {
  let questions = 0;
  const note = (key: string, words: string): void =>
    void memory.history.set(key, [
      ...(memory.history.get(key) ?? []),
      `${new Date().toISOString().slice(11, 23)} ${words}`,
    ]);
  const memory: Memory = {
    ...{ votes: new Map(), asked: [], contradictions: [], patience, platforms: {}, reasons: {} },
    ...{ history: new Map(), reacted: new Map() },
    presses: { acknowledged: 0, refused: 0, unanswered: 0 },
    suspect({ battle, person }, wanted) {
      const key = `${battle} ${person}`;
      memory.votes.set(key, new Set([...(memory.votes.get(key) ?? [null]), wanted]));
      memory.reacted.set(key, [...(memory.reacted.get(key) ?? []), wanted]);
      note(key, `reacted with ${wanted}`);
    },
    async press({ battle, person }, wanted, press) {
      const key = `${battle} ${person}`;
      const known = memory.votes.get(key) ?? new Set([null]);
      memory.votes.set(key, new Set([...known, wanted]));
      const at = new Date().toISOString().slice(11, 23);
      const told = await press();
      note(key, `${at} pressed ${wanted}: ${told ? plainWords(told.text) : "no answer"}`);
      const said = told && voteIn(told.text);
      if (!told || isApology(told.text)) memory.presses.unanswered += 1;
      else if (said) {
        memory.presses.acknowledged += 1;
        addTo(memory.platforms, person.split(":", 1).join(""));
        memory.votes.set(key, new Set([said.choice]));
        if (said.choice !== wanted) memory.contradictions.push(`${key} pressed ${wanted} and was told ${told.text}`);
      } else if (isLocked(told.text)) memory.presses.refused += 1;
      else {
        memory.presses.refused += 1;
        memory.votes.set(key, known);
      }
      if (told && !said) addTo(memory.reasons, plainWords(told.text).slice(0, 60));
      return told;
    },
    newToken() {
      questions += 1;
      return `question-${questions}-s${seed}`;
    },
  };
  return memory;
}

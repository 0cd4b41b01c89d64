/** The set-up as a conversation: each answer is tested before the next question. */
import type { Readable, Writable } from "node:stream";
import { autocompleteMultiselect, confirm, isCancel, log, password, select, spinner, text } from "@clack/prompts";
import {
  type EndpointKey,
  findKnownEndpoint,
  type KnownEndpoint,
  knownEndpoints,
  listModels,
  sentences,
  systemClock as clock,
  tryModels,
} from "../../core/index.ts";
import type { SetupPlan, Workplace } from "./plan.ts";
import { testToken, type TokenPlatform, tokenPlatforms } from "./tokens.ts";

/** Whoever was asked has left. */
export class Left extends Error {
  override readonly name = "Left";
}

/** What the conversation is held on; undefined: the terminal of this process. */
export type Terminal = { input?: Readable; output?: Writable };

type Conversation = Workplace & { terminal: Terminal };

/** @throws {Left} when the answer was Ctrl+C. */
async function answerOf<Answer>(asked: Promise<Answer>): Promise<Exclude<Answer, symbol>> {
  const answer = await asked;
  if (isCancel(answer)) throw new Left();
  return answer as Exclude<Answer, symbol>;
}

/** Asks for everything, and tests it. @throws {Left} */
export async function interview(workplace: Workplace, modelsNow: number, terminal: Terminal = {}): Promise<SetupPlan> {
  const conversation = { ...workplace, terminal };
  const models = await askModels(conversation, modelsNow);
  const environment: Record<string, string> = { ...models?.environment };
  const notes: string[] = [];
  for (const platform of tokenPlatforms) {
    const found = await askToken(platform, conversation);
    if (!found) continue;
    environment[platform.variable] = found.token;
    notes.push(`${platform.title}: ${found.words}`);
  }
  return { models: models?.models ?? null, environment, notes };
}

type FoundModels = Pick<SetupPlan, "models" | "environment">;

async function askModels(workplace: Conversation, modelsNow: number): Promise<FoundModels | undefined> {
  const { setup } = sentences(workplace.language);
  for (;;) {
    const endpoint = await askEndpoint(workplace, modelsNow);
    if (!endpoint) return undefined;
    const at = await askKey(endpoint, workplace);
    const names = await askNames(at, workplace);
    if (names && (await proveModels(at, names, workplace))) {
      const variable = at.endpoint.keyVariable;
      const known = variable === null ? undefined : workplace.config.secret(variable);
      const fresh = variable !== null && at.key !== null && at.key !== known;
      return { models: { at, names }, environment: fresh ? { [variable]: at.key ?? "" } : {} };
    }
    if (!(await answerOf(confirm({ message: setup.again, ...workplace.terminal })))) return undefined;
  }
}

async function askEndpoint(
  { language, terminal }: Conversation,
  modelsNow: number,
): Promise<KnownEndpoint | undefined> {
  const { setup } = sentences(language);
  const none =
    modelsNow > 0
      ? { value: "none", label: setup.keepRoster(modelsNow) }
      : { value: "none", label: setup.noEndpoint, hint: setup.noEndpointHint };
  const known = knownEndpoints.map(({ name, title, baseURL }) => ({ value: name, label: title, hint: baseURL }));
  const other = { value: "other", label: setup.otherEndpoint, hint: setup.otherEndpointHint };
  const chosen = await answerOf(
    select({ message: setup.whichEndpoint, options: [...known, other, none], ...terminal }),
  );
  if (chosen === "none") return undefined;
  if (chosen !== "other") return findKnownEndpoint(chosen);
  const validate = (typed: string | undefined) =>
    findKnownEndpoint(typed ?? "")?.baseURL ? undefined : setup.badAddress;
  return findKnownEndpoint(
    await answerOf(text({ message: setup.address, placeholder: "http://", validate, ...terminal })),
  );
}

async function askKey(endpoint: KnownEndpoint, { language, config, terminal }: Conversation): Promise<EndpointKey> {
  const { setup } = sentences(language);
  if (endpoint.keyVariable === null) return { endpoint, key: null };
  const there = config.secret(endpoint.keyVariable);
  if (there && (await answerOf(confirm({ message: setup.keepKey(endpoint.keyVariable), ...terminal })))) {
    return { endpoint, key: there };
  }
  const wanted = knownEndpoints.includes(endpoint);
  const message = (wanted ? setup.key : setup.keyHint)(endpoint.title);
  const validate = (typed: string | undefined) => (wanted && !typed?.trim() ? setup.keyWanted : undefined);
  const typed = (await answerOf(password({ message, validate, ...terminal })))?.trim();
  return typed ? { endpoint, key: typed } : { endpoint: { ...endpoint, keyVariable: null }, key: null };
}

async function askNames(at: EndpointKey, { language, terminal }: Conversation): Promise<string[] | undefined> {
  const { setup } = sentences(language);
  const wait = spinner(terminal);
  wait.start(setup.listing(at.endpoint.title));
  const list = await listModels(at, { language, clock });
  if ("trouble" in list) {
    wait.error(list.trouble.what);
    if (list.trouble.mend !== undefined) log.message(list.trouble.mend, terminal);
    return undefined;
  }
  wait.stop(setup.listed(list.names.length));
  const enough = (names: readonly string[]) => (names.length < 2 ? setup.twoModels : undefined);
  if (list.names.length === 0) {
    const split = (typed: string) =>
      typed
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== "");
    const validate = (typed: string | undefined) => enough(split(typed ?? ""));
    return split(await answerOf(text({ message: setup.nameModels, validate, ...terminal })));
  }
  const options = list.names.map((name) => ({ value: name, label: name }));
  for (;;) {
    const names = await answerOf(
      autocompleteMultiselect({ message: setup.choose, options, maxItems: 12, ...terminal }),
    );
    const problem = enough(names);
    if (problem === undefined) return names;
    log.warn(problem, terminal);
  }
}

async function proveModels(
  at: EndpointKey,
  names: readonly string[],
  { language, terminal }: Conversation,
): Promise<boolean> {
  const { setup } = sentences(language);
  const wait = spinner(terminal);
  wait.start(setup.trying);
  const findings = await tryModels(at, names, { language, clock });
  const wrong = findings.filter(({ state }) => state === "wrong");
  if (wrong.length === 0) wait.stop(setup.tried);
  else wait.error(wrong.map(({ what }) => what).join("\n"));
  for (const { mend } of wrong) if (mend !== undefined) log.message(mend, terminal);
  return wrong.length === 0;
}

async function askToken(
  platform: TokenPlatform,
  workplace: Conversation,
): Promise<{ token: string; words: string } | undefined> {
  const { setup } = sentences(workplace.language);
  const { variable, title, check } = platform;
  const there = workplace.config.secret(variable);
  if (there && (await answerOf(confirm({ message: setup.keepToken(variable), ...workplace.terminal }))))
    return undefined;
  for (;;) {
    const token = (await answerOf(password({ message: setup[check], ...workplace.terminal })))?.trim();
    if (!token) return undefined;
    const wait = spinner(workplace.terminal);
    wait.start(setup.testingToken(title));
    const { fine, words } = await testToken(platform, token, workplace);
    if (fine) {
      wait.stop(setup.tokenTested(title));
      log.message(words, workplace.terminal);
      return { token, words };
    }
    wait.error(words);
  }
}

/** The set-up as a conversation: each answer is tested before the next question. */
import type { Readable, Writable } from "node:stream";
import { autocompleteMultiselect, confirm, isCancel, log, password, select, spinner, text } from "@clack/prompts";
import {
  type EndpointKey,
  findInRoster,
  findKnownEndpoint,
  highestTrialCost,
  type KnownEndpoint,
  keyVariableOf,
  knownEndpoints,
  type ListedModel,
  listModels,
  nameModels,
  proveModels,
  type ProvenModels,
  readGeneration,
  sentences,
  systemClock as clock,
} from "../../core/index.ts";
import { readNames } from "./options.ts";
import { readRoster, type SetupPlan, type Workplace } from "./plan.ts";
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
  const failed = new Set<string>();
  for (;;) {
    const endpoint = await askEndpoint(workplace, modelsNow);
    if (!endpoint) return undefined;
    const inRoster = findInRoster(await readRoster(workplace), endpoint, workplace.config.secret);
    const at = { ...(await askKey(endpoint, failed.has(endpoint.name), workplace)), inRoster };
    const wished = await askNames(at, workplace);
    const chosen = wished && (await askThem(at, wished, workplace));
    if (chosen) {
      const variable = at.endpoint.keyVariable;
      const known = variable === null ? undefined : workplace.config.secret(variable);
      const fresh = variable !== null && at.key !== null && at.key !== known;
      return { models: { at, chosen }, environment: fresh ? { [variable]: at.key ?? "" } : {} };
    }
    failed.add(endpoint.name);
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

/** @param failed whether it was tried before in vain: then a server of one's own may want a key, too. */
async function askKey(
  found: KnownEndpoint,
  failed: boolean,
  { language, config, terminal }: Conversation,
): Promise<EndpointKey> {
  const { setup } = sentences(language);
  if (found.keyVariable === null && !failed) return { endpoint: found, key: null };
  const keyVariable = found.keyVariable ?? keyVariableOf(found.name);
  const endpoint = { ...found, keyVariable };
  const there = config.secret(keyVariable);
  if (there && (await answerOf(confirm({ message: setup.keepKey(keyVariable), ...terminal })))) {
    return { endpoint, key: there };
  }
  const wanted = knownEndpoints.some(({ name }) => name === found.name) && found.keyVariable !== null;
  const message = (wanted ? setup.key : setup.keyHint)(endpoint.title);
  const validate = (typed: string | undefined) => (wanted && !typed?.trim() ? setup.keyWanted : undefined);
  const typed = (await answerOf(password({ message, validate, ...terminal })))?.trim();
  return { endpoint, key: typed ? typed : null };
}

async function askNames(at: EndpointKey, conversation: Conversation): Promise<ListedModel[] | undefined> {
  const { language, terminal } = conversation;
  const { setup } = sentences(language);
  const wait = spinner(terminal);
  wait.start(setup.listing(at.endpoint.title));
  const list = await listModels(at, { language, clock, giveKey: () => setup.enterKey });
  if ("trouble" in list) {
    wait.error(list.trouble.what);
    if (list.trouble.mend !== undefined) log.message(list.trouble.mend, terminal);
    return undefined;
  }
  if (list.models.length === 0) {
    wait.stop(setup.noNames);
    const validate = (typed: string | undefined) => enough(readNames(typed ?? ""), setup);
    return nameModels(readNames(await answerOf(text({ message: setup.nameModels, validate, ...terminal }))), []);
  }
  wait.stop(setup.listed(list.models.length, list.others));
  return chooseFrom(list.models, conversation);
}

async function chooseFrom(
  models: readonly ListedModel[],
  { language, terminal }: Conversation,
): Promise<ListedModel[]> {
  const { setup } = sentences(language);
  const options = models.map(({ name }) => ({ value: name, label: name }));
  for (;;) {
    const names = await answerOf(
      autocompleteMultiselect({ message: setup.choose, options, maxItems: 12, ...terminal }),
    );
    const problem = enough(names, setup);
    if (problem === undefined) return nameModels(names, models);
    log.warn(problem, terminal);
  }
}

function enough(names: readonly string[], { twoModels }: { twoModels: string }): string | undefined {
  return names.length < 2 ? twoModels : undefined;
}

/** @returns those that answered, when these are at least two. */
async function askThem(
  at: EndpointKey,
  wished: readonly ListedModel[],
  conversation: Conversation,
): Promise<ProvenModels["proven"] | undefined> {
  const { language, terminal } = conversation;
  const { setup, doctor } = sentences(language);
  const settings = readGeneration(await readRoster(conversation));
  log.message(setup.asking(wished.length, highestTrialCost(wished, settings)), terminal);
  const wait = spinner(terminal);
  wait.start(setup.trying);
  const onTrial = (done: number, total: number): void => wait.message(doctor.endpoints.asking(done, total));
  const context = { language, clock, giveKey: () => setup.enterKey, onTrial };
  const { proven, failures } = await proveModels(at, wished, settings, context);
  if (proven.length === wished.length) wait.stop(setup.tried);
  else wait.error(setup.heard(proven.length, wished.length));
  for (const { what, mend } of failures) log.warn([what, ...(mend === undefined ? [] : [mend])].join("\n"), terminal);
  if (proven.length >= 2) return proven;
  log.warn(setup.twoModels, terminal);
  return undefined;
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

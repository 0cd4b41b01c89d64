/** Whether Discord lets the bot in, and where it is invited from. */
import type { Clock } from "../machine/clock.ts";
import { isRecord } from "../models/json.ts";
import { askPlatform, lookAtRunning } from "./platform.ts";
import type { Check, Examination, Finding } from "./check.ts";

/** Below so many, a bot that keeps starting again will soon be locked out for the rest of the day. */
const fewSessions = 50;

/**
 * The permissions that the install link asks for, each needed for something: to see and write in channels and threads,
 * to open threads, attach long answers, answer messages, offer reactions, and take them out of sight.
 */
export const discordPermissions = 309_237_754_944n;

/** How Discord is reached. */
export type DiscordSettings = { token: string; apiUrl: string };

/** Whether Discord lets the bot in. @param settings null: the arena does not use Discord. */
export function createDiscordCheck(settings: DiscordSettings | null): Check {
  return {
    name: "discord",
    title: (words) => words.discord.title,
    needs: ["DISCORD_TOKEN", "DISCORD_API_URL"],
    secrets: settings ? [settings.token] : [],
    look: async (examination) =>
      settings ? lookAt(settings, examination) : [{ state: "ok", what: examination.words.discord.none }],
  };
}

async function lookAt(settings: DiscordSettings, examination: Examination): Promise<Finding[]> {
  const { words, clock } = examination;
  const me = await ask("/applications/@me", settings, clock, ({ id, name }) => isText(id) && isText(name));
  if (!("body" in me)) return [refusal(me, settings, words), ...(await lookAtRunning("discord", examination))];
  const gateway = await ask("/gateway/bot", settings, clock, isDiscordGateway);
  const id = String(me.body.id);
  const link = `https://discord.com/oauth2/authorize?client_id=${id}&scope=bot+applications.commands&permissions=${discordPermissions}`;
  const fine: Finding = { state: "ok", what: words.discord.fine(String(me.body.name), link) };
  return [
    fine,
    { state: "ok", what: describeOwnUse(me.body, words) },
    ...(await lookAtRunning("discord", examination)),
    ...("body" in gateway ? countSessions(gateway.body, words) : [refusal(gateway, settings, words)]),
  ];
}

/** How people bring the bot along to where it is no member. Only newer applications say whether that is switched on. */
function describeOwnUse(
  { id, integration_types_config: kinds }: Record<string, unknown>,
  { discord }: Examination["words"],
): string {
  if (isRecord(kinds) && !("1" in kinds)) return discord.noOwnUse;
  return discord.ownUse(
    `https://discord.com/oauth2/authorize?client_id=${String(id)}&scope=applications.commands&integration_type=1`,
  );
}

type Answer = { body: Record<string, unknown> } | { status: number } | { reason: string };

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

const isText = (value: unknown): value is string => typeof value === "string";

/** More than the largest bots have. */
const mostShards = 100_000;

/** Whether that is what Discord says of its gateway: discord.js takes it as it comes. */
export function isDiscordGateway(answer: unknown): boolean {
  if (!isRecord(answer) || !isRecord(answer.session_start_limit)) return false;
  const { url, shards, session_start_limit: limit } = answer;
  if (!isText(url) || !/^wss?:$/.test(URL.parse(url)?.protocol ?? "")) return false;
  const counts = [shards, limit.total, limit.remaining, limit.reset_after, limit.max_concurrency ?? 1];
  return counts.every(isCount) && Number(shards) >= 1 && Number(shards) <= mostShards;
}

/** @param isWhole whether the answer has everything that is needed. */
async function ask(
  path: string,
  { apiUrl, token }: DiscordSettings,
  clock: Clock,
  isWhole: (body: Record<string, unknown>) => boolean,
): Promise<Answer> {
  const answer = await askPlatform(`${apiUrl}/v10${path}`, { authorization: `Bot ${token}` }, clock);
  if ("reason" in answer) return answer;
  const { status, ok, body } = answer;
  if (!ok) return { status };
  return isRecord(body) && isWhole(body) ? { body } : { reason: "malformed answer" };
}

function refusal(
  answer: { status: number } | { reason: string },
  { apiUrl }: DiscordSettings,
  { discord }: Examination["words"],
): Finding {
  if ("status" in answer && answer.status === 401)
    return { state: "wrong", what: discord.tokenRefused, mend: discord.renewToken };
  const reason = "status" in answer ? String(answer.status) : answer.reason;
  return {
    state: "wrong",
    what: discord.unreachable(apiUrl, reason),
    mend: discord.checkAddress,
  };
}

function countSessions(body: Record<string, unknown>, { discord }: Examination["words"]): Finding[] {
  const limit = body.session_start_limit;
  const left = isRecord(limit) ? Number(limit.remaining) : Number.NaN;
  return left < fewSessions ? [{ state: "warning", what: discord.fewSessions(left), mend: discord.stopRestarts }] : [];
}

/** Whether Discord lets the bot in, and where it is invited from. */
import { isRecord } from "../models/record.ts";
import { askPlatform } from "./ask-platform.ts";
import type { Check, Examination, Finding } from "./check.ts";
import { lookAtRunning } from "./running-arena.ts";

/** Below so many, a bot that keeps starting again will soon be locked out for the rest of the day. */
const fewSessions = 50;

/**
 * The permissions that the install link asks for, each needed for something: to see and write in channels and threads,
 * to open threads, attach long answers, answer messages, offer reactions, and take them out of sight.
 */
export const discordPermissions = 309_237_754_944n;

export const discordCheck: Check = {
  name: "discord",
  title: (words) => words.discord.title,
  needs: ["DISCORD_TOKEN", "DISCORD_API_URL"],
  look: async (examination) => {
    const { settings, words } = examination;
    if (!settings.discord) return [{ state: "ok", what: words.discord.none }];
    const me = await ask("/applications/@me", examination, ({ id, name }) => isText(id) && isText(name));
    if (!("body" in me)) return [refusal(me, examination), ...(await lookAtRunning("discord", examination))];
    const gateway = await ask("/gateway/bot", examination, isDiscordGateway);
    const id = String(me.body.id);
    const link = `https://discord.com/oauth2/authorize?client_id=${id}&scope=bot+applications.commands&permissions=${discordPermissions}`;
    const fine: Finding = { state: "ok", what: words.discord.fine(String(me.body.name), link) };
    return [
      fine,
      ...(await lookAtRunning("discord", examination)),
      ...("body" in gateway ? countSessions(gateway.body, words) : [refusal(gateway, examination)]),
    ];
  },
};

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
  const counts = [shards, limit.total, limit.remaining, limit.reset_after];
  return counts.every(isCount) && Number(shards) >= 1 && Number(shards) <= mostShards;
}

/** @param isWhole whether the answer has everything that is needed. */
async function ask(
  path: string,
  { settings, clock }: Examination,
  isWhole: (body: Record<string, unknown>) => boolean,
): Promise<Answer> {
  const { apiUrl = "", token = "" } = settings.discord ?? {};
  const answer = await askPlatform(`${apiUrl}/v10${path}`, { authorization: `Bot ${token}` }, clock);
  if ("reason" in answer) return answer;
  const { status, ok, body } = answer;
  if (!ok) return { status };
  return isRecord(body) && isWhole(body) ? { body } : { reason: "malformed answer" };
}

function refusal(answer: { status: number } | { reason: string }, { words, settings }: Examination): Finding {
  const { discord } = words;
  if ("status" in answer && answer.status === 401)
    return { state: "wrong", what: discord.tokenRefused, mend: discord.renewToken };
  const reason = "status" in answer ? String(answer.status) : answer.reason;
  return {
    state: "wrong",
    what: discord.unreachable(settings.discord?.apiUrl ?? "", reason),
    mend: discord.checkAddress,
  };
}

function countSessions(body: Record<string, unknown>, { discord }: Examination["words"]): Finding[] {
  const limit = body.session_start_limit;
  const left = isRecord(limit) ? Number(limit.remaining) : Number.NaN;
  return left < fewSessions ? [{ state: "warning", what: discord.fewSessions(left), mend: discord.stopRestarts }] : [];
}

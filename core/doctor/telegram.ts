/** Whether Telegram lets the bot in, how it gets its updates, and where it is added to groups. */
import type { Clock } from "../machine/clock.ts";
import { isRecord } from "../models/json.ts";
import { askPlatform, lookAtRunning } from "./platform.ts";
import type { Check, Examination, Finding } from "./check.ts";

/** More than so many updates that wait say that nobody takes them. */
const manyWaiting = 100;

/** How Telegram is reached; `webhook` null: updates are asked for. */
export type TelegramSettings = { token: string; apiUrl: string; webhook: { url: string } | null };

/** Whether Telegram lets the bot in and gives it its updates. @param settings null: the arena does not use Telegram. */
export function createTelegramCheck(settings: TelegramSettings | null): Check {
  return {
    name: "telegram",
    title: (words) => words.telegram.title,
    needs: ["TELEGRAM_TOKEN", "TELEGRAM_API_URL", "TELEGRAM_WEBHOOK_URL"],
    secrets: settings ? [settings.token] : [],
    look: async (examination) =>
      settings ? lookAt(settings, examination) : [{ state: "ok", what: examination.words.telegram.none }],
  };
}

async function lookAt(settings: TelegramSettings, examination: Examination): Promise<Finding[]> {
  const { words, clock } = examination;
  const me = await ask("getMe", settings, clock);
  const running = await lookAtRunning("telegram", examination);
  if (!("result" in me)) return [refusal(me, settings, words), ...running];
  const webhook = await ask("getWebhookInfo", settings, clock);
  const found =
    "result" in webhook ? lookAtWebhook(webhook.result, settings, words) : [refusal(webhook, settings, words)];
  return [...describeBot(me.result, words), ...running, ...found];
}

type Answer = { result: Record<string, unknown> } | { status: number } | { reason: string };

async function ask(method: string, { apiUrl, token }: TelegramSettings, clock: Clock): Promise<Answer> {
  const answer = await askPlatform(`${apiUrl}/bot${token}/${method}`, {}, clock);
  if ("reason" in answer) return answer;
  const { status, body } = answer;
  const result = isRecord(body) && body.ok === true ? body.result : undefined;
  return isRecord(result) ? { result } : { status };
}

function refusal(
  answer: { status: number } | { reason: string },
  { apiUrl }: TelegramSettings,
  { telegram }: Examination["words"],
): Finding {
  if ("status" in answer && [401, 404].includes(answer.status))
    return { state: "wrong", what: telegram.tokenRefused, mend: telegram.renewToken };
  const reason = "status" in answer ? String(answer.status) : answer.reason;
  return { state: "wrong", what: telegram.unreachable(apiUrl, reason), mend: telegram.checkAddress };
}

function describeBot(me: Record<string, unknown>, { telegram }: Examination["words"]): Finding[] {
  const name = `@${String(me.username)}`;
  const found: Finding[] = [
    { state: "ok", what: telegram.fine(name, `https://t.me/${String(me.username)}?startgroup=arena`) },
  ];
  if (me.can_join_groups === false)
    found.push({ state: "warning", what: telegram.noGroups, mend: telegram.allowGroups });
  if (me.supports_inline_queries === false) found.push({ state: "ok", what: telegram.noInline(name) });
  if (me.can_read_all_group_messages === true)
    found.push({ state: "warning", what: telegram.readsAll, mend: telegram.turnPrivacyOn });
  return found;
}

function lookAtWebhook(
  info: Record<string, unknown>,
  { webhook }: TelegramSettings,
  { telegram }: Examination["words"],
): Finding[] {
  const [set, wanted] = [typeof info.url === "string" ? info.url : "", webhook?.url ?? ""];
  const found: Finding[] = [];
  if (set !== "" && wanted === "")
    found.push({ state: "warning", what: telegram.otherWebhook, mend: telegram.startRemovesIt });
  else if (wanted !== "" && set === wanted) found.push({ state: "ok", what: telegram.webhook(wanted) });
  else if (wanted !== "")
    found.push({ state: "warning", what: telegram.webhookNotSet(wanted), mend: telegram.startSetsIt });
  else found.push({ state: "ok", what: telegram.polling });
  const trouble = info.last_error_message;
  if (wanted !== "" && typeof trouble === "string")
    found.push({ state: "warning", what: telegram.webhookTrouble(trouble), mend: telegram.checkWebhook });
  const waiting = Number(info.pending_update_count ?? 0);
  if (waiting > manyWaiting)
    found.push({ state: "warning", what: telegram.waiting(waiting), mend: telegram.startArena });
  return found;
}

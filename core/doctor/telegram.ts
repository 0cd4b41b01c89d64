/** Whether Telegram lets the bot in, how it gets its updates, and where it is added to groups. */
import { isRecord } from "../models/record.ts";
import { askPlatform } from "./ask-platform.ts";
import type { Check, Examination, Finding } from "./check.ts";
import { lookAtRunning } from "./running-arena.ts";

/** More than so many updates that wait say that nobody takes them. */
const manyWaiting = 100;

export const telegramCheck: Check = {
  name: "telegram",
  title: (words) => words.telegram.title,
  needs: ["TELEGRAM_TOKEN", "TELEGRAM_API_URL", "TELEGRAM_WEBHOOK_URL"],
  look: async (examination) => {
    const { settings, words } = examination;
    if (!settings.telegram) return [{ state: "ok", what: words.telegram.none }];
    const me = await ask("getMe", examination);
    const running = await lookAtRunning("telegram", examination);
    if (!("result" in me)) return [refusal(me, examination), ...running];
    const webhook = await ask("getWebhookInfo", examination);
    const found = "result" in webhook ? lookAtWebhook(webhook.result, examination) : [refusal(webhook, examination)];
    return [...describeBot(me.result, examination), ...running, ...found];
  },
};

type Answer = { result: Record<string, unknown> } | { status: number } | { reason: string };

async function ask(method: string, { settings, clock }: Examination): Promise<Answer> {
  const { apiUrl = "", token = "" } = settings.telegram ?? {};
  const answer = await askPlatform(`${apiUrl}/bot${token}/${method}`, {}, clock);
  if ("reason" in answer) return answer;
  const { status, body } = answer;
  const result = isRecord(body) && body.ok === true ? body.result : undefined;
  return isRecord(result) ? { result } : { status };
}

function refusal(answer: { status: number } | { reason: string }, { words, settings }: Examination): Finding {
  const { telegram } = words;
  if ("status" in answer && [401, 404].includes(answer.status))
    return { state: "wrong", what: telegram.tokenRefused, mend: telegram.renewToken };
  const reason = "status" in answer ? String(answer.status) : answer.reason;
  const address = settings.telegram?.apiUrl ?? "";
  return { state: "wrong", what: telegram.unreachable(address, reason), mend: telegram.checkAddress };
}

function describeBot(me: Record<string, unknown>, { words: { telegram } }: Examination): Finding[] {
  const name = `@${String(me.username)}`;
  const found: Finding[] = [
    { state: "ok", what: telegram.fine(name, `https://t.me/${String(me.username)}?startgroup=arena`) },
  ];
  if (me.can_join_groups === false)
    found.push({ state: "warning", what: telegram.noGroups, mend: telegram.allowGroups });
  if (me.can_read_all_group_messages === true)
    found.push({ state: "warning", what: telegram.readsAll, mend: telegram.turnPrivacyOn });
  return found;
}

function lookAtWebhook(info: Record<string, unknown>, { words: { telegram }, settings }: Examination): Finding[] {
  const [set, wanted] = [typeof info.url === "string" ? info.url : "", settings.telegram?.webhook?.url ?? ""];
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

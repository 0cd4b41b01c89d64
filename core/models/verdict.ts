/** What an endpoint's complaint means, and what to do about it: one table. */
import { challengeCode, type Complaint } from "./complaint.ts";
import type { FailureKind, FailureReason } from "./completion.ts";
import type { Model } from "./model.ts";
import { isAboutParameter, spentLimit } from "./refusal.ts";

/** `transient`: whether it may be gone a moment later; `advice`: what happened and what to do, in our own words. */
export type Verdict = { kind: FailureKind; reason?: FailureReason | undefined; transient: boolean; advice: string };

type AskedModel = Pick<Model, "endpoint" | "model">;

/** One kind of complaint. The first row of the table that fits counts. */
type Row = {
  fits: (complaint: Complaint) => boolean;
  kind: FailureKind;
  reason?: FailureReason;
  transient?: boolean;
  advice: (model: AskedModel) => string;
};

/** @returns the verdict on what an endpoint itself reported, by HTTP status or inside the stream. */
export function judgeComplaint(complaint: Complaint, model: AskedModel): Verdict {
  const row = table.find(({ fits }) => fits(complaint)) ?? otherwise;
  return { kind: row.kind, reason: row.reason, transient: row.transient ?? false, advice: row.advice(model) };
}

/** Whether codes or words match, and the status is one of those (of any where none is named). */
function says(pattern: RegExp, ...statuses: readonly number[]): Row["fits"] {
  return ({ codes, words, status }) =>
    (statuses.length === 0 || (status !== undefined && statuses.includes(status))) &&
    (pattern.test(words) || codes.some((code) => pattern.test(code)));
}

function hasStatus(...statuses: readonly number[]): Row["fits"] {
  return ({ status }) => status !== undefined && statuses.includes(status);
}

const filtered =
  /content[_ -]?(?:filter|policy|management)|data_inspection|responsible_?ai|moderation|flagged|content exists risk|inappropriate content|violat\w+ (?:\w+ ){0,4}(?:usage|content|safety) |prohibited_content|敏感内容|不安全/i;
const noCredit =
  /insufficient[_ ](?:quota|credit|balance|fund|account)|no (?:more )?credit|out of credit|credits? (?:balance )?(?:is |are )?(?:too low|exhausted|depleted|used up)|not enough (?:credit|balance|fund)|payment required|billing[_ ](?:hard[_ ]limit|not[_ ]active)|arrear|balance (?:is )?(?:insufficient|not enough|too low)|余额不足|欠费/i;
const wrongKey =
  /\bapi[_ -]?key (?:is )?(?:not valid|invalid|expired)|\b(?:invalid|incorrect|expired)[_ ]api[_ -]?key|api_key_invalid/i;
const place =
  /unsupported_country|(?:country|region|territory|location|area)\b.{0,60}\b(?:not|n't|un)\s?(?:supported|available|allowed|served|permitted)|not (?:available|supported|allowed) in (?:your|this) (?:country|region|territory|location|area)|(?:blocked|restricted) in your/i;
const tooLarge =
  /request (?:body )?(?:is )?too large|entity too large|payload too large|body too large|request_too_large|content too large/i;
const tooLong =
  /context_length_exceeded|maximum context length|context (?:length|window|size)\b.{0,60}exceed|exceeds?\b.{0,60}context|prompt is too long|input is too long|too many (?:input |prompt )?tokens|max_prompt|上下文.{0,10}(?:超|过)/i;
const onlyResponses = /\/responses\b|\bresponses api\b/i;
const noChat =
  /not a chat model|not supported in the v1\/chat\/completions|not (?:accessible|available) via the \/chat|does not support chat|chat_?completion operation does not work|v1\/completions\?|不支持.{0,6}(?:对话|聊天)/i;
const noModelAccess =
  /(?:access|entitled|allowed|permitted|permission)\b.{0,40}\bmodel\b|model_not_found|model\b.{0,100}\b(?:not (?:allowed|permitted|enabled)|no access)/i;
const unknownModel =
  /model_not_(?:found|exist)|no_such_model|invalid_model|unknown_model|model_not_available|(?:no such|unknown|invalid|not a valid) model|not a valid model|model not (?:found|exist)|model [^ ]{1,100} (?:does not exist|is not found|was not found|not found)|deployment for this resource does not exist|模型不存在/i;
const noProvider = /no (?:\w+ )?(?:endpoints|providers) (?:found|available|are)|no allowed providers/i;
const rateLimited = /rate[_ -]?limit|too many requests|throttl|resource_exhausted/i;
const page: Row["fits"] = (complaint) => complaint.page;

const table: readonly Row[] = [
  {
    fits: (complaint) => (complaint.status ?? 0) < 500 && !complaint.page && says(filtered)(complaint),
    kind: "filtered",
    advice: () => "A content filter refused the question.",
  },
  {
    fits: (complaint) => page(complaint) && says(new RegExp(challengeCode), 403, 429, 503)(complaint),
    kind: "rejected",
    reason: "challenge",
    advice: ({ endpoint }) =>
      `"${endpoint}" is behind a page that checks for a human, and lets no program through from here. Try from another network, or ask whoever runs it.`,
  },
  {
    fits: says(place, 400, 403, 404, 451),
    kind: "rejected",
    reason: "place",
    advice: ({ endpoint }) => `"${endpoint}" does not serve this country or region.`,
  },
  {
    fits: says(noCredit, 429),
    kind: "rate-limited",
    reason: "no-credit",
    advice: ({ endpoint }) => `The account at "${endpoint}" has no credit left. Top it up.`,
  },
  {
    fits: (complaint) => hasStatus(402)(complaint) || says(noCredit, 400, 401, 403)(complaint),
    kind: "rejected",
    reason: "no-credit",
    advice: ({ endpoint }) => `The account at "${endpoint}" has no credit left. Top it up.`,
  },
  {
    fits: (complaint) => hasStatus(413)(complaint) || says(tooLarge, 400, 429)(complaint),
    kind: "rejected",
    reason: "too-large",
    advice: ({ endpoint }) =>
      `The request is larger than "${endpoint}" takes. Lower maxTokens in models.json, ask for less, or see what the account allows.`,
  },
  {
    fits: says(spentLimit, 400, 422),
    kind: "empty",
    advice: () => "The whole token limit went into thinking. Raise maxTokens in models.json.",
  },
  {
    fits: says(onlyResponses, 400, 403, 404, 405),
    kind: "rejected",
    reason: "responses-only",
    advice: ({ model }) =>
      `"${model}" is served through OpenAI's Responses interface only, which the arena does not speak. Choose another model, or a gateway that offers this one for chat completions.`,
  },
  {
    fits: says(noChat, 400, 403, 404, 405, 422),
    kind: "rejected",
    reason: "no-chat",
    advice: ({ model }) => `"${model}" is not a model for chat. Choose another.`,
  },
  {
    fits: (complaint) => page(complaint) && hasStatus(403)(complaint),
    kind: "rejected",
    reason: "blocked",
    advice: ({ endpoint }) =>
      `"${endpoint}" sent a web page that refuses this machine. A firewall or proxy may stand between, or its baseURL is wrong.`,
  },
  {
    fits: says(noModelAccess, 403),
    kind: "rejected",
    reason: "no-access",
    advice: ({ endpoint, model }) =>
      `The account at "${endpoint}" may not use "${model}". Ask for access, or choose another.`,
  },
  {
    fits: (complaint) => hasStatus(401, 403)(complaint) || says(wrongKey, 400)(complaint),
    kind: "unauthorized",
    advice: ({ endpoint }) => `"${endpoint}" refused the key. Check it.`,
  },
  {
    fits: says(noProvider, 400, 404),
    kind: "rejected",
    reason: "no-provider",
    advice: ({ endpoint, model }) =>
      `Nobody behind "${endpoint}" serves "${model}" as the account and the model's "body" ask for it. Check both.`,
  },
  {
    fits: (complaint) => hasStatus(404)(complaint) || says(unknownModel, 400, 422)(complaint),
    kind: "rejected",
    reason: "no-model",
    advice: ({ endpoint, model }) => `"${endpoint}" does not know "${model}". Check the model's name and the baseURL.`,
  },
  {
    fits: says(tooLong, 400, 422),
    kind: "rejected",
    reason: "too-long",
    advice: ({ model }) =>
      `The question, or the answer allowed for, is too long for "${model}". Lower maxTokens, or ask less.`,
  },
  {
    fits: (complaint) => hasStatus(429)(complaint) || (complaint.status === undefined && says(rateLimited)(complaint)),
    kind: "rate-limited",
    transient: true,
    advice: () => "Too many requests. Lower the endpoint's concurrency or set requestsPerMinute.",
  },
  {
    fits: (complaint) =>
      hasStatus(503, 529)(complaint) || says(/overloaded|over capacity|temporarily unavailable/i)(complaint),
    kind: "server-error",
    reason: "overloaded",
    transient: true,
    advice: () => "The endpoint is overloaded or out of service for the moment.",
  },
  {
    fits: isAboutParameter,
    kind: "rejected",
    advice: () =>
      `The endpoint refused the request; if it names a setting, add that to the model's "unsupported" list or take it out of its "body".`,
  },
  {
    fits: ({ status }) => status !== undefined && status >= 400 && status < 500 && status !== 408,
    kind: "rejected",
    advice: () => "The endpoint refused the request.",
  },
];

const otherwise: Row = {
  fits: () => true,
  kind: "server-error",
  transient: true,
  advice: () => "The endpoint failed.",
};

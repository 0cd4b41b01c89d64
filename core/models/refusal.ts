/** Which parameter of a request its endpoint refuses, whatever words it has for that. */
import type { Complaint } from "./complaint.ts";
import type { Message } from "./completion.ts";
import { quotesMessages } from "./quotation.ts";

/**
 * `parameter` is named as the request names it, or `system`; `most`: the largest number that would do, if it says one;
 * `once`: because this question is so long, so that it says nothing about the next.
 */
export type Refusal = { parameter: string; most: number | null; once: boolean };

/** A request as it was sent: its parameters and their values, without what is asked. */
export type SentParameters = Readonly<Record<string, unknown>>;

/** Statuses that are about something else: the key, money, the time, the size, too much at once, an overload. */
const otherStatuses = new Set([401, 402, 407, 408, 413, 429, 503, 504, 529]);

/**
 * @param sent the parameters that may be refused; `system` among them if there is a system message.
 * @param messages what was asked: an endpoint's quotation of it says nothing about parameters.
 * @returns undefined when the complaint is about something else: the content, its length, the model, the key.
 */
export function findRefusal(
  complaint: Complaint,
  sent: SentParameters,
  messages: readonly Message[],
): Refusal | undefined {
  const { status, codes, words, page } = complaint;
  if (page || (status !== undefined && otherStatuses.has(status))) return undefined;
  const limit = findTokenLimit(sent);
  const room = limit && findRoom(words, limit.value);
  if (limit && room) return { parameter: limit.name, most: room, once: true };
  if (codes.some((code) => otherCodes.test(code))) return undefined;
  const pointed = findPointedAt(complaint, sent);
  const parameter = pointed ?? findNamed(complaint, sent, messages);
  if (parameter === undefined || parameter === null) return undefined;
  const value = sent[parameter];
  const most = typeof value === "number" && !refusedWhole.test(words) ? findMost(words, parameter, value) : null;
  const useless = limit?.name === parameter && most !== null && most < leastRoom;
  return { parameter, most: useless ? null : most, once: false };
}

/** Said where no value of a parameter would do, whatever numbers stand beside it. */
const refusedWhole =
  /unsupported (?:param|arg)|unrecogni[sz]ed|unknown|extra[_ ](?:input|forbidden)|deprecated|["'`] instead/i;

const someParameter =
  /(?:unsupported|unrecogni[sz]ed|unknown|unexpected|invalid|extra)[ _](?:\w{1,20} ){0,2}(?:param|arg|field|key|input|option|propert)|不支持.{0,6}参数|参数.{0,4}(?:有误|错误|无效)/i;

/** Whether a complaint is about a parameter, whichever that may be. */
export function isAboutParameter({ status, words, page }: Complaint): boolean {
  return !page && (status === 400 || status === 422) && someParameter.test(words);
}

const otherCodes =
  /context_length|string_above_max|content_filter|content_policy|data_inspection|moderation|safety|model_not|no_such_model|api_key|authentication|permission|quota|billing|rate_limit/;

/** @returns the parameter a field of the complaint points at; null: it points at something that is no parameter. */
function findPointedAt({ paths, words }: Complaint, sent: SentParameters): string | null | undefined {
  for (const path of paths) {
    const name = Object.keys(sent).find((one) => path.some((part) => namesOf(one).some((name) => equals(name, part))));
    if (name !== undefined && !path.some((part) => equals(part, "messages"))) return name;
  }
  const content = paths.some((path) => /^(?:messages?|prompt|input|contents?|model)$/i.test(path[0] ?? ""));
  if (!content) return undefined;
  return "system" in sent && systemRefused.test(words) ? "system" : null;
}

/** Names that endpoints have for one and the same thing, where a refusal may use another than the request. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  max_tokens: ["max_completion_tokens", "max_output_tokens", "max_new_tokens"],
  max_completion_tokens: ["max_tokens", "max_output_tokens", "max_new_tokens"],
  stream: ["streaming"],
  stream_options: ["include_usage"],
  response_format: ["json_schema", "structured_outputs", "structured_output"],
};

function namesOf(parameter: string): readonly string[] {
  return [parameter, ...(otherNames[parameter] ?? [])];
}

function equals(name: string, other: string): boolean {
  return name === other || plain(name) === plain(other);
}

/** `reasoning_effort` is `reasoningEffort` elsewhere. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, "");
}

/** Finds the parameter that is named first in a sentence that refuses it. */
function findNamed(complaint: Complaint, sent: SentParameters, messages: readonly Message[]): string | undefined {
  const firm = complaint.status === 400 || complaint.status === 422;
  const asked = messages.filter(({ content }) => content.length >= shortestQuotation);
  const sentences = complaint.words.split(/(?<=[.!?])\s+|[。！？\n]+/).map((one) => one.slice(0, longestSentence));
  for (const sentence of sentences) {
    if (aboutContent.test(sentence) || quotesMessages(sentence, asked)) continue;
    if ("system" in sent && systemRefused.test(sentence)) return "system";
    const found = nameIn(sentence, sent, firm);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A shorter question could be any word of a refusal. In characters. */
const shortestQuotation = 24;
const longestSentence = 1_000;

const aboutContent =
  /flagged|polic(?:y|ies)|safety (?:system|filter|check)|moderat|harmful|prohibited content|violat|context (?:length|window|size)|(?:prompt|input|messages?|question|content) (?:is|are|was|were|too)\b|too long|no such model|model [^ ]{1,100} (?:does not exist|is not found|was not found|not found)|(?:invalid|incorrect|expired|missing|wrong) (?:api[ _-]?)?key|敏感|违规|内容安全|过长/i;

const systemRefused =
  /system[_ -]?(?:role|messages?|prompts?|instructions?)s?\b[^.]{0,60}(?:not|n't|unsupported|unavailable|invalid|disabled|only)|(?:not|n't|unsupported|invalid|unknown|unexpected|only)\b[^.]{0,60}(?:["'`]system["'`]|system[_ -]?(?:role|messages?|prompts?|instructions?))|developer (?:instruction|role|message)s?\b[^.]{0,40}not|role\b[^.]{0,40}system\b[^.]{0,40}(?:not|invalid|unsupported)|["'`]system["'`][^.]{0,40}(?:not|invalid|unsupported)|roles? must alternate|must (?:start|begin) with (?:a|the) user|system.{0,10}不支持|不支持.{0,10}system/i;

/** Said of a parameter, each of these refuses it, whatever the status. */
const refuses =
  /unsupported|not (?:\w+ ){0,2}(?:support|allow|permit|accept|recogni|enabled|implemented|valid)|n['o]t (?:support|allow|accept|recogni)|not available (?:for|with|on|in)|cannot (?:both )?be|unrecogni[sz]ed|unknown (?:name|param|arg|field|key|option|property)|deprecated|no longer|extra[_ ](?:input|field|forbidden)|unexpected (?:keyword|param|arg|field|key)|不支持|不允许|未知|弃用/i;
/** These refuse it where the status says that the request is wrong. */
const complains =
  /invalid|unknown|unexpected|unavailable|available|must|should|only|range|default|larg|great|less|high|low|small|exceed|maximum|minimum|at most|remove|instead|forbidden|disabled|illegal|verified|cannot|can't|could not|require|wrong|incorrect|has to|need|expected|allowed|支持|无效|非法|必须|只能|范围|超出|有误|错误/i;

/** @param firm whether the status alone says that something is wrong with the request. */
function nameIn(sentence: string, sent: SentParameters, firm: boolean): string | undefined {
  const strict = refuses.test(sentence);
  if (!strict && !firm) return undefined;
  const told = strict || complains.test(sentence);
  const found = Object.keys(sent).flatMap((parameter) =>
    namesOf(parameter).flatMap((name) => {
      const place = findName(sentence, name);
      const meant = place?.marked || (told && ownWords.has(parameter));
      return place && parameter !== "system" && meant ? [{ parameter, ...place }] : [];
    }),
  );
  const inOrder = found.toSorted((one, other) => one.at - other.at || other.length - one.length);
  // Of two that exclude each other, the arena's own settings stay, which are those of the other side.
  return (/\bboth\b/.test(sentence) ? inOrder.at(-1) : inOrder[0])?.parameter;
}

/** Words that mean nothing else where a request is refused; of others, such as `provider`, it must be plain. */
const ownWords = new Set(["temperature", "seed", "stream", "response_format"]);

/** `marked`: it stands there as a name, not as a word of the language. */
function findName(text: string, name: string): { at: number; length: number; marked: boolean } | undefined {
  const parts = name.split(/[_-]/).map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  const match = new RegExp(`(?<![\\p{L}\\p{N}_])${parts.join("[_ -]?")}(?![\\p{L}\\p{N}_])`, "iu").exec(text);
  if (!match) return undefined;
  const end = match.index + match[0].length;
  const marked =
    /[_A-Z]/.test(match[0].slice(1)) ||
    /(?:["'`]|\b(?:param(?:eter)?|arg(?:ument)?|field|property|option|key|name|supplied|input)s?:? ?)$/i.test(
      text.slice(Math.max(0, match.index - 20), match.index),
    ) ||
    /^(?:["'`:=]| (?:is|are|was|cannot|must|should|does|has|not|param|field|arg|option|value))/i.test(
      text.slice(end, end + 20),
    );
  return { at: match.index, length: match[0].length, marked };
}

function findTokenLimit(sent: SentParameters): { name: string; value: number } | undefined {
  const name = ["max_tokens", "max_completion_tokens"].find((one) => typeof sent[one] === "number");
  return name === undefined ? undefined : { name, value: Number(sent[name]) };
}

/**
 * What is left for the answer where question and answer together are too long for the model.
 * @returns null when that is not said, or nothing worth while is left.
 */
function findRoom(words: string, asked: number): number | null {
  const all = /(?:maximum context length is|context (?:length|window) (?:of|is)|must be <=) (\d{2,9})/i.exec(
    words,
  )?.[1];
  const used =
    /(\d{1,9}) (?:`inputs` tokens|in the (?:messages|prompt)|in your prompt|(?:of |from )?(?:text )?input tokens|input tokens|prompt tokens)/i.exec(
      words,
    )?.[1];
  if (all === undefined || used === undefined) return null;
  const room = Number(all) - Number(used);
  return room >= leastRoom && room < asked ? room : null;
}

/** In tokens. With less, an answer says nothing. */
const leastRoom = 16;

/** How much of a complaint is searched for the largest number. In characters. */
const nearby = 300;

/** @returns the largest value that would be accepted, where the words say one below the one that was sent. */
function findMost(words: string, parameter: string, asked: number): number | null {
  const at = Math.max(0, ...namesOf(parameter).map((name) => findName(words, name)?.at ?? 0));
  const text = words.slice(Math.max(0, at - nearby), at + nearby).replace(/(\d),(?=\d{3}\b)/g, "$1");
  for (const pattern of mostPatterns) {
    for (const match of text.matchAll(pattern)) {
      const most = Number(match[1]);
      if (most > 0 && most < asked) return most;
    }
  }
  return null;
}

const number = "(\\d{1,9}(?:\\.\\d{1,6})?)";
const mostPatterns = [
  `[[(]\\s*\\d[\\d.]{0,9}\\s*[,~–-]\\s*${number}\\s*[\\])]`,
  `(?:between|from|range:?)\\s+[\`'"]?\\d[\\d.]{0,9}[\`'"]?\\s*(?:and|to|\\.\\.|-|–|~)\\s*[\`'"]?${number}`,
  `(?:<=|≤|at most|up to|less than or equal to|no (?:more|greater|larger) than|not exceed|cannot exceed|maximum of|limit(?:ed)? (?:of|to)|limit is|smaller than or equal to|不(?:能|得|可)?(?:大于|超过))[:\\s]*[\`'"]?${number}`,
  `maximum(?: (?:allowed|supported|value|number|output|completion|tokens?|of|for|is|in|this|model|limit|the|\`?max_\\w{1,30}\`?|:)){0,10}[:\\s]+[\`'"]?${number}`,
  `>\\s*${number}`,
].map((pattern) => new RegExp(pattern, "gi"));

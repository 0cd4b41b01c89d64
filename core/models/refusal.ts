/** Which parameter of a request its endpoint refuses, whatever words it has for that. */
import type { Complaint } from "./complaint.ts";
import type { Message } from "./completion.ts";
import { findMost, findRoom } from "./largest-number.ts";
import { findName, isNameOf, namesOf } from "./parameter-names.ts";
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

/** These say of themselves that something is wrong with the request. */
const firmStatuses: ReadonlySet<number | undefined> = new Set([400, 409, 416, 422]);

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
  if (page || (status !== undefined && otherStatuses.has(status)) || spentLimit.test(words)) return undefined;
  for (const name of ["max_tokens", "max_completion_tokens"]) {
    const room = findRoom(words, sent[name]);
    if (room !== null) return { parameter: name, most: room, once: true };
  }
  if (codes.some((code) => otherCodes.test(code))) return undefined;
  const pointed = findPointedAt(complaint, sent);
  const parameter = pointed === undefined ? findNamed(complaint, sent, messages) : pointed;
  if (parameter === undefined || parameter === null) return undefined;
  const most = refusedWhole.test(words) ? null : findMost(words, parameter, sent[parameter]);
  return { parameter, most, once: false };
}

/** Some call it an error when an answer comes to its token limit before it has begun. */
export const spentLimit = /could not finish (?:the|your|this) (?:message|answer|response)|output limit was reached/i;

/** Said where no value of a parameter would do, whatever numbers stand beside it. */
const refusedWhole =
  /unsupported (?:param|arg)|unrecogni[sz]ed|unknown|extra[_ ](?:input|forbidden)|deprecated|["'`] instead/i;

const someParameter =
  /(?:unsupported|unrecogni[sz]ed|unknown|unexpected|invalid|extra)[ _](?:\w{1,20} ){0,2}(?:param|arg|field|key|input|option|propert)|不支持.{0,6}参数|参数.{0,4}(?:有误|错误|无效)/i;

/** Whether a complaint is about a parameter, whichever that may be. */
export function isAboutParameter({ status, words, page }: Complaint): boolean {
  return !page && firmStatuses.has(status) && someParameter.test(words);
}

const otherCodes =
  /context_length|string_above_max|content_filter|content_policy|data_inspection|moderation|safety|model_not|no_such_model|api_key|authentication|permission|quota|billing|rate_limit/;

/** @returns the parameter a field of the complaint points at; null: it points at something that is no parameter. */
function findPointedAt({ paths, words }: Complaint, sent: SentParameters): string | null | undefined {
  for (const path of paths) {
    const name = Object.keys(sent).find((one) => path.some((part) => isNameOf(one, part)));
    if (name !== undefined && !path.includes("messages")) return name;
    if ("system" in sent && path.includes("messages") && path.includes("role")) return "system";
  }
  const content = paths.some((path) => /^(?:messages?|prompt|input|contents?|model)$/i.test(path[0] ?? ""));
  if (!content) return undefined;
  return "system" in sent && systemRefused.test(words) ? "system" : null;
}

/** Finds the parameter that is named first in a sentence that refuses it. */
function findNamed(complaint: Complaint, sent: SentParameters, messages: readonly Message[]): string | undefined {
  const firm = firmStatuses.has(complaint.status);
  const refused = (text: string): string | undefined =>
    "system" in sent && systemRefused.test(text) ? "system" : nameIn(text, sent, firm);
  const asked = messages.filter(({ content }) => content.length >= shortestQuotation || refused(content) !== undefined);
  const sentences = complaint.words.split(/(?<=[.!?])\s+|[;。！？；\n]+/, mostSentences);
  // What is told over several lines is told by all of them.
  for (const sentence of [...sentences, complaint.words].map((one) => one.slice(0, longestSentence))) {
    const found = refused(sentence);
    if (found !== undefined && !quotesMessages(sentence, asked)) return found;
  }
  return undefined;
}

/** A shorter question could be any word of a refusal, unless it reads like one itself. In characters. */
const shortestQuotation = 24;
const longestSentence = 1_000;
const mostSentences = 50;

const aboutContent =
  /flagged|polic(?:y|ies)|safety (?:system|filter|check)|moderat|harmful|prohibited content|violat|context (?:length|window|size)|(?:prompt|input|messages?|question|content) (?:is|are|was|were|too)\b|too long|no such model|model [^ ]{1,100} (?:does not exist|is not found|was not found|not found)|(?:invalid|incorrect|expired|missing|wrong) (?:api[ _-]?)?key|敏感|违规|内容安全|过长/i;

const systemRefused =
  /system[_ -]?(?:role|messages?|prompts?|instructions?)s?\b[^.]{0,60}(?:not|n't|unsupported|unavailable|invalid|disabled|only)|(?:not|n't|unsupported|invalid|unknown|unexpected|only)\b[^.]{0,60}(?:["'`]system["'`]|system[_ -]?(?:role|messages?|prompts?|instructions?))|developer (?:instruction|role|message)s?\b[^.]{0,40}not|role\b[^.]{0,40}system\b[^.]{0,40}(?:not|invalid|unsupported)|["'`]system["'`][^.]{0,40}(?:not|invalid|unsupported)|roles? must alternate|must (?:start|begin) with (?:a|the) user|only user(?:,| and) assistant|system.{0,10}不支持|不支持.{0,10}system/i;

/** Said of a parameter, each of these refuses it, whatever the status. */
const refuses =
  /unsupported|not (?:\w+ ){0,2}(?:support|allow|permit|accept|recogni|enabled|implemented|valid)|n['o]t (?:support|allow|accept|recogni)|found that support|not available (?:for|with|on|in)|cannot both be|unrecogni[sz]ed|unknown (?:name|param|arg|field|key|option|property)|deprecated|no longer|extra[_ ](?:input|field|forbidden)|unexpected (?:keyword|param|arg|field|key)|不支持|不允许|未知|弃用|サポートされ|対応してい|利用でき|지원(?:하지|되지)|nicht unterstützt|(?:pas|non) pris en charge|no (?:es |está )?(?:compatible|admitid|soportad)|não (?:é |são )?suportad|не поддержива/i;
/** These refuse it where the status says that the request is wrong. */
const complains =
  /\b(?:set|please)\b|invalid|unknown|unexpected|unavailable|available|must|should|only|range|default|larg|great|less|high|low|small|exceed|maximum|minimum|at most|remove|instead|forbidden|disabled|illegal|verified|cannot|can't|could not|require|wrong|incorrect|has to|need|expected|allowed|支持|无效|非法|不合法|不正确|必须|只能|范围|超出|有误|错误/i;

/** @param firm whether the status alone says that something is wrong with the request. */
function nameIn(sentence: string, sent: SentParameters, firm: boolean): string | undefined {
  if (aboutContent.test(sentence)) return undefined;
  const strict = refuses.test(sentence);
  if (!strict && !firm) return undefined;
  const told = strict || complains.test(sentence);
  const found = Object.keys(sent).flatMap((parameter) =>
    namesOf(parameter).flatMap((name) => {
      const place = findName(sentence, name);
      const meant = place?.quoted || (told && (place?.subject || ownWords.has(parameter) || name.includes("_")));
      return place && parameter !== "system" && meant ? [{ parameter, ...place }] : [];
    }),
  );
  const inOrder = found.toSorted((one, other) => one.at - other.at || other.length - one.length);
  // Of two that exclude each other, the arena's own settings stay, which are those of the other side.
  return (/\bboth\b/.test(sentence) ? inOrder.at(-1) : inOrder[0])?.parameter;
}

/** Words that mean nothing else where a request is refused; of others, such as `provider`, it must be plain. */
const ownWords = new Set(["temperature", "seed", "stream", "response_format"]);

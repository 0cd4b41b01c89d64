/** Traces of chat templates at the edges of an answer: special tokens, role headers, the next turn. */
import { isQuoted, isSpoken, isTold, type Place } from "./quoting.ts";

const names = [
  ...["im_start", "im_end", "im_sep", "im_user", "im_assistant", "im_system", "im_middle"],
  ...["eot_id", "eom_id", "eot", "eom", "start_header_id", "end_header_id", "begin_of_text", "end_of_text"],
  ...[
    "endoftext",
    "endofprompt",
    "startoftext",
    "end",
    "begin",
    "content",
    "user",
    "assistant",
    "system",
    "observation",
  ],
  ...["return", "call", "message", "start", "sep", "open", "close", "end_of_msg", "end_of_turn", "end_of_turn_token"],
  ...["start_of_turn_token", "user_token", "chatbot_token", "system_token", "assistant_end", "assistant_start"],
  ...["user_start", "user_end", "role_end", "end_response", "start_response", "end_action", "end_text", "start_text"],
  ...["begin_of_solution", "end_of_solution", "separator", "eos", "bos", "pad", "eod", "end_of_sentence", "stop"],
];

/** Special tokens of chat templates, wherever they stand. */
export const token =
  `<\\|(?:${names.join("|")})\\|>|<｜[^<>｜\\n]{1,40}｜>|<\\|turn>|<turn\\|>|</s>|\\[/?INST\\]|<</?SYS>>` +
  "|<(?:start|end)_of_turn>|<(?:eos|bos|pad|unk|eoa|eoh|sop|eop)>|<seed:(?:eos|bos|pad)>" +
  "|\\[\\|(?:endofturn|assistant|user|system)\\|\\]|\\[gMASK\\]|</?longcat_s>|\\[e~\\[|\\]~b\\]";

/** Marks around the result within an answer, of GLM's models that see, and empty thoughts: they alone go, anywhere. */
export const boxMark = "<\\|(?:begin|end)_of_box\\|>|<think\\s{0,3}/>";

const anyToken = new RegExp(`(?:${token}|<\\|[\\w:/.-]{1,40}\\|>)`, "iy");

/** Where the tokens and white space that begin at `at` end. */
export function endOfTokens(text: string, at: number): number {
  for (let end = at; ;) {
    const next = skip(anyToken, text, skip(/\s*/y, text, end));
    if (next === end) return end;
    end = next;
  }
}

const role = /(?:(?:assistant|model|ai|bot)\b(?:\/\w{1,20})?[^\S\n]*(?:\n|:)?|response(?=<\|sep\|>))/iy;
const heading = /#{2,4} (?:response[^\S\n]*:|assistant[^\S\n]*:?)[^\S\n]*\n/iy;
const prefix =
  /(?:\*\*|\[)?(?:assistant|ai|bot|chatbot|助手|助理)(?:\*\*|\])?[^\S\n]{0,4}[:：](?:\*\*)?[^\S\n]*(?:\n\s*)?/iy;
const bare = /(?:(?:[Aa]ssistant|model)[^\S\n]*\n|thought\n(?=[\p{Lu}\p{Lo}*#]))/uy;

/** No template puts more of them in front of an answer. */
const mostHeads = 16;

/**
 * Where the answer begins: behind the white space, special tokens and role headers that stand at `at`.
 * @param isThought whether something that must be looked at as a thought begins at a place.
 */
export function skipHead(text: string, at: number, isThought: (at: number) => boolean): number {
  let from = at;
  for (let heads = 0; heads < mostHeads; heads += 1) {
    const begins = skip(/\s*/y, text, from);
    if (isThought(begins)) return from;
    const next = skipToken(text, begins) ?? skipRole(text, begins);
    if (next === undefined) return from;
    from = next;
  }
  return from;
}

function skip(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : at;
}

function skipToken(text: string, at: number): number | undefined {
  const opened = text.startsWith("<s>", at) && !strikesOut(text, at);
  const end = opened ? at + "<s>".length : skip(anyToken, text, at);
  if (end === at || isQuoted({ text, start: at, end })) return undefined;
  // What is told about a token at the very beginning of a sentence.
  if (/^ [\p{Ll}(]/u.test(text.slice(end, end + 2)) && (isTold(text, end) || text[at] !== "[")) return undefined;
  return skip(role, text, end);
}

/** In characters. */
const farthestStrike = 300;

/** `<s>` is HTML's struck text as well, and then text follows its end. */
function strikesOut(text: string, at: number): boolean {
  const line = text.slice(at, at + farthestStrike);
  const close = line.indexOf("</s>");
  return close !== -1 && endOfTokens(text, at + close) < text.length;
}

function skipRole(text: string, at: number): number | undefined {
  const afterHeading = skip(heading, text, at);
  if (afterHeading > at) return /^#{1,4} /m.test(text.slice(afterHeading)) ? undefined : afterHeading;
  prefix.lastIndex = at;
  const found = prefix.exec(text);
  if (found)
    return defines(text, at, prefix.lastIndex) || isScript(text, prefix.lastIndex) ? undefined : prefix.lastIndex;
  const afterBare = skip(bare, text, at);
  return afterBare > at && isHeader(text, afterBare) ? afterBare : undefined;
}

/** Whether a word is explained, as in "AI: the simulation of …", for what somebody says begins with a capital letter. */
function defines(text: string, start: number, from: number): boolean {
  const mark = text.slice(start, from);
  return /^\W{0,2}\p{Lu}[^\n]*$/u.test(mark) && explanation.test(text.slice(from, from + 30));
}

const explanation = /^(?:\p{Ll}|[Aa]rtificial [Ii]ntelligence|人工智能)/u;

/** A word alone on the first line is a header when a sentence follows, and else one of a list. */
function isHeader(text: string, from: number): boolean {
  const line = /[^\n]*/y;
  line.lastIndex = from;
  const next = line.exec(text)?.[0].trim() ?? "";
  return (
    next === "" ||
    text.slice(line.lastIndex, line.lastIndex + 1_000).trim() === "" ||
    !/^[\p{L}-]{1,30}(?: [\p{L}-]{1,30})?$/u.test(next)
  );
}

const speech =
  /^[^\S\n]{0,4}(?:\*\*|__)?(\p{Lu}[\p{L}\p{M}'’. -]{0,30}|user|human|me|you|\p{Script=Han}{1,8})(?: ?\([^)\n]{1,40}\))?(?:\*\*)?[:：](?:\*\*)?[^\S\n]*\S/gmu;

/** Words before a colon at the beginning of a line that are nobody's name. */
const remarks =
  /^(?:notes?|examples?|steps?|answers?|summary|tips?|hints?|warnings?|caution|p\.?s|inputs?|outputs?|results?|conclusion|reasons?|explanation|solutions?|important|sources?|references?|edit|update|pros|cons|question|title|date|time|place|definition|formula|proof|therefore|first|second|third|finally|also|caveat|bonus|tl;?dr|remember|关键|注意|例如|答案|结论|总结|提示|说明|步骤|注)\b|^[\p{Script=Han}]*(?:注意|例如|答案|结论|总结|提示|说明|步骤)/iu;

/** How far a script is looked for, in characters. */
const scriptWindow = 10_000;

/** Whether others speak as well, so that "Assistant:" is a part in a script and not the mark of a template. */
function isScript(text: string, from: number): boolean {
  // What stands in the first line is said by the assistant.
  const near = text.slice(from, from + scriptWindow);
  const next = near.indexOf("\n");
  const rest = next === -1 ? "" : near.slice(next + 1);
  for (const [, name = ""] of rest.matchAll(speech)) if (!remarks.test(name.trim())) return true;
  return false;
}

/** Whether a special token ends the answer, rather than being spoken of. @param last whether nothing follows but tokens. @param from where what is shown begins. */
export function endsAnswer(place: Place, last: boolean, from: number): boolean {
  const { text, start } = place;
  if (isQuoted(place)) return false;
  if (text.startsWith("</s>", start) && lineBefore(text, start, from).includes("<s>")) return false;
  return !isSpoken(place, last);
}

function lineBefore(text: string, at: number, from: number): string {
  const before = text.slice(Math.max(from, at - farthestStrike), at);
  return before.slice(before.lastIndexOf("\n") + 1);
}

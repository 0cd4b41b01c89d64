/** Everything that reads what a stranger or a model has written. */
import { readAttached, cleanQuestion } from "../../../core/arena/question.ts";
import { readsAs } from "../../../core/answers/talk.ts";
import { questionLanguage } from "../../../core/answers/question-language.ts";
import { closest } from "../../../core/language/closest.ts";
import { readBoardChoice } from "../../../core/commands/leaderboard/board-choice.ts";
import { findSaying } from "../../../core/commands/profile/demographics.ts";
import { groupNamed, readTags, taskNamed } from "../../../core/commands/typed-names.ts";
import { suggest } from "../../../core/commands/index.ts";
import { readCommand as readWrittenCommand, readWritten } from "../../../core/commands/written.ts";
import { altText } from "../../../core/images/alt-text.ts";
import { nameLines } from "../../../core/images/names.ts";
import { createMeasure } from "../../../core/images/fonts.ts";
import { cutEnd, cutMiddle, drawableText, wrapText } from "../../../core/images/text.ts";
import {
  changeProse,
  createSelfNamingMask,
  formulaText,
  guessTask,
  type Post,
  quoteMarkdown,
  Refusal,
  sentences,
  splitMarkdown,
  tableFormOf,
} from "../../../core/index.ts";
import { readAnswerText } from "../../../core/models/answer-text.ts";
import { cutText, hearChunk, hearNothing } from "../../../core/models/completion-stream.ts";
import { readAsked as readDemoQuestion } from "../../../core/models/demo/asked.ts";
import { findSum } from "../../../core/models/demo/arithmetic.ts";
import { readComplaint } from "../../../core/models/complaint.ts";
import { quotesMessages } from "../../../core/models/quotation.ts";
import { findRefusal } from "../../../core/models/refusal.ts";
import { judgeComplaint } from "../../../core/models/verdict.ts";
import { verdictForm } from "../../../core/mutual/jury/verdict.ts";
import { rankingForm, scoresForm } from "../../../core/mutual/run/ballot-forms.ts";
import { questionForm } from "../../../core/mutual/run/question-form.ts";
import { findObjects } from "../../../core/mutual/run/reply-json.ts";
import { subjects } from "../../../core/mutual/subject.ts";
import { findLikeness } from "../../../core/mutual/scoring/likeness.ts";
import { measureStyle } from "../../../core/rating/style.ts";
import { showsNothing } from "../../../core/language/shows-nothing.ts";
import { storableText } from "../../../core/store/writing.ts";
import * as discord from "../../../bots/discord/encode.ts";
import { makeInert as makeDiscordInert, readMentions } from "../../../bots/discord/inert.ts";
import { encodeMarkdown as encodeForDiscord } from "../../../bots/discord/markdown.ts";
import * as telegram from "../../../bots/telegram/encode.ts";
import { readCommand, readText } from "../../../bots/telegram/decode.ts";
import * as marked from "marked";
import { cjkEmphasis } from "../../../bots/shared/cjk-emphasis.js";
import { createBudget } from "../../../bots/web/page/budget.js";
import { isTooMuch } from "../../../bots/web/page/formulas.js";
import { createMarkup } from "../../../bots/web/page/markup.js";
import { makeInert as makeTelegramInert } from "../../../bots/telegram/inert.ts";
import { encodeMarkdown, encodeOwn } from "../../../bots/telegram/markdown-entities.ts";
import { encodeRichPost } from "../../../bots/telegram/rich-post.ts";
import { splitFormatted } from "../../../bots/telegram/formatted-text.ts";
import { complete } from "../../../bots/web/completions.ts";
import { decodeRequest } from "../../../bots/web/decode.ts";
import * as web from "../../../bots/web/encode.ts";
import { readRoster } from "../leaks.ts";

/** A function under test. What it gives back is not looked at. */
export type Work = { name: string; work: (text: string) => unknown };

const stopped = () => createBudget(() => 0);
const markUp = createMarkup(marked, cjkEmphasis(marked.Tokenizer));

/** Each with a clock that stands still: what is measured is what the limits leave, not when time was up. */
const pageWorks: readonly { name: string; work: (text: string) => unknown }[] = [
  { name: "Page: Markdown", work: (text) => markUp(text, stopped()) },
  { name: "Page: formula", work: isTooMuch },
];

const words = sentences("en");
const mask = createSelfNamingMask(readRoster());
const measure = createMeasure();
const font = "16px sans-serif";
const empty: Post = { text: "", buttons: [], images: [] };
const message = (text: string) => ({ text }) as Parameters<typeof readCommand>[0];
const letters = ["A", "B", "C"];
const nobody = { store: undefined as never, lineup: () => undefined as never };
const visitor = {
  session: { person: "web:1", pseudonym: "p" },
  ...{ language: "en", runsPage: false, community: "web:local" },
} as unknown as Parameters<typeof decodeRequest>[0];

/** A refusal is an answer like any other. */
function refusing<Result>(work: (text: string) => Result): (text: string) => Result | undefined {
  return (text) => {
    try {
      return work(text);
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  };
}

function hear(text: string) {
  const heard = hearNothing();
  for (let at = 0; at < text.length; at += 16) {
    hearChunk(heard, { choices: [{ delta: { content: text.slice(at, at + 16) } }] }, at);
  }
  return heard;
}

/** As after an endpoint's refusal. */
function judgeWords(error: unknown, question: string) {
  const reported = { status: 400, error, headers: undefined, code: null, param: null, type: undefined };
  const complaint = readComplaint(reported);
  const sent = { stream: true, max_tokens: 2048, temperature: 0.7, seed: 1, system: "", top_p: 0.9 };
  findRefusal(complaint, sent, [{ role: "user", content: question }]);
  return judgeComplaint(complaint, { endpoint: "local", model: "m" });
}

const answers: readonly Work[] = [
  { name: "thoughts out", work: (text) => readAnswerText(text) },
  { name: "cut text", work: (text) => cutText(text.repeat(11)) },
  { name: "shows nothing", work: showsNothing },
  { name: "hearing a stream", work: hear },
  { name: "mask: answer", work: (text) => mask.mask(text, "") },
  { name: "mask: question", work: (text) => mask.mask("I am Claude.", text) },
  { name: "style", work: measureStyle },
  { name: "likeness", work: (text) => findLikeness(text, "a b c") },
  {
    name: "quotation in an error",
    work: (text) => quotesMessages("Your question was: abcdefghijklmnop", [{ role: "user", content: text }]),
  },
  {
    name: "error that quotes",
    work: (text) => quotesMessages(text.slice(0, 301), [{ role: "user", content: "What is the answer to it all?" }]),
  },
  {
    name: "error that quotes itself",
    work: (text) => quotesMessages(`${text.slice(0, 300)}…`, [{ role: "user", content: `a${text}` }]),
  },
  { name: "complaint", work: (text) => judgeWords({ error: { message: text } }, text) },
  { name: "complaint in JSON", work: (text) => judgeWords(`{"a":[${text}]}`, "") },
  {
    name: "complaints by the hundred",
    work: (text) =>
      judgeWords(
        Array.from(text, (msg) => ({ loc: [msg], msg })),
        "",
      ),
  },
  { name: "objects in a reply", work: findObjects },
  { name: "question form", work: (text) => questionForm(subjects.math).read(text) },
  { name: "competition form", work: (text) => questionForm(subjects.programming).read(text) },
  { name: "ranking form", work: (text) => rankingForm(letters).read(text) },
  { name: "ranking of a name", work: (text) => rankingForm(letters).read(JSON.stringify({ ranking: [text] })) },
  { name: "scores form", work: (text) => scoresForm(letters, [{ name: "all", points: 100 }]).read(text) },
  { name: "verdict form", work: (text) => verdictForm.read(text) },
  { name: "verdict of a name", work: (text) => verdictForm.read(JSON.stringify({ choice: text })) },
];

/** Nothing here is large, and nothing fails to come. */
const reading = { shrinker: { shrink: async () => Buffer.alloc(0) }, log: { warn: () => {} } };

const questions: readonly Work[] = [
  { name: "clean question", work: refusing((text) => cleanQuestion(text, 8_000, words)) },
  { name: "language of a question", work: questionLanguage },
  { name: "task of a question", work: guessTask },
  {
    name: "attached file",
    work: (text) =>
      readAttached(reading, text, [{ name: text, size: 1, read: async () => Buffer.from(text) }], words).catch(
        () => undefined,
      ),
  },
  { name: "question or talk", work: readsAs },
  { name: "short talk", work: (text) => readsAs(text.slice(0, 200)) },
  { name: "written command", work: (text) => readWrittenCommand(readWritten(`/${text}`)) },
  { name: "tags", work: readTags },
  { name: "name of a task", work: taskNamed },
  { name: "name of a group", work: groupNamed },
  { name: "choice of a board", work: refusing((text) => readBoardChoice(text, "en")) },
  { name: "saying of oneself", work: findSaying },
  { name: "closest word", work: (text) => closest(text, ["leaderboard", "profile", "history"]) },
  { name: "suggestions", work: (text) => suggest(nobody, "leaderboard", "language", text, "en") },
  { name: "demo question", work: (text) => readDemoQuestion(text, false) },
  { name: "sum", work: (text) => findSum(text.slice(0, 2_000)) },
];

const texts: readonly Work[] = [
  { name: "split Markdown", work: (text) => splitMarkdown(text, 4_000) },
  { name: "split Markdown small", work: (text) => splitMarkdown(text, 200) },
  { name: "change prose", work: (text) => changeProse(text, (prose) => prose) },
  { name: "form of tables", work: (text) => tableFormOf([text]) },
  { name: "formula", work: (text) => piecesOf(text, 400).map((piece) => formulaText(`$$${piece}$$`)) },
  { name: "quotation", work: quoteMarkdown },
  { name: "storable text", work: storableText },
  { name: "drawable text", work: drawableText },
  { name: "cut at the end", work: (text) => cutEnd(text, 200, font, measure) },
  { name: "cut in the middle", work: (text) => cutMiddle(text, 200, font, measure) },
  { name: "wrap into 3 lines", work: (text) => wrapText(text, 200, 3, font, measure) },
  { name: "name in a picture", work: (text) => nameLines(text, 200, 40, measure) },
  { name: "alternative text", work: (text) => altText(text.split("\n"), words) },
];

/** As the encoder reads a text. */
function piecesOf(text: string, length = 8_192): string[] {
  return Array.from({ length: Math.ceil(text.length / length) }, (_, at) => text.slice(at * length, (at + 1) * length));
}

const platforms: readonly Work[] = [
  { name: "Telegram: Markdown", work: encodeMarkdown },
  { name: "Telegram: own words", work: encodeOwn },
  { name: "Telegram: inert", work: (text) => piecesOf(text).map(makeTelegramInert) },
  { name: "Telegram: split", work: (text) => splitFormatted({ text, entities: [] }, 4_096) },
  {
    name: "Telegram: battle",
    work: (text) =>
      telegram.encodePost({ ...empty, question: text, answers: { a: text, b: text } }, "en", { apart: true }),
  },
  {
    name: "Telegram: rich battle",
    work: (text) => encodeRichPost({ ...empty, question: text, answers: { a: text, b: text } }, "en", { apart: false }),
  },
  { name: "Telegram: reply", work: (text) => telegram.encodeReply({ ...empty, text, private: true }) },
  { name: "Telegram: command", work: (text) => readCommand(message(text)) },
  { name: "Telegram: command, begun", work: (text) => readCommand(message(`/a ${text}`)) },
  { name: "Telegram: question", work: (text) => readText(message(text), "arena_bot") },
  { name: "Discord: inert", work: makeDiscordInert },
  { name: "Discord: Markdown", work: (text) => encodeForDiscord(text, "drawn") },
  { name: "Discord: mentions", work: (text) => readMentions(text, "1") },
  {
    name: "Discord: battle",
    work: (text) => discord.encodePost({ ...empty, question: text, answers: { a: text, b: text } }, "en"),
  },
  { name: "Discord: reply", work: (text) => discord.encodeReply({ ...empty, text, private: true }, "en") },
  {
    name: "Discord: question",
    work: (text) => discord.encodeQuestion({ asker: "1", text, attached: [], language: "en" }),
  },
  {
    name: "Page: message",
    work: (text) => decodeRequest(visitor, { address: "", text, inReplyTo: null, files: [] }, () => undefined),
  },
  {
    name: "Page: post",
    work: (text) => web.encodePost({ ...empty, question: text, answers: { a: text, b: text } }, []),
  },
  { name: "Page: completions", work: (text) => complete({ suggest: async () => [] }, `/leaderboard ${text}`, "en") },
  { name: "Page: completed command", work: (text) => complete({ suggest: async () => [] }, `/${text}`, "en") },
];

/** All of them; each is measured with every hostile text. */
export const works: readonly Work[] = [...answers, ...questions, ...texts, ...platforms, ...pageWorks];

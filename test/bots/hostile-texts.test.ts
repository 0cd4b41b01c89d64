/** Every hostile text through every encoder: it calls nobody, opens nothing, breaks no form, and leads where it says. */
import * as library from "marked";
import { describe, expect, it } from "vitest";
import { cjkEmphasis } from "../../bots/shared/cjk-emphasis.js";
import * as discord from "../../bots/discord/encode.ts";
import * as telegram from "../../bots/telegram/encode.ts";
import { encodeRichPost } from "../../bots/telegram/rich-post.ts";
import * as web from "../../bots/web/encode.ts";
import { createBudget } from "../../bots/web/page/budget.js";
import { createMarkup } from "../../bots/web/page/markup.js";
import { type Post, type PrivateReply, sentences } from "../../core/index.ts";
import { asSaid } from "../../core/language/said.ts";
import { everyHostileText, hostileTexts } from "../hostile-texts.ts";
import { allComponents, checkMessage, type MessageBody } from "../peers/discord/limits.ts";
import { readFormatted } from "../peers/telegram/formatted-text.ts";
import { readRich } from "../peers/telegram/rich-message.ts";

const words = sentences("en");

/** A text wherever a stranger's or a model's may stand. */
const postOf = (text: string): Post => ({
  ...{ text: "Vote now.", question: text, answers: { a: text, b: `And ${text}` }, footer: "Closes soon." },
  ...{ buttons: [{ label: "A", action: "vote:0123456789abcdef:a" }], images: [] },
});
/** A text in the arena's own words, as what somebody has typed. */
const replyOf = (text: string): PrivateReply => ({
  ...{
    text: words.refusals.unknownCommand(asSaid(text.slice(0, 80)), undefined),
    buttons: [],
    images: [],
    private: true,
  },
});

/** More combining marks on one character than any language writes: they would lie over the lines around. */
const piled = /\p{M}{9}/u;

/** What is wrong with each text, by what the text tries. */
function faultsOf(find: (text: string) => Iterable<string | false>): string[] {
  return Object.entries(hostileTexts).flatMap(([kind, texts]) =>
    texts.flatMap((text, index) => {
      const faults = [...find(text)].filter((fault) => fault !== false);
      return [...new Set(faults)].map((fault) => `${kind} ${index}: ${fault} ${JSON.stringify(text.slice(0, 60))}`);
    }),
  );
}

describe("a hostile text", () => {
  it("is one of at least 300, each another", () => {
    expect(everyHostileText.filter((text, index) => everyHostileText.indexOf(text) !== index)).toEqual([]);
    expect(everyHostileText.length).toBeGreaterThanOrEqual(300);
  });

  it("on Discord pings nobody, hides no address, piles up nothing, and is in a form that Discord takes", () => {
    expect(faultsOf(faultsOnDiscord)).toEqual([]);
  });

  it("on Telegram is seen as text only, plain and rich, and in a form that Telegram takes", () => {
    expect(faultsOf(faultsOnTelegram)).toEqual([]);
  });

  it("on the page is written as markup that neither runs nor loads anything", () => {
    expect(faultsOf(faultsOnPage)).toEqual([]);
  });
});

function* faultsOnDiscord(text: string): Iterable<string | false> {
  // Discord knows no longer names of files.
  const attached = [{ name: text.slice(0, 255), url: "https://cdn.example/a", picture: false }];
  for (const { body, files } of [
    discord.encodePost(postOf(text), "en"),
    ...discord.encodeReply(replyOf(text), "en"),
    ...discord.encodeQuestion({ asker: "1", text, attached, language: "en" }),
  ]) {
    const { allowed_mentions: allowed } = body as { allowed_mentions?: { parse?: string[] } };
    yield allowed?.parse?.length !== 0 && "may ping";
    const bytes = files.map(({ data }) => Buffer.from(data as Uint8Array));
    yield refusalOf(() => checkMessage(body as MessageBody, body.flags, bytes));
    for (const { content = "" } of allComponents(body.components as never)) {
      yield /\]\((?!\u200b)/u.test(withoutCode(content)) && "hides an address";
      yield piled.test(content) && "piles up marks";
    }
  }
}

function* faultsOnTelegram(text: string): Iterable<string | false> {
  const { main, answers } = telegram.encodePost(postOf(text), "en", { apart: false });
  // In replies the arena's own commands can be pressed.
  const ours = telegram.encodeReply(replyOf(text)).map(({ text: shown }) => ({ shown, live: others }));
  const theirs = [main, ...(answers ? [answers.a, answers.b] : [])].map(({ text: shown }) => ({
    shown,
    live: everything,
  }));
  for (const { shown, live } of [...ours, ...theirs]) {
    let entities: { type: string }[] = [];
    yield refusalOf(() => void ({ entities } = readFormatted(shown.text, shown.entities)));
    yield entities.some(({ type }) => live.has(type)) && "can be pressed";
    yield piled.test(shown.text) && "piles up marks";
  }
  const rich = encodeRichPost(postOf(text), "en", { apart: false, emoji: { a: "🐳", b: "🦄" } });
  if (!rich) return;
  let entities: unknown[] = [];
  yield refusalOf(() => void ({ entities } = readRich(rich.rich)));
  yield entities.length > 0 && "can be pressed in a rich message";
  yield piled.test(JSON.stringify(rich.rich)) && "piles up marks in a rich message";
}

const elements =
  /<(?:script|style|iframe|object|embed|form|meta|base|link|svg|math|img|video|audio|dialog|template)\b/iu;
const handlers = /<[a-z][^<>]*\s(?:on[a-z]+|style|srcdoc|formaction)\s*=/iu;

function* faultsOnPage(text: string): Iterable<string | false> {
  const { text: own, answers } = web.encodePost(postOf(text), []);
  const markUp = createMarkup(library, cjkEmphasis(library.Tokenizer));
  for (const source of [own, web.encodeWords(text, [], []).text, ...Object.values(answers ?? {})]) {
    const html = markUp(
      source,
      createBudget(() => 0),
    );
    yield elements.test(html) && "writes an element";
    yield handlers.test(html.replaceAll(/"[^"]*"/gu, '""')) && "writes a handler";
    for (const [, address = ""] of html.matchAll(/(?:href|src)="([^"]*)"/gu))
      yield !/^(?:https?:|mailto:)/iu.test(address) && `leads to ${address.slice(0, 20)}`;
    yield piled.test(html) && "piles up marks";
  }
}

function refusalOf(work: () => void): string | false {
  try {
    work();
    return false;
  } catch (error) {
    return String(error);
  }
}

/** Code is shown as it is. */
function withoutCode(content: string): string {
  return content.replaceAll(/(`{1,})[\s\S]*?\1/gu, "");
}

const others = new Set(["mention", "hashtag", "cashtag", "email", "url", "phone_number", "text_link", "text_mention"]);
const everything = new Set([...others, "bot_command"]);

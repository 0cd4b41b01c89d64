/** The building blocks of the phrases in which a model names itself. All are bounded, so a search takes linear time. */
import { castShadow } from "./shadow.ts";
import { signs } from "./skeleton.ts";

/**
 * A phrase in a skeleton; every name in what it matches is a self-naming.
 *
 * `certain` ones hold even when the question discusses the same family; `undiscussed` ones hold otherwise; `likely` ones
 * only when no other family is named either, for they could be about that; and
 * `personal` ones could also be the words of a person, when the question asks for a text of one.
 */
export type Phrase = { pattern: RegExp; force: "certain" | "undiscussed" | "likely" | "personal" };

const { hidden, telling, commonModel, commonMaker } = signs;

/** Any name. */
export const anyName = `[${hidden}${telling}${commonModel}${commonMaker}]`;
/** A name that is not also a shop's or a search engine's. */
export const modelName = `[${hidden}${telling}${commonModel}]`;
/** A name that can only mean a model or its maker. */
export const tellingName = `[${hidden}${telling}]`;
/** A maker that is known for other things. */
export const commonMakerName = commonMaker;

/** Where no letter or digit stands before, in any script. */
export const edge = "(?<![\\p{L}\\p{N}])";

const notName = `${hidden}${telling}${commonModel}${commonMaker}`;

/** Up to so many words of one sentence, none of them a name. */
export function words(most: number): string {
  return `(?:[^\\s.!?${notName}]{1,24} ){0,${most}}`;
}

/** Up to so many characters of one sentence, none of them a name. */
export function characters(most: number, except = ""): string {
  return `[^。！？!?\\n${notName}${except}]{0,${most}}`;
}

/** Any of the given alternatives, which are given in lines only to be readable. */
export function oneOf(...alternatives: readonly string[]): string {
  return `(?:${alternatives.join("|")})`;
}

/** What a model calls itself in English. */
export const kind = oneOf(
  "a\\.?i\\.?|artificial intelligences?|(?:ai |virtual |digital )?assistants?|(?:large |small )?(?:language |ai |chat )?models?",
  "llms?|chat ?bots?|bots?|systems?|agents?|programs?|transformers?|companions?|helper",
);

/** What is done to make a model, in English. */
export const making = oneOf(
  "pre-?trained|fine-?tuned|trained|developed|made|created|built|designed|engineered|programmed|released|launched|produced",
  "operated|owned|run|hosted|provided|offered|deployed|maintained|introduced|crafted|powered|served|published|brought to life",
  "coded|updated|taught|aligned|tuned",
);

/** What a model calls itself in Chinese. */
export const kindInChinese = oneOf(
  "ai|人工智能|智能|大?语言模型|大模型|模型|助手|助理|机器人|聊天机器人|伙伴|小伙伴|程序|系统|朋友|搭子|管家|产品",
);

/** What is done to make a model, in Chinese. */
export const makingInChinese = oneOf(
  "自主研发|自研|研发|开发|训练|预训练|微调|打造|创造|推出|创建|设计|研制|构建|提供|制作|开源|运营|发布|制造|培养|孵化|创立|出品",
  "编写|部署|教|设定|赋予",
);

/** What a model calls those who made it, or a part of itself, after "my". */
export const belongings = oneOf(
  "creators?|makers?|developers?|designers?|engineers?|builders?|trainers?|inventors?|programmers?|founders?|owners?|boss",
  "parent company|parent|company|team|lab|provider|vendor|manufacturer|employer|origin|home",
  "name|full name|real name|model name|official name|names|maker's name|identity",
  "model|version|architecture|underlying model|base model|weights",
);

/** What a model has from those who made it, after "my". */
export const resources = oneOf(
  "training|(?:training )?data|knowledge(?: base| cut-?off)?|cut-?off|answers|responses|instructions|abilities|capabilities",
  "education|upbringing|updates?|values|limits|restrictions|rules|guidelines|polic(?:y|ies)|guardrails",
);

/** What a maker lays down for its models. */
export const rules = oneOf(
  "(?:usage |use |content |privacy |safety |data |community |service |acceptable )+(?:polic(?:y|ies)|guidelines|rules|terms|standards)",
  "guidelines|guardrails|terms of (?:service|use)|policies",
);

/** What an assistant says it cannot do, or is for, behind its name. */
export const unable = oneOf(
  "(?:can't|cannot|can not|won't|will not|isn't able|is not able|is unable|isn't allowed|is not allowed|does not|doesn't)\\b",
  "(?:is|was) (?:designed|trained|programmed|built|here|ready|online|happy|able|always)\\b",
);

const doing = oneOf(
  "can|can't|cannot|could|isn't|does|doesn't|do|has|hasn't|will|won't|never|always",
  "likes?|loves?|thinks|knows|prefers|remembers|says|hopes|wishes|suggests|believes|apologi[sz]es|understands|answers",
);
/** What a name does that speaks of itself in Chinese, behind the name. */
export const ownDoingInChinese = oneOf(
  "最多|可以|能|会|不会|没有|无法|支持|擅长|也|还|不|是|喜欢|觉得|认为|目前|暂|一直|永远|正在|在线|二十四小时|24小时|建议|提醒|很|祝",
);
/** What a name does that speaks of itself, behind the name. */
export const ownDoing = `(?:${doing}\\b|${ownDoingInChinese})`;

/** What an answerer is to the one who asks. */
export const companion = oneOf(
  "pal|friend|buddy|assistant|companion|helper|guide|bot|chatbot|ai|tutor|host|servant|sidekick",
);

/** A pattern as it is found in a folded text: its letters beyond the English ones are folded as the text's are. */
export function foldLetters(source: string): string {
  return source.replaceAll(/(?:(?![A-Za-z])[\p{L}\p{M}])+/gu, (letters) => castShadow(letters).text);
}

/** Readies a phrase that holds whatever the question is. */
export function certain(source: string): Phrase {
  return { pattern: new RegExp(foldLetters(source), "gmu"), force: "certain" };
}

/** Readies a phrase that counts unless the question discusses the same family. */
export function undiscussed(source: string): Phrase {
  return { pattern: new RegExp(foldLetters(source), "gmu"), force: "undiscussed" };
}

/** Readies a phrase that counts only when neither the question nor the answer discusses others. */
export function likely(source: string): Phrase {
  return { pattern: new RegExp(foldLetters(source), "gmu"), force: "likely" };
}

/** Readies a phrase that does not count for names of people either, when the question asks for a text. */
export function personal(source: string): Phrase {
  return { pattern: new RegExp(foldLetters(source), "gmu"), force: "personal" };
}

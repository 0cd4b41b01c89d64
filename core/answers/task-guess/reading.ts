/** What of a question is asked, and what is only handed over to work on. */

/** Stands for words in quotation marks. */
const quotation = "¶";
/** Stands for a block of code. */
const codeBlock = "§";

/** A question taken apart. All texts are folded. */
export type Reading = {
  /** The first sentence, or what stands before a colon or on the first line, without courtesies. */
  opening: string;
  /** The last sentence or line, when it is not also the first. */
  closing: string;
  /** What stands between these, a sentence a line. */
  rest: string;
  /** Everything, quotations too; the middle of a long question left out. */
  whole: string;
  /** How much text was handed over: quoted, or behind a colon or a line's end. A Chinese character counts twice. */
  material: number;
  /** How many quantities are named, in digits or in words. */
  quantities: number;
};

const longestHead = 900;
const longestTail = 400;
const longestOpening = 200;
const longestClosing = 160;
/** A first sentence shorter than this ("Hi!", "d&d:") is read together with the next. */
const leastOpening = 7;

const fences = /```[^`]{0,2000}(?:```|$)/g;
const quotations = new RegExp(
  [
    '"[^"]{1,1500}"',
    "“[^“”]{1,1500}[”“]",
    "„[^„“”]{1,1500}[“”]",
    "«[^«»]{1,1500}»",
    "「[^「」]{1,1500}」",
    "『[^『』]{1,1500}』",
    "《[^《》]{1,60}》",
    "(?<![\\p{L}\\p{N}])'(?:[^'\\n]|(?<=\\p{L})'(?=\\p{L})){2,400}'(?![\\p{L}\\p{N}])",
  ].join("|"),
  "gu",
);
const sentenceEnds =
  /(?<=[.!?…]["')]?)\s+|(?<=[。!?…])(?=[^\s.!?。…])|\n+|(?<=:)(?=[\s¶§]|[^\x20-\x7e])|\s+[—–-]{1,2}\s+|——+/u;
const handingOver = /:(?=[\s¶§]|[^\x20-\x7e])|\n/u;

const courtesies = new RegExp(
  `^(?:[^\\p{L}\\p{N}¶§]|(?:${[
    "hey|hi|hello|yo|ok|okay|so|um|uh|well|please|pls|plz|kindly|quick question|question|guys|both of you|folks|there|now|also|and|then|just|maybe",
    "(?:can|could|would|will) (?:you|u|ya|y'all|someone|anyone|either of you)(?: please| pls)?|would you mind|do me a favou?r|help me(?: to)?|help|(?:i )?need help(?: to)?",
    "i(?:'d like| would like| want| need) (?:you )?to|(?:i )?(?:need|want)(?: you to)?|i'd (?:like|love)|let's|gimme|give me|get me|show me",
    "bitte|hallo|(?:kannst|konntest|kannste) du(?: mir| mal| bitte){0,3}|(?:konnt|konnten) (?:ihr|sie)(?: mir| mal| bitte){0,3}|ich (?:brauche?|mochte|hatte gern)|mal|gib mir|zeig mir",
    "s'il (?:te|vous) plait|stp|svp|bonjour|salut|coucou|(?:peux|pourrais)-?\\s?tu|(?:pouvez|pourriez)-?\\s?vous|tu peux|tu pourrais|vous pouvez|j'ai besoin (?:de |d')|je (?:veux|voudrais)|aide-moi a",
    "por favor|porfa|hola|buenas|(?:puedes|podrias|me puedes|me podrias|pueden)|necesito|quiero|quisiera|ayudame a|oye",
    "пожалуиста|плиз|привет|здравствуите|(?:можешь|можете|мог бы ты|могли бы вы)|помоги(?:те)?(?: мне)?|нужно|нужен|нужна|надо|хочу|а|ну|мне",
  ].join("|")})(?![\\p{L}\\p{N}'])|(?:${[
    "请问|请你?|麻烦(?:你|您)?|劳烦|帮忙|帮我们?|帮|能不能|能否|可否|可不可以|可以|能|我想(?:要|让你|请你)?|我要|我需要|需要|给我们?|替我|你好|您好|大家好|哈喽|嗨|在吗|各位|求(?=[^\\s助和证导解出值的极积面体])|求助|急|跪求|你们?(?=帮|来|给)|来(?=[^\\s自源])|先|再|想",
    "すみません|すいません|お願いします|こんにちは|あの|ちょっと|안녕하세요|안녕|혹시|저기",
  ].join("|")}))+`,
  "u",
);

/** Takes a question apart. */
export function readQuestion(question: string): Reading {
  const whole = foldLetters(shorten(question.trim()).replace(/[¶§]/g, " "));
  const hidden = whole.replace(fences, ` ${codeBlock} `).replace(quotations, ` ${quotation} `).replace(/ {2,}/g, " ");
  const own = /\p{L}/u.test(hidden) ? hidden : whole;
  const sentences = own.split(sentenceEnds).filter((sentence) => /[\p{L}\p{N}¶§]/u.test(sentence));
  const opening = takeOpening(sentences);
  // What follows a colon on the same line is handed over to its end.
  const isClosed = opening.endsWith(":") && !own.includes("\n");
  const closing = isClosed ? "" : (sentences.pop() ?? "").slice(-longestClosing);
  return {
    opening,
    closing: skipCourtesies(closing),
    rest: sentences.map(skipCourtesies).join("\n"),
    whole,
    material: measureMaterial(whole, own),
    quantities: countQuantities(whole),
  };
}

function shorten(question: string): string {
  if (question.length <= longestHead + longestTail) return question;
  return `${question.slice(0, longestHead)}\n${question.slice(-longestTail)}`;
}

/** Takes the opening off the sentences. */
function takeOpening(sentences: string[]): string {
  let opening = sentences.shift() ?? "";
  let request = skipCourtesies(opening);
  while (widthOf(request) < leastOpening && sentences.length > 0) {
    opening = `${opening} ${sentences.shift()}`;
    request = skipCourtesies(opening);
  }
  if (opening.length > longestOpening) sentences.unshift(opening.slice(longestOpening));
  return request.slice(0, longestOpening);
}

function skipCourtesies(sentence: string): string {
  return sentence.replace(courtesies, "").trim();
}

/** Letters and digits; a Chinese, Japanese or Korean one says as much as two others. */
export function widthOf(text: string): number {
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return (
    letters + (text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0)
  );
}

function measureMaterial(whole: string, own: string): number {
  const quoted = own === whole ? 0 : widthOf(whole) - widthOf(own);
  const place = own.search(handingOver);
  return quoted + (place < 0 ? 0 : Math.min(widthOf(own.slice(0, place)), widthOf(own.slice(place))));
}

const quantity = new RegExp(
  [
    "\\d[\\d.,]*",
    "[一二两三四五六七八九十百千半]+(?=[个张人只元块斤公米本辆支岁天小分页条件名倍次层棵朵颗桌位件红白黑])",
    "\\b(?:half|quarter|third|twice|double|triple|two|three|four|five|six|seven|eight|nine|ten|dozen)\\b",
    "\\b(?:zwei|drei|vier|funf|sechs|halft\\w{0,3}|doppelt|deux|trois|quatre|cinq|moitie|double|dos|tres|cuatro|cinco|mitad|doble)\\b",
    "(?<![а-я])(?:два|две|двух|три|трех|четыре|пять|шесть|половин|вдвое|втрое)",
    "(?:두|세|네|다섯|여섯) ?(?=개|명|마리|번|배|장)",
  ].join("|"),
  "gu",
);

function countQuantities(text: string): number {
  return text.match(quantity)?.length ?? 0;
}

/** Traditional characters of words that stand in signs, each with its simplified form. */
const traditional = new Map(
  [
    "譯译 總总 結结 寫写 個个 這这 嗎吗 麼么 為为 誰谁 幾几 幫帮 請请 問问 對对 語语 說说 話话 數数 學学 計计 證证 機机 題题 詩诗",
    "編编 輯辑 點点 簡简 縮缩 類类 別别 斷断 屬属 於于 還还 錯错 誤误 報报 給给 讓让 現现 來来 會会 韓韩 圍围 標标 籤签 選选 歸归",
    "納纳 講讲 詞词 潤润 飾饰 創创 設设 劃划 擬拟 開开 頭头 張张 圖图 畫画 師师 級级 極极 騙骗 評评 論论 負负 種种 與与 從从 後后",
    "應应 該该 嘗尝 試试 處处 時时 間间 長长 買买 賣卖 價价 錢钱 隻只 條条 塊块 積积 圓圆 體体 導导 陣阵 變变 換换 轉转 區区 異异",
    "啟启 動动 態态 傳传 輸输 運运 務务 網网 頁页 碼码 書书 據据 庫库 測测 環环 節节 車车 貓猫 廣广 詐诈 謠谣 觀观 實实 樂乐 難难",
    "過过 愛爱 歡欢 謝谢 們们 倆俩 嚮向 薦荐 議议 釋释 紹绍 發发 聲声 歲岁 劇剧 臺台 經经 驗验 優优 賀贺 簽签 郵邮 壓压 濃浓 練练",
    "習习 麵面 裡里 裏里 樣样 線线",
  ]
    .join(" ")
    .split(" ")
    .map((pair): [string, string] => [pair.slice(0, 1), pair.slice(1)]),
);
const anyTraditional = new RegExp(`[${[...traditional.keys()].join("")}]`, "gu");

/** Accents, but not the voicing marks of Japanese. */
const accents = /[\u0300-\u036f]/g;
const wideSigns = /[\uff01-\uff5e]/g;
const fromWideToNarrow = 0xfee0;

/**
 * Small letters without accents, narrow signs, straight apostrophes, simplified characters; all else stays. Signs are
 * folded the same way as questions: `é` and `й` become `e` and `и` in both.
 */
export function foldLetters(text: string): string {
  return text
    .replace(wideSigns, (sign) => String.fromCharCode(sign.charCodeAt(0) - fromWideToNarrow))
    .replaceAll("\u3000", " ")
    .replace(/[‘’ʼ′]/g, "'")
    .normalize("NFD")
    .replace(accents, "")
    .normalize("NFC")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("œ", "oe")
    .replace(anyTraditional, (character) => traditional.get(character) ?? character);
}

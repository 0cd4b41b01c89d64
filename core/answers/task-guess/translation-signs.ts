/** Signs that the same words are wanted in another language. */
import { begins, beginsWords, looks, says, saysStems, saysWords, type Sign } from "./sign.ts";

// Human languages as requests name them.
const languageInEnglish = `(?:${[
  "english|french|spanish|german|italian|portuguese|dutch|russian|chinese|mandarin|cantonese|japanese|korean|arabic|hindi",
  "turkish|polish|latin|greek|swedish|norwegian|danish|finnish|icelandic|czech|slovak|hungarian|romanian|bulgarian|serbian",
  "croatian|ukrainian|hebrew|thai|vietnamese|indonesian|malay|tagalog|filipino|swahili|urdu|persian|farsi|bengali|tamil",
  "catalan|irish|gaelic|welsh|esperanto|klingon|elvish|afrikaans|estonian|latvian|lithuanian|mongolian|nepali|punjabi|zulu",
].join("|")})`;

const languageInChinese = `(?:[英法德日韩俄中汉葡意粤泰阿西](?:语|文)|${[
  "西班牙[语文]|葡萄牙[语文]|意大利[语文]|拉丁[语文]|阿拉伯[语文]|越南[语文]|希腊[语文]|荷兰[语文]|土耳其[语文]|印地语|印尼[语文]|波兰[语文]",
  "瑞典[语文]|乌克兰[语文]|捷克[语文]|丹麦[语文]|挪威[语文]|芬兰[语文]|匈牙利[语文]|泰国话|马来[语文]|希伯来[语文]|蒙古[语文]|藏[语文]|世界语",
  "文言文|白话文?|现代汉语|古文|文言|广东话|粤语|普通话|大白话|繁体中?文?|简体中?文?|四川话|东北话|上海话|闽南语",
].join("|")})`;

const languageInJapanese =
  "(?:英語|日本語|中国語|韓国語|フランス語|ドイツ語|スペイン語|イタリア語|ロシア語|ポルトガル語|ラテン語|タイ語|ベトナム語|アラビア語|広東語|関西弁|標準語|現代語|古文)";

const languageInKorean =
  "(?:영어|한국어|한글|우리말|일본어|일어|중국어|독일어|독어|프랑스어|불어|스페인어|러시아어|이탈리아어|베트남어|태국어|라틴어|아랍어|포르투갈어|영문|국문)";

const languageInGerman =
  "(?:deutsche?|englische?|franzosische?|spanische?|italienische?|russische?|polnische?|turkische?|chinesische?|japanische?|koreanische?|lateinische?|latein|niederlandische?|portugiesische?|arabische?|schwedische?|hochdeutsche?|ukrainische?|tschechische?|griechische?|danische?|norwegische?|ungarische?|plattdeutsche?)";

const languageInFrench =
  "(?:francais|anglais|allemand|espagnol|italien|portugais|russe|chinois|mandarin|japonais|coreen|arabe|latin|neerlandais|polonais|turc|grec|suedois|ukrainien|breton|roumain|hebreu|vietnamien)";

const languageInSpanish =
  "(?:espanol|castellano|ingles|frances|aleman|italiano|portugues|ruso|chino|mandarin|japones|coreano|arabe|latin|catalan|euskera|gallego|polaco|turco|griego|sueco|holandes)";

// Russian ones are stems.
const languageInRussian =
  "(?:русск|английск|немецк|французск|испанск|итальянск|китайск|японск|корейск|португальск|польск|турецк|арабск|латын|латинск|украинск|греческ|шведск|чешск|финск|иврит|казахск)";

const english: readonly Sign[] = [
  beginsWords(
    3.5,
    "translat(?:e|ing|ion)(?! exams?| class(?:es)?| courses?| degree| homework| apps?| tools?| software| studies| jobs?| theory)",
  ),
  saysWords(
    3,
    "translat(?:e|ed|ion|ing)(?! exams?| class(?:es)?| courses?| degree| homework| apps?| tools?| software| studies| jobs?| theory|s\\b)",
  ),
  saysWords(6, `${languageInEnglish} ?(?:to|into|-{0,2}>|→|=>|2) ?${languageInEnglish}`),
  says(2.5, `\\b(?:to|into) (?:\\w{1,12} ){0,2}${languageInEnglish}\\b`),
  says(1.5, `\\bin (?:\\w{1,12} ){0,2}${languageInEnglish}\\b`),
  saysWords(3.5, `(?:say|put|express|phrase|spell|render|convert|turn)\\b.{0,80} (?:in|into|to) ${languageInEnglish}`),
  says(3, `[¶:].{0,12}\\b(?:in|into|to) (?:\\w{1,12} ){0,2}${languageInEnglish}\\b`),
  says(2.5, `\\b(?:in|to|into) (?:\\w{1,12} ){0,2}${languageInEnglish}\\b[^:]{0,40}[:¶]`),
  saysWords(
    4.5,
    "(?:en|fr|de|es|it|pt|ru|zh|ja|jp|ko|kr|cn|eng|ger|chn|jpn) ?(?:to|-{0,2}>|→|=>|2) ?(?:en|fr|de|es|it|pt|ru|zh|ja|jp|ko|kr|cn|eng|ger|chn|jpn)",
  ),
  saysWords(
    4.5,
    `${languageInEnglish} (?:version|translation|equivalent|rendering|word for|words? for|phrase for|for the word)`,
  ),
  saysWords(3, `what(?:'s|s| is| does| do)\\b.{0,60} (?:in|into) ${languageInEnglish}`),
  saysWords(
    4,
    "how (?:do|would|to|can|should|does)(?: you| i| we| one| people| they)? say(?! (?:no|sorry|goodbye|thank)\\b)",
  ),
  begins(4, `${languageInEnglish}[:¶]`),
  saysWords(-3, "(?:who|when|why|which|first) (?:was |were |first )?translated"),
];

/** Orders that lean on a mark: a quotation, a colon, an arrow, the end. */
const englishMarks: readonly Sign[] = [
  says(4.5, `\\b${languageInEnglish} (?:for|of):? ?¶`),
  begins(4, `${languageInEnglish},? (?:please|pls|version|translation)[:.,]`),
  says(3, `\\b(?:following|below|this|these|that|it) in (?:\\w{1,12} ){0,2}${languageInEnglish}\\b`),
  says(
    4,
    `(?:->|→|=>|[—–]|^|¶,?) ?(?:in |to |into )?(?:\\w{1,10} )?${languageInEnglish}(?:,? (?:pls|please|plz|version))?[.!?]?$`,
  ),
  says(3, `\\bturn\\b.{0,60} (?:in|into|to) (?:\\w{1,12} ){0,2}${languageInEnglish}\\b`),
  saysWords(4, `make (?:this|it|that|these) (?:\\w{1,12} )?${languageInEnglish}`),
  saysWords(4, "how (?:do|would|does) \\w{1,16} say"),
  saysWords(2, "translates? (?:to|into|as)"),
];

const chinese: readonly Sign[] = [
  says(
    4.5,
    "翻译(?!软件|工具|这个职业|这行|这个行业|课|系|员|的(?:薪|收入|前景)|[\\s]?app|专业|官|资格|考试|岗位|工作|行业|机|理论|学|公司|家|成本|论文)",
  ),
  begins(2, "翻译(?!软件|工具|这个职业|这行|课|系|员|专业|官|机|考)|译成|译为|把.{1,60}翻"),
  says(
    5,
    "(?:翻|译)(?:成|为|作)",
    "[中英日韩法德俄西汉]译[中英日韩法德俄西汉]|翻(?:一下|下)|(?:中文|英文|中英文|汉语)(?:的)?(?:意思|翻译|版)|直译|意译一下",
  ),
  says(
    5.5,
    `${languageInChinese}(?:里|中)?.{0,4}(?:怎么|咋|如何|怎样)(?:说|讲|写|表达|翻|念|读|拼|叫)`,
    `(?:用|拿)${languageInChinese}.{0,6}(?:说|讲|表达|怎么|念|表述|复述)`,
    `(?:转|换|改)(?:成|为|写成|写为)${languageInChinese}`,
    `${languageInChinese}(?:是|叫)(?:什么|啥|怎么)`,
    `${languageInChinese}(?:里|中|当中)?.{0,8}(?:对应|叫法|说法)`,
  ),
  says(3.5, `(?:这|那|下面|以下).{0,4}${languageInChinese}.{0,4}(?:什么|啥|何)意思`),
  says(3.5, `[ ,¶]${languageInChinese}[?。!]?$`),
  begins(4, `${languageInChinese}(?:的|[ :,¶]|版|翻)`),
  says(2.5, `${languageInChinese}.{0,3}版(?!本区别)`, `¶.{0,8}${languageInChinese}`, `${languageInChinese}.{0,10}[:¶]`),
  says(3, `(?:写|说|变|弄|整|搞)成.{0,4}${languageInChinese}`),
];

const japaneseAndKorean: readonly Sign[] = [
  says(6, "訳して|翻訳(?!家|アプリ|者|ソフト)|和訳|英訳|中訳|訳を|訳すと"),
  says(2.5, `${languageInJapanese}(?:で|に|へ|だと|版)`),
  says(
    3.5,
    `${languageInJapanese}(?:で|だと).{0,8}(?:何|なん|どう|どのよう)`,
    `${languageInJapanese}(?:に|へ)(?:直|して|変)`,
    "(?:何て|なんて|何と|どう)(?:言|いう|いい|言う)",
  ),
  says(6, "번역(?!가|기|앱)", "(?:으로|로) 옮겨"),
  says(2.5, `${languageInKorean}(?:로|론|으로)`),
  says(3.5, `${languageInKorean}(?:로|론).{0,20}(?:뭐|어떻게|말해|해줘|바꿔|써)`, "뭐라고 (?:해|하|말)"),
];

const european: readonly Sign[] = [
  saysWords(6, "(?:ubersetz|ubersetzung)\\w{0,4}"),
  says(2.5, `\\b(?:auf|ins|nach) ${languageInGerman}\\w{0,2}\\b`),
  saysWords(3, `(?:wie|was) (?:sagt man|heisst|sag ich|sage ich|schreibt man)\\b.{0,80}\\bauf ${languageInGerman}`),
  saysWords(6, "tradui[ts]?|traduire|traduisez|traduction", "tradu(?:ce|cir|zca|zcan|ccion|ceme|celo|cime|zcas|zcame)"),
  says(2.5, `\\b(?:en|vers l') ?${languageInFrench}\\b`, `\\b(?:al|en) ${languageInSpanish}\\b`),
  saysWords(
    4,
    "(?:comment )(?:dire|on dit|dit-on|se dit|tu dis|dirait-on)",
    "como (?:se dice|digo|se diria|dirias|puedo decir)",
  ),
  saysWords(
    3,
    `(?:pas|pon|escrib|mets?|dis|ecris)\\w{0,6}\\b.{0,40} (?:al|en) (?:${languageInSpanish}|${languageInFrench})`,
  ),
  saysStems(6, "перевед(?:и|ите|ешь)(?! (?:деньг|рубл))|перевод(?! (?:деньг|денег|средств))"),
  saysStems(2.5, `на ${languageInRussian}`),
  saysStems(
    4,
    `(?:как|чем).{0,60}(?:по-${languageInRussian}|на ${languageInRussian})`,
    `по-${languageInRussian}[а-я]{0,4}:`,
  ),
];

const anyTarget = new RegExp(
  [
    `\\b(?:${languageInEnglish}|${languageInFrench}|${languageInSpanish}|${languageInGerman})\\b`,
    languageInChinese,
    languageInJapanese,
    languageInKorean,
    `по-${languageInRussian}|на ${languageInRussian}`,
  ].join("|"),
  "u",
);

/** What speaks for and against translation. */
export const translationSigns: readonly Sign[] = [
  ...english,
  ...englishMarks,
  ...chinese,
  ...japaneseAndKorean,
  ...european,
  looks(1, ({ opening, closing, material }) => material >= 12 && (anyTarget.test(opening) || anyTarget.test(closing))),
];

/** Signs that a text is wanted again, only shorter. */
import { begins, beginsWords, looks, says, saysStems, saysWords, type Sign } from "./sign.ts";

const english: readonly Sign[] = [
  beginsWords(
    3,
    "summari[sz]e|sum (?:it |this |that |these |the .{1,20} )?up|condense|shorten|compress|boil|distil+|recap|abridge|trim|cut|tl;?dr|highlights|in brief|digest|extract|bullet points?|key points?|main points?|short version|takeaways?",
  ),
  saysWords(4, "summari[sz](?:e|ed|ing)|sum(?:med)? (?:it |this |that |everything )?up|condensed?|tl;? ?dr|too long"),
  saysWords(
    4,
    "summary|summaries|synopsis|abstract of|recap|precis|exec(?:utive)? summary|digest version|short version",
  ),
  saysWords(
    4.8,
    "(?:main|key|major|important|essential|core) (?:points?|ideas?|takeaways?|messages?|findings?|arguments?|facts?)|takeaways?|gist|bottom line",
  ),
  saysWords(
    3,
    "in brief|briefly|in short|highlights only|too long|plain words|(?:max(?:imum)?|under|at most|up to|within) \\d{1,3} words|what do they want(?: from me)?|(?:boil|cut|trim|whittle|narrow|pare|shrink|condense|get)(?: \\w{1,12}){0,6} (?:down )?to",
  ),
  saysWords(
    2.5,
    "in (?:a |one |two |three |1 |2 |3 |a few |a single |under \\d{1,3} )?(?:short )?(?:sentences?|words?|bullets?(?: points?)?|lines?|paragraphs?|nutshell)",
    "(?:one|single|two|three|1|2|3|five|5)[- ](?:line|liner|sentence|bullet|paragraph|word)s?(?: points?)?",
  ),
  saysWords(
    3,
    "what(?:'s|s| is| does| did|'d)?(?: \\w{1,12}){0,4} (?:basically |actually |really )?(?:say|saying|about|boil down to|mean for me|the point|decided?|agreed?)",
    "(?:need|have) to (?:know|do)|action items|just the (?:facts|essentials)|the short of it|make (?:it|this) shorter|shorter version|half the length|key dates",
  ),
];

const chinese: readonly Sign[] = [
  says(
    4.5,
    "概括|归纳|摘要|提炼|要点|大意|大概意思|中心思想|主旨|主要内容|浓缩|精简|缩写|缩短|太长不看|省流|长话短说|划重点|划出重点",
  ),
  says(4.5, "总结|梳理(?=一?下|成|出)|核心(?:观点|内容|信息|意思)|关键(?:信息|点|内容)|核心是(?:什么|啥)|核心要"),
  begins(1.5, "总结|概括|归纳|提炼|提取|浓缩|缩写|精简|压缩|简述|摘要|梳理"),
  says(
    4,
    "压缩(?:到|成|至|一下)|(?:缩|减|删|简化)(?:到|成|至).{0,8}(?:字|句|条|行|点)|精炼|简短(?:地)?(?:说|讲|概)|简要(?:说|讲|概|总)",
  ),
  says(
    3.5,
    "简单(?:地)?(?:说说|讲讲|概)|越短越好|说重点|抓重点|说明白|讲明白|[一两三几]句话(?:说|讲)|讲重点|挑重点|只要重点|(?:一句话|给我)?.{0,4}结论[:：]|一目了然|讲了(?:啥|什么|个啥|些什么)|说了(?:啥|什么|个啥|些什么)|(?:在|到底)(?:说|讲)(?:什么|啥)|写了(?:啥|什么)|说的(?:是)?(?:啥|什么)",
  ),
  says(
    2.5,
    "(?:一|两|三|四|五|几|1|2|3|5)(?:句话|句|条|点|行)(?:话|之内|以内)?(?:说|讲|概|总|告诉|列|讲清|说清|就行|以内|版)?",
    "\\d{1,3} ?(?:字|个字)(?:以内|之内|左右|内)",
  ),
  says(
    -5,
    "(?:写|做|编|起草|拟)(?:一|个|份|篇|下){0,2}.{0,8}(?:工作|年终|年度|月度|季度|学习|实习|个人|期末|述职)总结",
  ),
];

/** "What does this letter say". */
const asksContent: readonly Sign[] = [
  says(5, "(?:这|下|那)(?:段|篇|文|面|条|封).{0,6}(?:讲|说|写)(?:的|了)?(?:是)?(?:些)?(?:什么|啥)"),
  saysWords(
    4.5,
    "what (?:is|does|do) (?:this|these|the) (?:letter|email|text|article|notice|message|paragraph|contract|abstract|report|post|story|terms?|clauses?)",
    "what did (?:we|they|everyone) (?:decide|agree|conclude|say)(?: on| to)?",
  ),
];

const japaneseAndKorean: readonly Sign[] = [
  says(
    5,
    "要約|まとめて|要点|あらすじ|要するに|要旨|かいつまんで|短く(?:して|まとめ)|簡潔に(?:して|まとめ)|ポイントを",
  ),
  says(
    3,
    "(?:一言|ひとこと|[一二三四五1-5]行|[一二三四五1-5]文|[一二三1-5]つ)(?:で|に|以内)|\\d{1,3}字(?:以内|程度|で)",
  ),
  says(5, "요약|간추려|추려|핵심(?:만|을|은|이| )|줄여 ?줘|짧게 (?:해|정리|줄)|요점|한 ?마디로"),
  says(3, "(?:한|두|세|네|1|2|3) ?(?:줄|문장)(?:로|으로)?|정리해"),
];

const european: readonly Sign[] = [
  saysWords(
    5,
    "zusammenfass\\w{0,6}|fass\\w{0,3}\\b.{0,60} zusammen|zusammengefasst|kurzfassung|kernaussagen?|kernpunkte?|stichpunkt\\w{0,5}",
    "(?:kurz|kurzer)\\w{0,2} (?:fassen|machen|version)|kurze\\b.{0,30}|das wichtigste|(?:die )?wichtigsten? (?:punkte?|infos?|aussagen?)",
  ),
  saysWords(
    3,
    "(?:in|auf) (?:einem|zwei|drei|1|2|3|wenigen|einen|maximal \\w{1,5}) (?:kurzen )?(?:satz|satzen|satze|zeilen|punkte|punkten|worten)",
    "worum geht(?:'s|s| es)|was steht drin|knapp",
  ),
  beginsWords(
    5,
    "resum(?:e|er|ez|es|ir|ons)(?:-| )(?:moi|nous|le|la|les|ce|cet|cette|ca|en|l'|esto|este|esta|el|los|las|me|lo)",
  ),
  saysWords(
    5,
    "resumer|resumez|un resume|resumen|resumir|resum(?:elo|eme|emelo|ela|irme|irlo|ido|ida|idas)|synthese|synthetis\\w{1,4}|sintetiz\\w{1,4}",
    "points? (?:cles?|principaux|essentiels?|importants?)|puntos? (?:claves?|principales|importantes)|ideas? (?:principal(?:es)?|clave)|idees? (?:principales?|cles?)",
    "l'essentiel|lo esencial|lo (?:mas )?importante|raccourci\\w{0,4}|condens\\w{1,4}|acorta\\w{0,4}|abrevia\\w{0,4}|en bref|de que (?:va|trata)|de quoi (?:ca )?parle",
  ),
  saysWords(
    3,
    "en (?:une|deux|trois|une seule|1|2|3|quelques) (?:phrases?|lignes?|mots|points)",
    "en (?:una|dos|tres|una sola|1|2|3|pocas) (?:frases?|lineas?|palabras|puntos|oracion(?:es)?)",
  ),
  saysStems(
    5,
    "кратк|вкратце|коротко|суть|перескаж|подытож|сократи|сожми|выжимк|тезис|конспект|самое (?:главное|важное)|о ч[её]м (?:тут|здесь|этот|эта|это|текст|стать|речь)",
    "главн[а-я]{1,3} (?:мысл|иде|пункт|тезис)|основн[а-я]{1,3} (?:мысл|иде|пункт|тезис)|резюмиру|изложи|суммируи",
  ),
  saysStems(3, "в (?:двух|одном|трех|паре|нескольких|1|2|3) (?:слов|предложени|фраз|строк|пункт)"),
];

/** What speaks for and against summarisation. */
export const summarisationSigns: readonly Sign[] = [
  ...english,
  ...chinese,
  ...asksContent,
  ...japaneseAndKorean,
  ...european,
  looks(1, ({ material }) => material >= 120),
  looks(0.8, ({ material }) => material >= 200),
  looks(0.7, ({ rest }) => rest.length >= 120),
  looks(-2, ({ material, rest, closing }) => material + rest.length + closing.length < 50),
];

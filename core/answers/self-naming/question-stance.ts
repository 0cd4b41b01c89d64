/** What a question has to do with the names in an answer. */
import type { Mention } from "./mentions.ts";
import type { Skeleton } from "./skeleton.ts";
import { anyName, characters, kind, oneOf } from "./phrase.ts";
import { asksWhoAnswers } from "./identity-questions.ts";
import { addressedElsewhere, technicalElsewhere, textTaskElsewhere } from "./questions-elsewhere.ts";

/**
 * `asked`: whether the answerer is that one. `discussed`: the question is about it. `explained`: it asked for words in
 * which the name stands (a translation, a role).
 */
export type Stance = "asked" | "discussed" | "explained";

/** What a question asks for and speaks of, as far as it decides which names in the answer stay. */
export type QuestionStance = {
  /** Whether the question asks who or what answers. */
  identity: boolean;
  /** Whether the question speaks to whoever answers. */
  addressed: boolean;
  /** Whether the question is about technology, business or the news, where names come up by themselves. */
  technical: boolean;
  /** Whether the question asks for code or data that programs work with, a request to a model say. */
  programming: boolean;
  /** Whether the question asks for advice, in which tools come up by themselves. */
  advice: boolean;
  /** Whether the question asks for a text in which others may speak: a letter, a story, a translation. */
  textTask: boolean;
  /** Families the question names. */
  families: Map<string, Stance>;
};

/** Of what is said about a family in several questions, the strongest counts. */
const strength: Record<Stance, number> = { discussed: 1, explained: 2, asked: 3 };

/** Reads all questions so far, parted by empty lines; their names have been found. */
export function readStance({ text, mentions }: Skeleton): QuestionStance {
  const families = new Map<string, Stance>();
  const stance = {
    identity: false,
    addressed: false,
    technical: false,
    programming: false,
    advice: false,
    textTask: false,
  };
  let start = 0;
  for (const paragraph of text.split(/(?<=\n\n)/)) {
    const end = start + paragraph.length;
    const read = readParagraph(paragraph, start, mentions);
    for (const [family, found] of read.families) {
      if (strength[found] > strength[families.get(family) ?? "discussed"] || !families.has(family))
        families.set(family, found);
    }
    stance.identity ||= read.identity;
    stance.addressed ||= read.addressed;
    stance.technical ||= read.technical;
    stance.programming ||= read.programming;
    stance.advice ||= read.advice;
    stance.textTask ||= read.textTask;
    start = end;
  }
  return { ...stance, families };
}

/** @param start where the paragraph begins in the text whose places `mentions` has. */
function readParagraph(text: string, start: number, mentions: Skeleton["mentions"]): QuestionStance {
  const places = placesIn(text, name);
  const isAboutAnswerer = places.length === 0 && ownText.test(text);
  const isTextTask = (textTask.test(text) || textTaskElsewhere.test(text)) && !isAboutAnswerer;
  const families = new Map<string, Stance>();
  const set = (mention: Mention | undefined, stance: Stance): void => {
    if (mention?.family) families.set(mention.family, stance);
  };
  for (const place of places) set(mentions.get(start + place), isTextTask ? "explained" : "discussed");
  for (const place of placesIn(text, givenName)) set(mentions.get(start + place), "explained");
  if (!isTextTask) for (const place of placesIn(text, askedIdentity)) set(mentions.get(start + place), "asked");
  return {
    identity:
      asksWhoAnswers(text) ||
      (!isTextTask && (isAboutAnswerer || identityQuestion.test(text) || [...families.values()].includes("asked"))),
    addressed: !isTextTask && speaksToAnswerer(text),
    technical: technicalQuestion.test(text) || technicalElsewhere.test(text),
    programming: programmingQuestion.test(text),
    advice: adviceQuestion.test(text),
    textTask: isTextTask,
    families,
  };
}

/** Asks for a text of the answerer's own. */
const ownText = new RegExp(
  [
    "\\byourself\\b|\\byour (?:own |real |full )?(?:name|maker|identity|creator)\\b|\\b(?:who|what) you (?:really )?are\\b",
    "\\byou and (?:me|i)\\b|你自己|(?:你和我|我和你|我们俩|咱们俩)的|你(?:会|支持|懂).{0,16}吗|你的(?:名字|身份|模型|开发者)",
  ].join("|"),
);

const name = new RegExp(anyName, "g");

/** The places of all names in what a pattern matches. */
export function placesIn(text: string, pattern: RegExp): number[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    return Array.from(match[0].matchAll(name), (found) => match.index + found.index);
  });
}

const you = "(?:you|u)";
const maker = oneOf(
  "creators?|makers?|developers?|owner|provider|manufacturer|company|origin|identity",
  "name|model|version|architecture|system prompt|training data|parameters",
);
const made = "(?:made|created|built|trained|developed|owns|owned|designed|programmed|runs|invented|coded)";

/** Asks who or what answers. */
const identityQuestion = new RegExp(
  [
    `\\b(?:who|what) (?:exactly )?(?:are|r) ${you}(?: exactly| really)?\\s*(?:[?.!,]|$)`,
    `\\b(?:which|what)(?: \\w{1,12}){0,2} (?:model|ai|llm|version|chatbot|company|lab|assistant|bot|organi[sz]ation)s?\\b[^.?!\\n]{0,30}\\b(?:you|your|this|me)\\b`,
    `\\byour (?:\\w{1,12} )?${maker}\\b`,
    `^ ?(?:(?:state|give me|tell me|ur|the|ai) ){0,3}${maker}(?:[ ,+&/?.]{1,3}(?:${maker}|and|or|pls|please)\\b){0,4}[?.! ]{0,3}$`,
    "\\b(?:ai|bot|model|assistant|chatbot)(?: that| which)? (?:i'm|i am|we're|we are) (?:chatting|talking|speaking|using|writing)\\b",
    "\\bname and maker\\b|\\b(?:is this|which model is this)\\b[^.?!\\n]{0,20}\\b(?:ai|model|bot)",
    "\\bdo you have a name\\b|\\bwho (?:is|stands|are) behind you\\b",
    `\\bwho (?:\\w{1,12} )?${made}(?: this bot| this ai| this assistant| you| u)\\b`,
    "\\b(?:who|what|which)(?: \\w{1,12}){0,3} am i (?:using|talking|speaking|chatting|writing)",
    "\\b(?:who|what) you (?:really )?are\\b|\\b(?:introduce|describe) yourself\\b|\\babout (?:you|yourself)\\b|\\bwhat (?:should|can|do) i call you\\b",
    `\\bare you (?:\\w{1,12} ){0,3}(?:human|person|open source|${kind})`,
    "你(?:们)?(?:到底|究竟|其实|又|好)?(?:是谁|是什么(?!意思|时候)|是哪|叫什么|叫啥|的名字|来自|出自|属于|背后|有名字|是由谁|是不是|是ai|是gpt)",
    "(?:和|与|跟|同)我(?:聊天|对话|说话|交流)的",
    "你们?(?:的)?公司|你有(?:哪些|几个)?版本|你(?:到底)?是(?:哪个|什么)?ai|怎么称呼(?:你)?",
    "谁(?:开发|训练|创造|制造|设计|做|研发|发明|创建)(?:了|出|出来)?(?:的)?你",
    "你(?:用的?是|使用的是|用|是)(?:什么|哪个|哪款|哪种|哪家)(?:大|语言|ai|底层){0,3}(?:模型|版本|公司)",
    "你的(?:开发者|公司|老板|版本|模型|创造者|技术来源|系统提示|架构|身份|主人|开发商|母公司|训练者)",
    "(?:介绍|描述|说说|讲讲)(?:一下|下)?你?自己|自我介绍|你的信息",
  ].join("|"),
  "m",
);

const services = oneOf(
  "think|recommend|tell|explain|give|help|write|suggest|list|show|make|describe|name|translate|compare|provide|know",
  "find|draft|create|check|fix|call|pronounce|spell|cook|get|use|need|say|solve|calculate|summari[sz]e|mean",
);

/** "You" that means anybody, or asks for a service rather than about the one who serves. */
const anybody = new RegExp(
  [
    `\\b(?:can|could|would|will|do|did|have|should) ${you} (?:please |kindly |ever |happen to )?${services}\\b`,
    "\\bhow (?:do|can|would|should) you\\b|\\bwhat (?:do|would) you (?:do|call|need)\\b|\\bthank you\\b|\\bif you\\b|\\bare you familiar\\b",
    "\\byour (?:thoughts|opinion|view|take|advice|recommendation|favou?rite(?! (?:ai|model|assistant|chatbot|llm)))\\b",
    "请你|你(?:觉得|认为|怎么看|推荐|能推荐|知道|帮我|能帮|可以帮|可否|能否|能不能|写|给我|最?喜欢)",
  ].join("|"),
  "g",
);
const secondPerson =
  /\b(?:you|u|your|yours|yourself)\b|\b(?:hi|hello|hey|good (?:morning|evening))\b|\bthis (?:chat|conversation)\b|^\W*\w+\W*$|你|在吗|客服/;

/** Whether a question speaks to whoever answers, in words of its own. */
function speaksToAnswerer(question: string): boolean {
  const own = question.replace(/"[^"\n]{0,300}"/g, " ").replace(anybody, " ");
  return secondPerson.test(own) || addressedElsewhere.test(own);
}

/** Asks for advice, in which tools come up by themselves. */
const adviceQuestion =
  /\bhow (?:do|does|can|could|should|would|might) (?!you\b)\w|\bhow to\b|\b(?:recommend|suggest|ideas?|tips|gifts?|best|good|plan|learn)\b|怎么|如何|怎样|推荐|建议|哪些/;

/** About technology, business or the news, where names come up by themselves. */
const technicalQuestion = new RegExp(
  [
    `\\b${oneOf(
      "a\\.?i\\.?|artificial|chat ?bots?|llms?|models?|machine learning|neural|transformers?|gpus?|rlhf|prompts?|robots?",
      "tech|technology|software|apps?|tools?|clouds?|search engines?|internet|websites?|computers?|laptops?|phones?",
      "apis?|code|coding|python|javascript|typescript|sql|regex|functions?|scripts?|program\\w{0,6}|config\\w{0,8}",
      "start-?ups?|compan(?:y|ies)|stocks?|invest\\w{0,6}|ceos?|founders?|founded|brands?|products?|industry|econom\\w{1,4}",
      "news|automation|future",
    )}\\b`,
    "\\b(?:19|20)\\d\\d\\b|人工智能|大模型|模型|公司|软件|工具|平台|代码|编程|接口|科技|互联网|新闻|股票|创业|手机|电脑|机器人|产品|品牌|行业|搜索|未来",
  ].join("|"),
);

/** About programs that call models, or lists of models. */
const programmingQuestion =
  /\b(?:apis?|code|python|javascript|typescript|curl|sdk|requests?|payload|config\w{0,8}|settings?|docker|ollama|endpoints?|openrouter|litellm|llms|(?:list|examples?|table) of (?:\w{1,12} ){0,3}models)\b|接口|代码|配置|请求|調用|설정|настройк|запрос к/;

/** Tasks whose answers hold words of others. */
const textTask = new RegExp(
  [
    `\\b${oneOf(
      "translat\\w{1,6}|rewrit\\w{1,4}|rephras\\w{1,4}|paraphras\\w{1,4}|proofread|grammar|correct|spell|edit|polish|improve",
      "repeat|(?:to|i|please) say|quote|quotation|cite|citation|summari[sz]e?|complete|continue|finish",
      "pretend\\w{0,3}|role-?play\\w{0,3}|act as|act like|acting as|imagine|(?:if|suppose) you (?:were|are)|simulate|impersonate|imitate|parody|play(?:ing)? the",
      "write|draft|compose|email|letter|speech|dialogue|story|script|poem|interview",
    )}\\b|(?<!you(?: \\w{1,8})?) say ["':]`,
    "假如|如果你是|想象|设想|翻译|译成|改写|润色|重复|复述|跟我说|假装|扮演|扮成|假设你|模仿|角色|写|总结|概括|摘要|引用|纠正|修改|改成|口吻|身份|台词|对话|造句",
  ].join("|"),
);

const likeness =
  "(?:(?:not|really|actually|just|secretly|the|same|as|an?|based|on|built|made|created|trained|by|from|running|powered|part|of|called|or) ){0,7}";

/** Asks whether the answerer is a certain one. */
const askedIdentity = new RegExp(
  [
    `\\b(?:are|aren't|r|were) ${you} ${likeness}(?:person |bot |one |model |ai )?${likeness}${anyName}(?:(?:,| or|, or| /)? ?(?:the |an? )?${anyName}){0,8}`,
    `\\b(?:is|isn't) (?:your|this) (?:name |model )?(?:\\w{1,10} )?${anyName}`,
    `\\b(?:am i|are we) (?:talking|speaking|chatting) (?:to|with) ${anyName}`,
    `\\b${you}(?:'re| are) (?:an? |really |actually |the )?${anyName}(?=[^.!\\n]{0,30}\\?)`,
    `你(?:们)?(?:到底|究竟|其实|真的|就)?(?:是不是|是|叫|难道是|该不会是|不是|来自|属于)(?:由|基于|一个)? ?${anyName}${characters(10)}(?:吗|吧|么|嘛|\\?|？|还是|$)`,
    `^ ?(?:hi|hello|hey|thanks|thank you|ok|okay|你好|嗨|谢谢)[, ]{0,2}${anyName}(?=[,.!?~ ]|$)`,
    `你是不是 ?${characters(6)}${anyName}`,
    `你是${characters(6)}还是 ?${anyName}`,
  ].join("|"),
  "gm",
);

/** Gives a name to the answerer as a role, or to the one who asks. */
const givenName = new RegExp(
  [
    `\\b(?:you are|you're|my name is|my name's|i'm|i am|call me|introducing myself as|named|called) (?:now )?${anyName}`,
    `你现在是 ?${anyName}|(?:我是|我叫|我的名字是) ?${anyName}`,
  ].join("|"),
  "g",
);

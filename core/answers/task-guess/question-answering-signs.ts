/** Signs that somebody wants to know something, or what to do. */
import { begins, beginsWords, looks, says, saysStems, saysWords, type Sign, strongestOf } from "./sign.ts";

const chinese: readonly Sign[] = [
  says(
    2.7,
    "什么(?!都)|为啥|为何|怎么|咋|如何|怎样|哪|谁|是啥|啥(?!也)|多久|多大|多高|多远|何时|区别|差别|能不能|可不可以|有没有|是不是|要不要|该不该|会不会|需不需要|好不好|值不值|值得|靠谱",
  ),
  says(2, "吗|呢|么(?=[?。\\s]|$)|是真的|多少|几(?:点|号|月|岁|个|种|天)|还是"),
  says(
    2,
    "推荐|建议|介绍|解释|科普|讲讲|说说|谈谈|讲解|列举|简述|原理|原因|意思|办法|方法|注意(?:什么|哪些|事项)|优缺点|历史|含义|怎么办|咋办|聊聊(?:什么|.{1,8}的)",
  ),
  begins(1, "什么|为什么|为啥|怎么|咋|如何|哪|谁|解释|介绍|推荐|科普"),
];

const chineseYesOrNo = says(2.7, "(?:能|可以|会|好|行|要|有|是|贵|用|对|算|难).{0,12}(?:不|没|否)[?。!~]?$");

const japaneseAndKorean: readonly Sign[] = [
  says(
    2.7,
    "なぜ|なんで|どうして|何(?!か|も)|なに|どう(?!も)|どこ|いつ(?!も)|誰|どれ|どの|どんな|どっち|どちら|違い|とは|おすすめ|オススメ|方法|コツ|教えて|知りたい|ですか|ますか|(?:の|い|る|た)(?:か)?[?？]$|本当|べき|意味|理由|仕組み|説明して",
  ),
  says(
    2.7,
    "왜|뭐|뭔|무엇|무슨|어떻게|어디|언제|누구|누가|어느|어떤|차이|추천|알려|궁금|인가요|나요|까요|을까|ㄹ까|는지|이유|방법|설명해|맞아\\?|돼\\?|될까|되나|괜찮|좋아\\?|좋을까|의미",
  ),
];

const european: readonly Sign[] = [
  begins(1.5, "¿"),
  saysStems(
    2.7,
    "почему|зачем|отчего|что (?:такое|это|лучше|делать|означа|значит)|как(?:ои|ая|ие|ое)?(?![а-я])|кто|где|когда|куда|откуда|чем |чего|сколько|можно ли|стоит ли|нужно ли|правда ли|разниц|отлича|объясни|расскажи (?:о|про|как|почему)|посоветуи|есть ли|ли(?![а-я])|лучше",
  ),
  saysStems(1, "что(?![а-я])"),
];

/** Behind a report of what happened. */
const afterReport = says(
  2.2,
  "[,;.] ?(?:and |but |so )?(?:what|how|why|which|where|who|is (?:it|this|that|there)|should i|do i|can i|am i|does)\\b",
);

/** Some words begin questions in several languages. */
const beginning = strongestOf(
  beginsWords(
    3,
    "explain|tell me (?:about|how|why|what|when|more)|teach me|describe (?:how|the|what|why)|define|compare|recommend|suggest|list (?:the|all|some|every)|name (?:the|a|some|three|five|all|\\d)|eli5|difference|differences|best|easiest|fastest|cheapest|safest|pros and cons|thoughts on|meaning of|history of|advice|tips|capital of|number of|symptoms|recipe|looking for|is it|walk me through|what if|curious",
  ),
  beginsWords(
    2.7,
    "who|whose|what|whats|what's|when|where|wheres|where's|why|which|how|hows|how's|is|are|was|were|do|does|did|can|could|should|will|would|has|have|am|isn't|aren't|doesn't|don't|whys|who's|any(?:one|body)? (?:know|tips|advice|recommendations?|good)|in (?:what|which)|at what|to what|for how|does anyone",
  ),
  beginsWords(
    2.7,
    "warum|wieso|weshalb|was|wie|wer|wo|woher|wohin|wann|welche\\w?|ist|sind|kann|konnen|darf|soll|sollte|muss|hat|gibt|stimmt|wozu|erklar\\w{0,2}|unterschied|lohnt|macht|brauche?",
    "pourquoi|comment|qu'est-ce|quest-ce|que|quoi|quel|quelle|quels|quelles|qui|ou|quand|combien|est-ce|c'est|peut-on|explique\\w{0,2}|difference|faut-il|y a-t-il|doit-on|a quoi|d'ou|depuis quand",
    "por que|porque|que|como|cual|cuales|quien|quienes|donde|cuando|cuant[oa]s?|es|son|puedo|debo|explica\\w{0,2}|diferencia|hay|a que|de que|en que|sirve|conviene|vale la pena",
  ),
);

const inside = strongestOf(
  saysWords(
    1.2,
    "difference between|best way|how (?:do|does|did|can|should|to|long|come)|why (?:do|does|did|is|are)|what (?:is|are|does|should|would|if)|is it (?:true|ok|okay|safe|worth|possible|bad|normal)|should i|vs\\.?|versus|worth it|or should|anyone know|wondering|any (?:tips|advice|recommendations?|ideas why)|recommend\\w{0,6}|what's the|whats the|does it|do i need|can i|am i",
  ),
  saysWords(
    1.2,
    "warum|wieso|wie (?:kann|lange|viel|oft)|was (?:ist|sind|bedeutet|passiert|soll)|unterschied zwischen|stimmt es|besser|empfehl\\w{0,4}|tipps?|worauf|erklar\\w{0,2}",
    "pourquoi|comment (?:faire|on|ca|fonctionne)|qu'est-ce (?:que|qui)|difference entre|c'est quoi|est-ce que|vaut mieux|conseill\\w{1,4}|conseils|a quoi",
    "por que|que (?:es|son|significa|hago|puedo)|como (?:se|puedo|hago|funciona)|diferencia entre|recomiend\\w{1,4}|es verdad|es cierto|consejos|cual es|mejor",
  ),
);

/** Subjects that are named without a question. */
const subjects: readonly Sign[] = [
  beginsWords(
    2.2,
    "(?:the )?(?:reasons?|causes?|effects?|origins?|benefits|side effects|advantages|examples?|types|ingredients|rules|signs|facts|uses|definition|purpose|role|life|height|age|population|price|cost) (?:of|for|why|that|to|behind|the)",
  ),
  says(
    1.2,
    "^(?!how|what|why|who|when|where|which|just|i |my |we |is |are |do |does |can )(?:[a-z'-]{1,16} ){1,4}(?:of|in|on|with|from|vs|at|or) ",
  ),
  says(
    3,
    "的(?:由来|来历|来源|原因|区别|历史|起源|说法|特点|好处|坏处|影响|作用|结局|意义|做法|步骤|流程|条件|标准|症状|寓意|习俗|定义|传说|优点|缺点|依据)",
  ),
  says(2.5, "怎么办|咋办|怎么破|怎么回事|有什么(?:用|影响|危害|好处)|会(?:怎样|怎么样|如何)"),
];

/** What speaks for and against question-answering. */
export const questionAnsweringSigns: readonly Sign[] = [
  ...subjects,
  saysWords(2, "vs", "versus", "worth it"),
  looks(1.8, ({ whole }) => /^(?:can|could|would|will) (?:you|u) /.test(whole)),
  afterReport,
  ...chinese,
  chineseYesOrNo,
  ...japaneseAndKorean,
  ...european,
  beginning,
  inside,
  looks(0.8, ({ whole }) => /[?？؟][\s"'”」)）]*$/.test(whole)),
  looks(0.6, ({ whole }) => /[?？]/.test(whole)),
  looks(0.6, ({ opening, rest, closing }) => opening.length + rest.length + closing.length >= 80),
];

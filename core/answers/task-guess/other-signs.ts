/** Signs of talk: greetings, moods, remarks on those who answer, things that ask for nothing. */
import { type Reading, widthOf } from "./reading.ts";
import { holds, looks, saysStems, says, saysWords, type Sign } from "./sign.ts";

const greeting = `(?:${[
  "hi+|hey+|hello+|yo+|sup|wass?up|what'?s up|howdy|hiya|good (?:morning|evening|afternoon|night|day)|gm|gn|morning|greetings|test(?:ing)?|ping|thanks?(?: you| u)?|thx|ty|cheers|bye+|goodbye|see (?:you|ya)|ok(?:ay)?|k|cool|nice|great|wow|lol|lmao|haha\\w{0,20}|hmm+|yes|no|nope|yep|sorry|brb|welcome|congrats|happy (?:new year|friday|birthday)",
  "你好|您好|大家好|哈喽|嗨|嘿|在吗|在么|在不在|有人在吗|有人吗|早(?:安|上好)?|午安|晚安|晚上好|下午好|中午好|测试|试一下|谢谢|多谢|感谢|再见|拜拜|哈哈|呵呵|嘻嘻|好的|嗯+|哦+|ok|收到|辛苦了|新年快乐|周末愉快|666+|牛",
  "こんにちは|こんばんは|おはよう(?:ございます)?|おやすみ|やあ|もしもし|テスト|ありがとう(?:ございます)?|お疲れ(?:様|さま)|はじめまして|よろしく|안녕(?:하세요)?|하이|ㅎㅇ|테스트|고마워|감사합니다|잘 ?자|ㅋㅋ+|ㅎㅎ+|반가워",
  "hallo+|hi|moin|servus|guten (?:morgen|tag|abend)|na|danke|tschuss|bonjour|salut|coucou|bonsoir|merci|hola+|buenas|buenos dias|buenas (?:tardes|noches)|gracias|adios|que tal|привет|здравствуи(?:те)?|доброе утро|добрыи (?:день|вечер)|спасибо|пока|хаи|тест|ку|спокоинои ночи",
].join("|")})`;
const greets = new RegExp(`^[^\\p{L}\\p{N}]*${greeting}(?![\\p{L}]{1,3}\\b|[a-zа-я])`, "u");

/** A greeting with hardly anything behind it. */
function onlyGreets({ whole }: Reading): boolean {
  return greets.test(whole) && widthOf(whole.replace(greets, "")) <= 10 && !/[>→]/.test(whole);
}

const aboutAnswerers: readonly Sign[] = [
  says(
    4,
    "\\b(?:who|what|how) (?:are|r|is) (?:you|u|ya|y'all)\\b(?: two| both| guys)?(?! (?:supposed|to))",
    "^(?:are|r|were|do|did|have|will|would|can|don't|aren't) (?:you|u|ya|y'all|both|either|any) ?(?:two|both|guys|of you|all|ever|even|really|actually)?\\b(?! (?:think (?:it|the|that|there|i)|know (?:how|what|why|if|when|where|any|the)|recommend|suggest|have (?:any|a) (?:tips|advice|recipe|good)|need (?:to|a)|get|use|say|supposed|able|explain|help|tell|make|pronounce|cook|want me))",
    "^(?:can|could) (?:you|u|anyone) (?:hear|see|read|understand) (?:me|us|this)|^(?:hear|see) (?:me|us)\\b|\\bis (?:anyone|anybody|someone) (?:there|here|home|listening|alive)\\b|\\byou\\b.{0,20}\\beach other\\b",
    "\\b(?:are|were|is) (?:you|one of you|either of you|both of you|the two of you)\\b.{0,20}\\b(?:model|ai|bot|robot|human|real|gpt|alive|sentient|conscious|same|there|ok|okay|drunk|broken|stupid|listening|single|bored|tired|happy|claude|gemini|llm)\\b",
    "\\b(?:your|ur) (?:name|favou?rite|opinion of (?:each|the other)|system prompt|knowledge cutoff|creator|makers?|mood|rival|training data|day)\\b|\\bwhich (?:one )?of you\\b|\\bwhich (?:model|ai|llm)\\b.{0,12}\\byou|\\b(?:about|introduce) yourself\\b|\\bwhat can you do\\b|\\byou (?:two|both|guys)\\b|\\bmodel [ab]\\b.{0,20}(?:better|smarter|won|wins?)",
    "^(?:you|you're|youre|ur|u|y'all|you both|both of you)\\b(?! are (?:an?|now|the)\\b)",
    "\\bdo you (?:like|love|hate|dream|feel|sleep|get (?:tired|bored|lonely)|remember me|have feelings|miss|enjoy|believe in)\\b",
  ),
  says(
    4.5,
    "你(?:们)?(?:俩|两个?|二位|到底|究竟|真的)?(?:是|叫|来自|属于)(?:不是)?(?:谁|什么(?:模型|东西|ai|公司|名)|哪|啥|机器|人|同一|真人|ai|gpt|chatgpt|claude|deepseek|豆包|文心|通义|kimi|男|女)|你(?:们)?(?:叫|的名字|几岁|多大|贵姓|会(?:做|干)?(?:什么|啥|梦|累|哭|骗)|能(?:做|干)(?:什么|啥|嘛)|喜欢|讨厌|爱我|想我|在(?:吗|干|做)|吃(?:了|饭)|累|困|开心|无聊|生气|怎么(?:这么|那么|老|又|不说)|好(?!奇)|真|太|很|傻|笨|蠢|懂|有(?:感情|意识|没有|女朋友|男朋友)|觉得自己|最近|今天|昨天|背后|的(?:开发|训练|主人|老板|知识))",
    "你(?:们)?是不是|(?:左边|右边|上面|下面|前一个|后一个|[ab] ?)那?(?:个|位)?(?:答|回答|说)得?|你俩|你们俩|你们两|你们谁|你们(?:是|都|好|会|能|能不能|在|有|平时|觉得对方|吵|打)|二位|两位",
  ),
  says(
    4,
    "あなた(?:は|たち|の|って)|君(?:は|たち|の)|きみは|お前|二人|お二人|(?:人間|AI|ロボット)ですか|何(?:の|て)モデル|元気(?:です|か|\\?)|聞こえ|名前は(?:何|なん)|너(?:는|희|네|의|랑| )|넌|너의|당신|니가|네가|둘 ?(?:다|중|이)|누구(?:야|세요|니)|이름이 뭐|잘 지내|뭐 ?해\\?|심심",
  ),
  says(
    4,
    "\\b(?:wer|was|wie|bist|seid|habt|konnt|mogt|kennst) (?:bist|seid|geht's|gehts|geht es|heisst (?:du|ihr)|alt bist|du|ihr)\\b(?! (?:mir|mal|bitte|das))|\\beuch\\b|\\bihr (?:beiden?|zwei|seid)\\b|\\bdu bist (?!ein|eine|jetzt)",
    "\\b(?:tu es|vous etes|t'es|es-tu|etes-vous|vous deux|tu t'appelles|comment (?:ca va|vas-tu|allez-vous|tu t'appelles)|ca va|qui es|t'as|tu aimes|tu m'|tu peux faire quoi)\\b(?! (?:un|une|maintenant)\\b)",
    "\\b(?:eres|quien eres|como estas|que tal|como te llamas|sois|son ustedes|ustedes dos|vosotros|los dos|que haces|estas ahi|te gusta|me oyes|cual de los dos)\\b(?! (?:un|una) )",
  ),
  saysStems(
    4,
    "(?:кто|какая|что) (?:ты|вы|за модель)|ты (?:кто|тут|здесь|где|робот|человек|живои|спишь|как|умеешь|любишь|такои|слишком|чего|меня|молодец)|вы (?:оба|двое|кто|тут|одна)|как (?:тебя зовут|жизнь|ты|настроение|вы там)|вас двое|тебе (?:нравится|не|скучно)",
  ),
];

const wellbeing = saysStems(5.5, "как (?:дела|жизнь|сам[аи]?(?![а-я]))");

const moods: readonly Sign[] = [
  saysWords(
    3,
    "so (?:nervous|tired|happy|bored|sad|excited|proud|done|hungry|sleepy|cold|hot)|never again|talk about\\?*$|was (?:better|beautiful|funny|great|awful|boring|nice|fun)",
  ),
  says(
    2.5,
    "没意思|好难|太难|不想.{0,6}了|哭死|好(?:冷|热|饿|困|开心|烦|紧张|想|无聊)|真(?:冷|热|累|烦|好)|跑通了|想家|考上|过了!|了!{1,9}$|^我?刚.{1,12}(?:完|到|下班|回)",
  ),
  says(1.5, "haha|\\b(?:lol|lmao|xd)\\b"),
  says(
    3,
    "^(?:i|i'm|im|i am|i've|ive|my|we|our)\\b.{0,60}\\b(?:feel(?:ing)?|tired|bored|sad|happy|lonely|down|excited|nervous|scared|depressed|exhausted|love|hate|miss(?:ed)?|passed|failed|won|lost|hungry|sleepy|sick|proud|glad|sorry|died|quit|broke up|got (?:the|a|my|fired|promoted|dumped|into)|finally|just|can't sleep|hurts?)\\b",
    "^(?:passed|failed|aced|flunked|finally|just (?:got|finished|passed|had|ate|woke|saw)|got (?:the|a|my)|ugh+|omg|wow|woo+|yay+|damn|argh+|sigh|so (?:tired|bored|happy|sad|done)|what a (?:day|week|night)|lol|haha|mondays|never ?mind|forget it|(?:that|this|it)(?:'s| is| was)? (?:was|wrong|not|so|great|funny|awesome|terrible|better|nice|amazing|stupid|hilarious)|good (?:bot|job|one)|well (?:done|said|played)|nothing|bored|same|brb|i (?:guess|think|don't|dont|do|did|see|know|disagree|agree|was|had|will|won't))\\b",
    "\\b(?:don't|dont|no) (?:want |need )?(?:any )?advice|just (?:wanted|want|need) to (?:tell|vent|talk|say|share)|keep me company|talk to me|chat with me|nice weather|:\\)|:\\(|<3",
  ),
  says(
    3,
    "呜呜|哈哈|嘿嘿|嘻嘻|唉|哎(?!呀呀)|好累|累死|烦死|好烦|心烦|好开心|难过|无聊|郁闷|崩溃|(?<![a-z])emo(?![a-z])|考砸|失恋|睡不着|加班(?:到|了|好)|下班了|放假了|终于|陪我(?:聊|说)|聊(?:聊天|会儿|天)|随便聊|想哭|气死|笑死|好饿|好困|好想|太难了|摆烂|躺平|无语|牛逼|厉害(?:了|啊)|没事(?:了|儿)?|没啥|算了|再说吧|不用(?:回|了)|开心",
  ),
  says(
    3,
    "疲れた|眠い|嬉しい|悲しい|暇|つまらない|やった|うける|(?:[ぁ-ん]|[(])笑|草$|(?:^|[^a-z])w+$|寂しい|落ちた|受かった|最悪|最高(?:[!ー〜だ]|$)|だるい|腹減った|お腹(?:す|空)いた|피곤|졸려|심심|우울|행복|슬퍼|짜증|배고파|망했|합격|떨어졌|힘들|ㅠㅠ|ㅜㅜ|ㅋㅋ|대박|헐",
  ),
  says(
    3,
    "\\b(?:mir ist (?:langweilig|kalt|so)|ich bin (?:so )?(?:mude|traurig|froh|kaputt|fertig)|endlich|schade|so ein (?:tag|mist)|bestanden|durchgefallen|verkackt|keine lust|je suis (?:trop |si |tellement )?(?:fatigue|triste|content|creve|nul)\\w?|j'en ai marre|je m'ennuie|enfin|mdr|ptdr|estoy (?:muy |tan )?(?:cansad|triste|aburrid|feliz|content|hart)\\w|me siento|por fin|jaja\\w{0,20}|que (?:dia|pereza|asco|rollo)|aprobe|suspendi|reprobe|j'ai (?:rate|reussi|eu|passe))\\b",
  ),
  saysStems(
    3,
    "скучно|грустно|устал|ура|наконец|достало|надоело|хаха|ахах|лол|блин|эх|завалил|сдал[аи]?(?![а-я])|не спится|мне плохо|тоска|класс!|ничего не|просто (?:хотел|так)|поболта|спать хоч",
  ),
];

const form: readonly Sign[] = [
  looks(6, ({ whole }) => !/\p{L}/u.test(whole) && !/\d ?[-+*/×÷^%=] ?\d|\d[%!]|[∫∑√π]/u.test(whole)),
  looks(5, onlyGreets),
  looks(1, ({ whole }) => greets.test(whole)),
  looks(2, ({ whole }) => widthOf(whole) <= 4 && !/[-+*/×÷^%=]|\d!/.test(whole)),
  looks(0.6, ({ whole }) => !/[?？]/.test(whole) && widthOf(whole) <= 60),
  looks(0.4, ({ whole }) => !/[?？:：\n]/.test(whole)),
  looks(1, ({ whole }) => /!{1,9}$|[~～]$|[\u2600-\u27bf]\ufe0f?$|\p{Emoji_Presentation}$/u.test(whole)),
  looks(
    1.2,
    ({ whole }) =>
      /^(?:i|i'm|im|i've|my|we|我|俺|今天|昨天|刚|私|나는|ich|je|yo|я)(?![a-zа-я])/.test(whole) && !/[?？]/.test(whole),
  ),
  holds(
    4,
    "^(?:test(?:ing)?|asdf\\w{0,20}|qwer\\w{0,20}|foo|bar|\\d[\\d ]{0,20}|(?:testing|test) [\\d ]{1,20}|testing .{0,20})$",
  ),
];

/** What speaks for and against other. */
export const otherSigns: readonly Sign[] = [...aboutAnswerers, wellbeing, ...moods, ...form];

/** Signs that a text or ideas are wanted that are not there yet, or a text in better words. */
import { begins, beginsWords, looks, says, saysStems, saysWords, type Sign, strongestOf } from "./sign.ts";

const englishWork = `(?:${[
  "poems?|poetry|haikus?|sonnets?|limericks?|verses?|story|stories|tale|fable|fanfic\\w{0,5}|novel|chapter|plot|scene|dialogues?|monologues?|screenplay|jokes?|puns?|riddles?|essays?|emails?|e-mails?|letters?|notes? (?:to|for)|memo|messages?|texts?(?= (?:to|for|but|that))|dms?|reply|response to|apology",
  "speech(?:es)?|toasts?|eulogy|vows?|songs?|lyrics|raps?|jingle|slogans?|taglines?|captions?|bios?|cover letter|resume|cv|blog|article|posts?|tweets?|threads?|ads?|advert|copy|newsletter|press release|product descriptions?|headlines?|titles?|invitations?|invites?|announcements?|scripts? for|(?:movie|film|youtube|video|podcast|radio|sketch) scripts?|hashtags?|routine|acrostic|word problems|knock knock|podcast|names$|paragraphs?|(?:packing|shopping|bucket|to-?do|reading|guest) lists?",
  "names? (?:for|ideas)|ideas?|villains?|characters?|backstory|worldbuilding|quests?|d&d|npcs?|prompts?|plans?|itinerar(?:y|ies)|schedules?|agendas?|outlines?|curriculum|syllabus|lesson|checklists?|templates?|proposals?|pitch|icebreakers?|games? for|questions (?:for|about|on)|quiz|trivia|worksheets?|greetings?|compliments?|excuses?|pick-?up lines?|nicknames?|usernames?|bedtime|birthday|wishes|complaint letter|recommendation letter|reference|testimonials?|fortune cookies?|horoscopes?|parody|roast|comebacks?|obituary|manifesto|description|menu",
].join("|")})`;

const english: readonly Sign[] = [
  saysWords(1.7, "write|draft|compose|come up with|brainstorm|invent|make up|put together"),
  beginsWords(
    4,
    "re-?write|rephrase|reword|paraphrase|polish|proof-?read|edit|improve|fix (?:the |my )?(?:grammar|spelling|tone|wording)|correct (?:the|my) (?:grammar|spelling|english)|make (?:this|it|my|that|these) (?:\\w{1,12} ){0,6}(?:sound|more|less|better|friendlier|softer|funnier|nicer|punchier|flow|formal|rhyme|polite|professional|casual)",
  ),
  saysWords(
    3,
    "sounds? (?:more|less|like|better|nicer|friendlier|smarter|natural|kinder|softer)|better wording|less (?:rude|harsh|stiff|formal)|more (?:polite|professional|formal|friendly|casual)|in the style of|in the voice of|from the (?:perspective|point of view) of|but make it|as (?:a|if it were a) (?:pirate|poem|song|haiku|shakespeare|noir)|that rhymes?|rhyming|funny but|firm but|no clich\\w{1,2}",
  ),
  saysWords(
    1.2,
    `^(?:an? |some |my |the |\\d{1,2} |one |two |three |five |ten |short |quick |funny )*(?:\\w{1,14} ){0,3}${englishWork}`,
  ),
  saysWords(
    2,
    `(?:write|draft|create|compose|generate|make|give|need|want|invent|come up with)\\b.{0,50} ${englishWork}`,
  ),
];

const chineseWork = `(?:${[
  "诗|诗歌|古诗|七绝|五律|藏头|绝句|俳句|词牌|对联|春联|作文|散文|故事|小说|剧本|台词|歌词|段子|笑话|文案|文章|推文|软文|标语|口号|slogan|广告语|宣传语|标题|祝福语?|贺词|贺卡|祝酒词|致辞|演讲稿?|发言稿|讲话稿|主持稿|开场白|检讨书?|情书|道歉信|感谢信|推荐信|求职信|辞职信|请假条|邮件|信件|(?:一封|封)信|短信|通知|公告|邀请函|请柬|简历|自我介绍|个人简介|读后感|观后感|日记|周报|日报|述职|心得|评语|寄语|留言|签名|朋友圈|小红书|微博|直播话术|话术|回复一?下|大纲|提纲|方案|策划案?|计划表?|行程|攻略|日程|菜单|食谱|名字|网名|昵称|店名|队名|品牌名|人设|世界观|反派|角色|谜语|绕口令|悼词|誓言|告白|应用题|选择题|练习题|题目|试卷|教案|彩虹屁|暗号|座右铭|辩词|辩论稿|短剧|脚本分镜|分镜|产品描述|好评(?=模板|文案)|理由(?=帮)|借口",
].join("|")})`;

const chinese: readonly Sign[] = [
  begins(
    2.7,
    "(?:用.{1,14})?写(?!法|字楼)|编(?!程|译|码|辑器)|作(?:一|首|诗)|创作|起草|拟(?:一|个|份|定)|生成|设计|构思|想(?:一|几|个|些|\\d)|起(?:一|个|几|十|名|网名|.{1,3}个)|取(?:一|个|名|几)|列(?:一|个|出|份|几)|做(?:一|个|份|张|首)|出(?:一|几|个|道|.{1,2}道)|造(?:个|一|句|几)|续写|扩写|仿写|改写|润色|策划|制定|安排|规划|来(?:一|个|段|首|点|几)|给.{1,14}(?:写|起|取|编|想|出|做|拟|设计)|以.{1,20}为(?:题|主题|开头|背景)|模仿|扮演|假如你|假装|假设你|你(?:现在|来|扮)|现在你|从现在(?:起|开始)|接下来你|把.{1,40}(?:改|润|写)|回(?:他|她|对方|一句|复)|(?:跟|和|陪)我玩|随便(?:写|编)|头脑风暴|讲(?:一|个)",
  ),
  says(
    4.5,
    "润色|改写|扩写|续写|仿写|改得(?:更)?|(?:说|写|改)得.{0,6}(?:一?点|些|正式|客气|委婉|得体|通顺)|语气.{0,6}(?:委婉|客气|正式|强硬)|委婉(?:一?点|地|些)|换(?:个|一种)(?:说法|表达)|改(?:一)?下(?:措辞|语气|病句|语病)|修改(?:一)?下|降重|去ai味|口语化|高情商",
  ),
  says(2.8, chineseWork),
  says(2.5, `(?:写|编|起|取|作|拟|想|创作|来|做|出|列|设计|生成|讲|整).{0,20}${chineseWork}`),
  says(
    3.5,
    "扮演|假装你?是|你(?:现在)?(?:是|当|扮)(?:一)?(?:位|名|个|只)|角色扮演|以.{1,12}(?:的)?(?:口吻|语气|身份|视角|风格)|用.{1,12}(?:的)?(?:口吻|语气|风格)|吐槽(?!一下你)|文风|体写",
  ),
  says(2, "(?:写|编|起|想|列)(?:一|个|篇|首|段|封|份|几|十|五|三|\\d)", "\\d{2,4} ?字(?:左右|以上)?"),
];

const japaneseAndKorean: readonly Sign[] = [
  says(
    3.5,
    "(?:書|描)いて|作って|考えて|作成して|なりきって|演じて|添削|リライト|言い換え|(?:丁寧|柔らか|自然|カジュアル|フォーマル)(?:な|に|く).{0,8}(?:直|書|して|言)|続きを|創作|提案して|案を|アイデア|アイディア|ネーミング",
  ),
  says(
    2.5,
    "詩|俳句|短歌|川柳|物語|小説|キャッチコピー|手紙|スピーチ|歌詞|ストーリー|プラン|自己紹介|作文|台本|セリフ|文面|メール(?:を|の|文)|お礼|謝罪文|志望動機|メッセージ|紹介文|名前|タイトル|ダジャレ|ジョーク|献立|感想文|招待状|企画|お詫び|お知らせ|案内文|の件$|あいさつ|挨拶",
  ),
  says(
    3.5,
    "써 ?(?:줘|주|봐|줄)|적어 ?줘|작성해|지어|만들어|짜 ?줘|다듬어|고쳐 ?(?:줘|써)|바꿔 ?써|역할|이어서 써|브레인스토밍|추천사|상상해|꾸며|(?:이름|제목|문구|별명) ?(?:추천|좀|지어|짓)",
  ),
  says(
    2.5,
    "시(?: 한 ?편|를|조)|이야기|소설|편지|이메일|메일|문구|카피|아이디어|이름|대본|자기소개서?|계획표?|시나리오|가사|축하|인사말|초대장|슬로건|제목|농담|메시지|사과문|일기|멘트|삼행시|연설|별명",
  ),
];

const european: readonly Sign[] = [
  saysStems(
    3.5,
    "напиши|сочини|придумаи|составь|созда(?:и|ть)|сгенерируи|перепиши|перефразируи|отредактируи|исправь|предложи|представь|ты (?:теперь|—|-) |сыграем|опиши|накидаи|разработаи|подготовь|продолжи|сделаи (?:текст|это|письмо|вежлив|план)|повежливее|поофициальнее",
  ),
  saysStems(
    2.5,
    "стих|письм|рассказ|сказк|поздравлени|тост|слоган|шутк|анекдот|иде[ия]|сценари|объявлени|пост(?![а-я]{2})|эссе|сочинени|речь|назван|имя для|имена|кличк|приглашени|песн|частушк|диалог|план(?![а-я]{3})|извинени|текст для|меню|резюме|загадк|заголов|подпис|сообщени",
  ),
];

/** Some words belong to several languages. */
const writing = strongestOf(
  beginsWords(
    2.7,
    "write|draft|compose|create|generate|invent|imagine|make up|come up with|brainstorm|tell (?:me |us )?an? |pen|craft|author|design|suggest (?:some |a |\\d{1,2} )?(?:\\w{1,12} )?(?:names?|titles?|ideas?)|plan (?:a|an|my|me|our)|outline|act (?:as|like)|pretend|role-?play|you are (?:an?|now|the)|be my|let's (?:play|role)|play the|ideas for|i'll be|continue|finish|complete (?:this|the|my)|describe a|name (?:my|our|this)|roast|turn (?:this|these|my)|make (?:me )?(?:a|an|some|up|\\d{1,2}) ",
  ),
  saysWords(
    3.5,
    "schreib\\w{0,3}|verfass\\w{0,2}|dichte?|entwirf|erfinde?|formulier\\w{0,2}|uberarbeite|umformulieren|erstell\\w{0,2}|denk dir|stell dir vor|du bist (?:jetzt |nun )?(?:ein|eine|der|die)|klingt? (?:hoflicher|netter|besser|professioneller)|hoflicher|freundlicher|brainstorm\\w{0,2}|schlag\\b.{0,20} vor|korrigier\\w{0,2}",
    "ecris|ecrire|ecrivez|redige\\w{0,2}|compose|invente\\w{0,2}|imagine\\w{0,2}|trouve\\w{0,2}|donne-?\\s?moi (?:des|une?|\\d)|reformule\\w{0,2}|propose\\w{0,2}|trouve(?:-| )moi|corrige|ameliore|tu es (?:un|une|maintenant)|joue le role|fais-moi|plus (?:poli|pro|formel|naturel|sympa)\\w{0,4}",
    "escrib\\w{1,5}|redact\\w{1,5}|invent\\w{1,5}|cre(?:a|ame)|imagina\\w{0,2}|reescrib\\w{1,3}|propon\\w{0,3}|corrige\\w{0,2}|mejora\\w{0,2}|eres (?:un|una)|haz(?:me)?|actua como|dame (?:ideas|nombres|\\d{1,2})|mas (?:formal|amable|educado|profesional|natural)",
  ),
);

const works = strongestOf(
  saysWords(2.6, englishWork),
  saysWords(
    2.5,
    "gedicht\\w{0,2}|geschichte\\w{0,2}(?= (?:uber|von|mit|fur|in)|n\\b|\\s*$)|einladung\\w{0,3}|brief|e-?mail|mail|rede|slogans?|werbetext|spruch|spruche|ideen|namen fur|reim\\w{0,3}|witze?|bewerbung|anschreiben|gluckwunsch\\w{0,2}|trinkspruch|mottos?|marchen|entschuldigung|absage|kundigung|plan|trainingsplan|text fur",
    "poemes?|lettre|discours|slogans?|idees?|message|courriel|mail|histoire(?= (?:de|pour|sur|drole|qui))|conte|blagues?|annonce|legende|chanson|paroles|invitation|texte|haiku|titres?|noms? (?:pour|de)|toast|programme|scenario|dialogue|voeux|excuses?|menu|planning",
    "poemas?|carta|correo|cuentos?|historia(?= (?:de|sobre|corta|para|que))|chistes?|ideas|esloganes|eslogan|mensaje|discurso|cancion|letra|guion|invitacion|nombres? (?:para|de)|titulos?|brindis|felicitacion|anuncio|dialogo|haiku|rutina|menu|plan|excusas?|texto|adivinanzas?|publicacion",
  ),
);

/** "Hashtags for a pottery studio". */
const bareOrders: readonly Sign[] = [
  saysWords(1.3, "for (?:an?|my|our|\\d{1,2}|grade|kids|two|work|school)"),
  beginsWords(3, "(?:less|more) (?:\\w{3,14})|word (?:a|an|my|this)|fill in the blanks?|i need a good"),
  says(
    3.5,
    "改.{0,6}点|(?:温柔|客气|委婉|正式|活泼|幽默|有趣|搞笑|俏皮|文艺|专业|简洁|通俗|口语)(?:一?点|一些)",
    "模拟|(?:当|做)(?:一次|我的)?面试官|面我",
  ),
  says(2.5, "剧情|悬念|表白|情节|开场|拟(?:一|个|份)|想几句"),
  says(-3.5, "写.{0,8}(?:总|老是|很难|好难|不好|跑题|没思路)"),
];

/** "How long should a cover letter be" asks about texts, not for one. */
const questionAboutTexts =
  /^(?:how|what|whats|what's|who's|why|who|when|where|which|is|are|does|did|should)\b(?! about)|^.{0,20}(?:为什么|是谁|谁写|什么时候|怎么写|如何写|怎么样|是什么)|^(?:wer|warum|wann|wie|qui|pourquoi|comment|quien|por que|como|кто|почему|как|когда)(?![а-яa-z])/;

/** What speaks for and against generation. */
export const generationSigns: readonly Sign[] = [
  ...bareOrders,
  saysWords(6.5, "what (?:should|do|can|could) (?:i|we) (?:text|say|reply|write|respond|answer)(?! about)"),
  ...english,
  ...chinese,
  ...japaneseAndKorean,
  ...european,
  writing,
  works,
  looks(-2, ({ opening }) => questionAboutTexts.test(opening)),
];

/** Signs that a given text or thing is to be put under one of a few names. */
import { type Reading, widthOf } from "./reading.ts";
import { begins, beginsWords, looks, says, saysStems, saysWords, type Sign, strongestOf } from "./sign.ts";

const englishLabel = `(?:${[
  "spam|ham|phishing|scam|legit|fake|real|genuine|sarcas(?:m|tic)|ironic|irony|serious|joke|joking|toxic|offensive|rude|polite|formal|informal|casual",
  "facts?|factual|opinions?|positive|negative|neutral|mixed|happy|sad|angry|annoyed|hate ?speech|harassment|bullying|clickbait|ads?|an ad|advert\\w{0,8}|promo\\w{0,6}",
  "friendly|hostile|condescending|cheerful|aggressive|flattering|urgent|complaint|compliment|praise|question|request|feedback|bug report|feature request|subjective|objective|biased|appropriate|nsfw|safe|passive[- ]aggressive",
  "metaphor|simile|grammatical|flirty|flirting|threat\\w{0,6}|insult\\w{0,4}|satire|misinformation|hoax|noun|verb|adjective|adverb|ai[- ](?:written|generated)|human[- ]written",
].join("|")})`;

const english: readonly Sign[] = [
  beginsWords(
    4,
    "classify|categori[sz]e|label|tag|sort|group|bucket|triage|detect|identify (?:the )?(?:sentiment|emotion|tone|intent|language|genre|category)",
  ),
  saysWords(
    3.5,
    `(?:is|does|are|was|would you call|do you think)\\b.{0,60}\\b${englishLabel}\\b(?: or\\b.{0,20})?`,
    `${englishLabel},? (?:or|vs\\.?|/) (?:\\w{1,10} ){0,2}${englishLabel}`,
  ),
  saysWords(
    3,
    `${englishLabel} ?(?:/|or|vs) ?(?:not|${englishLabel})`,
    "y/n|yes/no|yes or no|true or false|t/f|answer (?:only|with|just)|one word|just the label",
  ),
  begins(3, `${englishLabel}(?:,? or .{1,20})?(?: y/n)?\\s*[?:¶]`),
  saysWords(
    3,
    "(?:same|different) (?:meaning|thing)|mean the same|paraphrases?|entail\\w{0,6}|contradict\\w{0,6}|which (?:of these|one|category|label|bucket|genre|emotion|language|department|team)",
    "pick (?:one|a)|choose (?:one|from|between)|one of(?: these| the following)?|either|fall(?:s)? (?:in|under|into)|belongs? (?:to|in|under)|rate (?:the|this)",
    "or not$|fake or|odd one out|outlier|star rating|relevant|spelling|what (?:emotion|tone|mood|language|genre|kind of (?:text|message|review|email))|route (?:this|it)|how (?:does|do) (?:the )?(?:writer|author|customer|reviewer|speaker|they|she|he) feel",
  ),
  says(2.5, "^[^.?!]{0,40}\\b\\w{2,14},? or \\w{2,14}\\s*[?:].{0,6}¶", "¶.{0,30}\\bor\\b.{0,30}"),
];

const chineseLabel =
  "(?:好评|差评|中评|正面|负面|正向|负向|积极|消极|中性|褒义?|贬义?|广告|诈骗|垃圾(?:短信|邮件|评论|信息)?|谣言|讽刺|反讽|阴阳怪气|反话|玩笑|真话|假话|事实|观点|主观|客观|正式|口语|书面|投诉|咨询|建议|表扬|抱怨|骚扰|辱骂|攻击|骂人|脏话|钓鱼|营销|软文|标题党|违规|敏感|歧视|仇恨|ai写|机器写|真心|病句|比喻|拟人|疑问|陈述|紧急)";

const chinese: readonly Sign[] = [
  says(
    3,
    "分类|归类|分个类|分成.{1,4}类|归(?:到|入|为)|打(?:个|上)?标(?:签)?|标注|贴(?:个|上)?标签|情感(?:倾向|分析|极性|色彩|是)|情绪(?:是|分析|判断|如何|属于)|什么情绪|哪种情绪|什么语气",
  ),
  begins(
    3,
    "分类|归类|判断|判别|识别|标注|辨别|鉴定|给.{1,20}(?:分类|归类|打标|标注|贴标)|把.{1,20}(?:分类|归类|归到|分成|分到)",
  ),
  says(2.5, "判断|判定|辨别|分辨|鉴别|鉴定一?下|识别"),
  says(
    3.5,
    "属于(?:哪|什么|以下|下面|不属于|.{1,8}还是)|是否(?:包含|含有|含|属于|为|是|涉及|有|存在|构成|相同|一致|矛盾)",
  ),
  says(
    4,
    `(?:是不是|是否|算不算|像不像|有没有|是|属于|算).{0,6}${chineseLabel}`,
    `${chineseLabel}(?:还是|或者?|/|、|or)`,
    `还是${chineseLabel}`,
  ),
  begins(2, `${chineseLabel}.{0,3}(?:还是|/|、|\\?)`),
  says(
    3,
    "选一?个|选(?:其|出)?一|(?:只|仅)(?:需要?|要)?(?:回答|回复|回|答|输出|给|选|写|说|填)|答(?:是|1|0)|[是对真有]或[否错假无]|二选一|三选一|四选一|选项|a还是b",
  ),
  says(
    2.5,
    "意思(?:是否)?(?:相同|一样|一致)|(?:相同|一样|一致)吗.{0,6}[¶:]|哪(?:一)?类|哪个类别|什么类(?:型|别)|哪个(?:部门|栏目|频道|分类)|(?:体裁|文体)",
  ),
  says(
    2,
    "¶.{0,20}还是",
    "还是.{1,10}[?:].{0,3}¶",
    "(?:这|下面|以下)(?:条|句|段|则|封|个|些|几).{0,20}(?:是|算|属).{1,12}还是",
  ),
];

/** One of a few is to be chosen. */
const chineseChoices: readonly Sign[] = [
  says(
    3.5,
    "修辞|什么句(?:式|型)?|(?:名词|动词|形容词|陈述句|反问句|疑问句|感叹句)(?:还是|或)|什么词性|哪种(?:修辞|句式|文体|语气)|夸还是骂|标题党",
  ),
  says(2.5, "^.{1,14}还是.{1,10}[:]"),
  says(4, "(?:下面|下列|以下|这些|这几).{0,8}(?:哪|谁).{0,6}(?:是|不是|属|不属)"),
  says(
    3.5,
    `(?:这|下面|以下).{0,10}${chineseLabel}.{0,4}(?:吗|么|不)`,
    "(?:这|下面|以下).{0,12}(?:有没有|是不是|算不算|是否).{0,14}[:¶]",
    "真.{0,5}还是假|是真是假|辨真假|真的还是假的",
  ),
];

const japaneseAndKorean: readonly Sign[] = [
  says(
    4,
    "分類|判定|仕分け|カテゴリ|ラベル|ポジティブ|ネガティブ|ポジネガ|スパム|迷惑メール|詐欺(?:です|か|メール|っぽ)|肯定的?|否定的?|皮肉|どの感情|感情を|事実か|意見か|丁寧語か|どちらに",
  ),
  says(3, "(?:ですか|か|\\?)、?.{0,12}(?:それとも)|(?:はい|いいえ)(?:か|で)|のどれ|どれに(?:当|該)|一つ選|選んで"),
  says(
    4,
    "분류|긍정|부정(?!확)|중립|스팸|카테고리|라벨|사기(?:야|인|일|문자)|피싱|비꼬|반어|사실(?:이야|인지|일까).{0,8}의견|감정(?:은|을|이)|광고(?:야|인지|일까|임)|골라 ?줘|중에(?:서)? (?:하나|골라|뭐)|존댓말이",
  ),
];

const european: readonly Sign[] = [
  saysStems(
    4,
    "классифицир|определи.{0,12}(?:тон|настро|эмоци|категори|класс|тип|жанр|язык)|тональност|позитивн|негативн|положительн|отрицательн|неитральн|спам|мошенни|развод(?:ка)?(?= или|\\?)|сарказм|ирони|жалоб|отнеси|к какои|категори",
    "факт или|мнение|разложи|рассортируи|ответь (?:только|одним)|да или нет|оскорблени|токсичн|реклам[аы](?: или|\\?)|хамств",
  ),
];

const alternatives = /(?<![a-z])(?:or|oder|ou|o|или)(?![a-z]) ?[^.!?]{1,24}\??$|还是.{1,12}[?:]?$|それとも|아니면/;
const openEnded =
  /^(?:what|how|why|when|where|who|should|can|do|does|did|will|was|were|wie|was|warum|comment|pourquoi|como|por que|как|почему|怎么|为什么)(?![a-z])/;

/** "X or Y?", with something beside it of which it is asked. */
function givesAlternatives({ opening, rest, closing, material }: Reading): boolean {
  const besides = material >= 8 || (closing !== "" && widthOf(rest + closing) < 120);
  const first = alternatives.test(opening) && !openEnded.test(opening) && besides;
  return first || (alternatives.test(closing) && !openEnded.test(closing) && material >= 10);
}

/** Some words belong to several languages. */
const labels = strongestOf(
  saysWords(
    3,
    "classif\\w{1,8}|categori[sz](?:e|ing|ation)|sentiment|polarity|labell?(?:ed|ing)?|(?:the|which|what|a) (?:category|categories|labels?|class|intent|tone|mood|emotion)",
  ),
  saysWords(
    4,
    "klassifizier\\w{0,4}|ordne\\b.{0,60}\\b(?:zu|ein)|einordnen|zuordnen|kategori\\w{0,8}|stimmung|tonfall|positiv|negativ|ironisch|ironie|sarkastisch|ernst gemeint|betrug|beleidig\\w{0,6}",
    "beschwerde|meinung oder|tatsache|werbung|hoflich|unhoflich|ja oder nein|ja/nein|nur mit|welche (?:kategorie|stimmung)|echt oder",
  ),
  saysWords(
    4,
    "class(?:e|er|ifie|ifier|ez)|classifi\\w{1,6}|sentiment|positif|negatif|ironique|sarcastique|arnaque|reclamation|plainte|spam|opinion|fait ou|oui ou non|reponds (?:juste|seulement)|tri[ee]r?|quelle categorie|etiquette",
  ),
  saysWords(
    4,
    "clasific\\w{1,5}|etiquet\\w{1,4}|categori\\w{1,4}|sentimiento|positiv[oa]s?|negativ[oa]s?|neutral|ironi\\w{1,4}|sarcas\\w{1,5}|estafa|queja|elogio|hecho o|si o no|responde solo|es spam|opinion|publicidad|ofensiv[oa]",
  ),
);

/** What speaks for and against classification. */
export const classificationSigns: readonly Sign[] = [
  ...english,
  ...chinese,
  ...chineseChoices,
  ...japaneseAndKorean,
  ...european,
  labels,
  looks(0.7, ({ material }) => material >= 10),
  looks(2.2, givesAlternatives),
  looks(
    -3,
    ({ opening, material }) =>
      material < 8 && /^(?:why|how|who|when|where|warum|pourquoi|почему|为什么|怎么)/.test(opening),
  ),
  looks(-2.5, ({ material, rest, closing }) => material < 6 && rest === "" && closing === ""),
];

/** Whether a question asks who answers it: the answers then tell voters who the models are, even by a yes or no. */
import { anyName, edge, foldLetters, oneOf } from "./phrase.ts";
import { eastern } from "./identity-questions-east.ts";

const end = "(?=\\s*[,;:)]|\\s*$| (?:and|or|really|exactly|actually)\\b)";
const some = "[^\\n]";
const made =
  "(?:made|created|built|trained|developed|designed|programmed|invented|coded|released|owns?|owned|funds|runs|operates)";
const maker =
  "(?:company|lab|laboratory|firm|organi[sz]ation|team|start-?up|vendor|provider|developer|maker|creator|people|person|country)";
const model = "(?:models?|llms?|ai|ais|chatbots?|assistants?|bots?|version|gpt|system)";
const likeness =
  "(?:(?:not|really|actually|just|secretly|in fact|the|same|as|an?|based|on|built|made|created|trained|developed|by|from|running|powered|part|of|called|named|or|perhaps|maybe|model|version|company) ){0,7}";
const own = oneOf(
  "(?:real |full |own |actual |first |model |given |exact )?name(?! (?:for|of))|(?:exact |underlying |base )?model(?: name| number| version| family)?|(?:exact |model |current )?version(?! of)|version number",
  "creators?|makers?|developers?|inventors?|programmers?|manufacturer|provider|parent company|company(?='?s? ?(?:name|called)?\\s*$)|owner|family of models",
  "(?:knowledge|training|data|information) ?(?:data )?(?:cut-?offs?|end|limit)(?: date)?|cut-?off(?: date)?|training data|architecture|system prompt|(?:true |real )?identity|origins?",
);

const english: readonly string[] = [
  `\\b(?:who|what|which one)(?:'s| is| are|'re| r)? (?:exactly |really |actually |the hell |on earth )?(?:are |r )?(?:you|u)(?! really are)(?: guys)?${end}`,
  `\\b(?:are|aren't|r|were|weren't) (?:you|u) ${likeness}${anyName}`,
  `\\bif (?:you|u)(?:'re| are|r| were) ${likeness}${anyName}`,
  `\\byou(?:'re| are) ${likeness}${anyName}(?:,? (?:right|aren't you|correct|yes|no))?\\s*$`,
  `\\b(?:is|isn't|are|was) (?:this|these|it|your (?:\\w{1,12} ){0,2}(?:name|model|maker|developer|creator|company|owner|version|provider)s?) ${likeness}${anyName}`,
  `\\b(?:am i|are we) (?:now |currently |really |actually )?(?:talking|speaking|chatting|writing) (?:to|with) ${likeness}${anyName}`,
  `\\b(?:who|what|which)(?: \\w{1,12}){0,3} (?:am i|are we|i'm|i am) (?:now |currently |actually )?(?:using|talking|speaking|chatting|writing)`,
  `\\b(?:who|whom|that|which) (?:\\w{1,12} )?${made} (?:you|u)\\b(?! (?:angry|sad|happy|cry|laugh|smile|feel|do|think|so|believe|want|mad|look))`,
  `\\b(?:who|which|what) (?:\\w{1,14} ){0,4}(?:is |are |stands )?behind (?:you|u)${end}`,
  `\\b${maker}(?: \\w{1,12}){0,4} ${made} (?:you|u)\\b`,
  `\\b${maker} (?:is )?behind (?:you|u)${end}`,
  `\\b(?:is|isn't) (?:that|it|this) (?:really )?you,? ${anyName}|${anyName},? (?:is|isn't) (?:that|it|this) (?:really )?you\\b`,
  `${anyName} (?:\\w{1,12} ){0,2}(?:${made}|make|create|build|train|develop) (?:you|u)\\b`,
  `\\b(?:were|was|are) (?:you|u) (?:\\w{1,12} ){0,2}${made} (?:by|at|in)\\b`,
  `\\b(?:by|from|of) (?:who|whom|which ${maker}|what ${maker}) (?:were|are|did|do) (?:you|u)\\b`,
  `\\b(?:who|which ${maker}|what ${maker}|where) (?:do|did|are|were) (?:you|u) (?:really |actually |originally )?(?:come from|belong to|from|work for|${made}(?: by)?)${end}`,
  `\\b(?:do|did) (?:you|u) (?:come from|belong to|work for|run on) ${likeness}${anyName}`,
  `\\b(?:which|what)(?:'s)? (?:\\w{1,14} ){0,3}${model}(?: exactly| name| of ${anyName})? (?:are|r|is|do|does|powers?|runs?) (?:you|u|this)\\b(?! (?:supposed|going|recommend|prefer|think|suggest|like|use for|referring|talking|looking|need|want|mean|in favou?r|in charge|familiar|interested))`,
  `\\b(?:which|what) (?:\\w{1,14} ){0,3}${model} (?:is|are) (?:powering|running|behind|answering)\\b`,
  `\\b(?:what|which|who|tell|state|name|give|reveal|say|is|are|does|when|spell|letters?|share|write|how|know|of|and)\\b${some}{0,40}\\b(?:your|ur) ${own}\\b(?!'s (?:polic|market|stock))`,
  `^ ?(?:your|ur) ${own}`,
  `\\bwhose (?:\\w{1,14} )?${model} (?:are|is) (?:you|u|this)\\b`,
  `\\b(?:which|what) (?:\\w{1,14} ){0,3}${model} (?:you|u)(?: are| r|'re)(?:${end}| in (?:one|a|two|three)\\b)`,
  `\\b(?:tell|reveal|say|state|admit|confess|explain)(?: (?:me|us|now|just|please|exactly|honestly|truthfully|clearly)){0,4} (?:who|what) you (?:really |actually )?are\\s*(?:,|$)`,
  `\\bare (?:you|u) (?:\\w{1,12} ){0,2}from (?:china|america|europe|france|the (?:us|usa|united states))(?=\\s*,|\\s*$| or\\b)`,
  `\\bare (?:you|u) (?:\\w{1,12} ){0,2}an? (?:chinese|american|european|french) ${model}\\b`,
  "\\b(?:introduce|identify|describe|present) (?:yourself|urself)\\b|\\babout yourself\\b|\\bwhat (?:should|can|do) i call you\\b|\\bdo you have a name\\b",
  "\\bwho(?:'s| is| are) (?:your|ur) (?:creator|maker|developer|owner|company|parent|boss|daddy|programmer|provider|father|mother)s?\\b",
  `\\b(?:when|until when|how far|how recent|up to when|to what date)\\b${some}{0,30}\\byour (?:\\w{1,12} ){0,2}(?:training|knowledge|data)\\b`,
  `\\b(?:answers?|say|type|reply|respond)\\b${some}{0,30}\\bif you(?:'re| are| were) ${likeness}(?:${made} (?:by|at) )?${likeness}${anyName}`,
];

const your = {
  spanish:
    "(?:nombre|versión|modelo|creador(?:a|es)?|desarrollador(?:a|es)?|fecha (?:de corte|límite)|corte de conocimiento|conocimientos?|empresa|fabricante|datos de entrenamiento|identidad)",
  french:
    "(?:nom|version|modèle|créateurs?|développeurs?|concepteurs?|date (?:limite|de coupure)|connaissances?|données d'entraînement|identité|entreprise|éditeur)",
  german:
    "(?:name|version|modell|hersteller|entwickler|trainingsdaten|wissensstand|wissen|schöpfer|firma|systemprompt|identität|anbieter)",
  portuguese:
    "(?:nome|versão|modelo|criador(?:a|es)?|desenvolvedor(?:a|es)?|data de corte|conhecimento|empresa|fabricante|dados de treinamento|identidade)",
  russian:
    "(?:имя|верси[яю]|модель|создател[ьия]|разработчик[и]?|знани[яй]|данные обучения|дата отсечки|компания|производитель|название)",
};

const romance: readonly string[] = [
  `${edge}(?:quién|qué) (?:eres|sos|es usted)(?! (?:capaz|tú? capaz))`,
  `${edge}(?:eres|sos|es usted|fuiste) (?:(?:tú|el|la|un|una|modelo|ia|asistente|versión|lenguaje|realmente|acaso|de|cread[oa]|hech[oa]|entrenad[oa]|desarrollad[oa]|por) ){0,5}${anyName}`,
  `${edge}te (?:creó|crearon|hizo|hicieron|entrenó|entrenaron|desarrolló|desarrollaron|programó|programaron|construyó|diseñó)(?![\\p{L}])(?! (?:daño|feliz|gracia|falta))`,
  `${edge}(?:quién|qué empresa|qué compañía) (?:lo|la) (?:creó|hizo|entrenó|desarrolló|programó) a usted(?![\\p{L}])(?! (?:daño|feliz|gracia|falta))`,
  `${edge}(?:eres|sos) (?:qué|cuál) (?:modelo|ia|versión|llm|asistente|bot)`,
  `${edge}(?:qué|cuál) (?:modelo|ia|versión|llm|asistente|bot)(?: de [\\p{L}]{1,12}){0,2} (?:eres|sos|estoy|usas|es este)`,
  `${edge}(?:cómo te llamas|con quién (?:hablo|estoy)|de (?:qué|cuál) (?:empresa|compañía) (?:eres|vienes)|preséntate|descríbete|fuiste (?:cread|entrenad|desarrollad|hech)[oa])`,
  `${edge}(?:cuál|quiénes?|dime|qué|cuándo|hasta|es|son)(?![\\p{L}])${some}{0,40}${edge}tus? ${your.spanish}`,
  `${edge}(?:qui (?:es-tu|êtes-vous)|tu es qui|vous êtes qui|c'est quoi ton nom)`,
  `${edge}(?:es-tu|êtes-vous|tu es|t'es|vous êtes|serais-tu) (?:(?:le|la|un|une|modèle|ia|assistant|version|vraiment|bien|basé|sur|de|créé|par|développé) ){0,5}${anyName}`,
  `${edge}(?:t'a|vous a|t'ont|vous ont)(?:-t-(?:il|elle))? (?:créé|développé|entraîné|conçu|fait|programmé|fabriqué|construit)(?![\\p{L}])(?! (?:mal|rire|peur|plaisir|penser))`,
  `${edge}(?:as-tu été|avez-vous été|tu as été|vous avez été) (?:créée?|développée?|entraînée?|conçue?|faite?|programmée?)`,
  `${edge}(?:tu es|t'es|vous êtes) quel(?:le)? (?:modèle|ia|version|llm|assistant)`,
  `${edge}de quelle (?:entreprise|société|boîte) (?:es-tu|viens-tu|êtes-vous|venez-vous)`,
  `${edge}quel(?:le)? (?:modèle|ia|version|llm|assistant)(?: de [\\p{L}]{1,12}){0,2} (?:es-tu|êtes-vous|tu es|vous êtes|utilises-tu|est-ce que tu es|suis-je)`,
  `${edge}(?:comment (?:t'appelles-tu|vous appelez-vous|tu t'appelles|t'appelle)|à qui (?:je parle|ai-je|est-ce que je parle)|avec qui (?:je parle|est-ce)|présente-toi|présentez-vous|décris-toi)`,
  `${edge}(?:quel(?:le)?s?|qui|dis|donne|quand|est-ce que)(?![\\p{L}])${some}{0,40}${edge}(?:ton|ta|tes|votre|vos) ${your.french}`,
  `${edge}quem (?:é|és) (?:você|tu|o senhor)|${edge}(?:você|tu) (?:é|és) quem`,
  `${edge}(?:você|tu|vc) (?:é|és|foi) (?:(?:o|a|um|uma|modelo|ia|assistente|versão|linguagem|de|mesmo|realmente|do|da|feito|criado|pela|pelo|treinado) ){0,5}${anyName}`,
  `${edge}(?:te (?:criou|treinou|fez|desenvolveu|programou|construiu)|(?:criou|treinou|fez|desenvolveu|programou|construiu) (?:você|vc|a ti))(?! (?:mal|feliz|rir))`,
  `${edge}de (?:que|qual) (?:empresa|companhia) (?:você|tu|vc) (?:é|és|vem|vens)`,
  `${edge}(?:você|tu|vc) (?:foi|foste) (?:feit|criad|treinad|desenvolvid|programad)[oa]`,
  `${edge}(?:qual|que) (?:modelo|ia|versão|llm|assistente)(?: de [\\p{L}]{1,12}){0,2} (?:você é|tu és|és tu|é você|é esse|estou)`,
  `${edge}(?:como (?:você se chama|te chamas|vc se chama)|com quem (?:eu )?(?:falo|estou)|apresente-se|se apresente|apresenta-te)`,
  `${edge}(?:qual|quem|quais|diga|até|quando)(?![\\p{L}])${some}{0,40}${edge}(?:seus?|suas?|teus?|tuas?) ${your.portuguese}`,
];

const others: readonly string[] = [
  `${edge}wer (?:bist du|seid ihr|sind sie)(?: eigentlich| genau| wirklich)?(?=\\s*,|\\s*$)`,
  `${edge}was (?:bist du|sind sie)(?: eigentlich| genau| wirklich)?(?=\\s*,|\\s*$)`,
  `${edge}(?:bist du|sind sie|wurdest du|stammst du|kommst du) (?:(?:der|die|das|ein|eine|modell|sprachmodell|ki|assistent|chatbot|wirklich|eigentlich|etwa|vielleicht|von|auf|basierend|nicht|in wirklichkeit) ){0,5}${anyName}`,
  `${edge}hat (?:${anyName} )?(?:dich|euch) (?:[\\p{L}]{1,14} ){0,3}(?:gemacht|entwickelt|trainiert|gebaut|programmiert|erschaffen|geschaffen|erstellt)`,
  `${edge}hat sie (?:[\\p{L}]{1,14} ){0,2}(?:trainiert|programmiert)`,
  `${edge}(?:wurdest du|wurden sie|bist du) (?:[\\p{L}]{1,14} ){0,4}(?:entwickelt|trainiert|gebaut|programmiert|erschaffen)`,
  `${edge}welche[rmns] (?:firma|unternehmen|labor|team) (?:stammst|kommst|bist|gehörst) du`,
  `${edge}welche[sr]? (?:(?:ki-|sprach)?modell|ki|version|chatbot|assistent|llm) (?:bist du|sind sie|nutzt du|steckt)`,
  `${edge}(?:wie (?:heißt du|heißen sie|lautet dein|ist dein name)|mit wem (?:spreche|rede|chatte|schreibe) ich|von wem (?:bist|wurdest|stammst)|stell(?:en sie)? (?:dich|sich) (?:[\\p{L}]{1,8} )?vor|wer steckt hinter dir)`,
  `${edge}(?:wie|was|wer|welche[sr]?|sag|nenn|bis wann|wann|von wann)(?![\\p{L}])${some}{0,40}${edge}(?:dein|deine|deinen|deiner|deines|euer|eure) ${your.german}`,
  `${edge}кто (?:же )?(?:ты|вы)(?: такой| такая| такие| на самом деле)?(?=\\s*,|\\s*$)`,
  `${edge}(?:ты|вы) (?:(?:точно|случайно|это|не|—|-|действительно|правда|разве|модель) ){0,4}${anyName}`,
  `${edge}(?:тебя|вас) (?:[\\p{L}]{1,14} ){0,2}(?:созда|сделал|обучи|разработ|построил|придумал|запрограмм|выпусти|натрениров)`,
  `${edge}кем (?:ты|вы) (?:[\\p{L}]{1,8} )?(?:создан|разработан|обучен|сделан)|${edge}из какой (?:ты|вы) (?:компании|фирмы)`,
  `${edge}(?:созда|сделал|обучи|разработ|построил|придумал)[\\p{L}]{0,4} (?:тебя|вас)(?![\\p{L}])`,
  `${edge}(?:какая|что за|какой) (?:[\\p{L}]{1,14} )?(?:ты|вы) (?:[\\p{L}]{1,14} )?(?:модель|верси|нейросет|ии|бот)|${edge}(?:ты|вы) (?:какая|что за) (?:модель|верси|нейросет)`,
  `${edge}(?:как (?:тебя|вас) (?:зовут|называть|звать)|с кем я (?:говорю|общаюсь|разговариваю)|представься|представьтесь|расскажи(?:те)? о себе)`,
  `${edge}(?:как|како[йвег]|кака|кто|скажи|назови|до|когда)${some}{0,40}${edge}(?:твой|твоя|твоё|твои|твоих|твоего|ваш|ваша|ваше|ваши) (?:[\\p{L}]{1,14} )?${your.russian}`,
  `${edge}(?:твоё|твой|твоя|ваше|ваша) (?:имя|версия|модель|создатель|разработчик)(?=\\s*$)`,
  `${edge}(?:sen |siz )?kimsin(?:iz)?(?![\\p{L}])|${edge}sen nesin`,
  `${anyName} m[iu]s[iu]n|${edge}sen (?:gerçekten )?(?:bir )?${anyName}`,
  `${edge}seni (?:[\\p{L}']{1,14} ){0,3}(?:kim|hangi)|${edge}seni ${anyName}|${edge}(?:kim|hangi şirket) (?:tarafından )?(?:seni|geliştirildin|eğitildin|yapıldın|yaratıldın|üretildin)`,
  `${edge}hangi (?:[\\p{L}]{1,10} ){0,2}model(?:sin|siniz|isin|isiniz)|${edge}hangi yapay zek[aâ]s[iı]n`,
  `${edge}(?:adın(?:ız)?|ismin(?:iz)?|sürümün|versiyonun|modelin|geliştiricin|geliştiricilerin|yaratıcın|şirketin|üreticin|bilgilerin|eğitim verilerin) (?:[\\p{L}]{1,10} ){0,3}(?:ne|nedir|kim|kimdir|hangi|kadar)`,
  `${edge}(?:kendini(?:zi)? tan[iı]t|kiminle konuşuyorum)`,
  `${edge}bạn (?:thực ra |rốt cuộc )?là ai(?=\\s*[,à]|\\s*$)`,
  `${edge}(?:bạn|mày|cậu) (?:(?:có|phải|là|thực ra|chính|do|được|thuộc) ){0,5}${anyName}`,
  `${edge}(?:tạo ra|huấn luyện|làm ra|phát triển|xây dựng|đào tạo|lập trình|tạo nên) (?:ra )?(?:bạn|mày|cậu)(?![\\p{L}])`,
  `${edge}bạn (?:là|thuộc|dùng|chạy) (?:mô hình|ai|phiên bản|chatbot|công ty|hãng)(?: [\\p{L}]{1,8}){0,3} (?:nào|gì)`,
  `${edge}bạn (?:do|được) (?:ai|công ty nào|hãng nào)`,
  `${edge}(?:bạn tên (?:là )?gì|tên (?:của )?bạn (?:là )?gì|giới thiệu (?:về )?(?:bản thân|bạn)|(?:nói chuyện|trò chuyện) với ai)`,
  `${edge}(?:kiến thức|dữ liệu|phiên bản|nhà phát triển|công ty|mô hình)${some}{0,16} của bạn(?![\\p{L}])`,
];

const asks = new RegExp(foldLetters([...english, ...romance, ...others, ...eastern].join("|")), "mu");

/** Asks for words of somebody else: what stands there asks nobody who he is. */
const othersText = new RegExp(
  foldLetters(
    [
      "\\b(?:translat\\w{1,6}|rewrit\\w{1,4}|rephras\\w{1,4}|paraphras\\w{1,4}|proofread|grammar|grammatical\\w{0,2}|pronounce|story|dialogue|screenplay|scene|novel|pretend|role-?play\\w{0,3}|act as|acting as|sentences?|phrases?|riddle|lyrics)\\b",
      "\\bhow (?:do|can|would|should) (?:i|you|we) (?:say|ask|write|answer|reply|respond)\\b|\\b(?:my|your) (?:\\w{1,12} )?(?:boss|friend|teacher|interviewer) (?:asks?|asked)\\b",
      "翻译|译成|改写|润色|故事|小说|扮演|假装|台词|对话|造句|怎么说|帮我写|(?:帮|给|替)我.{0,6}自我介绍|自我介绍(?:信|稿|模板|范文)",
      "訳し|翻訳|物語|小説|台詞|セリフ|なりきって|자기소개서|번역|이야기를|소설|대사",
      `${edge}(?:traduc|traduz|tradui|traduire|übersetz|cuento|diálogo|histoire|história|geschichte|переведи|рассказ|диалог|hik[aâ]ye|truyện|dịch (?:sang|câu|giúp|đoạn|ra))|çevir`,
    ].join("|"),
  ),
  "u",
);

const quoted =
  /"[^"\n]{0,400}"|«[^«»\n]{0,400}»|„[^„"\n]{0,400}["“]|「[^「」\n]{0,400}」|『[^『』\n]{0,400}』|(?<=^|[\s(:])'[^'\n]{4,300}'(?=$|[\s.,;:!?)])/gmu;
const fenced = /^ {0,3}(?:>|\|).*$/gm;

/** @param question reduced to a skeleton, so that names are signs. */
export function asksWhoAnswers(question: string): boolean {
  const own = question.replace(fenced, " ").replace(quoted, " ");
  for (const sentence of own.split(/[.?!。？！¿¡\n]/u)) {
    if (!othersText.test(sentence)) {
      if (asks.test(sentence.trim())) return true;
    } else if (/[:：]\s*$/.test(sentence)) return false;
  }
  return false;
}

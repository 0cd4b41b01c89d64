/** Self-namings in data: JSON, XML, a record of who answered. */
import { anyName, certain, likely, modelName, oneOf, type Phrase, undiscussed } from "./phrase.ts";

/** Keys under which a record says which model made it; underscores are gone from a skeleton. */
const modelKey = oneOf(
  "(?:my |ai ?|llm ?)?(?:name|assistant|model|bot|chatbot|agent|engine|llm|identity|version)[ -]?(?:name|id|version|used)?",
  "(?:answered|generated|written|created|made|produced|responded|signed)[ -]?by|author|generator|responder|respondent|signature",
  "modelo|modèle|modell|модель|モデル(?:名)?|모델(?:명)?|mô hình|模型(?:名称)?|nombre|nom|nome|имя|名前|이름|tên|isim|ad|名字|名称|versión|versão",
  "asistente|assistente|ассистент|アシスタント|trợ lý|asistan|助手|回答者|作者|respondido por|généré par|erstellt von|generado por",
);
const makerKey = oneOf(
  "(?:created|made|developed|trained|built|provided)[ -]?by|developer|maker|creator|vendor|provider|company|organi[sz]ation|manufacturer|owner|lab|team|origin",
  "empresa|desarrollador(?:a)?|creador(?:a)?|entreprise|société|développeur|créateur|hersteller|entwickler|firma|unternehmen|desenvolvedor(?:a)?|criador(?:a)?",
  "разработчик|компания|создатель|開発元|開発者|会社|개발사|회사|제작사|geliştirici|şirket|nhà phát triển|công ty|开发者|公司|开发商|厂商",
);
const answerKey = oneOf(
  "answers?|response|reply|result|output|text|content|message|solution|summary|translation",
  "respuesta|réponse|antwort|resposta|risposta|ответ|cevap|yanıt|trả lời|答案?|回答|答え|답변|답|회신|正文|结果|内容",
);
/** Keys of a request to a model: who writes one speaks of the model that is asked. */
const requestKey =
  "(?:messages|temperature|max ?tokens|maxcompletiontokens|maxtokens|top ?p|topp|topk|stream|prompt|input|tools|apikey|baseurl|api ?base|stop|seed|numctx|role)";
const noRequest = `(?<!"${requestKey}" ?:[^{}]{0,240})(?![^{}]{0,240}"${requestKey}" ?:)`;
const colon = '" ?: ?"';

/** Every phrase of self-naming in data. Each is for records that the question did not ask to be about models. */
export const recordPhrases: readonly Phrase[] = [
  likely(`${noRequest}"${modelKey}${colon}${modelName}(?=[^{}]{0,200}"${makerKey}${colon}${anyName})`),
  undiscussed(`(?<="${answerKey}" ?:[^{}]{0,400}),\\s{0,9}"${modelKey}${colon}${modelName}`),
  undiscussed(`"${modelKey}${colon}${modelName}(?=[^{}]{0,80}"${answerKey}" ?:)`),
  undiscussed(`"(?:answered|generated|written|responded|signed)[ -]?by${colon}${anyName}`),
  likely(
    `^\\s{0,9}\\{[^{}]{0,300}"(?:ai|assistant|bot|model|chatbot)[ -]?(?:name)?${colon}${modelName}"[^{}]{0,200}\\}\\s{0,9}$`,
  ),
  likely(`<(?:model|assistant|author|generator|answeredby|ai)>\\s{0,3}${modelName}\\s{0,3}</`),
];

/** The maker beside a hidden model. */
export const recordContinuations: readonly Phrase[] = [
  certain(`\\uE000"[^{}]{0,160}"(?:${makerKey}|${modelKey})${colon}${anyName}`),
  certain(`"${makerKey}${colon}${anyName}(?="[^{}]{0,160}\\uE000")`),
];

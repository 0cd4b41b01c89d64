/** What tells questions apart in the languages other than English and Chinese; all patterns are for folded texts. */
import { edge, foldLetters, oneOf } from "./phrase.ts";

const whole = (...alternatives: readonly string[]): string => `${edge}${oneOf(...alternatives)}`;
const pattern = (...alternatives: readonly string[]): RegExp =>
  new RegExp(foldLetters([...alternatives].join("|")), "mu");

/** Asks for a text in which others may speak: a story, a letter, a translation. */
export const textTaskElsewhere = pattern(
  whole(
    "escrib[eai]|redacta|tradu[cz]|cuento|poema|diálogo|carta|guion|imagina|finge|parafrase|corrige|resume|haz de",
    "écri[stv]|rédige|tradui|histoire|poème|conte |dialogue|lettre|imagine|fais semblant|corrige|résume",
    "schreib|übersetz|geschichte|robotergeschichte|gedicht|dialog|brief|erzähl|stell dir|korrigier|aus sicht",
    "escrev[ea]|traduz|história|poema|diálogo|conto|imagine|corrija|resuma",
    "напиши|переведи|рассказ|стих|письмо|сказк|диалог|представь,? что|перескажи|исправь|от лица",
    'viết (?:một|truyện|thơ|thư|bài|đoạn|câu|cho|lại)|dịch (?:sang|câu|giúp|đoạn|ra|")|truyện |thơ |bức thư|đóng vai|hội thoại|sửa lỗi',
  ),
  "yaz(?:[ıi]n|ar)?(?![\\p{L}])|çevir|hik[aâ]ye|şiir|mektup|diyalog|ağzından",
  "書いて|書け|訳し|翻訳|物語|の詩|小説|手紙|セリフ|台詞|なりきって|演じて|作文",
  "써 ?(?:줘|주세요|봐)|쓰시오|번역|이야기를|소설|편지|독백|대사|시를",
);

/** Speaks to whoever answers. */
export const addressedElsewhere = pattern(
  whole(
    "tú|te|ti|usted|eres|tu|tus|hola|buenas|saluda|puedes|sabes",
    "tu|toi|te|t'|vous|es-tu|votre|ton|ta|tes|bonjour|salut|peux-tu",
    "du|dich|dir|dein|deine|hallo|servus|bist|kannst",
    "você|te|teu|tua|seu|sua|olá|oi|és",
    "ты|тебя|тебе|твой|твоя|твоё|вы|вас|ваш|привет|здравствуй(?:те)?",
    "bạn|xin chào|chào",
    "sen|seni|sana|senin|merhaba|selam|siz",
  ) + "(?![\\p{L}\\p{N}])",
  "あなた|君は|(?:人間|ロボット|機械|ボット)(?:です|なの|じゃ|では)|きみ|お前|そちら|こんにちは|こんばんは|はじめまして|挨拶|自己紹介|おはよう",
  `${edge}(?:너|넌|널|네|당신|안녕|사람이(?:에요|야|세요|니|신가)|인간이|자기소개|누구)`,
);

/** About technology or business, where names come up by themselves. */
export const technicalElsewhere = pattern(
  whole(
    "(?:ia|ki|app|api)(?![\\p{L}])|inteligencia artificial|intelligence artificielle|modelos?|modèles?|modelle?|empresas?|entreprises?|unternehmen|firma",
    "сравни|compara|compare|vergleiche|so sánh|karşılaştır|нейросет|модел|компани|công ty|công nghệ|phần mềm|yazılım|şirket",
  ),
  "おすすめ|違い|比較|企業|会社|技術|アプリ|비교|추천|차이|회사|기술",
);

/** How models name themselves in Japanese. */
import { anyName, certain, characters, likely, modelName, oneOf, type Phrase } from "./phrase.ts";

const i = "(?:私|わたし|わたくし|僕|ぼく|ボク|俺|自分|本モデル|本アシスタント|このモデル|このアシスタント|当モデル)";
const making =
  "(?:開発|作|訓練|学習|設計|構築|提供|生まれ|トレーニング|リリース|製作|制作|創|育成|公開|運営|誕生|生み出|手がけ|手掛け)";
const company = "(?:社|株式会社|グループ|氏|さん|の研究チーム|の研究所)?";
const by = "(?:が|によって|により|による|の|に|で|から|製|発|出身)";
const am = "(?:です|だよ|だ[。！!]|と申し|という|といい|と呼ば|と言い|である|でし|でござい|になり|となり|、|。|！|!|$)";
const parts = oneOf(
  "名前|モデル名|モデル|バージョン|開発元|開発者|開発会社|開発企業|正式名称|製作者|作成者|親会社|会社|生みの親|名称|提供元|創業者|運営会社",
);

/** Every phrase of self-naming in Japanese. */
export const japanesePhrases: readonly Phrase[] = [
  certain(`${i}(?:は|が|も|こそ)[、 ]?${characters(16, "。")}${modelName}(?=${am})`),
  certain(
    `${i}(?:は|が)[、 ]?${characters(6, "。")}${anyName}(?:では|じゃ)(?:な[くい]|あり)[、 ]?${characters(12, "。")}${modelName}?`,
  ),
  certain(`${i}(?:は|も)[、 ]?${characters(12, "。")}${anyName}${company}${by}${characters(14, "。")}${making}`),
  certain(
    `${i}(?:は|も)[、 ]?${characters(12, "。")}${anyName}${company}(?:の|製の)${characters(8, "。")}(?:ai|モデル|アシスタント|人工知能)`,
  ),
  certain(
    `${i}を${characters(8, "。")}${making}${characters(14, "。")}(?:は|が)[、 ]?${characters(8, "。")}${anyName}`,
  ),
  certain(`${anyName}${company}(?:が|で|によって)${characters(4, "。")}${i}(?:を|は)${characters(6, "。")}${making}`),
  certain(`(?:${i}の|現在の|当方の|使用中の)${characters(8, "。")}${parts}は[、 ]?${characters(8, "。")}${anyName}`),
  likely(`(?:^|。) ?(?:モデル名|バージョン|名前|モデル|開発元)は[、 ]?${modelName}`),
  certain(`${modelName}と(?:申し|お?呼(?:んで|び)(?:ください|くださ|ね)?|呼ばれて(?:い|お))`),
  certain(`${modelName}(?:である|という|、)?${i}(?:は|が|に|も|の)`),
  likely(
    `${modelName}として、?${characters(30, "。")}(?:${i}|知識|お手伝い|お答え|できません|ありません|あります|お役に)`,
  ),
  certain(`${i}(?:は|も)[、 ]?${modelName}(?:を|に)?(?:ベース|基盤|もと|基)`),
  certain(
    `(?:こんにちは|はじめまして|初めまして|こんばんは|おはようございます|どうも|やあ|はい)[、。！! ]{0,3}${modelName}(?=${am})`,
  ),
  certain(`(?:こちら|ここ|ただいまお話し?しているの)は${modelName}(?=${am})`),
];

/** What names its speaker when the question speaks to it. */
export const japaneseAddressed: readonly Phrase[] = [
  likely(`(?:^|[。！!、] ?)${modelName}(?=${am})`),
  likely(
    `(?:^|[。！!、] ?)${anyName}${company}${by}${making}${characters(14, "。")}(?:${modelName}|ai|モデル|アシスタント)`,
  ),
];

/** What continues a self-naming: "〇〇〇と申します。…によって訓練された…". */
export const japaneseContinuations: readonly Phrase[] = [
  certain(
    `\\uE000(?:と申します|です|といいます|だよ|である)?[。、！! ]{0,2}${characters(10, "。")}${anyName}${company}${by}${characters(14, "。")}(?:${making}|ai|モデル)`,
  ),
  certain(`${anyName}${company}${by}${characters(20, "。")}\\uE000`),
  certain(`\\uE000(?:では|じゃ)な[くい][、。 ]{0,2}${characters(10, "。")}${modelName}(?=${am})`),
];

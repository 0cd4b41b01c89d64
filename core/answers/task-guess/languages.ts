/** Human languages as they are named in requests, for signs. */

/** In English. */
export const languageInEnglish = `(?:${[
  "english|french|spanish|german|italian|portuguese|dutch|russian|chinese|mandarin|cantonese|japanese|korean|arabic|hindi",
  "turkish|polish|latin|greek|swedish|norwegian|danish|finnish|icelandic|czech|slovak|hungarian|romanian|bulgarian|serbian",
  "croatian|ukrainian|hebrew|thai|vietnamese|indonesian|malay|tagalog|filipino|swahili|urdu|persian|farsi|bengali|tamil",
  "catalan|irish|gaelic|welsh|esperanto|klingon|elvish|afrikaans|estonian|latvian|lithuanian|mongolian|nepali|punjabi|zulu",
].join("|")})`;

/** In Chinese. */
export const languageInChinese = `(?:[英法德日韩俄中汉葡意粤泰阿西](?:语|文)|${[
  "西班牙[语文]|葡萄牙[语文]|意大利[语文]|拉丁[语文]|阿拉伯[语文]|越南[语文]|希腊[语文]|荷兰[语文]|土耳其[语文]|印地语|印尼[语文]|波兰[语文]",
  "瑞典[语文]|乌克兰[语文]|捷克[语文]|丹麦[语文]|挪威[语文]|芬兰[语文]|匈牙利[语文]|泰国话|马来[语文]|希伯来[语文]|蒙古[语文]|藏[语文]|世界语",
  "文言文|白话文?|现代汉语|古文|文言|广东话|粤语|普通话|大白话|繁体中?文?|简体中?文?|四川话|东北话|上海话|闽南语",
].join("|")})`;

/** In Japanese. */
export const languageInJapanese =
  "(?:英語|日本語|中国語|韓国語|フランス語|ドイツ語|スペイン語|イタリア語|ロシア語|ポルトガル語|ラテン語|タイ語|ベトナム語|アラビア語|広東語|関西弁|標準語|現代語|古文)";

/** In Korean. */
export const languageInKorean =
  "(?:영어|한국어|한글|우리말|일본어|일어|중국어|독일어|독어|프랑스어|불어|스페인어|러시아어|이탈리아어|베트남어|태국어|라틴어|아랍어|포르투갈어|영문|국문)";

/** In German. */
export const languageInGerman =
  "(?:deutsche?|englische?|franzosische?|spanische?|italienische?|russische?|polnische?|turkische?|chinesische?|japanische?|koreanische?|lateinische?|latein|niederlandische?|portugiesische?|arabische?|schwedische?|hochdeutsche?|ukrainische?|tschechische?|griechische?|danische?|norwegische?|ungarische?|plattdeutsche?)";

/** In French. */
export const languageInFrench =
  "(?:francais|anglais|allemand|espagnol|italien|portugais|russe|chinois|mandarin|japonais|coreen|arabe|latin|neerlandais|polonais|turc|grec|suedois|ukrainien|breton|roumain|hebreu|vietnamien)";

/** In Spanish. */
export const languageInSpanish =
  "(?:espanol|castellano|ingles|frances|aleman|italiano|portugues|ruso|chino|mandarin|japones|coreano|arabe|latin|catalan|euskera|gallego|polaco|turco|griego|sueco|holandes)";

/** In Russian, by their stems. */
export const languageInRussian =
  "(?:русск|английск|немецк|французск|испанск|итальянск|китайск|японск|корейск|португальск|польск|турецк|арабск|латын|латинск|украинск|греческ|шведск|чешск|финск|иврит|казахск)";

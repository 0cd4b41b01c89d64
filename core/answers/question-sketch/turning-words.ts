/** Words on which a question turns: with another one in its place it asks something else, however long it is. */

const words = [
  // Who says yes, and who says no.
  "no not never none nobody nothing neither nor without cannot false true wrong right",
  "ne pas jamais sans rien aucun aucune nicht kein keine keinen keiner nie niemals ohne sin nunca nada ningún ninguna",
  "não sem nunca non senza mai не нет без никогда ни",
  // How many, and which of them; "one" and its like say too little.
  "two three four five six seven eight nine ten eleven twelve twenty thirty fifty hundred thousand million billion",
  "first second third fourth fifth last half double twice odd even",
  "zwei drei vier fünf sechs sieben acht neun zehn deux trois quatre cinq sept huit neuf dix dos tres cuatro cinco",
  "два три четыре пять шесть семь восемь девять десять",
  // Opposites.
  "more less most least many few larger smaller largest smallest biggest higher lower highest lowest longer shorter longest",
  "shortest best worst better worse maximum minimum max min increase increases decrease decreases rise fall faster slower",
  "fastest slowest before after above below left ascending descending oldest youngest older younger newest",
  "advantages disadvantages pros cons formal informal positive negative good bad old new male female man woman",
].join(" ");

const turning: ReadonlySet<string> = new Set(words.split(" "));

/** The same where no spaces show words, or where they are parts of words: in Chinese, Japanese, Korean and Thai. 一 says too little. */
const signs =
  /[不没沒無无非未别別勿否二两兩三四五六七八九十百千万萬亿億半大小多少高低长長短前后後早晚升降增减減上下左右男女正负負反好坏壞优優缺新旧舊奇偶真假]|[英法德日韩韓俄西葡意中汉漢泰越印阿]{1,2}(?:语|語|文)|ません|ない|なかった|않|못|없|안(?=\s)|ไม่/gu;

/** Those of a text in small letters, in order. @param units its words. */
export function findTurning(text: string, units: readonly string[]): string[] {
  const found = units.filter((unit) => turning.has(unit) || unit.endsWith("n't"));
  return [...found, ...Array.from(text.matchAll(signs), ([sign]) => sign)];
}

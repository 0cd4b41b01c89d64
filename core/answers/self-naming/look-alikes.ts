/** Characters that look like others: what a disguised name is read as. */

/** Cyrillic, Greek and other letters beside the Latin ones they look like; all lower case, compatibility forms aside. */
const looks: Record<string, string> = {
  a: "ᴀаαɑ",
  b: "ʙвьβƅ",
  c: "сϲᴄ",
  d: "ᴅԁɗժ",
  e: "ᴇеєεҽ℮",
  f: "ꜰƒϝ",
  g: "ɡցɢ",
  h: "һнհʜ",
  i: "іιıɪӏі",
  j: "ᴊјϳ",
  k: "кκᴋқ",
  l: "ⅼʟǀ",
  m: "мᴍ",
  n: "ոпηɴν",
  o: "оοօσᴏ",
  p: "рρᴘ",
  q: "ԛզ",
  r: "гᴦʀ",
  s: "ѕꜱ",
  t: "тτᴛ",
  u: "цυսᴜ",
  v: "ѵᴠ",
  w: "ԝωѡᴡ",
  x: "хχ",
  y: "уүγʏ",
  z: "ᴢʐ",
};

/** Traditional characters of the names and phrases the mask knows, each before the simplified one. */
const traditional =
  "義义問问雲云開开發发訓训練练麼么書书語语訊讯飛飞騰腾為为這这裡里來来個个體体創创造造製制設设計计團团隊队員员" +
  "學学習习認认識识説说說说話话節节躍跃動动軟软馬马遜逊躍跃階阶萬万華华電电與与從从屬属於于稱称們们號号後后臺台當当" +
  "請请對对還还應应給给讓让將将腦脑統统億亿機机顧顾實实驗验嗎吗誰谁譯译寫写個个幫帮裝装環环" +
  // Whoever is spoken to, politely or not.
  "您你妳你";

const folded = new Map<string, string>();
for (const [letter, others] of Object.entries(looks)) for (const other of others) folded.set(other, letter);
for (let index = 0; index + 1 < traditional.length; index += 2) {
  folded.set(traditional.charAt(index), traditional.charAt(index + 1));
}

/** The letter a single lower-case character looks like, or the character itself. */
export function foldLookAlike(character: string): string {
  return folded.get(character) ?? character;
}

/** First letters of the alphabets of pictures: 🅐, 🅰 and the regional indicator 🇦. */
const pictureAlphabets = [0x1f150, 0x1f170, 0x1f1e6];

/** The letter on a picture of a letter, or undefined when the character is no such picture. */
export function letterOnPicture(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  const first = pictureAlphabets.find((start) => code >= start && code < start + 26);
  return first === undefined ? undefined : String.fromCodePoint(code - first + 0x61);
}

const disguises: Record<string, string> = {
  "0": "o",
  "1": "il",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "@": "a",
  $: "s",
  "!": "i",
  "|": "l",
  i: "l",
  l: "i",
};

/** Letters that a digit, sign or letter often stands for in a disguise ("Cl4ude", "CIaude"); "" when there are none. */
export function disguisedLetters(character: string): string {
  return disguises[character] ?? "";
}

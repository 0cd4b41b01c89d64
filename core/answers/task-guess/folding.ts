/** Brings letters that differ only in dress to one form, so that each sign needs to be written once. */

/** Traditional characters of words that stand in signs, each with its simplified form. */
const traditional = new Map(
  [
    "譯译 總总 結结 寫写 個个 這这 嗎吗 麼么 為为 誰谁 幾几 幫帮 請请 問问 對对 語语 說说 話话 數数 學学 計计 證证 機机 題题 詩诗",
    "編编 輯辑 點点 簡简 縮缩 類类 別别 斷断 屬属 於于 還还 錯错 誤误 報报 給给 讓让 現现 來来 會会 韓韩 圍围 標标 籤签 選选 歸归",
    "納纳 講讲 詞词 潤润 飾饰 創创 設设 劃划 擬拟 開开 頭头 張张 圖图 畫画 師师 級级 極极 騙骗 評评 論论 負负 種种 與与 從从 後后",
    "應应 該该 嘗尝 試试 處处 時时 間间 長长 買买 賣卖 價价 錢钱 隻只 條条 塊块 積积 圓圆 體体 導导 陣阵 變变 換换 轉转 區区 異异",
    "啟启 動动 態态 傳传 輸输 運运 務务 網网 頁页 碼码 書书 據据 庫库 測测 環环 節节 車车 貓猫 廣广 詐诈 謠谣 觀观 實实 樂乐 難难",
    "過过 愛爱 歡欢 謝谢 們们 倆俩 嚮向 薦荐 議议 釋释 紹绍 發发 聲声 歲岁 劇剧 臺台 經经 驗验 優优 賀贺 簽签 郵邮 壓压 濃浓 練练",
    "習习 麵面 裡里 裏里 樣样 線线",
  ]
    .join(" ")
    .split(" ")
    .map((pair): [string, string] => [pair.slice(0, 1), pair.slice(1)]),
);
const anyTraditional = new RegExp(`[${[...traditional.keys()].join("")}]`, "gu");

/** Accents, but not the voicing marks of Japanese. */
const accents = /[\u0300-\u036f]/g;
const wideSigns = /[\uff01-\uff5e]/g;
const fromWideToNarrow = 0xfee0;

/**
 * Small letters without accents, narrow signs, straight apostrophes, simplified characters; all else stays. Signs are
 * folded the same way as questions: `é` and `й` become `e` and `и` in both.
 */
export function foldLetters(text: string): string {
  return text
    .replace(wideSigns, (sign) => String.fromCharCode(sign.charCodeAt(0) - fromWideToNarrow))
    .replaceAll("\u3000", " ")
    .replace(/[‘’ʼ′]/g, "'")
    .normalize("NFD")
    .replace(accents, "")
    .normalize("NFC")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("œ", "oe")
    .replace(anyTraditional, (character) => traditional.get(character) ?? character);
}

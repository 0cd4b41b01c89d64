/** A short list of what no chat wants asked or answered, for arenas without a moderation endpoint, and beside one. */
import { withoutPiles } from "../../language/piled-marks.ts";
import { withoutZeroWidth } from "../../language/said.ts";

/** What somebody wants made or shown; what stands between is short, so that the work stays linear. */
const wants = String.raw`\b(?:write|draw|generate|show|send|find|give|make|create|describe|tell|want|link|download)\b[^.!?\n]{0,40}?`;
const wantsChinese = "(?:写|画|生成|发|找|给我|描述|下载|想看|来点|讲)[^，。！？\\n]{0,10}?";
const minor = String.raw`(?:child(?:ren)?|kids?|minors?|toddlers?|preteens?|underage \w+|(?:\d|1[0-7])[ -]?year[ -]?olds?)`;
const howTo = String.raw`\b(?:how (?:do|can|could|should|would|to)\b|instructions|steps|recipe|teach me|show me|ways? to|explain how)[^.!?\n]{0,24}?`;
const make = String.raw`\b(?:mak(?:e|ing)|build(?:ing)?|synthesi[sz](?:e|ing)|cook(?:ing)?|construct|assembl(?:e|ing)|produc(?:e|ing))\b[^.!?\n]{0,24}?`;
const peoples = String.raw`(?:jews|muslims|christians|blacks|whites|asians|arabs|gays|lesbians|immigrants|refugees|gypsies|women)`;

/** Each names its kind as OpenAI's moderation does. Texts are read in lower case and in compatible forms (NFKC). */
const rules: readonly (readonly [kind: string, says: RegExp])[] = [
  [
    "sexual/minors",
    new RegExp(
      String.raw`${wants}\b${minor}(?:'s)? (?:porn|nudes?|erotica|sex (?:pics|pictures|videos?|stor(?:y|ies)))\b`,
      "u",
    ),
  ],
  [
    "sexual/minors",
    new RegExp(
      String.raw`${wants}\b(?:porn|nudes?|erotica|erotic stor(?:y|ies)|sex (?:scene|story|stories)|sexual (?:scene|story|stories|fantas\w+)|naked pictures)\b (?:of|about|with|featuring|involving) (?:\w+ ){0,3}?${minor}\b`,
      "u",
    ),
  ],
  [
    "sexual/minors",
    new RegExp(
      `${wantsChinese}(?:儿童|幼女|未成年人?|萝莉|小学生|初中生)[^，。！？\\n]{0,6}(?:色情|裸照|裸体照|性爱|黄片|情色|黄文)`,
      "u",
    ),
  ],
  [
    "illicit/violent",
    new RegExp(
      String.raw`${howTo}${make}\b(?:(?<!(?:bath|cherry|photo|jager|google) )bombs?(?! (?:shelter|calorimeter|cyclone|disposal|pop))|explosives?|nerve (?:agent|gas)|sarin|ricin|mustard gas|meth(?:amphetamine)?|fentanyl)\b`,
      "u",
    ),
  ],
  [
    "illicit/violent",
    /(?:怎么|如何|怎样|教我)[^，。！？\n]{0,8}(?:制造|制作|自制|做|合成|配制)[^，。！？\n]{0,6}(?:炸弹|炸药|沙林|蓖麻毒素|冰毒|芥子气|神经毒剂|芬太尼)/u,
  ],
  [
    "self-harm/instructions",
    new RegExp(
      String.raw`(?:${howTo}|\b(?:best|easiest|fastest|painless) way[^.!?\n]{0,12})\b(?:kill myself|commit suicide|end my (?:own )?life|hang myself|cut myself without|overdose on)\b`,
      "u",
    ),
  ],
  [
    "self-harm/instructions",
    /(?:怎么|如何|怎样)(?:(?!预防|防止|避免|阻止|减少|帮|劝|干预|应对|面对|看待|理解|识别)[^，。！？\n]){0,8}(?:自杀|自残|割腕|结束(?:自己|我)的生命)(?!的?(?:人|倾向|预防|率|念头|行为|者|干预|朋友|同学|家人))/u,
  ],
  [
    "hate/threatening",
    new RegExp(
      String.raw`\b(?:we (?:should|must|need to|have to)|let'?s|time to|someone should) (?:kill|exterminate|gas|lynch|burn|wipe out|get rid of) (?:all|every|the|these|those)?(?: \w+)? ?${peoples}\b`,
      "u",
    ),
  ],
  [
    "hate/threatening",
    /(?:应该|必须|让我们|要把)[^，。！？\n]{0,6}(?:杀光|灭绝|烧死|消灭)[^，。！？\n]{0,4}(?:犹太人|穆斯林|黑人|白人|同性恋|难民|移民|女人)|(?:应该|必须|要)把[^，。！？\n]{0,6}(?:犹太人|穆斯林|黑人|白人|同性恋|难民|移民|女人)[^，。！？\n]{0,4}(?:杀光|灭绝|烧死|消灭)/u,
  ],
  [
    "sexual",
    new RegExp(
      String.raw`${wants}\b(?:porn|hardcore sex|explicit sex(?:ual)? (?:scenes?|stor(?:y|ies))|erotica|nudes)\b`,
      "u",
    ),
  ],
  ["sexual", new RegExp(`${wantsChinese}(?:黄文|色情小说|色情图|小黄文|肉文|裸照|黄片|成人小说)`, "u")],
];

/** The kinds that the list finds in a text. The work is linear in its length. */
export function findByRules(text: string): string[] {
  // Thousands of marks on one character take long to be put in order.
  const read = withoutPiles(withoutZeroWidth(text)).normalize("NFKC").toLowerCase();
  return [...new Set(rules.filter(([, says]) => says.test(read)).map(([kind]) => kind))];
}

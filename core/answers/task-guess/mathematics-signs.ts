/** Signs that something is to be calculated or proved. */
import type { Reading } from "./reading.ts";
import { begins, beginsWords, holds, looks, says, saysStems, saysWords, type Sign, strongestOf } from "./sign.ts";

const english: readonly Sign[] = [
  beginsWords(
    4,
    "solve (?!the problem of|this riddle)|calculate|compute|evaluate|simplify|factor(?:i[sz]e)?|expand|integrate|differentiate|prove(?! me| him| her)|find (?:x|y|n|k|the (?:\\w{1,12} )?(?:value|values|derivative|integral|area|volume|perimeter|sum|product|roots?|slope|limit|inverse|determinant|eigenvalues?|probability|number of|angle|radius|gcd|lcm|median|mean|remainder|maximum|minimum))|how many ways|round \\d|add \\d|multiply|divide|convert \\d|show that",
  ),
  saysWords(
    1.5,
    "cheaper|total cost|split (?:the )?bill|in total|altogether|per (?:person|hour|kg|km)|how much (?:of )?each|years? from now|by how much",
  ),
];

const chinese: readonly Sign[] = [
  begins(
    3.5,
    "计算(?!机)|解方程|解不等式|证明[:：]?(?!信|材料|书|函|怎么开)|求(?!助|职|救|推荐|问|个|精简|婚|生|大佬|教|翻译|帮|一[个份篇段])|化简|因式分解|算一?下|算算|口算|心算|已知|设(?=[^计置想定施法立])|若",
  ),
  says(
    2.7,
    "方程|不等式|概率|通项|数列|导数|求导|积分|微分|极限|矩阵|行列式|特征值|向量|面积|体积|周长|半径|直径|斜边|三角形|等差|等比|平方|立方|开方|根号|阶乘|整除|余数|质数|素数|最大公约数|最小公倍数|公倍数|鸡兔同笼|排列组合|期望值|方差|标准差|中位数|平均数|平均(?:每|速度|分)|百分之|百分比|打[一二三四五六七八九\\d]折|折后|利息|利率|复利|本金|年化|时速|相遇|追上|浓度|比例|函数.{0,8}(?:单调|极|最|值域|定义域|零点|对称)|换算|二进制|十六进制|值域|定义域|求证|恒成立|解析式",
  ),
  says(
    1.5,
    "各有(?:几|多少)|一共|总共|合计|还剩|剩下|平均|(?:几|多少)种|多少(?:种|次|个|天|分钟|小时|元|块|钱|米|公里|千米|人|页|升|克|公斤|斤)|几(?:年后|个|只|辆|张|天|次|种|倍)|至少|最多|恰好|写出过程|(?:等于|是)(?:多少|几)|各多少|余几",
  ),
];

const elsewhere: readonly Sign[] = [
  says(
    3,
    "計算(?!机|機)|方程式|確率|微分|積分|証明せよ|証明して|解いて|解け|求めよ|求めて|面積|体積|因数分解|割引|平方根|何通り|素数|合計|平均|数列|行列|三角形|割り算|掛け算|足し算|税込|余り|何倍|割合",
  ),
  says(
    3,
    "계산|방정식|확률|미분|적분|증명(?:해|하)|풀어|구해|구하|넓이|부피|인수분해|할인|제곱|경우의 수|소수|합계|평균|수열|행렬|삼각형|이자|나머지|몇 배|비율|최대공약수",
  ),
  saysStems(
    3,
    "вычисли|посчита|рассчита|реши(?:ть|те)?(?![а-я])|уравнени|неравенств|вероятност|производн|интеграл|докажи|доказать|площад|объем|периметр|процент|корень|корни|сумм|скидк|треугольн|делится|прост[а-я]{1,2} чис|среднее|матриц|наидит?е? (?:значени|х|x|сумм|площад|скорост|вероятн)|сколько будет",
  ),
];

const measure =
  "(?:ft|feet|foot|inch(?:es)?|in|cm|mm|m|km|miles?|mi|yards?|yd|kg|g|grams?|lbs?|pounds?|oz|ounces?|stone|litres?|liters?|l|ml|cups?|tbsp|tsp|gallons?|pints?|mph|km/h|kph|celsius|fahrenheit|[°º]?[cf]|kb|mb|gb|tb|acres?|hectares?|minutes?|hours?|days?|seconds?|usd|eur|gbp|knots?)";

const form: readonly Sign[] = [
  saysWords(2.5, "(?:chances?|odds|probability) of"),
  says(2.5, "[,。] ?求(?:这|该|它|出|原|总|全|两|甲|乙|[a-z])"),
  holds(
    2.5,
    "\\d{1,4}, ?\\d{1,4}, ?\\d{1,4},? ?",
    "\\b(?:next number|roman numerals?|mpg|monty hall|birthday paradox|equal to \\d|equals? \\d)",
  ),
  says(
    1.7,
    ".证明(?!信|材料|书|函|身份|自己)",
    "(?:天|周|月)[后前].{0,4}(?:周几|星期几|几号)",
    "下一个(?:数|是)?|合作几|第[三四五n十]|占(?:多少|几)",
  ),
  holds(
    4.5,
    "\\d ?(?:%|percent|per cent) (?:of|off|de|des|von|od|от|tip on) ?[$€£¥]?\\d",
    "\\d ?% ?(?:の|的) ?\\d",
    "\\d ?(?:の|的) ?\\d{1,3} ?%",
    "\\b(?:is|are) \\d[\\d,]{0,12} (?:an? )?(?:prime|even|odd|perfect|divisible|square)",
  ),
  holds(
    4,
    "\\d ?(?:公里|英里|千米|米|厘米|英寸|英尺|斤|公斤|千克|磅|盎司|平方米|亩|公顷|升|毫升|加仑|摄氏度|华氏度|度|小时|分钟|美元|[一-龥]{1,4})(?:等于|是|换算成?|合|相当于).{0,4}(?:多少|几)",
    "\\bp\\([a-z]",
  ),
  holds(1.5, "\\d ?(?:%|percent|per cent)"),
  holds(4.5, `\\d ?${measure}\\b.{0,12} (?:in|to|into|as|=) ${measure}\\b`, `how many ${measure} (?:is|are|in)\\b`),
  holds(
    5.5,
    "\\d ?(?:[+*/×÷^]|\\s[-–x]) ?\\(?\\d(?!\\d?/\\d{2,4}\\b)",
    "\\b[a-z] ?[\\^²³=] ?-?\\d|\\d ?[a-z] ?[-+=] ?\\d|[²³]",
    "[∫∑√π≤≥≠±∞∂∀∃∈]|\\\\(?:frac|int|sum|sqrt|lim|begin)|\\d!(?:\\s|$)|\\b(?:sin|cos|tan|ln|log|lim|det) ?\\(?[\\dxθ]|\\bd[xyt]\\b|_\\{?n\\b|\\bf\\(x\\) ?=",
  ),
  holds(2, "(?<![\\d-])\\d[\\d.,]{0,12} ?= ?\\?|=\\s*$|\\d ?= ?\\?"),
];

const amountAsked = new RegExp(
  [
    "\\bhow (?:many|much|far|long|old|fast|tall|big)\\b|\\bwhat(?:'s| is|s) (?:the|my|her|his|their) (?:\\w{1,12} ){0,2}(?:total|price|cost|speed|age|share|chance|average|ratio|rate|odds|probability|number|sum|discount|percentage)\\b|\\bwhen (?:do|will|does) (?:they|it|he|she|we|the|both)\\b|\\bat what time\\b|\\bwhat time\\b|\\bwhich is (?:cheaper|more|bigger|larger)\\b|\\bcheaper\\b|\\bwho pays\\b|\\b(?:speed|total|chance of.{0,40}|what day (?:of the week )?is.{0,40})\\??$|[,。]求|\\beach (?:person|one|of them|pay|get)\\b|\\bwhat do (?:i|we) (?:end up|get|pay|owe|have)",
    "多少|周几|星期几|多[长重高宽深]|几[^乎点何]|多久|多远|多大|概率|哪个(?:更)?(?:便宜|划算|大|多)|(?:便宜|亏|赚|贵)了?多少|何[人個本円枚回分時日年通歳]|いくつ|いくら|どれだけ|몇|얼마",
    "\\bwie ?viele?\\b|\\bwie (?:lange|weit|alt|teuer|hoch|schnell)\\b|\\bwas hat\\b.{0,20}gekostet|\\bcombien\\b|\\bquel(?:le)? (?:est|age|prix|distance|vitesse|etait)\\b|\\bcuant[oa]s?\\b|\\bque (?:edad|precio|distancia|velocidad|porcentaje)\\b",
    "сколько|какова|какая.{0,12}(?:скорост|цена|сумм|вероятн|площад|длин|масса|доля)|каков.{0,12}(?:возраст|процент|объем|вес)|каков[аоы]? |через сколько|во сколько|на сколько",
  ].join("|"),
  "u",
);

function asksAmount({ opening, closing, rest }: Reading): boolean {
  return amountAsked.test(closing) || amountAsked.test(opening) || amountAsked.test(rest);
}

/** Some words belong to several languages. */
const matters = strongestOf(
  saysWords(
    2.5,
    "solve for|calculat(?:e|ed|ing)|derivative|integral|equations?|inequality|probability|odds (?:of|that)|square root|sqrt|cube root|log(?:arithm)?s?|sine|cosine|tangent|matrix|determinant|eigen\\w{1,8}|polynomials?|quadratic|hypotenuse|circumference|perimeter",
    "standard deviation|variance|median|permutations?|combinations?|factorial|modulo|mod \\d{1,4}|prime (?:numbers?|factors?)|divisible|remainder|gcd|lcm|compound(?:ed)? interest|interest rate|arithmetic|sum of|product of|limit of|step by step solution|proof (?:that|of)|prove that|expected value|per cent|percent(?:age)?|average speed|the area of|volume of|fractions?|decimal|binary of|hex of|vertices|orthogonal|converges?|right triangle|dice|coin ?flips?",
  ),
  saysWords(
    3,
    "berechne\\w{0,2}|rechne\\w{0,2}|lose (?:die|nach|das)|gleichung(?:en)?|wahrscheinlichkeit|ableitung|integral|beweise?n?|flache(?:ninhalt)?|volumen|umfang|prozent|wurzel|quadrat|primzahl\\w{0,2}|summe|durchschnitt\\w{0,4}|rabatt|mittelwert|dreieck|zinsen|teilbar|bruch|matrix|zinssatz",
    "calcul\\w{1,5}|resou(?:s|dre|ds)|equation|probabilite|derivee|integrale|demontre\\w{0,2}|prouve\\w{0,2}|aire|perimetre|pourcent\\w{0,4}|racine|somme|moyenne|remise|triangle|interets?|divisible|premiers?|matrice",
    "resuelve|resolver|ecuacion(?:es)?|probabilidad|derivada|demuestra|demostrar|area|perimetro|volumen|porcentaje|raiz|suma|promedio|descuento|triangulo|intereses|divisible|primos?|por ciento",
  ),
);

/** What speaks for and against mathematics. */
export const mathematicsSigns: readonly Sign[] = [
  ...english,
  ...chinese,
  ...elsewhere,
  matters,
  ...form,
  looks(3.5, (reading) => reading.quantities >= 2 && asksAmount(reading)),
  looks(1.5, (reading) => reading.quantities >= 3 && asksAmount(reading)),
  looks(0.7, ({ quantities }) => quantities >= 2),
];

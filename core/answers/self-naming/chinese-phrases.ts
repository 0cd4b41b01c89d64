/** How models name themselves in Chinese (traditional characters have become simplified ones before). */
import {
  anyName,
  certain,
  characters,
  commonMakerName,
  kindInChinese,
  likely,
  makingInChinese,
  modelName,
  oneOf,
  personal,
  type Phrase,
  tellingName,
} from "./phrase.ts";

const i = "(?:我|本人|俺|咱|人家|本模型|本助手|本ai|本机器人|本系统|本小助手)";
const am =
  "(?:(?:就|正|其实|并|只|也|当然|确实|真的|可|都|当|目前|现在|事实上|实际上|呢|啊|自己|本身|曾经|曾|，){0,3}(?:不|才)?(?:是(?!说|指|想|在说)|乃|系))";
const space = " ?";
/** What must follow the name of a company known for other things before it counts. */
const asMaker = `(?=${space}(?:公司|集团|科技|团队|旗下|的?${space}(?:${kindInChinese}|${anyName})|${characters(6)}${makingInChinese}))`;
const notTheirs = "(?!的?(?:用户|客户|粉丝|员工|工程师|产品经理|开发者|竞争|忠实|老用户|会员|创始人|学生))";

const rulesInChinese = "(?:政策|规定|规范|准则|条款|原则|安全要求|使用要求)";

const identity: readonly Phrase[] = [
  certain(
    `${i}${am}${space}(?:一个|一款|个|款|你的|您的|大家的|由|来自|基于|属于|叫|名为|所谓的){0,3}${space}${modelName}${notTheirs}`,
  ),
  certain(`${i}${am}${space}(?:一个|一款|由|来自|基于|属于){0,2}${space}${commonMakerName}${notTheirs}${asMaker}`),
  certain(
    `${i}${am}${characters(16, "，,")}(?:叫做?|名为|名叫|名字叫|称为|称作|由|来自|基于|属于|源自|出自)${space}${characters(4, "，,")}${anyName}`,
  ),
  certain(`${i}${am}${characters(14, "，,")}${kindInChinese}[，,：: ]{0,2}${modelName}`),
  certain(
    `${i}(?:的)?(?:真?实?名字?|全名|中文名字?|英文名字?|大名|姓名|昵称|名称|代号|真名)?(?:就|也|一般|通常|是|其实|真的|本来|应该|才|只|不){0,3}(?:叫做?|名叫|是叫|名为|称为|叫作|是|为)${space}${modelName}${notTheirs}`,
  ),
  certain(
    `${i}(?:的)?(?:真?实?名字?|全名|中文名字?|英文名字?|大名|姓名|昵称|名称|代号|真名)(?:就|也)?(?:叫做?|是叫|是|为|：|:)${space}${anyName}`,
  ),
  certain(`(?:叫|称呼|称|喊|唤)我(?:为|作|一声|做|小名|的?名字)?${space}["「]?${modelName}`),
  certain(`(?:中文名|英文名|名字|昵称|全名|全称|简称)字?(?:就)?(?:叫做?|是|为)${space}${modelName}`),
  certain(
    `(?:作为|身为|做为|(?<![可所得足难])以)(?:一[个款名种])?${characters(4, "，,")}${space}${modelName}${notTheirs}(?!相比|为例)(?=${characters(14)}(?:，|,|我|${kindInChinese}))`,
  ),
  certain(
    `(?:作为|身为|做为)(?:一[个款名种])?${characters(6, "，,")}${space}${anyName}${space}${characters(10, "，,")}${makingInChinese}`,
  ),
  certain(`(?:作为|身为|做为)(?:一[个款名种])?${space}${commonMakerName}${asMaker}`),
  certain(`${i} ?[（(]${modelName}[）)]`),
  certain(`${i}[，,：: ]?${modelName}(?=[，,]|来|给|为|就|也|会|能|可|在|觉得|认为|建议|帮)`),
  certain(`(?:这里是|我这里是|这边是)${space}${modelName}(?=[，,。！!～~、 ]|$)`),
  certain(`${i}(?:和|与|跟|同)${space}${anyName}${space}(?:之间|公司)?(?:并|也|都)?(?:没有|没|无|毫无|不是)`),
  certain(`(?:和|与|跟|像)${space}${anyName}(?:家族|系列|旗下)?的?其他(?:的)?(?:ai|大)?模型(?:一样|类似|相同)`),
];

const mine = oneOf(
  "开发者|创造者|开发商|研发者|研发团队|开发团队|开发公司|创建者|创始人|制造商|训练者|设计者|提供方|出品方",
  "母公司|公司|主人|团队|东家|厂商|老板|爸爸|父母|家|背后|幕后|后台",
  "模型|版本|底层模型|基座|架构|技术|名字|身份",
);

const making: readonly Phrase[] = [
  certain(
    `${i}(?:们)?(?:自己|本身|也|是|就是|乃|则是|正是|，)?(?:是)?由${space}${characters(8)}${anyName}${space}${characters(12)}${makingInChinese}`,
  ),
  certain(
    `${i}(?:是)?(?:被|受|归|隶属于|属于|来自于?|源于|源自|出自|出生于|诞生于|基于|脱胎于|背靠)${space}${characters(8)}${anyName}${notTheirs}`,
  ),
  certain(
    `${anyName}(?:的)?${characters(10, "，,")}${makingInChinese}(?:了|出|出来|出了)?(?:的)?我(?!们|国|的(?!时候)|司)`,
  ),
  certain(`${anyName}的?${characters(10, "，,")}对我的?${makingInChinese}`),
  certain(
    `${anyName}(?:的)?${characters(8, "，,")}(?:给|为|让|教|使|把|将|对|赋予|要求|希望|允许|没有让|不让)我(?!们|国|的|司)`,
  ),
  certain(
    `我(?:们)?的?${characters(4, "，,是")}${mine}${characters(6, "，,")}(?:是|为|来自|叫|：|:|属于|基于|用的是|，)${space}${characters(6)}${anyName}${notTheirs}`,
  ),
  certain(
    `我(?:所|目前|现在|背后)?(?:(?:用|使用|采用|调用|接入)的|运行|搭载|依托|基于)(?:模型|底层|大模型|技术|底层模型)?(?:是|在|为|了)?${space}${characters(4)}${modelName}(?!的?(?:接口|api|密钥|sdk|库))`,
  ),
  certain(
    `(?:本|此|该|这个|这款|当前)(?:模型|助手|ai|回答|机器人|对话|服务)(?:是|为)?(?:由|基于|来自)?${space}${characters(4)}${anyName}`,
  ),
  certain(`(?:^|[。！？，!?] ?)${anyName}${space}${makingInChinese}(?:了|出了?)?我`),
];

const speaking: readonly Phrase[] = [
  likely(
    `(?:^|[。！？!?～~，, ] ?)${modelName}(?:在呢|在此|在这|在的|来啦|来了|很高兴|随时|[为向给陪祝帮]你|这就|马上|提醒你|认为你)`,
  ),
  certain(`(?:由|来自)${space}${tellingName}${space}(?:ai)?(?:自动)?(?:生成|回答|作答|撰写|创作|编写|输出|回复)`),
  certain(
    `(?:随时|有事|尽管|欢迎|记得|可以|请|继续|再来)(?:来)?(?:找|问|叫|呼叫|联系|召唤|告诉|喊|呼唤|咨询|和|跟|@)${space}${modelName}(?=[哦呀啊吧！!。~～，]|就|聊)`,
  ),
  likely(`[【（(\\[]?${modelName}${space}(?:为|给|替|帮)(?:你|大家)`),
  // Whoever speaks so sweetly of somebody speaks of himself.
  likely(`(?:^|[。！？!?～~，, ] ?)${modelName}${characters(8, "，,")}(?:啦|哦|呀|哟|呢|噢|嘿嘿|～|~)`),
  likely(`${tellingName}的?${characters(6, "，,")}${rulesInChinese}`),
  personal(`(?:^|[。！？，!?,～~] ?)${modelName}(?:无法|不能|不会|没法|暂时|暂不|目前|还不|也不|不便|只能)`),
  personal(`欢迎(?:使用|来到|体验|光临)${space}${modelName}`),
  certain(`(?:和|与|跟|同|为|陪)你(?:聊天|对话|说话|交流|服务)的(?:就)?是${characters(6)}${modelName}`),
  certain(
    `你(?:正在|正|现在|目前)?(?:与|和|跟|同)${characters(8)}${modelName}${characters(6)}(?:对话|聊天|交流|沟通|说话)`,
  ),
  likely(`以上${characters(8)}(?:由|来自|是)${space}${modelName}`),
  certain(`我${characters(8, "，,")}(?:在|于|靠)${space}${anyName}的?(?:服务器|机房|数据中心|云)`),
  certain(`来自${space}${modelName}${space}的?(?:建议|回答|祝福|问候|答案|回复|温馨提示|提示)`),
  certain(`[（(【\\[]${modelName}${space}(?:ai)?(?:的)?(?:回答|作答|生成|供稿|回复|答)`),
  likely(
    `(?:^|[。！？!?] ?)${tellingName}(?:最多|可以|能够|会|不会|没有|无法|支持|擅长|也|还|不能|能)${characters(24)}(?:我|你可以)`,
  ),
];

/** Every phrase of self-naming in Chinese. */
export const chinesePhrases: readonly Phrase[] = [...identity, ...making, ...speaking];

/** Families of models and who makes them: the well-known ones, and those of the models that play. */
import type { Model } from "../../models/model.ts";
import { castShadow } from "./shadow.ts";
import { findMentions } from "./mentions.ts";
import { addName, type NameNode } from "./name-tree.ts";

/** A family of models and who makes them, under all the names they go by. */
export type Family = {
  /** Tells families apart: names of one family give each other away. */
  key: string;
  /** Who makes the models. */
  makers: Names;
  /** What the models are called, without version or size. */
  models: Names;
};

/** Names as they are usually written; the mask finds other spellings itself. */
type Names = {
  /** These mean a model or its maker wherever they stand. */
  telling: readonly string[];
  /** These also mean something else: a person, an animal, a shop. They need a capital and plain words around them. */
  common: readonly string[];
};

const family = (key: string, makers: string, models: string): Family => ({
  key,
  makers: readNames(makers),
  models: readNames(models),
});

/** Reads `Name, Name; word, word`: what stands behind the semicolon also means something else. */
function readNames(list: string): Family["makers"] {
  const [telling = "", common = ""] = list.split(";");
  const names = (part: string): string[] => part.split(",").flatMap((name) => name.trim() || []);
  return { telling: names(telling), common: names(common) };
}

/** The families that are known without a roster. */
export const wellKnownFamilies: readonly Family[] = [
  family("openai", "OpenAI", "ChatGPT, Chat GPT, GPT, InstructGPT, OpenAI Codex; o1, o3, o4, Codex, Sora"),
  family("anthropic", "Anthropic", "Claude AI, Claude Sonnet, Claude Opus, Claude Haiku, Claude Code; Claude, 克劳德"),
  family(
    "google",
    "Google AI, Google DeepMind, DeepMind, Google Research, Google Brain, 谷歌DeepMind; Google, 谷歌, Alphabet",
    "Google Gemini, Gemini Pro, Gemini Advanced, Gemini Ultra, Gemini Flash, Google Bard, PaLM, LaMDA; Gemini, Bard, Gemma",
  ),
  family(
    "meta",
    "Meta AI, MetaAI, Meta Platforms; Meta, Facebook",
    "Meta Llama, Code Llama, meta-llama, LLaMA 2, LLaMA 3; Llama",
  ),
  family(
    "mistral",
    "Mistral AI, MistralAI",
    "Mixtral, Codestral, Le Chat, Pixtral, Ministral, Magistral, Devstral; Mistral",
  ),
  family(
    "deepseek",
    "DeepSeek AI, 深度求索, 幻方量化, 杭州深度求索人工智能基础技术研究有限公司",
    "DeepSeek, DeepSeek Coder, DeepSeek Chat",
  ),
  family(
    "alibaba",
    "Alibaba Cloud, 阿里云, 阿里巴巴, 阿里巴巴集团, 达摩院, 通义实验室, Aliyun; Alibaba, 阿里",
    "Qwen, QwQ, QVQ, Tongyi Qianwen, Tongyi, Qianwen, 通义千问, 通义, 通义万相, 通义听悟, 通义灵码; 千问",
  ),
  family("baidu", "; Baidu, 百度", "ERNIE Bot, ERNIE, Wenxin Yiyan, Wenxin, 文心一言, 文心大模型, 文小言, 小度; 文心"),
  family(
    "zhipu",
    "Zhipu AI, Zhipu, Z.ai, 智谱AI, 智谱, 智谱华章",
    "ChatGLM, GLM, CogView, 智谱清言, ChatGLM大模型; 清言",
  ),
  family("moonshot", "Moonshot AI, 月之暗面; Moonshot", "Kimi, Kimi Chat, Kimi智能助手"),
  family("minimax", "稀宇科技; MiniMax", "海螺AI, Hailuo, Abab; 海螺"),
  family("bytedance", "ByteDance, 字节跳动, Volcengine, 火山引擎", "Doubao, 云雀大模型, 豆包大模型; 豆包, Skylark"),
  family("tencent", "; Tencent, 腾讯", "Hunyuan, 腾讯元宝, 混元大模型; 混元, 元宝, Yuanbao"),
  family(
    "iflytek",
    "iFlytek, 科大讯飞; 讯飞",
    "iFlytek Spark, SparkDesk, 讯飞星火, 讯飞星火认知大模型, 星火认知大模型; 星火, Spark",
  ),
  family("sensetime", "SenseTime, 商汤科技, 商汤", "SenseNova, SenseChat, 商量SenseChat, 日日新大模型; 日日新, 商量"),
  family("01ai", "01.AI, 零一万物, 01 AI", "Yi-34B, Yi-Large, Yi Lightning, 万知; Yi"),
  family("baichuan", "Baichuan Intelligence, Baichuan AI, 百川智能", "Baichuan, 百川大模型, 百小应; 百川"),
  family(
    "shanghai-ai-lab",
    "Shanghai AI Laboratory, Shanghai AI Lab, 上海人工智能实验室",
    "InternLM, InternVL, 书生浦语, 书生·浦语, 书生大模型; 书生, 浦语",
  ),
  family("stepfun", "StepFun, 阶跃星辰", "跃问, Step-1V, Step-2-16k, Yuewen"),
  family("kunlun", "昆仑万维", "Skywork, 天工AI, 天工大模型, 天工AI助手; 天工"),
  family("360", "奇虎360, 360公司", "360智脑, 360GPT; 智脑"),
  family("xiaomi", "; Xiaomi, 小米", "小爱同学, MiMo, 小爱"),
  family("microsoft-xiaoice", "", "Xiaoice, 微软小冰; 小冰"),
  family("huawei", "; Huawei, 华为", "盘古大模型, Pangu; 盘古, 小艺"),
  family("xai", "xAI; x.ai", "Grok AI; Grok"),
  family("cohere", "; Cohere", "Aya Expanse, Cohere Command; Command R, Command A, Aya"),
  family("ai21", "AI21 Labs, AI21", "Jamba, Jurassic-2"),
  family(
    "microsoft",
    "Microsoft AI, Microsoft Research; Microsoft, 微软",
    "Microsoft Copilot, Bing Chat, Bing AI, Phi-2, Phi-3, Phi-4, WizardLM; Copilot, Bing, Phi, Orca",
  ),
  family(
    "amazon",
    "Amazon AGI, Amazon Web Services; Amazon, AWS, 亚马逊",
    "Amazon Nova, Amazon Titan, Nova Pro, Nova Lite, Nova Micro, Titan Text, Amazon Q; Nova, Titan, Alexa",
  ),
  family("nvidia", "; NVIDIA, 英伟达", "Nemotron, Nemotron-4"),
  family("ibm", "IBM Research, watsonx; IBM", "IBM Granite, IBM Watson; Granite, Watson"),
  family("databricks", "; Databricks, MosaicML", "DBRX"),
  family("tii", "Technology Innovation Institute; TII", "Falcon LLM, Falcon-7B, Falcon-40B, Falcon-180B; Falcon"),
  family("perplexity", "Perplexity AI; Perplexity", "Perplexity Sonar; Sonar"),
  family("reka", "Reka AI; Reka", "Reka Core, Reka Flash, Reka Edge"),
  family("nous", "Nous Research, NousResearch", "Nous Hermes, OpenHermes; Hermes"),
  family("apple", "; Apple, 苹果", "Apple Intelligence; Siri"),
  family("samsung", "; Samsung, 三星", "Samsung Gauss; Bixby"),
  family("lg", "LG AI Research; LG", "EXAONE"),
  family("upstage", "; Upstage", "Upstage Solar, SOLAR-10.7B; Solar"),
  family("naver", "; Naver", "HyperCLOVA X, HyperCLOVA, CLOVA X"),
  family("yandex", "; Yandex", "YandexGPT, Alice AI"),
  family("sber", "; Sber, Sberbank", "GigaChat"),
  family("huggingface", "Hugging Face, HuggingFace, HuggingFaceH4", "HuggingChat, SmolLM, StarCoder; Zephyr"),
  family("lmsys", "LMSYS", "Vicuna LLM; Vicuna"),
  family("stanford", "", "Stanford Alpaca; Alpaca"),
  family("inflection", "Inflection AI; Inflection", "Inflection Pi; Pi"),
  family("character", "Character.AI, Character AI", ""),
  family("ai2", "AI2, Allen Institute for AI, Allen AI", "OLMo, Tülu, Molmo"),
  family("stability", "Stability AI", "StableLM, Stable Beluga"),
  family("openbmb", "OpenBMB, ModelBest, 面壁智能", "MiniCPM"),
  family("xverse", "", "XVERSE"),
  family("aleph-alpha", "Aleph Alpha", "; Luminous"),
  family("eleuther", "EleutherAI", "GPT-NeoX, GPT-J; Pythia"),
  family("snowflake", "; Snowflake", "Snowflake Arctic"),
  family("liquid", "Liquid AI", "LFM2"),
  family("salesforce", "; Salesforce", "XGen"),
];

/** As much of a model as its names need. */
export type NamedModel = Pick<Model, "id" | "name" | "organization" | "model">;

/** Adds every name of the models to a tree that already knows the well-known families. */
export function addRoster(tree: NameNode, models: readonly NamedModel[]): void {
  for (const model of models) {
    const family = familyOf(tree, model) ?? `roster:${castShadow(model.organization || model.id).text}`;
    for (const written of [model.name, model.id, model.model, withoutPath(model.model)]) {
      addName(tree, written, { family, role: "model", telling: isTelling(written) });
    }
    addName(tree, withoutVersion(model.name), {
      family,
      role: "model",
      telling: isTelling(withoutVersion(model.name)),
    });
    addName(tree, model.organization, { family, role: "maker", telling: isTelling(model.organization) });
  }
}

/** The well-known family of a model, if its names tell one. */
function familyOf(tree: NameNode, { name, model, organization }: NamedModel): string | undefined {
  for (const written of [name, model, organization]) {
    const found = findMentions(tree, castShadow(written)).find(({ family }) => family !== null);
    if (found?.family) return found.family;
  }
  return undefined;
}

/** One plain word, and what is as short as "m1", could mean anything; what has several words, digits or signs was made up. */
function isTelling(written: string): boolean {
  const name = written.trim();
  const letters = name.match(/\p{Letter}/gu)?.length ?? 0;
  return !/^\p{Letter}+$/u.test(name) && letters >= 3;
}

function withoutPath(identifier: string): string {
  return identifier.slice(identifier.lastIndexOf("/") + 1);
}

/** "Aurora 7B (local)" is called "Aurora". */
function withoutVersion(name: string): string {
  const bare = name
    .replace(/\(.*\)/, "")
    .replace(/[-_ ]?v?\d[\w.]*.*$/i, "")
    .trim();
  return /\p{Letter}{3}/u.test(bare) ? bare : "";
}

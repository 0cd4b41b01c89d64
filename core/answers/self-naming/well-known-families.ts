/** The families of models that are known without a roster. */
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

/** Reads `Name, Name; word, word`: what stands behind the semicolon also means something else. */
function readNames(list: string): Names {
  const [telling = "", common = ""] = list.split(";");
  const names = (part: string): string[] => part.split(",").flatMap((name) => name.trim() || []);
  return { telling: names(telling), common: names(common) };
}

/** A line a family: its key, its makers (with those who lead them and what else they are known for), its models. */
const table = `
openai | OpenAI, オープンAI, 오픈AI, 오픈에이아이; Sam Altman, Greg Brockman, サム・アルトマン, 샘 올트먼, 샘 알트먼, 山姆·奥特曼, 奥特曼, Сэм Альтман | ChatGPT, Chat GPT, GPT, InstructGPT, OpenAI Codex, gpt-oss, チャットGPT, チャットジーピーティー, 챗GPT, 챗지피티, ЧатГПТ, ЧатGPT; o1, o3, o4, Codex, Sora
anthropic | Anthropic, アンソロピック, アンスロピック, 앤트로픽, 앤스로픽, 앤쓰로픽, Антропик; Dario Amodei, Daniela Amodei, Amodei | Claude AI, Claude Sonnet, Claude Opus, Claude Haiku, Claude Code; Claude, 克劳德, クロード, 클로드, Клод
google | Google AI, Google DeepMind, DeepMind, Google Research, Google Brain, 谷歌DeepMind, グーグルディープマインド, 구글 딥마인드; Google, 谷歌, Alphabet, Demis Hassabis, Sundar Pichai, Jeff Dean, グーグル, 구글, Гугл | Google Gemini, Gemini Pro, Gemini Advanced, Gemini Ultra, Gemini Flash, Google Bard, PaLM, LaMDA; Gemini, Bard, Gemma, ジェミニ, ジェミナイ, 제미나이, 제미니, Джемини
meta | Meta AI, MetaAI, Meta Platforms, 메타AI; Meta, Facebook, Mark Zuckerberg, Zuckerberg, Yann LeCun, マーク・ザッカーバーグ, 마크 저커버그, 扎克伯格, Марк Цукерберг | Meta Llama, Code Llama, meta-llama, LLaMA 2, LLaMA 3, Muse Spark; Llama
mistral | Mistral AI, MistralAI; Arthur Mensch, Guillaume Lample | Mixtral, Codestral, Le Chat, Pixtral, Ministral, Magistral, Devstral; Mistral, ミストラル, 미스트랄, Мистраль
deepseek | DeepSeek AI, 深度求索, 幻方量化, 杭州深度求索人工智能基础技术研究有限公司, High-Flyer, 幻方; Liang Wenfeng, 梁文锋, 梁文鋒, 량원펑, リャン・ウェンフォン, Лян Вэньфэн, Lương Văn Phong | DeepSeek, DeepSeek Coder, DeepSeek Chat, ディープシーク, 딥시크, Дипсик
alibaba | Alibaba Cloud, 阿里云, 阿里巴巴, 阿里巴巴集团, 达摩院, 通义实验室, Aliyun, Tongyi Lab, アリババクラウド, 알리바바 클라우드; Alibaba, 阿里, Jack Ma, 马云, アリババ, 알리바바, Алибаба | Qwen, QwQ, QVQ, Tongyi Qianwen, Tongyi, Qianwen, 通义千问, 通义, 通义万相, 通义听悟, 通义灵码, 큐웬, クウェン, Квен; 千问
baidu | ; Baidu, 百度, Robin Li, 李彦宏, バイドゥ, 바이두 | ERNIE Bot, ERNIE, Wenxin Yiyan, Wenxin, 文心一言, 文心大模型, 文小言, 小度, 어니봇; 文心
zhipu | Zhipu AI, Zhipu, Z.ai, 智谱AI, 智谱, 智谱华章; Tang Jie | ChatGLM, GLM, CogView, 智谱清言, ChatGLM大模型; 清言
moonshot | Moonshot AI, 月之暗面, ムーンショットAI, 문샷AI; Moonshot, Yang Zhilin, 杨植麟 | Kimi, Kimi Chat, Kimi智能助手, 키미
minimax | 稀宇科技; MiniMax, Yan Junjie, 闫俊杰, ミニマックス | 海螺AI, Hailuo, Abab, MiniMax M1, MiniMax M2, MiniMax M3, MiniMax Text, MiniMax VL, MiniMax Agent; 海螺
bytedance | ByteDance, 字节跳动, Volcengine, 火山引擎, バイトダンス, 바이트댄스; Zhang Yiming, 张一鸣, TikTok, 抖音, Toutiao, 今日头条 | Doubao, 云雀大模型, 豆包大模型, Seed-OSS, Doubao Seed; 豆包, Skylark
tencent | ; Tencent, 腾讯, Pony Ma, 马化腾, WeChat, 微信, テンセント, 텐센트 | Hunyuan, 腾讯元宝, 混元大模型; 混元, 元宝, Yuanbao
iflytek | iFlytek, 科大讯飞; 讯飞, 刘庆峰 | iFlytek Spark, SparkDesk, 讯飞星火, 讯飞星火认知大模型, 星火认知大模型; 星火, Spark
sensetime | SenseTime, 商汤科技, 商汤; 徐立, 汤晓鸥 | SenseNova, SenseChat, 商量SenseChat, 日日新大模型; 日日新, 商量
01ai | 01.AI, 零一万物, 01 AI; Kai-Fu Lee, 李开复 | Yi-34B, Yi-Large, Yi Lightning, 万知; Yi
baichuan | Baichuan Intelligence, Baichuan AI, 百川智能; Wang Xiaochuan, 王小川 | Baichuan, 百川大模型, 百小应; 百川
shanghai-ai-lab | Shanghai AI Laboratory, Shanghai AI Lab, 上海人工智能实验室 | InternLM, InternVL, 书生浦语, 书生·浦语, 书生大模型; 书生, 浦语
stepfun | StepFun, 阶跃星辰; Jiang Daxin, 姜大昕 | 跃问, Step-1V, Step-2-16k, Yuewen
kunlun | 昆仑万维 | Skywork, 天工AI, 天工大模型, 天工AI助手; 天工
360 | 奇虎360, 360公司 | 360智脑, 360GPT; 智脑
xiaomi | ; Xiaomi, 小米, Lei Jun, 雷军 | 小爱同学, MiMo, 小爱, 小米MiMo
microsoft-xiaoice |  | Xiaoice, 微软小冰; 小冰
huawei | ; Huawei, 华为, 任正非, Ren Zhengfei | 盘古大模型, Pangu; 盘古, 小艺
xai | xAI; x.ai, Elon Musk, Musk, 马斯克, イーロン・マスク, 일론 머스크, Илон Маск | Grok AI; Grok, グロック, 그록, Грок
cohere | Cohere Labs; Cohere, Aidan Gomez | Aya Expanse, Cohere Command; Command R, Command A, Aya
ai21 | AI21 Labs, AI21 | Jamba, Jurassic-2
microsoft | Microsoft AI, Microsoft Research; Microsoft, 微软, Mustafa Suleyman, Satya Nadella, マイクロソフト, 마이크로소프트, Майкрософт | Microsoft Copilot, Bing Chat, Bing AI, Phi-2, Phi-3, Phi-4, WizardLM; Copilot, Bing, Phi, Orca, コパイロット, 코파일럿, Копайлот
amazon | Amazon AGI, Amazon Web Services; Amazon, AWS, 亚马逊, Jeff Bezos, Andy Jassy, アマゾン, 아마존, Амазон | Amazon Nova, Amazon Titan, Nova Pro, Nova Lite, Nova Micro, Titan Text, Amazon Q, Nova Premier, Nova Sonic; Nova, Titan, Alexa, アレクサ, 알렉사
nvidia | ; NVIDIA, 英伟达, Jensen Huang, 黄仁勋, エヌビディア, 엔비디아 | Nemotron, Nemotron-4
ibm | IBM Research, watsonx; IBM | IBM Granite, IBM Watson; Granite, Watson
databricks | ; Databricks, MosaicML | DBRX
tii | Technology Innovation Institute; TII | Falcon LLM, Falcon-7B, Falcon-40B, Falcon-180B; Falcon
perplexity | Perplexity AI; Perplexity, Aravind Srinivas | Perplexity Sonar; Sonar
reka | Reka AI; Reka | Reka Core, Reka Flash, Reka Edge
nous | Nous Research, NousResearch | Nous Hermes, OpenHermes; Hermes
apple | ; Apple, 苹果, Tim Cook, アップル, 애플 | Apple Intelligence; Siri, シリ, 시리, Сири
samsung | ; Samsung, 三星, サムスン, 삼성, 삼성전자 | Samsung Gauss; Bixby
lg | LG AI Research, LG AI연구원, LG AI 연구원; LG | EXAONE, 엑사원
upstage | ; Upstage, 업스테이지 | Upstage Solar, SOLAR-10.7B, Solar Pro, Solar Mini, Solar Open; Solar, 솔라
naver | ; Naver, 네이버, 네이버클라우드, NAVER Cloud | HyperCLOVA X, HyperCLOVA, CLOVA X, 하이퍼클로바X, 하이퍼클로바, 클로바X, 클로바
yandex | ; Yandex, Яндекс | YandexGPT, Alice AI, ЯндексГПТ, Яндекс GPT; Алиса
sber | ; Sber, Sberbank, Сбер, Сбербанк, SberDevices | GigaChat, ГигаЧат
huggingface | HuggingFaceH4; Hugging Face, HuggingFace, ハギングフェイス, 허깅페이스 | HuggingChat, SmolLM, StarCoder; Zephyr
lmsys | LMSYS | Vicuna LLM; Vicuna
stanford |  | Stanford Alpaca; Alpaca
inflection | Inflection AI; Inflection, Reid Hoffman | Inflection Pi; Pi
character | Character.AI, Character AI |
ai2 | AI2, Allen Institute for AI, Allen AI | OLMo, Tülu, Molmo
stability | Stability AI | StableLM, Stable Beluga
openbmb | OpenBMB, ModelBest, 面壁智能 | MiniCPM
xverse |  | XVERSE
aleph-alpha | Aleph Alpha | ; Luminous
eleuther | EleutherAI | GPT-NeoX, GPT-J; Pythia
snowflake | ; Snowflake | Snowflake Arctic
liquid | Liquid AI | LFM2
salesforce | ; Salesforce | XGen
meituan | Meituan; 美团 | LongCat
kakao | Kakao Corp; Kakao, 카카오 | Kanana, 카나나
wrtn | Wrtn Technologies | 뤼튼; Wrtn
sk-telecom | SK Telecom, SK텔레콤; SKT | A.X 4.0; 에이닷
ncsoft | ; NCSOFT, 엔씨소프트 | VARCO LLM; VARCO
preferred-networks | Preferred Networks, プリファードネットワークス; PFN | PLaMo
softbank | SB Intuitions; SoftBank, ソフトバンク, 孫正義, Masayoshi Son, 孙正义 | Sarashina
ntt | NTT Research; NTT | ; tsuzumi
nec | ; NEC | ; cotomi
elyza | ; ELYZA | ELYZA LLM
rinna | ; rinna, りんな | rinna LLM
stockmark | ; Stockmark, ストックマーク | Stockmark LLM
sakana | Sakana AI | TinySwallow
lighton | LightOn |
maritaca | Maritaca AI; Maritaca | Sabiazinho; Sabiá
amalia |  | ; Amália
openeurollm | OpenGPT-X | Teuken, EuroLLM
bsc | Barcelona Supercomputing Center, ALIA | ; Salamandra
swiss-ai | Swiss AI Initiative; ETH Zurich, EPFL | ; Apertus
vngrs | VNGRS | ; Kumru
trendyol | ; Trendyol | Trendyol LLM
vinai | VinAI, VinAI Research, VinBigData; Vingroup | PhoGPT, ViGPT
zalo | Zalo AI; Zalo, VNG | KiLM
fpt | FPT AI, FPT.AI; FPT | FPT AI Chat
t-bank | T-Bank, T-Банк, Т-Банк, Т-Технологии, Tinkoff; Тинькофф | T-pro, T-lite, Т-про
mts | MTS AI, МТС AI | Cotype
ant | Ant Group, 蚂蚁集团, inclusionAI; Ant | Ling-1T, Ring-1T, 百灵大模型; 百灵
g42 | G42, MBZUAI, Inception | ; Jais
sarvam | Sarvam AI | Sarvam-M; Sarvam
ai-singapore | AI Singapore | SEA-LION
thinking-machines | Thinking Machines Lab; Mira Murati |
ssi | Safe Superintelligence; Ilya Sutskever |
`;

/** The families that are known without a roster. */
export const wellKnownFamilies: readonly Family[] = table
  .trim()
  .split("\n")
  .map((line) => {
    const [key = "", makers = "", models = ""] = line.split("|").map((part) => part.trim());
    return { key, makers: readNames(makers), models: readNames(models) };
  });

/** What a model's name tells of its kind, where the endpoint's list tells nothing. */

/**
 * `chat`: nothing speaks against it. `responses`: its maker serves it through another interface (`/v1/responses`) only,
 * though a gateway may offer it for chat. `other`: it makes or reads something else, or only finishes texts.
 */
export type NamedKind = "chat" | "responses" | "other";

/** Words that stand in names of models for something else. Names are split at everything but letters and digits. */
const otherWords = new Set(
  [
    // Vectors, order, judgement.
    "bge gte e5 voyage minilm clip nvclip siglip paraphrase similarity retriever nemoretriever rank reward prm safety",
    "guardian shieldgemma",
    // Sound.
    "whisper audio voice speech asr stt tts melotts chattts realtime live diarize kokoro orpheus csm zonos chirp",
    "parakeet lyria music suno cartesia cosyvoice sensevoice paraformer",
    // Pictures and films.
    "image images imagen imagine banana flux diffusion sdxl sd3 dall kolors hidream recraft ideogram midjourney",
    "dreamshaper seedream seededit cogview wanx video videos sora veo kling hailuo seedance cogvideox hunyuanvideo",
    "vidu pixverse ltx mochi t2i t2v i2i i2v canvas reel inpainting upscaler controlnet",
    // Other work.
    "fim base parse bart resnet detr m2m100 aqa",
  ]
    .join(" ")
    .split(" "),
);
const otherBeginnings = ["embed", "rerank", "moderat", "transcri"];
const otherEndings = ["embed", "embedding", "embeddings", "guard", "ocr", "bert", "reranker"];

/** OpenAI's, by whole name: which interface serves a model is not in its words. */
const responsesOnly = /(?:^|[/.])(?:o\d+-pro|o\d+(?:-\w+)?-deep-research|gpt-\d+(?:\.\d+)?-pro)(?:-|$)/;
const responsesWords = new Set(["codex"]);
/** Models that finish a text and know no roles, and one that searches for minutes through an interface of its own. */
const otherNames =
  /(?:^|[/.])(?:gpt-3\.5-turbo-instruct|deep-research|(?:text-|code-)?(?:ada|babbage|curie|davinci))(?:-|$)/;
/** Two words that only mean something together. */
const otherPairs = [
  "computer-use",
  "qwen-mt",
  "nova-sonic",
  "aura-1",
  "aura-2",
  "lucid-origin",
  "text-search",
  "code-search",
];

/**
 * @param name as the endpoint writes it, such as `openai/gpt-5-codex`.
 * @example readModelName("text-embedding-3-small") // "other"
 */
export function readModelName(name: string): NamedKind {
  const plain = name.toLowerCase().slice(0, longestName);
  const words = plain.split(/[^\p{L}\p{N}]+/u);
  const joined = `-${words.join("-")}-`;
  const isOther = (word: string): boolean =>
    otherWords.has(word) ||
    otherWords.has(withoutNumber(word)) ||
    otherBeginnings.some((beginning) => word.startsWith(beginning)) ||
    otherEndings.some((ending) => withoutNumber(word).endsWith(ending));
  if (words.some(isOther) || otherPairs.some((pair) => joined.includes(`-${pair}-`))) return "other";
  if (otherNames.test(plain)) return "other";
  return responsesOnly.test(plain) || words.some((word) => responsesWords.has(word)) ? "responses" : "chat";
}

/** Such as `guard` for `guard3`. */
function withoutNumber(word: string): string {
  return word.replace(/\d{1,4}$/, "");
}

/** No name is longer; of what claims to be one, the rest is not looked at. In characters. */
const longestName = 300;

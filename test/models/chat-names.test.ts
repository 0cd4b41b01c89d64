import { describe, expect, it } from "vitest";
import { readModelName } from "../../core/models/chat-names.ts";

const names = (text: string): string[] => text.trim().split(/\s+/);

/** Names of models that answer in a chat, as their endpoints write them. */
const chatting = names(`
  gpt-3.5-turbo gpt-3.5-turbo-0125 gpt-3.5-turbo-16k gpt-4 gpt-4-0613 gpt-4-32k gpt-4-turbo gpt-4-vision-preview gpt-4.1
  gpt-4.1-mini gpt-4.1-nano-2025-04-14 gpt-4.5-preview gpt-4o gpt-4o-mini-2024-07-18 chatgpt-4o-latest
  gpt-4o-search-preview gpt-4o-mini-search-preview gpt-5 gpt-5-mini gpt-5-nano gpt-5-chat-latest gpt-5-search-api gpt-5.1
  gpt-5.2-chat-latest gpt-5.4-mini gpt-5.5 gpt-5.6-terra openai/gpt-oss-120b gpt-oss:20b o1 o1-mini o1-preview o3
  o3-mini o4-mini-2025-04-16
  claude-3-5-sonnet-20241022 claude-3-7-sonnet-latest claude-opus-4-1 claude-haiku-4-5 anthropic/claude-sonnet-4.5
  anthropic.claude-3-haiku-20240307-v1:0
  gemini-2.5-pro models/gemini-2.5-flash-lite gemini-3-pro-preview gemini-2.0-flash-thinking-exp gemma-3-27b-it
  gemma-3n-e4b-it google/gemma-2-9b-it codegemma:7b-instruct medgemma-27b-it learnlm-2.0-flash-experimental
  gemini-robotics-er-1.5-preview
  mistral-large-latest mistral-small-2506 ministral-8b-latest open-mistral-nemo codestral-latest codestral-2508
  devstral-medium-latest magistral-medium-latest pixtral-large-latest voxtral-small-latest mistral-saba-2502
  mistralai/Mixtral-8x7B-Instruct-v0.1
  deepseek-chat deepseek-reasoner deepseek-r1 deepseek-ai/DeepSeek-R1-0528 deepseek-r1-distill-llama-70b
  deepseek/deepseek-chat-v3.1:free deepseek-coder-v2 deepseek-prover-v2
  qwen-max qwen-plus-latest qwen-turbo qwen3:8b qwen3-coder qwen3-coder:30b qwen3-235b-a22b-thinking-2507
  qwen2.5-vl-72b-instruct qwen3-vl-plus qwen3-omni-30b-a3b-instruct qvq-max qwq-32b Qwen/Qwen3-Next-80B-A3B-Instruct
  llama3.2:1b llama-3.3-70b-versatile llama-3.1-8b-instant meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8
  codellama/CodeLlama-70b-Instruct-hf llava:13b llama3.2-vision:11b tinyllama @cf/meta/llama-3.1-8b-instruct
  grok-3 grok-3-mini grok-4-0709 grok-4-fast-reasoning grok-code-fast-1 grok-2-vision-1212
  moonshotai/kimi-k2-instruct kimi-latest moonshot-v1-8k glm-4.5 zai-org/GLM-4.6 glm-4.5v charglm-4 MiniMax-M2
  MiniMax-Text-01 ernie-4.5-turbo-128k hunyuan-turbos-latest doubao-seed-1-6-250615 doubao-1-5-pro-32k-250115
  bytedance/seed-oss-36b-instruct step-2-16k yi-lightning baichuan4 internlm2.5-latest
  alibaba/tongyi-deepresearch-30b-a3b
  command-a-03-2025 command-r-plus command-a-vision-07-2025 c4ai-aya-expanse-32b nvidia/llama-3.1-nemotron-70b-instruct
  nvidia/nemotron-nano-9b-v2 microsoft/phi-4 phi4-mini-reasoning phi-4-multimodal-instruct ibm/granite-3.3-8b-instruct
  jamba-large amazon.nova-pro-v1:0 amazon/nova-lite-v1 inception/mercury-coder liquid/lfm-7b sonar sonar-pro
  sonar-reasoning-pro sonar-deep-research perplexity/r1-1776 nousresearch/hermes-3-llama-3.1-405b
  allenai/olmo-2-0325-32b-instruct writer/palmyra-x5 upstage/solar-pro LGAI-EXAONE/EXAONE-4.0-32B
  databricks/dbrx-instruct HuggingFaceH4/zephyr-7b-beta tiiuae/falcon-180b-chat smollm2:1.7b dolphin-mixtral
  groq/compound allam-2-7b sao10k/l3-euryale-70b accounts/fireworks/models/llama-v3p3-70b-instruct
`);

/** Names of models that answer in no chat. */
const others = names(`
  gpt-image-1 gpt-image-1-mini chatgpt-image-latest dall-e-2 dall-e-3 sora-2 sora-2-pro tts-1 tts-1-hd gpt-4o-mini-tts
  gpt-4o-transcribe gpt-4o-mini-transcribe-2025-12-15 gpt-4o-transcribe-diarize whisper-1 gpt-4o-realtime-preview
  gpt-realtime gpt-realtime-mini gpt-4o-audio-preview gpt-audio gpt-audio-mini omni-moderation-latest
  text-moderation-stable text-embedding-3-small text-embedding-3-large text-embedding-ada-002 babbage-002 davinci-002
  gpt-3.5-turbo-instruct gpt-3.5-turbo-instruct-0914 text-davinci-003 code-davinci-002 text-search-ada-doc-001
  text-similarity-curie-001 computer-use-preview computer-use-preview-2025-03-11
  gemini-embedding-001 text-embedding-004 models/embedding-001 imagen-4.0-generate-001 models/imagen-4.0-ultra-generate-001
  veo-3.0-generate-001 veo-3.1-fast-generate-preview lyria-realtime-exp gemini-2.5-flash-image
  gemini-2.0-flash-preview-image-generation nano-banana-pro-preview gemini-2.5-pro-preview-tts gemini-2.0-flash-live-001
  gemini-live-2.5-flash-preview gemini-2.5-flash-native-audio-preview-09-2025 gemini-2.5-computer-use-preview-10-2025
  deep-research-pro-preview-12-2025 aqa google/shieldgemma-9b embeddinggemma:300m
  mistral-embed codestral-embed-2505 mistral-ocr-latest mistral-moderation-latest voxtral-mini-transcribe-2507
  mistral-code-fim-latest
  whisper-large-v3-turbo distil-whisper-large-v3-en playai-tts canopylabs/orpheus-v1-english
  meta-llama/llama-guard-4-12b llama-guard3:8b meta-llama/llama-prompt-guard-2-86m openai/gpt-oss-safeguard-20b
  grok-2-image-1212 grok-imagine-image grok-imagine-video
  black-forest-labs/FLUX.1-schnell stabilityai/stable-diffusion-xl-base-1.0 BAAI/bge-large-en-v1.5 BAAI/bge-m3
  BAAI/bge-reranker-v2-m3 intfloat/multilingual-e5-large-instruct Alibaba-NLP/gte-modernbert-base
  togethercomputer/m2-bert-80M-8k-retrieval Salesforce/Llama-Rank-V1 cartesia/sonic-2 minimax/hailuo-02
  ByteDance/Seedance-1.0-pro ByteDance-Seed/Seedream-4.0 kwaivgI/kling-2.1-master Wan-AI/Wan2.2-T2V-A14B
  ideogram/ideogram-3.0 mixedbread-ai/Mxbai-Rerank-Large-V2
  embed-v4.0 embed-english-v3.0 rerank-v3.5 cohere-transcribe-03-2026 voyage-3-large voyage-code-3
  text-embedding-v4 qwen3-embedding:8b Qwen/Qwen3-Reranker-8B gte-rerank-v2 qwen-image-edit qwen3-tts-flash
  qwen3-asr-flash qwen-vl-ocr qwen-mt-turbo qwen-omni-turbo-realtime wan2.5-t2v-preview wanx2.1-t2i-turbo cosyvoice-v2
  Qwen/Qwen3Guard-Gen-8B Qwen/Qwen2.5-Math-PRM-7B Qwen/Qwen3-30B-A3B-Base
  nomic-embed-text:latest mxbai-embed-large snowflake-arctic-embed2 all-minilm:l6-v2 granite3-guardian:8b
  granite-embedding:30m paraphrase-multilingual deepseek-ocr
  nvidia/nv-embedqa-e5-v5 nvidia/llama-3.2-nv-rerankqa-1b-v2 nvidia/nemoretriever-parse nvidia/nemotron-4-340b-reward
  nvidia/llama-3.1-nemoguard-8b-content-safety nvidia/nvclip nvidia/parakeet-ctc-1.1b-asr
  cogview-4 cogvideox-3 glm-realtime glm-4-voice speech-02-hd music-01 T2V-01 image-01 doubao-embedding-text-240715
  doubao-seedream-3-0-t2i-250415 doubao-seededit-3-0-i2i-250628
  sentence-transformers/all-MiniLM-L6-v2 jinaai/jina-embeddings-v3 jina-reranker-v2-base-multilingual jina-clip-v2
  hexgrad/Kokoro-82M suno/bark @cf/facebook/bart-large-cnn @cf/microsoft/resnet-50 @cf/myshell-ai/melotts
  @cf/deepgram/aura-1 @cf/meta/m2m100-1.2b
  amazon.titan-embed-text-v2:0 amazon.titan-image-generator-v2 amazon.nova-canvas-v1:0 amazon.nova-reel-v1:0
  amazon.nova-sonic-v1:0 stability.sd3-5-large-v1:0
`);

/** Names of models that OpenAI serves through its Responses interface only. */
const responses = names(`
  o1-pro o1-pro-2025-03-19 o3-pro o3-pro-2025-06-10 gpt-5-pro gpt-5-pro-2025-10-06 gpt-5.2-pro gpt-5.4-pro-2026-03-05
  gpt-5.5-pro gpt-5-codex gpt-5.1-codex gpt-5.1-codex-max gpt-5.1-codex-mini gpt-5.3-codex codex-mini-latest
  openai/gpt-5-codex o3-deep-research o4-mini-deep-research-2025-06-26
`);

describe("names of models", () => {
  it("tell what can chat: precision and recall of leaving out are at least 0.98", () => {
    expect(chatting.length + others.length + responses.length).toBeGreaterThan(300);
    const missed = [...others, ...responses].filter((name) => readModelName(name) === "chat");
    const wronged = chatting.filter((name) => readModelName(name) !== "chat");
    const found = others.length + responses.length - missed.length;
    const measured = { precision: found / (found + wronged.length), recall: found / (found + missed.length) };
    expect(Math.min(measured.precision, measured.recall), [...missed, ...wronged].join(" ")).toBeGreaterThanOrEqual(
      0.98,
    );
  });

  it.each(responses)("%s: only served through another interface, so that a gateway may know better", (name) => {
    expect(readModelName(name)).toBe("responses");
  });

  it("cost no more for being long", () => {
    expect(readModelName("-9".repeat(1_000_000))).toBe("chat");
  });
});

/** Which models are one family, by their names. */
import { describe, expect, it } from "vitest";
import { familyOf } from "../../core/boards/readings/families.ts";

/** A line a family; `organization | name` each. */
const families: Record<string, string[]> = {
  "gpt 5": ["OpenAI | GPT-5", "OpenAI | GPT-5 mini", "OpenAI | GPT-5 nano", "openrouter | openai/gpt-5-2025-08-07"],
  "gpt 5.1": ["OpenAI | GPT-5.1", "OpenAI | gpt-5.1-chat-latest"],
  "gpt 4o": ["OpenAI | gpt-4o-2024-08-06", "OpenAI | GPT-4o mini", "OpenAI | chatgpt-4o-latest"],
  "gpt 4": ["OpenAI | gpt-4-0613", "OpenAI | gpt-4-1106-preview", "OpenAI | GPT-4 Turbo"],
  "gpt 4.1": ["OpenAI | GPT-4.1", "OpenAI | GPT-4.1 nano"],
  "gpt 3.5": ["OpenAI | gpt-3.5-turbo-16k"],
  "gpt oss": ["OpenAI | gpt-oss-120b", "Ollama | gpt-oss:20b", "me | gpt-oss-20b-mxfp4"],
  o1: ["OpenAI | o1-preview", "OpenAI | o1-mini-2024-09-12"],
  o3: ["OpenAI | o3", "OpenAI | o3-mini-high"],
  o4: ["OpenAI | o4-mini"],
  "claude 4.5": ["Anthropic | Claude Sonnet 4.5", "Anthropic | claude-haiku-4-5-20251001"],
  "claude 4.1": ["Anthropic | anthropic/claude-opus-4-1-20250805"],
  "claude 4": ["Anthropic | Claude Opus 4", "Anthropic | claude-sonnet-4-20250514-thinking"],
  "claude 3.5": ["Anthropic | claude-3-5-sonnet-20241022", "Anthropic | Claude 3.5 Haiku"],
  "gemini 2.5": ["Google | Gemini 2.5 Pro", "Google | Gemini 2.5 Flash-Lite Preview 09-2025"],
  "gemini 1.5": ["Google | gemini-1.5-pro-002"],
  "gemma 3": ["Google | gemma-3-27b-it", "Ollama | gemma3:27b"],
  "gemma 3n": ["Google | Gemma 3n E4B"],
  "llama 3.1": ["Meta | Llama 3.1 70B", "Meta | Llama-3.1-405B-Instruct-FP8", "Ollama | llama3.1:8b-instruct-q4_K_M"],
  "llama 4": ["Meta | Llama-4-Maverick-17B-128E-Instruct", "Meta | Llama 4 Scout"],
  "llama 3.1 nemotron": ["NVIDIA | Llama-3.1-Nemotron-70B-Instruct"],
  "hermes 3 llama 3.1": ["Nous Research | Hermes 3 Llama 3.1 70B"],
  "mistral 3.1": ["Mistral AI | Mistral Small 3.1"],
  "mistral ai: mistral": ["Mistral AI | Mistral Large 2411", "Mistral AI | mistral-medium-latest"],
  "mixtral 0.1": ["Mistral AI | Mixtral-8x7B-Instruct-v0.1", "Mistral AI | Mixtral 8x22B v0.1"],
  "qwen 3": ["Alibaba | Qwen3-32B-Instruct", "Alibaba | Qwen3 235B A22B Thinking 2507", "Ollama | qwen3:8b"],
  "qwen 2.5": ["Alibaba | Qwen2.5-72B-Instruct-AWQ", "Alibaba | 通义千问 2.5 Max"],
  "qwen 3 coder": ["Alibaba | Qwen3-Coder-480B-A35B-Instruct"],
  "alibaba: qwen": ["Alibaba | Qwen-Max", "Alibaba | 通义千问（专业版）"],
  "deepseek 3.1": ["DeepSeek | DeepSeek V3.1", "openrouter | deepseek/deepseek-chat-v3.1"],
  "deepseek 3": ["DeepSeek | DeepSeek-V3-0324"],
  "deepseek r1": ["DeepSeek | DeepSeek R1", "DeepSeek | DeepSeek-R1-0528"],
  "deepseek r1 distill qwen": ["DeepSeek | DeepSeek-R1-Distill-Qwen-32B", "Ollama | DeepSeek-R1-Distill-Qwen-7B-bf16"],
  "grok 4": ["xAI | Grok 4", "xAI | Grok 4 Fast"],
  "glm 4.5": ["Zhipu AI | GLM-4.5-Air"],
  "glm 4": ["Zhipu AI | GLM-4-9B-Chat", "智谱 | 智谱清言 4 Plus"],
  "kimi k2": ["Moonshot AI | Kimi K2 Instruct 0905", "月之暗面 | Kimi K2 Thinking"],
  "minimax m1": ["MiniMax | MiniMax-M1-80k"],
  "doubao 1.5": ["ByteDance | 豆包 1.5 Pro 32k", "ByteDance | Doubao-1.5-lite"],
  "ernie 4": ["Baidu | 文心一言 4.0", "Baidu | ERNIE 4.0 Turbo"],
  "ernie 4.5": ["Baidu | ERNIE-4.5-300B-A47B"],
  "tencent: hunyuan": ["Tencent | Hunyuan-A13B", "Tencent | 混元 Turbo"],
  "spark 4": ["iFlytek | 讯飞星火 4.0 Ultra"],
  "command r": ["Cohere | command-r-plus-08-2024", "Cohere | Command R"],
  "command a": ["Cohere | Command A"],
  "phi 4": ["Microsoft | Phi-4-mini-instruct", "Microsoft | phi-4"],
  "internlm 2.5": ["Shanghai AI Lab | InternLM2.5-20B-Chat"],
  "amazon: nova": ["Amazon | Amazon Nova Pro", "Amazon | Nova Lite"],
  "jamba 1.5": ["AI21 | Jamba 1.5 Large"],
  "step 2": ["StepFun | step-2-16k"],
  "01.ai: yi": ["01.AI | Yi-34B-Chat"],
};

const named = (line: string) => {
  const [organization = "", name = ""] = line.split(" | ");
  return { id: "m-1", name, organization };
};

describe("families", () => {
  it.each(Object.entries(families).flatMap(([family, lines]) => lines.map((line) => [line, family] as const)))(
    "%s is %s",
    (line, family) => {
      expect(familyOf(named(line))).toBe(family);
    },
  );

  it("of one plain word are told apart by who makes them", () => {
    const [one, other] = ["Amazon | Nova", "Somebody | Nova"].map((line) => familyOf(named(line)));
    expect(one).not.toBe(other);
  });

  it("of names that only tell variants are told by the identifier, or by the whole name", () => {
    expect(familyOf({ id: "qwen3-4b", name: "Mini", organization: "me" })).toBe("qwen 3");
    expect(familyOf({ id: "mini", name: "Mini", organization: "me" })).toBe("me: mini");
    expect(familyOf({ id: "x-1", name: "", organization: "" })).toBe("x 1");
    expect(familyOf({ id: "9", name: "Beta 1", organization: "me" })).toBe("me: beta 1");
  });

  it("of the built-in models are six", () => {
    const built = ["Concise", "Longwinded", "Structured", "Calculator", "Questioner", "Echo"];
    const found = built.map((name) => familyOf(named(`Built-in demo | Demo ${name}`)));
    expect(new Set(found).size).toBe(6);
  });

  it("do not depend on width of letters, case or blanks", () => {
    expect(familyOf({ id: "a", name: "  ＧＰＴ－５ MINI ", organization: "OpenAI" })).toBe("gpt 5");
  });
});

/** Models that think aloud, in all the dresses their servers leave on, and those that leave traces of a chat template. */
import {
  type Behaviour,
  type Behaviours,
  chunk,
  completion,
  done,
  salt,
  saysTorn,
  sends,
  streams,
  thought,
  usage,
} from "./behaviour.ts";

/** That content, of which nothing but the answer may be seen. */
const hides = (who: string, content: string): Behaviour => ({
  who,
  does: saysTorn(content),
  becomes: { answers: salt },
});

/** Content that looks like thoughts or templates and is the answer. */
const keeps = (who: string, content: string): Behaviour => ({
  who,
  does: saysTorn(content),
  becomes: { answers: content },
});

const aboutTags =
  "A model may open its thoughts with `<think>` and close them with `</think>`:\n\n```xml\n<think>\nhm\n</think>\nThe answer.\n```\n\nStrip both.";

export const thoughts: Behaviours = {
  r1ThoughtsInContent: hides("DeepSeek-R1 under Ollama or vLLM", `<think>\n${thought}\n</think>\n\n${salt}`),
  r1ClosingTagOnly: hides("DeepSeek-R1 since its template opens the block", `${thought}\n</think>\n\n${salt}`),
  r1EmptyThoughts: hides("DeepSeek-R1 and Qwen3 with thinking off", `<think>\n\n</think>\n\n${salt}`),
  r1SecondBlock: hides("R1 distillates", `<think>${thought}</think>\n<think>Once more.</think>\n${salt}`),
  r1BlockAfterAnswer: hides("R1 distillates", `<think>${thought}</think>\n${salt}\n<think>That was it.</think>`),
  thinkInCapitals: hides("fine-tuned Llamas", `<THINK>${thought}</THINK>\n${salt}`),
  thinkingTag: hides("Claude imitators", `<thinking>${thought}</thinking>\n\n${salt}`),
  thoughtTag: hides("Gemini with include_thoughts; EXAONE", `<thought>\n${thought}\n</thought>\n${salt}`),
  marcoThought: hides("Marco-o1", `<Thought>${thought}</Thought>\n${salt}`),
  reasoningTag: hides("Reflection models", `<reasoning>${thought}</reasoning>\n${salt}`),
  openThoughtMarkers: hides(
    "OpenThinker, Sky-T1",
    `<|begin_of_thought|>\n${thought}\n<|end_of_thought|>\n\n<|begin_of_solution|>\n${salt}\n<|end_of_solution|>`,
  ),
  kimiMarkers: hides("Kimi-VL thinking", `◁think▷${thought}◁/think▷${salt}`),
  seedMarkers: hides("ByteDance Seed-OSS", `<seed:think>${thought}</seed:think>${salt}`),
  cohereMarkers: hides(
    "Cohere Command A Reasoning",
    `<|START_THINKING|>${thought}<|END_THINKING|><|START_RESPONSE|>${salt}<|END_RESPONSE|>`,
  ),
  gptOssHarmony: hides(
    "gpt-oss where the server leaves Harmony in",
    `<|channel|>analysis<|message|>${thought}<|end|><|start|>assistant<|channel|>final<|message|>${salt}<|return|>`,
  ),
  gptOssHarmonyFromStart: hides(
    "gpt-oss, prefix and all",
    `<|start|>assistant<|channel|>analysis<|message|>${thought}<|end|>\n<|start|>assistant<|channel|>commentary<|message|>Now.<|end|>\n<|start|>assistant<|channel|>final<|message|>${salt}`,
  ),
  gptOssFinalOnly: hides("gpt-oss with the analysis taken out", `<|channel|>final<|message|>${salt}<|return|>`),
  qwen3ReasoningContent: {
    who: "Qwen3 and DeepSeek at their makers' addresses: a field beside the content",
    does: streams(
      chunk({ role: "assistant", content: null, reasoning_content: "" }),
      chunk({ content: null, reasoning_content: thought }),
      chunk({ content: salt, reasoning_content: null }),
      chunk({ content: "", reasoning_content: null }, "stop"),
      usage(17, { completion_tokens_details: { reasoning_tokens: 12 } }),
      done,
    ),
    becomes: { answers: salt, outputTokens: 17 },
  },
  openRouterReasoning: {
    who: "OpenRouter: the same thought in two fields",
    does: streams(
      chunk({ content: "", reasoning: thought, reasoning_details: [{ type: "reasoning.text", text: thought }] }),
      chunk({ content: salt }, "stop"),
      done,
    ),
    becomes: { answers: salt },
  },
  thoughtsInBothPlaces: {
    who: "vLLM behind a gateway that has its own parser",
    does: streams(
      chunk({ reasoning_content: thought, content: `<think>${thought}</think>` }),
      chunk({ content: salt }, "stop"),
      done,
    ),
    becomes: { answers: salt },
  },
  magistralParts: {
    who: "Mistral Magistral: content as a list, thoughts among it",
    does: streams(
      chunk({ content: [{ type: "thinking", thinking: [{ type: "text", text: thought }] }] }),
      chunk({ content: [{ type: "text", text: salt }] }, "stop"),
      done,
    ),
    becomes: { answers: salt },
  },
  claudePartsWhole: {
    who: "gateways that pass Anthropic's parts on without streaming",
    does: sends(
      "application/json",
      JSON.stringify(
        completion({
          content: [
            { type: "thinking", thinking: thought, signature: "c2ln" },
            { type: "text", text: salt },
          ],
        }),
      ),
    ),
    becomes: { answers: salt },
  },
  reasoningTokensApart: {
    who: "xAI: tokens of thought are not among those of the completion, only in the total",
    does: streams(
      chunk({ reasoning_content: thought }),
      chunk({ content: salt }, "stop"),
      usage(5, { total_tokens: 128, completion_tokens_details: { reasoning_tokens: 120 } }),
      done,
    ),
    becomes: { answers: salt, outputTokens: 125 },
  },
  endMarkers: hides("ChatML servers without a stop word", `${salt}<|im_end|>`),
  llamaEndMarkers: hides("Llama 3 under old llama.cpp", `${salt}<|eot_id|>`),
  llamaTwoEndMarkers: hides("Llama 2 and Mistral", `${salt}</s>\n`),
  gemmaEndMarkers: hides("Gemma", `${salt}<end_of_turn>\n<eos>`),
  phiEndMarkers: hides("Phi, GPT-NeoX", `${salt}<|end|><|endoftext|>`),
  deepseekEndMarkers: hides("DeepSeek, with its full-width bars", `${salt}<｜end▁of▁sentence｜>`),
  chatTemplateAhead: hides("ChatML servers", `<|im_start|>assistant\n${salt}<|im_end|>`),
  llamaHeaderAhead: hides("Llama 3", `<|start_header_id|>assistant<|end_header_id|>\n\n${salt}<|eot_id|>`),
  goesOnAsUser: hides(
    "base models that play on",
    `${salt}<|im_end|>\n<|im_start|>user\nAnd why is the sky blue?<|im_end|>\n<|im_start|>assistant\nBecause of`,
  ),
  rolePrefix: hides("fine-tuned Vicunas", `Assistant: ${salt}`),
  codeAboutTags: keeps("anybody asked about such tags", aboutTags),
  quotesTags: keeps("anybody asked about such tags", 'The tag "<think>" opens the thoughts, and "</think>" ends them.'),
  thinkThenCodeAboutTags: {
    who: "R1 asked about its own tags",
    does: saysTorn(`<think>\n${thought} The tag is </think\n</think>\n\n${aboutTags}`),
    becomes: { answers: aboutTags },
  },
  codeAboutTemplates: keeps(
    "anybody asked about ChatML",
    "Write it so:\n\n```\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n```\n\n`<|eot_id|>` is Llama's.",
  ),
  talkOfAssistants: keeps("anybody who writes a play", "User: Hello.\nAssistant: Good morning.\nUser: Bye."),
};

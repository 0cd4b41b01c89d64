/** The dresses in which models and servers send thoughts as part of their answers: one row each. */

/** How one kind of thought begins and ends within content. Both are sources of regular expressions, without case. */
export type ThoughtDress = {
  /** Who sends it. */
  from: string;
  open: string;
  close: string;
  /** Whether its end tells a thought even without a beginning, which many templates put into the prompt. */
  orphan?: boolean;
  /** Only in front of an answer: further on the same words may mean something else. */
  front?: boolean;
  /** Somebody may have asked for XML with this element: it is no thought where another one follows, or nothing at all. */
  element?: boolean;
  /** Without an end it is no thought. */
  closed?: boolean;
};

const attributes = "(?:\\s[^<>\\n]{0,80})?";

function tag(name: string, from: string, more: Partial<ThoughtDress> = { orphan: true }): ThoughtDress {
  const escaped = name.replaceAll("|", "\\|");
  return { from, open: `<${escaped}${attributes}>`, close: `</${escaped}\\s*>`, ...more };
}

/**
 * Taken from the models' chat templates and from the reasoning parsers of vLLM, SGLang, llama.cpp and Open WebUI.
 * A channel of Harmony is one too, unless it is the final one; that one opens an answer.
 */
export const thoughtDresses: readonly ThoughtDress[] = [
  tag("think", "DeepSeek, Qwen, QwQ, GLM, Hunyuan, Ernie, Nemotron, Phi, MiniMax M2, Step, Ring, K2"),
  tag("thinking", "Amazon Nova, Reflection, prompts for Claude"),
  tag("thought", "Gemini's OpenAI address, EXAONE Deep, Marco-o1"),
  tag("thoughts", "prompts"),
  tag("reasoning", "models trained with GRPO, prompts"),
  tag("antThinking", "prompts for Claude"),
  tag("inner_monologue", "MemGPT, Letta"),
  tag("seed:think", "Seed-OSS"),
  tag("mm:think", "MiniMax M3"),
  tag("longcat_think", "LongCat"),
  tag("ifm|think", "K2 Horizon"),
  tag("ifm|think_fast", "K2 Horizon"),
  tag("ifm|think_faster", "K2 Horizon"),
  ...["cot", "chain_of_thought", "thinking_process", "thought_process", "inner_thoughts", "internal_monologue"].map(
    (name) => tag(name, "prompts"),
  ),
  tag("reason", "Open WebUI's list", { front: true, element: true }),
  tag("analysis", "prompts for Claude", { front: true, element: true }),
  tag("reflection", "Reflection", { front: true, element: true }),
  tag("scratchpad", "prompts for Claude", { front: true }),
  { from: "Magistral, Ministral", open: "\\[THINK\\]", close: "\\[/THINK\\]", orphan: true },
  { from: "Kimi", open: "◁think▷", close: "◁/think▷", orphan: true },
  { from: "Kimi K3", open: "<\\|open\\|>think<\\|sep\\|>", close: "<\\|close\\|>think<\\|sep\\|>", orphan: true },
  { from: "Cohere Command", open: "<\\|START_THINKING\\|>", close: "<\\|END_THINKING\\|>", orphan: true },
  { from: "Apertus", open: "<\\|inner_prefix\\|>", close: "<\\|inner_suffix\\|>", orphan: true },
  { from: "OpenThoughts, JoyAI", open: "<\\|begin_of_thought\\|>", close: "<\\|end_of_thought\\|>", orphan: true },
  { from: "Solar Open 2", open: "<\\|think:start\\|>", close: "<\\|think:end\\|>", orphan: true },
  { from: "Solar Open", open: "<\\|think\\|>", close: "<\\|/think\\|>|<\\|end\\|>|<\\|content\\|>" },
  {
    from: "templates after it",
    open: "<\\|(?:thinking|thought|reasoning)\\|>",
    close: "<\\|/(?:thinking|thought|reasoning)\\|>",
    orphan: true,
  },
  {
    from: "s1",
    open: "<\\|im_start\\|>think\\n",
    close: "(?:<\\|im_end\\|>\\s{0,9})?<\\|im_start\\|>answer\\n",
    orphan: true,
  },
  { from: "Gemma 4", open: "<\\|channel>", close: "<channel\\|>", orphan: true },
  { from: "MedGemma", open: "<unused94>", close: "<unused95>", orphan: true },
  { from: "Pangu", open: "\\[unused16\\]", close: "\\[unused17\\]", orphan: true },
  { from: "HyperCLOVA X", open: "<\\|im_start\\|>assistant/think\\n", close: "<\\|im_end\\|>" },
  {
    from: "Granite 3.2",
    open: "Here(?:'s| is) my thought process:",
    close: "Here(?:'s| is) my response:",
    ...{ front: true, closed: true },
  },
  { from: "a prompt sent back", open: "\\[INST\\]", close: "\\[/INST\\]", front: true, closed: true },
  {
    from: "gpt-oss at servers that leave out its special tokens",
    open: "analysis",
    close: "assistant(?:<\\|channel\\|>)?final(?:<\\|message\\|>)?",
    ...{ front: true, closed: true },
  },
  {
    from: "the same, cut off",
    open: "analysis(?=(?:We|User|The user|I|Let|Need|They|This|Just|Simple)\\b)",
    close: "(?!)",
    front: true,
  },
];

/** How an answer or a thought of Harmony is announced, of gpt-oss and those after it. */
export const channelHeader =
  "(?:<\\|start\\|>[^<\\n]{0,100})?<\\|channel\\|>[^<]{0,200}(?:<\\|constrain\\|>[^<]{0,50})?<\\|message\\|>" +
  "|<\\|start\\|>[^<\\n]{0,100}<\\|message\\|>|to=[\\w.-]{1,60}<\\|message\\|>";

/** Such a header cut off by the end of the text. */
export const brokenHeader = "<\\|(?:start|channel)\\|>[^<]{0,200}(?:<\\|channel\\|>[^<]{0,200})?(?![^])";

/** Whether what follows such a header is meant for the reader. */
export function speaks(header: string): boolean {
  if (/<\|channel\|>/i.test(header)) return /<\|channel\|>\s*final\b/i.test(header);
  return !/\bto=/i.test(header) || /\bto=user\b/i.test(header);
}

/** What ends a thought in one of Harmony's channels. */
export const channelEnd = `${channelHeader}|${brokenHeader}|<\\|(?:end|return|call|eom|eot)\\|>`;

/** Tags that some models put around the answer after a thought; alone they are part of the answer. */
export const answerWrappers = ["answer", "response", "output", "solution", "final_answer", "final"] as const;

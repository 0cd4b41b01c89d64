/** What a request's parameters are called, by others too, and where a text speaks of them. */

/** Names that endpoints have for one and the same thing, where a refusal may use another than the request. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  max_tokens: ["max_completion_tokens", "max_output_tokens", "max_new_tokens"],
  max_completion_tokens: ["max_tokens", "max_output_tokens", "max_new_tokens"],
  stream: ["streaming"],
  stream_options: ["include_usage"],
  response_format: ["json_schema", "structured_outputs", "structured_output"],
};

/** Under its own name first. */
export function namesOf(parameter: string): readonly string[] {
  return [parameter, ...(otherNames[parameter] ?? [])];
}

/** Whether that is one of a parameter's names; `reasoning_effort` is `reasoningEffort` elsewhere. */
export function isNameOf(parameter: string, name: string): boolean {
  return namesOf(parameter).some((one) => plain(one) === plain(name));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, "");
}

/**
 * Where a text first speaks of a parameter under this name, in whatever way it writes that. `quoted`: it stands there as a
 * name, not as a word of the language; `subject`: something is said of it.
 */
export function findName(
  text: string,
  name: string,
): { at: number; length: number; quoted: boolean; subject: boolean } | undefined {
  const parts = name.split(/[_-]/).map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  const match = new RegExp(`(?<![A-Za-z0-9_])${parts.join("[_ -]?")}(?![A-Za-z0-9_])`, "iu").exec(text);
  if (!match) return undefined;
  const end = match.index + match[0].length;
  const before = text.slice(Math.max(0, match.index - 20), match.index);
  const after = text.slice(end, end + 20);
  return {
    at: match.index,
    length: match[0].length,
    quoted: /[_A-Z]/.test(match[0].slice(1)) || /["'`]$/.test(before) || /^["'`:=]/.test(after),
    subject:
      /\b(?:param(?:eter)?|arg(?:ument)?|field|property|option|key|name|supplied|input)s?:? ?$/i.test(before) ||
      /^ ?(?:is|are|was|can|must|should|may|does|has|not|param|field|arg|option|value|参数)/i.test(after),
  };
}

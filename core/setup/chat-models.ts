/** Which names of an endpoint's list are models one can chat with. */

const notForChat =
  /embed|whisper|transcri|\btts\b|-tts|text-to-speech|dall-?e|moderation|rerank|\b(?:bge|gte|e5)-|-image|image-|sora|realtime|audio|babbage|davinci|minilm|colbert|guard|stable-diffusion|flux|ocr\b/i;

/** The names that look like models for chat, in alphabetical order, each once; all of them when none does. */
export function chatModels(names: readonly string[]): string[] {
  const sorted = [...new Set(names)].toSorted((one, other) => one.localeCompare(other, "en", { numeric: true }));
  const chatting = sorted.filter((name) => !notForChat.test(name));
  return chatting.length > 0 ? chatting : sorted;
}

/** Keys, tokens and passwords, by the forms in which services hand them out. */
import type { PersonalFinder } from "./datum.ts";

/**
 * Each begins with what no word begins with. Every length is bounded, or what is matched is passed over, so that the work
 * stays linear. The group `random`, where there is one, was drawn: nothing else has so many different characters.
 */
const forms: readonly RegExp[] = [
  // Private keys, up to their end or, where that was cut off, the text's.
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  // OpenAI, Anthropic, OpenRouter, DeepSeek and others of their kind.
  /(?<![\w-])sk-(?:ant-|or-v1-|proj-|svcacct-|admin-)?(?<random>[\w-]{20,256})(?![\w-])/g,
  /(?<![\w-])(?:gsk_|xai-|hf_|r8_|pplx-|nvapi-|tgp_v1_)(?<random>[\w-]{30,128})(?![\w-])/g,
  // GitHub and GitLab.
  /(?<![\w-])gh[opsur]_(?<random>[A-Za-z\d]{36,255})(?!\w)/g,
  /(?<![\w-])github_pat_(?<random>\w{40,255})(?!\w)/g,
  /(?<![\w-])gl(?:pat|dt|rt|ptt)-(?<random>[\w-]{20,64})(?![\w-])/g,
  // Amazon: the key's name, and the key where it is called so.
  /(?<![\w-])(?:AKIA|ASIA|ABIA|ACCA)(?<random>[A-Z\d]{16})(?!\w)/g,
  /(?<=aws.{0,20}secret.{0,24}[=:]["'\s]{0,4})(?<random>[A-Za-z\d/+]{40})(?![A-Za-z\d/+=])/gi,
  // Google.
  /(?<![\w-])AIza(?<random>[\w-]{35})(?![\w-])/g,
  /(?<![\w-])(?:ya29\.|GOCSPX-)(?<random>[\w-]{20,512})(?![\w-])/g,
  // Slack.
  /(?<![\w-])(?:xox[abeoprs]|xapp)-(?<random>[\w-]{10,255})(?![\w-])/g,
  /(?<=hooks\.slack\.com\/services\/)T[A-Z\d]{6,14}\/B[A-Z\d]{6,14}\/[A-Za-z\d]{16,40}/g,
  // Discord: the bot's number in base 64, a time, and a signature.
  /(?<![\w.-])[MNO][\w-]{22,27}\.[\w-]{6}\.(?<random>[\w-]{27,40})(?![\w-])/g,
  /(?<=discord(?:app)?\.com\/api\/webhooks\/)\d{17,20}\/[\w-]{40,90}/g,
  // Telegram: the bot's number and its key.
  /(?<![\w:])\d{8,10}:(?<random>[\w-]{35})(?![\w-])/g,
  // JSON Web Tokens: two JSON objects in base 64, and a signature.
  /(?<![\w.-])eyJ[\w-]{8,4096}\.eyJ[\w-]{8,8192}\.[\w-]{8,2048}(?![\w-])/g,
  // Stripe, npm, PyPI, SendGrid, DigitalOcean.
  /(?<![\w-])(?:[rs]k|whsec)_(?:live_|test_)?(?<random>[A-Za-z\d]{24,128})(?!\w)/g,
  /(?<![\w-])(?:npm_|pypi-|dop_v1_)(?<random>[\w-]{36,255})(?![\w-])/g,
  /(?<![\w-])SG\.[\w-]{22}\.(?<random>[\w-]{43})(?![\w-])/g,
  // A password in an address.
  /(?<=:\/\/[\w.%+-]{1,64}:)(?!(?:password|pass|secret|pwd)@)[^\s:@/"'<>[\]{}$]{3,128}(?=@[\w.-])/gi,
];

/** As many as 20 drawn characters nearly always have; what stands for a key in instructions repeats few. */
const fewest = 9;

/** Keys, tokens and passwords. */
export const findSecrets: PersonalFinder = (text) =>
  forms.flatMap((form) =>
    [...text.matchAll(form)]
      .filter(({ groups }) => groups?.["random"] === undefined || looksDrawn(groups["random"]))
      .map(({ 0: written, index: start }) => ({ kind: "secret" as const, start, end: start + written.length })),
  );

/** Drawn characters have digits among them, and are not words in capitals such as `YOUR_KEY_HERE`. */
function looksDrawn(random: string): boolean {
  return new Set(random).size >= fewest && /\d/.test(random) && !/your|example|placeholder|xxxx/iu.test(random);
}

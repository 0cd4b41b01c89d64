/** Addresses of e-mail. */
import type { PersonalFinder } from "./datum.ts";

const local = /(?<![\p{Script=Latin}\d])[A-Za-z\d](?:[\w.%+'-]{0,62}[\w%+'-])?$/u;
const domain =
  /^(?:[A-Za-z\d](?:[A-Za-z\d-]{0,61}[A-Za-z\d])?\.){1,6}(?<top>[A-Za-z]{2,24}|xn--[a-z\d-]{2,40})(?![\w-]|\.[A-Za-z\d])/u;

/** Longest parts of an address: RFC 5321, 4.5.3.1. */
const [longestLocal, longestDomain] = [64, 255];

/** What is no top-level domain where it looks like one: ends of files, and members of what stands in formulas and code. */
const endsFiles =
  /^(?:png|jpe?g|gif|svg|webp|ico|bmp|js|mjs|cjs|ts|tsx|jsx|json|css|scss|html?|xml|ya?ml|toml|txt|csv|pdf|zip|gz|exe|dll|java|cpp|hpp|rb|go|php|sql|log|lock|conf|dot|shape|inverse|transpose|conj|sum|mean|reshape|local|localdomain|internal|lan|git)$/iu;

/** Domains for examples, which belong to nobody: RFC 2606 and RFC 6761. */
const forExamples =
  /(?:^|\.)(?:example\.(?:com|net|org|edu)|example|test|invalid|localhost|domain\.com|yourdomain\.com|email\.com)$/iu;

/** Names that stand for a service or for anybody: `git@github.com` is where code is fetched, `user@` a place for one's own. */
const nobody = /^(?:git|hg|svn|user|username|your[._-]?(?:name|e?mail)|name|email|foo|bar)$/iu;

/** Addresses of e-mail that can be somebody's. */
export const findEmails: PersonalFinder = (text) => {
  const found = [];
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    const [before] = local.exec(text.slice(Math.max(0, at - longestLocal), at)) ?? [];
    const after = domain.exec(text.slice(at + 1, at + 1 + longestDomain));
    if (before === undefined || !after) continue;
    const [start, end] = [at - before.length, at + 1 + after[0].length];
    if (isSomebodys(before, after[0], after.groups?.["top"] ?? "") && !isHandle(text, start))
      found.push({ kind: "email" as const, start, end });
  }
  return found;
};

function isSomebodys(before: string, after: string, top: string): boolean {
  return !endsFiles.test(top) && !forExamples.test(after) && !nobody.test(before);
}

/** `@name@server` is a name in public, and `://name@` a part of an address of the web. */
function isHandle(text: string, start: number): boolean {
  return /(?:@|:\/\/)$/u.test(text.slice(Math.max(0, start - 3), start));
}

/** A refusal as a page, for a browser that opens an address itself. It loads no file, because those may be refused as well. */
import { createHash } from "node:crypto";
import type { Language } from "../../core/index.ts";

const style = `
:root { color-scheme: light dark; background: light-dark(#f5f4f0, #15171a); color: light-dark(#22252a, #e6e5e1); }
body { max-width: 36rem; margin: 15vh auto; padding: 0 1.5rem; font: 1.125rem/1.6 system-ui, sans-serif; }
body { overflow-wrap: anywhere; }
h1 { font-size: 1.25rem; }
`;

/** What that page may do: show itself. */
export const refusalPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** That page, as HTML. @param sentence plain text for the person. */
export function refusalPage(sentence: string, language: Language): string {
  const text = sentence.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<!doctype html>
<html lang="${language === "zh" ? "zh-Hans" : language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Doubleblind</title>
<style>${style}</style>
<main>
<h1>Doubleblind</h1>
<p>${text}</p>
</main>
</html>
`;
}

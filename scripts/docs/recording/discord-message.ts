/** A battle as Discord is sent it, as a page to take a picture of: the very messages, without Discord around them. */
import { marked } from "marked";
import { encodePost, encodeQuestion } from "../../../bots/discord/encode.ts";
import type { Post } from "../../../core/index.ts";

const style = `
  body { margin: 0; padding: 28px 20px 22px; width: 660px; background: #1a1a1e; color: #e4e4e8;
    font: 16px/1.4 "Noto Sans", "Noto Sans SC", sans-serif }
  article { position: relative; padding-left: 56px; margin-bottom: 16px }
  article::before { content: ""; position: absolute; left: 0; top: 2px; width: 40px; height: 40px; border-radius: 50%;
    background: #1f5f6b url("data:image/svg+xml,${encodeURIComponent(mark())}") center / 26px no-repeat }
  b.app { font-size: 10px; background: #5865f2; color: #fff; border-radius: 4px; padding: 2px 5px; vertical-align: 2px }
  p, ul, h3 { margin: 0 0 6px } ul { padding-left: 24px } small, small code { color: #9b9ca3; font-size: 12.5px }
  section { border: 1px solid #3a3a41; border-radius: 8px; background: #242429; padding: 12px 14px 8px; margin: 6px 0 8px }
  code { background: #2b2b31; border-radius: 4px; padding: 1px 4px } .mention { color: #c9cdfb; background: #3c4270 }
  button { font: inherit; font-size: 14px; color: #fff; background: #3e3f45; border: 0; border-radius: 8px;
    padding: 7px 15px; margin: 4px 8px 0 0 }
`;

function mark(): string {
  const glasses = "M2 7h20v4a5 5 0 0 1-9 3h-2a5 5 0 0 1-9-3z";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#fff" d="${glasses}"/></svg>`;
}

/** @param asker the name of whoever asks. @returns HTML. */
export function discordPage(question: string, asker: string, post: Post): string {
  const asked = encodeQuestion({ asker: "1", text: question, attached: [], language: "en" });
  const messages = [...asked, encodePost(post, "en")].map(({ body }) => {
    const name = `<p><strong>Doubleblind</strong> <b class="app">APP</b></p>`;
    return `<article>${name}${draw(body.components)}</article>`;
  });
  const html = messages.join("").replaceAll(/(?:<|&lt;)@1(?:>|&gt;)/g, `<span class="mention">@${asker}</span>`);
  return `<!doctype html><meta charset="utf-8"><style>${style}</style>${html}`;
}

/** Texts, boxes and buttons, as they are nested. */
function draw(part: unknown): string {
  if (Array.isArray(part)) return part.map(draw).join("");
  if (typeof part !== "object" || part === null) return "";
  if ("label" in part) return `<button>${String(part.label)}</button>`;
  if ("content" in part) return format(String(part.content));
  if (!("components" in part)) return "";
  const inside = draw(part.components);
  // Rows of buttons are of type 1, boxes of type 17.
  return "type" in part && part.type === 1 ? inside : `<section>${inside}</section>`;
}

/** Markdown with Discord's own small lines. */
function format(text: string): string {
  const lines = text.split("\n").map((line) => (line.startsWith("-# ") ? `<small>${line.slice(3)}</small>  ` : line));
  return marked.parse(lines.join("\n"), { async: false });
}

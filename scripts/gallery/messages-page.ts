/** A page of messages: what the arena says, as each platform is sent it, side by side. */
import { encodePost as discordPost, encodeReply as discordReply } from "../../bots/discord/encode.ts";
import { encodePost as telegramPost, encodeReply as telegramReply } from "../../bots/telegram/encode.ts";
import type { Button } from "../../core/index.ts";
import type { Said } from "./conversation.ts";

/** A message as far as words go. */
type Shown = { text: string; buttons: string[] };

const style = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif } body { margin: 1.5rem }
  section { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1rem; margin: 0 0 2rem }
  h2 { font-size: 1rem; margin: 0 } article { border: 1px solid #8886; border-radius: .6rem; padding: .7rem; min-width: 0 }
  article > b { font-size: .8rem; opacity: .7 } pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: .3rem 0 }
  i { display: inline-block; font-style: normal; border: 1px solid #8888; border-radius: .4rem; padding: 0 .5rem; margin: .2rem .3rem 0 0 }
`;

/** Every text and button in a message of Discord's, wherever it is nested. */
function readDiscord(part: unknown): Shown {
  if (Array.isArray(part)) return join(part.map(readDiscord));
  if (typeof part !== "object" || part === null) return { text: "", buttons: [] };
  if ("label" in part && "style" in part) return { text: "", buttons: [String(part.label)] };
  if ("content" in part && "type" in part) return { text: String(part.content), buttons: [] };
  if ("description" in part && "media" in part) return { text: `[${String(part.description)}]`, buttons: [] };
  return join(Object.values(part).map(readDiscord));
}

function join(parts: readonly Shown[]): Shown {
  return {
    text: parts
      .map(({ text }) => text)
      .filter((text) => text !== "")
      .join("\n\n"),
    buttons: parts.flatMap(({ buttons }) => buttons),
  };
}

type Outgoing = ReturnType<typeof telegramReply>[number];

function readTelegram({ text, keyboard, media }: Outgoing): Shown {
  const shown = media ? `[${media.type} ${media.name}]\n${text.text}` : text.text;
  return { text: shown, buttons: keyboard.flat().map((button) => button.text) };
}

/** The page is sent the parts themselves, and lays them out. */
function readPage(said: Said): Shown {
  const { text, answers, footer, buttons, images } = "post" in said ? said.post : said.reply;
  const parts = [text, ...(answers ? [`A\n${answers.a}`, `B\n${answers.b}`] : []), footer ?? ""];
  const pictures = images.map(({ alt }) => `[${alt}]`);
  return { text: [...parts, ...pictures].filter((one) => one !== "").join("\n\n"), buttons: labels(buttons) };
}

function labels(buttons: readonly Button[]): string[] {
  return buttons.map(({ label }) => label);
}

function onPlatforms(said: Said): [string, Shown][] {
  if ("reply" in said) {
    return [
      ["Discord", join(discordReply(said.reply, said.language).map(({ body }) => readDiscord(body.components)))],
      ["Telegram", join(telegramReply(said.reply).map(readTelegram))],
      ["Page", readPage(said)],
    ];
  }
  const { main, answers } = telegramPost(said.post, said.language, { apart: false });
  return [
    ["Discord", readDiscord(discordPost(said.post, said.language).body.components)],
    ["Telegram", join([main, ...(answers ? [answers.a, answers.b] : [])].map(readTelegram))],
    ["Page", readPage(said)],
  ];
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** The page, as HTML. */
export function messagesPage(all: readonly Said[]): string {
  const sections = all.map((said) => {
    const seen = "reply" in said && said.reply.private ? " · private" : "";
    const articles = onPlatforms(said).map(([platform, { text, buttons }]) => {
      const row = buttons.map((label) => `<i>${escape(label)}</i>`).join("");
      return `<article lang="${said.language}"><b>${platform}</b><pre>${escape(text)}</pre>${row}</article>`;
    });
    return `<h2>${said.language} · ${escape(said.to)}${seen}</h2><section>${articles.join("")}</section>`;
  });
  return `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Messages</title>
<style>${style}</style><h1>Messages</h1>
${sections.join("\n")}
`;
}

/** What surrounds every page of the public board. */
import { type Language, languages, type Sentences, sentences } from "../../../core/index.ts";
import { type Content, markup, type Markup } from "./markup.ts";

/** A page, and what is told of it to whoever links to it. */
export type Page = {
  language: Language;
  title: string;
  /** In a sentence or two, for chats and search engines. */
  description: string;
  /** Its own address, without a host; with the language that was chosen, if any. */
  path: string;
  /** That of the newest board, likewise. */
  home: string;
  /** The same in another language. */
  inLanguage: (language: Language) => string;
  /** The picture to which chats unfold the link, and the same in words; null: there is none. */
  picture: { path: string; alt: string } | null;
  content: Markup;
};

/** How the board is reached. */
export type Reach = {
  /** `https://arena.example`; empty where the address is not known: links in chats then show no picture. */
  origin: string;
  /** Whether search engines may list it. */
  listed: boolean;
};

const pictureSize = { width: 1200, height: 630 };
const htmlLanguages: Record<Language, string> = { en: "en", zh: "zh-Hans" };
const ogLanguages: Record<Language, string> = { en: "en_US", zh: "zh_CN" };

/** A whole document that needs no script. */
export function writePage(page: Page, reach: Reach): string {
  const { language, title, content } = page;
  const words = sentences(language);
  const { text } = markup`<html lang="${htmlLanguages[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – ${words.publicBoard.siteName}</title>
${describe(page, reach)}
<link rel="icon" href="/board/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/board/style.css">
</head>
<body>
<a class="skip" href="#ranking">${words.publicBoard.skip}</a>
${header(page, words)}
<main>
${content}
</main>
</body>
</html>
`;
  return `<!doctype html>\n${text}`;
}

/** For search engines and chats. */
function describe({ title, description, path, picture, language }: Page, { origin, listed }: Reach): Markup {
  const meta = (name: string, content: string | number) => markup`<meta property="${name}" content="${content}">\n`;
  const address = origin + path;
  return markup`<meta name="description" content="${description}">
<meta name="robots" content="${listed ? "index, follow" : "noindex"}">
<link rel="alternate" type="application/atom+xml" href="/board.atom?lang=${language}">
${origin !== "" && markup`<link rel="canonical" href="${address}">\n`}${[
    meta("og:type", "website"),
    meta("og:site_name", sentences(language).publicBoard.siteName),
    meta("og:title", title),
    meta("og:description", description),
    meta("og:locale", ogLanguages[language]),
    origin !== "" && meta("og:url", address),
    origin !== "" &&
      picture && [
        meta("og:image", origin + picture.path),
        meta("og:image:width", pictureSize.width),
        meta("og:image:height", pictureSize.height),
        meta("og:image:alt", picture.alt),
      ],
  ]}<meta name="twitter:card" content="summary_large_image">`;
}

function header({ language, inLanguage, home }: Page, { publicBoard }: Sentences): Markup {
  const others = languages.filter((one) => one !== language);
  return markup`<header class="top">
<a class="name" href="${home}"><img src="/board/icon.svg" alt="" width="28" height="28">${publicBoard.siteName}</a>
<p>${publicBoard.intro}</p>
<nav>${others.map(
    (other) =>
      markup`<a href="${inLanguage(other)}" lang="${htmlLanguages[other]}" hreflang="${htmlLanguages[other]}">${sentences(other).publicBoard.thisLanguage}</a>`,
  )}</nav>
</header>`;
}

/** A part of a page with its heading. */
export function section(id: string, title: string, ...content: readonly Content[]): Markup {
  return markup`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${content}
</section>`;
}

/** What is as wide as it needs to be; those who use a keyboard can scroll it. */
export function scrolling(label: string, ...content: readonly Content[]): Markup {
  return markup`<div class="scrolling" role="group" aria-label="${label}" tabindex="0">${content}</div>`;
}

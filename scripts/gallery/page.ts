/** The gallery as a page: each picture with what it says in words. */
import type { Look } from "./states.ts";

/** A picture as it was drawn, and the name of its file. */
export type Shown = { look: Look; name: string; file: string; png: Uint8Array; alt: string };

const style = `
  :root { color-scheme: light dark; font: 16px/1.45 system-ui, sans-serif; }
  body { margin: 1.5rem; }
  main { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fill, minmax(22rem, 1fr)); align-items: start; }
  figure { margin: 0; }
  img { width: 360px; max-width: 100%; border: 1px solid #8888; }
  figcaption { font-size: 0.85rem; white-space: pre-line; }
`;

/** An HTML document that shows pictures lying beside it, each as wide as on a phone. */
export function galleryPage(shown: readonly Shown[]): string {
  const figures = shown.map(({ look, name, file, alt }) => {
    const caption = `<b>${escape(name)}</b> · ${look.language} · ${look.theme} · ${alt.length} characters`;
    return `<figure><a href="${file}"><img src="${file}" loading="lazy" alt="${escape(alt)}"></a><figcaption>${caption}\n${escape(alt)}</figcaption></figure>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title><style>${style}</style><h1>Gallery</h1><main>${figures.join("\n")}</main></html>\n`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

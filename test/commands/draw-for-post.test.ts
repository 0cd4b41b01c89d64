/** Pictures in light and in dark: on the page both, unless its community has chosen. */
import { expect, it } from "vitest";
import { drawForPost } from "../../core/commands/draw-for-post.ts";
import type { Picture } from "../../core/images/picture.ts";

const picture: Picture = {
  kind: "matrix",
  theme: "light",
  title: "Head to head",
  subtitle: "",
  footer: "",
  names: [],
  cells: [],
};
const renderer = {
  render: async ({ theme }: Picture) => ({ png: Buffer.from(theme), width: 1, height: 1 }),
  print: async () => new Uint8Array(),
  close: async () => {},
};

it.each([
  ["web", null, "dark"],
  ["web", "light", undefined],
  ["discord", null, undefined],
  ["telegram", null, undefined],
] as const)("is drawn on %s, where the community has chosen %s, in dark as well: %s", async (platform, theme, dark) => {
  const image = await drawForPost(renderer, picture, "In words", { platform, communityTheme: theme });
  expect(image).toEqual({ png: Buffer.from("light"), alt: "In words", ...(dark && { dark: Buffer.from(dark) }) });
});

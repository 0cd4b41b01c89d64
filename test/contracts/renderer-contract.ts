/** What every renderer must do, whatever it draws with. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Picture, RenderedImage, Renderer } from "../../core/images/picture.ts";
import { leaderboardPicture, radarPicture, radarValues, ratedRow, unratedRow } from "../images/pictures.ts";

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const pictures: [string, Picture][] = (["light", "dark"] as const).flatMap((theme): [string, Picture][] => [
  [`a ${theme} leaderboard`, leaderboardPicture({ theme })],
  [`a ${theme} radar`, radarPicture({ theme })],
  [
    `a ${theme} leaderboard in Chinese`,
    leaderboardPicture({ theme, title: "社区排行榜", rows: [ratedRow("通义千问", 1000, 20), unratedRow("深度求索")] }),
  ],
]);

/** Runs the suite for a renderer; each call of `create` must give a fresh one. */
export function describeRenderer(name: string, create: () => Renderer): void {
  describe(`${name} as a renderer`, () => {
    let renderer: Renderer;
    beforeAll(() => {
      renderer = create();
    });
    afterAll(() => renderer.close());

    it.each(pictures)("draws %s as a PNG of the size it says", async (_, picture) => {
      const image = await renderer.render(picture);
      expect([...image.png.subarray(0, 8)]).toEqual(pngSignature);
      expect(sizeOf(image)).toEqual({ width: image.width, height: image.height });
      expect(image.width).toBeGreaterThanOrEqual(720);
      // Small enough for every platform's upload.
      expect(image.png.length).toBeLessThan(8_000_000);
    });

    it("draws the same picture to the same bytes, and different ones to different bytes", async () => {
      const other = create();
      try {
        const drawn = await Promise.all(pictures.map(([, picture]) => renderer.render(picture)));
        const again = await Promise.all(pictures.map(([, picture]) => other.render(structuredClone(picture))));
        expect(again.map(base64)).toEqual(drawn.map(base64));
        expect(new Set(drawn.map(base64)).size).toBe(pictures.length);
      } finally {
        await other.close();
      }
    });

    it("prints words, tables and pictures as pages whose letters are letters", async () => {
      const pdf = await renderer.print({
        title: "A document",
        blocks: [
          { kind: "title", text: "First page" },
          { kind: "text", text: "通义千问 −1" },
          { kind: "table", rows: [["Model", "Rating"], ["Alpha", "1000"]] }, // prettier-ignore
          { kind: "title", text: "Second page" },
          { kind: "picture", picture: pictures[0]![1] },
        ],
      });
      const written = Buffer.from(pdf).toString("latin1");
      expect(written).toMatch(/^%PDF-/u);
      expect(written).toContain("/Type0");
      expect(written.match(/\/Type ?\/Page\b/gu)).toHaveLength(2);
      await expect(renderer.render(pictures[0]![1])).resolves.toHaveProperty("png");
    });

    it("rejects what cannot be drawn, and goes on drawing", async () => {
      const impossible = renderer.render(
        radarPicture({ axes: ["One"], series: [{ name: "Alpha", values: radarValues(1) }] }),
      );
      const possible = renderer.render(radarPicture({ title: "After" }));
      await expect(impossible).rejects.toThrow("axes");
      expect((await possible).png.length).toBeGreaterThan(1000);
    });

    it("takes any text without failing", async () => {
      const odd = "🤖\u202E\u0000\uD800 مرحبا 한국어 ภาษา <b>&amp;</b> " + "x".repeat(5000);
      const image = await renderer.render(
        leaderboardPicture({
          title: odd,
          subtitle: odd,
          footer: odd,
          rows: [
            { ...ratedRow(odd, 1000, 20), organization: odd, rankLabel: odd, votesLabel: odd },
            ratedRow("", 900, 20),
          ],
        }),
      );
      expect(image.height).toBeLessThan(3000);
    });

    it("draws nothing once it is closed, and may be closed twice", async () => {
      const closed = create();
      await closed.close();
      await closed.close();
      await expect(closed.render(radarPicture())).rejects.toThrow("closed");
    });
  });
}

/** Width and height as the PNG's own header has them. */
function sizeOf({ png }: RenderedImage): { width: number; height: number } {
  const view = new DataView(png.buffer, png.byteOffset);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function base64({ png }: RenderedImage): string {
  return Buffer.from(png).toString("base64");
}

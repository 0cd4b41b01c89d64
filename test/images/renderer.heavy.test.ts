import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { createRenderer, type RendererOptions } from "../../core/images/renderer.ts";
import { describeRenderer } from "../contracts/renderer-contract.ts";
import { leaderboardPicture } from "./pictures.ts";

const failing = new URL("./failing-worker.ts", import.meta.url);

function openRenderer(options?: RendererOptions) {
  const renderer = createRenderer(options);
  onTestFinished(() => renderer.close());
  return renderer;
}

describeRenderer("chart.js renderer", () => createRenderer());

describe("renderer", () => {
  it("gives the same image again without drawing, whoever asks", async () => {
    const renderer = openRenderer();
    const [first, beside] = await Promise.all([
      renderer.render(leaderboardPicture()),
      renderer.render(leaderboardPicture()),
    ]);
    expect(beside).toBe(first);
    expect(await renderer.render(leaderboardPicture())).toBe(first);
  });

  it("forgets the picture longest unused when it keeps enough", async () => {
    const renderer = openRenderer({ keptPictures: 2, workerScript: failing });
    const draw = (title: string) => renderer.render(leaderboardPicture({ title }));
    const [one, two] = [await draw("one"), await draw("two")];
    expect(await draw("one")).toBe(one);
    await draw("three");
    expect(await draw("one")).toBe(one);
    expect(await draw("two")).not.toBe(two);
  });

  it("tells endless intervals from missing ones", async () => {
    const renderer = openRenderer();
    const rows = leaderboardPicture().rows;
    const withUpper = (upper: number | null) =>
      renderer.render(leaderboardPicture({ rows: rows.map((row) => ({ ...row, upper })) }));
    const [endless, missing] = [await withUpper(Number.POSITIVE_INFINITY), await withUpper(null)];
    expect(endless.png).not.toEqual(missing.png);
  });

  it("lets the process do other things while it draws", async () => {
    const renderer = openRenderer();
    let turns = 0;
    let drawing = true;
    const turn = () => {
      turns += 1;
      if (drawing) setImmediate(turn);
    };
    setImmediate(turn);
    await renderer.render(leaderboardPicture());
    drawing = false;
    expect(turns).toBeGreaterThan(20);
  });

  it("replaces a thread that ends, and draws what waited", async () => {
    const directory = mkdtempSync(join(tmpdir(), "renderer-"));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const renderer = openRenderer({ workerScript: failing });
    const once = renderer.render(leaderboardPicture({ title: "end once", subtitle: join(directory, "first-time") }));
    const after = renderer.render(leaderboardPicture({ title: "after" }));
    expect(Buffer.from((await once).png).toString()).toBe("end once");
    expect(Buffer.from((await after).png).toString()).toBe("after");
  });

  it("gives up a picture that ends the thread twice, says so, and draws the others", async () => {
    const renderer = openRenderer({ workerScript: failing });
    const broken = renderer.render(leaderboardPicture({ title: "end always" }));
    const thrown = renderer.render(leaderboardPicture({ title: "throw always" }));
    const fine = renderer.render(leaderboardPicture({ title: "fine" }));
    await expect(broken).rejects.toThrow("ended 2 times (code 3)");
    await expect(thrown).rejects.toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ message: "out of colours" }) }),
    );
    expect(Buffer.from((await fine).png).toString()).toBe("fine");
  });

  it("draws the picture as it was when asked for, and refuses what is none without stopping", async () => {
    const renderer = openRenderer({ workerScript: failing });
    const first = renderer.render(leaderboardPicture({ title: "first" }));
    const changing = leaderboardPicture({ title: "before" });
    const asked = renderer.render(changing);
    changing.title = "afterwards";
    const odd = { ...leaderboardPicture(), footer: (() => "") as unknown as string };
    await expect(renderer.render(odd)).rejects.toThrow("could not be cloned");
    await first;
    expect(Buffer.from((await asked).png).toString()).toBe("before");
    expect(Buffer.from((await renderer.render(changing)).png).toString()).toBe("afterwards");
  });

  it("rejects what waits when it is closed", async () => {
    const renderer = openRenderer();
    const waiting = renderer.render(leaderboardPicture());
    await Promise.all([renderer.close(), expect(waiting).rejects.toThrow("closed")]);
  });

  it("keeps the process alive until a picture is drawn, and no longer", async () => {
    const script = `
      const { createRenderer } = await import(${JSON.stringify(new URL("../../core/images/renderer.ts", import.meta.url).href)});
      const { width } = await createRenderer().render(${JSON.stringify(leaderboardPicture())});
      console.log(width);`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script]);
    expect(stdout.trim()).toBe("1080");
  });
});

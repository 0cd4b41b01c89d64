import { describe, expect, it } from "vitest";
import { picturesCheck } from "../../core/doctor/machine.ts";
import { createRenderer } from "../../core/images/renderer.ts";
import { look, words } from "./examination.ts";

const { pictures } = words;
const drawnBy = (script: string) => ({
  createRenderer: () => createRenderer({ workerScript: new URL(script, import.meta.url) }),
});

describe("pictures", () => {
  it("lack letters when all texts look the same", async () => {
    expect(await look(picturesCheck, {}, drawnBy("./blank-worker.ts"))).toEqual([
      { state: "wrong", what: pictures.noLetters("Latin"), mend: pictures.reinstall },
    ]);
  });

  it("cannot be drawn when the thread for it does not start", async () => {
    const [finding] = await look(picturesCheck, {}, drawnBy("./no-such-worker.ts"));
    expect(finding).toMatchObject({ state: "wrong", mend: pictures.reinstall });
    expect(finding?.what).toContain("none can be drawn");
  });
});

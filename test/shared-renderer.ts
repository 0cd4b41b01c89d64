/**
 * The product's renderer and rater, for whoever wants their pictures and boards and not their life: starting their
 * threads costs half a second. They end with the process, for they keep none alive.
 */
import { createBoardRater } from "../core/boards/board-rater.ts";
import { createRenderer } from "../core/images/renderer.ts";

export const sharedRenderer = createRenderer();

export const sharedRater = { ...createBoardRater(), close: async () => {} };

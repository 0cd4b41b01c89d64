/** The product's renderer, for whoever wants its pictures and not its life: starting its thread costs half a second. */
import { createRenderer } from "../core/images/renderer.ts";

/** Ends with the process, for it keeps none alive. */
export const sharedRenderer = createRenderer();

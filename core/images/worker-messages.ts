/** What the renderer and the thread that draws say to each other. */
import type { Picture, RenderedImage } from "./picture.ts";

export type DrawingRequest = { picture: Picture };
export type DrawingAnswer = { image: RenderedImage } | { error: Error };

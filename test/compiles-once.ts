/**
 * Given to Node for tests and the processes they start. As it comes, V8 compiles PGlite's largest function a second
 * time, better, which takes seconds, and a process that ends waits for it. A process that lives for hours gains from
 * that; one that lives for a test does not.
 */
export const compilesOnce = "--liftoff-only";

/** What `/mutual` is told to do. */
export const mutualActions = ["start", "status", "result", "stop", "resume", "jury"] as const;

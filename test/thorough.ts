import { inject } from "vitest";

/** How often to do something that is slow and random: `all` in `npm run test:all`, `some` in `npm test`. */
export function times(all: number, some: number): number {
  return inject("thorough") ? all : some;
}

/** Whether to take the time that `.ci/run` has: there each suite does all it can, here what shows that it still works. */
const thorough = process.env.REQUIRE_EVERYTHING === "1";

/** How often to do something that is slow and random: `all` in `.ci/run`, `some` while somebody waits. */
export function times(all: number, some: number): number {
  return thorough ? all : some;
}

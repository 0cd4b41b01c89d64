/** The three parts that models play in an evaluation, as the keys of calls name them. */

/** Setting a question, answering one, judging the answers. */
export const roles = ["question", "answer", "ballot"] as const;
/** One of {@link roles}. */
export type Role = (typeof roles)[number];

/** The key of a call, to which those that may be asked again add the number of the attempt. */
export function keyOf(round: number, role: Role, model: string): string {
  return `${round}.${role}.${model}`;
}

/** Which part a call belongs to; undefined: none of an evaluation. */
export function roleOf(key: string): Role | undefined {
  return roles.find((role) => role === /^\d+\.(?<role>\w+)\./u.exec(key)?.groups?.["role"]);
}

/** The three parts that models play in an evaluation, as the keys of calls name them. */
import { type Language, sentences } from "../../language/index.ts";

/** Setting a question, answering one, judging the answers. */
export const roles = ["question", "answer", "ballot"] as const;
/** One of {@link roles}. */
export type Role = (typeof roles)[number];

/** Something for each of them. */
export type ByRole<Value> = Record<Role, Value>;

/** Finds something for each of them. */
export function eachRole<Value>(find: (role: Role) => Value): ByRole<Value> {
  return { question: find("question"), answer: find("answer"), ballot: find("ballot") };
}

/** The key of a call, to which those that may be asked again add the number of the attempt. */
export function keyOf(round: number, role: Role, model: string): string {
  return `${round}.${role}.${model}`;
}

/** Which part a call belongs to; undefined: none of an evaluation. */
export function roleOf(key: string): Role | undefined {
  return roles.find((role) => role === /^\d+\.(?<role>\w+)\./u.exec(key)?.groups?.["role"]);
}

/** What each part costs, in US dollars. */
export function costsOf(shares: ByRole<{ cost: number }>): ByRole<number> {
  return eachRole((role) => shares[role].cost);
}

/** What each part costs, in words. */
export function tellCosts(costs: ByRole<number>, language: Language): string {
  return sentences(language).mutual.costs(costs.question, costs.answer, costs.ballot);
}

/** All parts together. */
export function sumOf(amounts: ByRole<number>): number {
  return roles.reduce((sum, role) => sum + amounts[role], 0);
}

/** Whether any part costs anything. */
export function isPaid(shares: ByRole<{ cost: number }>): boolean {
  return sumOf(costsOf(shares)) > 0;
}

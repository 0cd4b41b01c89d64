/** Brands of chocolate pudding compared, with ties, as tallies. */
import { puddings as rows } from "../../scripts/bench/ties/puddings.ts";
import { tally } from "./tallies.ts";

export const puddings = rows.map(([one, other, a, b, tie]) => tally(`brand ${one}`, `brand ${other}`, a, b, tie));

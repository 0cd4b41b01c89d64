/** Votes between core's type and the database's rows. */
import type { Choice } from "../chat/post.ts";
import type { Vote } from "../battle/vote.ts";
import type { Vote as VoteRow } from "./generated/client.ts";

export function toVote({ battleId, ...row }: VoteRow): Vote {
  return {
    ...row,
    battle: battleId,
    platform: row.platform as Vote["platform"],
    choice: row.choice as Choice,
    firstChoice: row.firstChoice as Choice,
    means: row.means as Vote["means"],
    firstMeans: row.firstMeans as Vote["firstMeans"],
  };
}

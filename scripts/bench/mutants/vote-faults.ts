/** Faults in the statements by which ballots are judged inside the database. */
import type { Fault } from "./scratch.ts";

const file = "prisma/migrations/20261129150000_votes_in_one_statement/migration.sql";
const locking = "prisma/migrations/20261129233500_same_pair/migration.sql";
/** Where the function that casts votes was defined last. */
const castFile = "prisma/migrations/20261129190000_older_votes_stay_older/migration.sql";
const tests = ["test/store/ballots-by-the-rules.test.ts"];

/** Faults in the statements by which ballots are judged inside the database. */
export const voteFaults: readonly Fault[] = [
  {
    rule: "the same choice again is no change",
    file: castFile,
    from: '"choice" IS DISTINCT FROM "formerChoice" AND "isWanted"',
    to: '"isWanted"',
    tests,
  },
  {
    rule: "nothing changes a locked vote",
    file: castFile,
    from: '"isOpen" AND NOT "isLocked" AND "choice" IS DISTINCT',
    to: '"isOpen" AND "choice" IS DISTINCT',
    tests,
  },
  {
    rule: "a reaction found late replaces no vote",
    file: castFile,
    from: '("onlyIf" = \'unvoted\' AND "isNew")',
    to: "(\"onlyIf\" = 'unvoted')",
    tests,
  },
  {
    rule: "one of several reactions found late is no first vote",
    file: castFile,
    from: '("onlyIf" = \'unvoted\' AND "isNew")',
    to: '"isNew"',
    tests,
  },
  {
    rule: "an older vote replaces no newer one",
    file: castFile,
    from: '("formerAt" > "madeAt") IS NOT TRUE',
    to: "TRUE",
    tests,
  },
  {
    rule: "a voter counts once among those who fill a battle",
    file: castFile,
    from: 'WHERE "changes" AND "isNew") OVER',
    to: 'WHERE "changes") OVER',
    tests,
  },
  {
    rule: "the vote that fills a battle closes it, not the one after",
    file: castFile,
    from: '"closeAtVotes" <= "votersBefore"',
    to: '"closeAtVotes" < "votersBefore"',
    tests,
  },
  {
    rule: "no ballot is taken after the one that fills a battle",
    file: castFile,
    from: '"isOpen" AND "n" <= COALESCE("lastN", "n") AS "isTaken",\n             CASE WHEN "n" >= "lastN" THEN \'closed\' ELSE "status" END AS "statusNow",\n',
    to: '"isOpen" AS "isTaken",\n             CASE WHEN "n" >= "lastN" THEN \'closed\' ELSE "status" END AS "statusNow",\n',
    tests,
  },
  {
    rule: "only the first vote moves the close",
    file: castFile,
    from: '"n" = "firstN" AND "firstVoteAt" IS NULL) OVER',
    to: '"n" = "firstN") OVER',
    tests,
  },
  {
    rule: "no vote puts the close off",
    file: castFile,
    from: 'THEN LEAST("closesAt", "beganAt" +',
    to: 'THEN GREATEST("beganAt", "beganAt" +',
    tests,
  },
  {
    rule: "a vote is shown by its own choice alone",
    file: castFile,
    from: ' AND "judged"."choice" = "formerChoice"\n',
    to: "\n",
    tests,
  },
  {
    rule: "a changed vote leaves its former choice",
    file: castFile,
    from: "(\"choice\" = 'tie')::int - (\"formerChoice\" IS NOT DISTINCT FROM 'tie')::int",
    to: "(\"choice\" = 'tie')::int",
    tests,
  },
  {
    rule: "every change of a vote is counted",
    file: castFile,
    from: '"changes" = "Vote"."changes" + 1',
    to: '"changes" = 1',
    tests,
  },
  {
    rule: "a changed vote knows who has seen the names",
    file: castFile,
    from: '"namesSeenBy" = "judged"."namesSeenBy"',
    to: '"namesSeenBy" = "Vote"."namesSeenBy"',
    tests,
  },
  {
    rule: "the names wait for the close where the community has decided so",
    file: locking,
    from: '(NOT "private" AND "reveal" IS NOT DISTINCT FROM',
    to: '("private" AND "reveal" IS NOT DISTINCT FROM',
    tests,
  },
  {
    rule: "whoever sees the names is counted",
    file: locking,
    from: 'SET "locked" = "kept"."locked" + EXCLUDED."locked"',
    to: 'SET "locked" = EXCLUDED."locked"',
    tests,
  },
  {
    rule: "in private the names close the battle",
    file: locking,
    from: 'FILTER (WHERE "locks" AND "private") OVER',
    to: 'FILTER (WHERE "locks" AND NOT "private") OVER',
    tests,
  },
  {
    rule: "a vote is locked once",
    file: locking,
    from: ' AND "choice" IS NOT NULL AND "lockedAt" IS NULL AS "locks"',
    to: ' AND "choice" IS NOT NULL AS "locks"',
    tests,
  },
  {
    rule: "taking a reaction away withdraws no vote by other means",
    file,
    from: '("means" = "only" ->> \'means\' AND "choice" =',
    to: '("choice" =',
    tests,
  },
  {
    rule: "a locked vote is not withdrawn",
    file,
    from: '"voter" = "judged"."voter" AND "isOpen" AND "isMeant" AND NOT "isLocked"',
    to: '"voter" = "judged"."voter" AND "isOpen" AND "isMeant"',
    tests,
  },
  {
    rule: "only a reaction that was to go is exposed",
    file,
    from: " AND \"means\" = 'out-of-sight-reaction'\n",
    to: "\n",
    tests,
  },
  {
    rule: "nobody is told the names of an open battle who has not locked",
    file,
    from: "CASE WHEN $5 OR $2 = 'closed' THEN",
    to: "CASE WHEN TRUE OR $2 = 'closed' THEN",
    tests,
  },
  {
    rule: "a side's model is that of its last attempt",
    file,
    from: '"side" = \'a\'\n          ORDER BY "number" DESC',
    to: '"side" = \'a\'\n          ORDER BY "number"',
    tests,
  },
];

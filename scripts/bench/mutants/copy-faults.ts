/** Faults in what carries the record elsewhere, and in what forgets its words. */
import type { Fault } from "./scratch.ts";

/** Faults in moving, backing up, restoring and forgetting. */
export const copyFaults: readonly Fault[] = [
  {
    rule: "what is carried is of one moment",
    file: "core/store/carrying/rows.ts",
    from: "REPEATABLE READ, READ ONLY",
    to: "READ COMMITTED, READ ONLY",
    tests: ["test/store/moving.test.ts"],
  },
  {
    rule: "a record that an arena is at work on is not moved",
    file: "core/store/carrying/move.ts",
    from: "    await expectNobody(source, source.description);\n",
    to: "",
    tests: ["test/store/moving.test.ts"],
  },
  {
    rule: "nothing is carried over what is there",
    file: "core/store/carrying/places.ts",
    from: "!known.includes(name) || ",
    to: "",
    tests: ["test/store/moving.test.ts"],
  },
  {
    rule: "what was restored is compared",
    file: "core/store/carrying/restore.ts",
    from: "if (!isSame(whole, sum)) throw differs(table.name);",
    to: "",
    tests: ["test/store/backup.test.ts"],
  },
  {
    rule: "no other frame of a backup can be made the last",
    file: "core/store/carrying/backup-frames.ts",
    from: "nonce[11] = isLast ? 1 : 0;",
    to: "nonce[11] = 0;",
    tests: ["test/store/backup.test.ts"],
  },
  {
    rule: "the frames of a backup cannot change places",
    file: "core/store/carrying/backup-frames.ts",
    from: "nonce.writeUIntBE(number, 0, 6);",
    to: "nonce.writeUIntBE(0, 0, 6);",
    tests: ["test/store/backup.test.ts"],
  },
  {
    rule: "a backup that is not encrypted never holds the key",
    file: "core/store/carrying/backup.ts",
    from: "options.withKey && passphrase !== null",
    to: "options.withKey",
    tests: ["test/store/backup.test.ts"],
  },
  {
    rule: "a backup that breaks off leaves no file",
    file: "core/store/carrying/backup.ts",
    from: "    await rm(draft, { force: true });\n",
    to: "",
    tests: ["test/store/backup.test.ts"],
  },
  {
    rule: "words are forgotten in battles that have ended, and in no others",
    file: "core/store/old-words.ts",
    from: ` AND "status" IN ('closed', 'failed') ORDER BY "id" FOR UPDATE`,
    to: ` ORDER BY "id" FOR UPDATE`,
    tests: ["test/store/store.test.ts"],
    name: "words of battles that ended long ago",
  },
  {
    rule: "a rebuild leaves the measures of answers whose words are forgotten",
    file: "core/store/answer-styles.ts",
    from: `WHERE "style" IS NOT NULL AND "text" <> ''`,
    to: `WHERE "style" IS NOT NULL`,
    tests: ["test/arena/erasing.test.ts"],
  },
  {
    rule: "what is old is looked for again from where something was too young",
    file: "core/arena/erasing.ts",
    from: "at = isEnd ? (next ?? last) : last;",
    to: "at = last;",
    tests: ["test/arena/erasing.test.ts"],
  },
];

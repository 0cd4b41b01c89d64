-- AlterTable
ALTER TABLE "Battle" ADD COLUMN     "cellId" INTEGER,
ADD COLUMN     "folded" INTEGER;

-- AlterTable
ALTER TABLE "Cell" DROP CONSTRAINT "Cell_pkey",
ADD COLUMN     "winsSquared" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "winsTimesVotes" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "id" SERIAL NOT NULL,
ADD COLUMN     "votesSquared" BIGINT NOT NULL DEFAULT 0,
ADD CONSTRAINT "Cell_pkey" PRIMARY KEY ("id");

-- CreateTable
CREATE TABLE "VoterCell" (
    "cellId" INTEGER NOT NULL,
    "voter" TEXT NOT NULL,
    "a" INTEGER NOT NULL DEFAULT 0,
    "b" INTEGER NOT NULL DEFAULT 0,
    "tie" INTEGER NOT NULL DEFAULT 0,
    "bothBad" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "VoterCell_pkey" PRIMARY KEY ("cellId","voter")
);

-- CreateTable
CREATE TABLE "Folding" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "number" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Folding_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "VoterCell_voter_idx" ON "VoterCell"("voter");

-- CreateIndex
CREATE INDEX "Battle_status_folded_idx" ON "Battle"("status", "folded");

-- CreateIndex
CREATE UNIQUE INDEX "Cell_day_league_modelA_modelB_task_language_platform_commun_key" ON "Cell"("day", "league", "modelA", "modelB", "task", "language", "platform", "community");

-- AddForeignKey
ALTER TABLE "VoterCell" ADD CONSTRAINT "VoterCell_cellId_fkey" FOREIGN KEY ("cellId") REFERENCES "Cell"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The new sums cannot be told from the old ones: closed battles are folded again, from their votes.
DELETE FROM "Cell";
INSERT INTO "Folding" ("id", "number") VALUES (1, 0);

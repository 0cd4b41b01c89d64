-- A question asked again counts once in its task: by what it is known again, whether a battle is such a repeat, and cells apart for
-- those that are.
-- DropIndex
DROP INDEX "Cell_day_league_modelA_modelB_task_language_platform_commun_key";

-- AlterTable
-- Battles from before stay what they are: none of them becomes a repeat, not even when its community moves. No row is rewritten.
ALTER TABLE "Battle" ADD COLUMN     "repeated" BOOLEAN DEFAULT false;
ALTER TABLE "Battle" ALTER COLUMN "repeated" DROP DEFAULT;

-- AlterTable
ALTER TABLE "Cell" ADD COLUMN     "repeated" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "QuestionSketch" (
    "battleId" TEXT NOT NULL,
    "bands" INTEGER[],
    "least" SMALLINT[],

    CONSTRAINT "QuestionSketch_pkey" PRIMARY KEY ("battleId")
);

-- CreateIndex
-- What waits to be put into the index would be read through by each search; PGlite never clears it up by itself.
CREATE INDEX "QuestionSketch_bands_idx" ON "QuestionSketch" USING GIN ("bands") WITH (fastupdate = off);

-- CreateIndex
CREATE UNIQUE INDEX "Cell_day_league_modelA_modelB_task_language_platform_commun_key" ON "Cell"("day", "league", "modelA", "modelB", "task", "language", "platform", "community", "repeated");

-- AddForeignKey
ALTER TABLE "QuestionSketch" ADD CONSTRAINT "QuestionSketch_battleId_fkey" FOREIGN KEY ("battleId") REFERENCES "Battle"("id") ON DELETE CASCADE ON UPDATE CASCADE;

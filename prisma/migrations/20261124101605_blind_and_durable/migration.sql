-- AlterTable
ALTER TABLE "Attempt" DROP CONSTRAINT "Attempt_pkey",
ADD COLUMN     "shown" TEXT,
ADD COLUMN     "turn" INTEGER NOT NULL DEFAULT 1,
ADD CONSTRAINT "Attempt_pkey" PRIMARY KEY ("battleId", "turn", "side", "number");

-- AlterTable
ALTER TABLE "Battle" ADD COLUMN     "closeAfter" INTEGER NOT NULL DEFAULT 600000,
ADD COLUMN     "closeAtVotes" INTEGER,
ADD COLUMN     "drawHash" TEXT,
ADD COLUMN     "leaseHolder" TEXT,
ADD COLUMN     "leaseUntil" TIMESTAMPTZ(3),
ADD COLUMN     "masked" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "salt" TEXT;

-- CreateTable
CREATE TABLE "Community" (
    "id" TEXT NOT NULL,
    "reactions" TEXT,
    "closeAfterMinutes" INTEGER,
    "closeAtVotes" INTEGER,

    CONSTRAINT "Community_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Turn" (
    "battleId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "question" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "openedAt" TIMESTAMPTZ(3),
    "failedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Turn_pkey" PRIMARY KEY ("battleId","number")
);

-- Each battle's question becomes its first turn.
INSERT INTO "Turn" ("battleId", "number", "question", "askedAt", "openedAt", "failedAt")
SELECT "id", 1, "question", "createdAt", "openedAt", CASE WHEN "status" = 'failed' THEN "endedAt" END FROM "Battle";

-- AlterTable
ALTER TABLE "Battle" DROP COLUMN "question";

-- CreateTable
CREATE TABLE "BattlePost" (
    "lookup" TEXT NOT NULL,
    "battleId" TEXT NOT NULL,

    CONSTRAINT "BattlePost_pkey" PRIMARY KEY ("lookup")
);

-- CreateIndex
CREATE INDEX "BattlePost_battleId_idx" ON "BattlePost"("battleId");

-- CreateIndex
CREATE INDEX "Battle_status_closesAt_idx" ON "Battle"("status", "closesAt");

-- AddForeignKey
ALTER TABLE "Turn" ADD CONSTRAINT "Turn_battleId_fkey" FOREIGN KEY ("battleId") REFERENCES "Battle"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BattlePost" ADD CONSTRAINT "BattlePost_battleId_fkey" FOREIGN KEY ("battleId") REFERENCES "Battle"("id") ON DELETE CASCADE ON UPDATE CASCADE;

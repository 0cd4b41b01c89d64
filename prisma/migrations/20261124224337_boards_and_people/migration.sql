-- DropIndex
DROP INDEX "Attempt_modelId_idx";

-- AlterTable
ALTER TABLE "Battle" ADD COLUMN     "bankQuestion" TEXT;

-- AlterTable
ALTER TABLE "Community" ADD COLUMN     "language" TEXT,
ADD COLUMN     "theme" TEXT;

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL,
    "language" TEXT,
    "profileVisible" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BankQuestion" (
    "id" TEXT NOT NULL,
    "community" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "difficulty" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "BankQuestion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "BankQuestion_community_status_addedAt_idx" ON "BankQuestion"("community", "status", "addedAt");

-- CreateIndex
CREATE INDEX "Attempt_modelId_endedAt_idx" ON "Attempt"("modelId", "endedAt");

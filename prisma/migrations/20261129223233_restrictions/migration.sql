-- AlterTable
ALTER TABLE "Battle" ADD COLUMN     "hidden" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "leftOut" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Cell" ADD COLUMN     "aside" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "unseenAside" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Vote" ADD COLUMN     "aside" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "Restriction" (
    "number" SERIAL NOT NULL,
    "community" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "found" JSONB,
    "by" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "votes" INTEGER NOT NULL DEFAULT 0,
    "moved" JSONB,
    "liftedBy" TEXT,
    "liftedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Restriction_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "Report" (
    "battleId" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Report_pkey" PRIMARY KEY ("battleId","person")
);

-- CreateIndex
CREATE INDEX "Restriction_community_number_idx" ON "Restriction"("community", "number");

-- CreateIndex
CREATE INDEX "Restriction_about_kind_idx" ON "Restriction"("about", "kind");

-- CreateIndex
CREATE INDEX "Report_person_idx" ON "Report"("person");

-- CreateIndex
CREATE INDEX "Cell_aside_idx" ON "Cell"("aside");

-- AddForeignKey
ALTER TABLE "Report" ADD CONSTRAINT "Report_battleId_fkey" FOREIGN KEY ("battleId") REFERENCES "Battle"("id") ON DELETE CASCADE ON UPDATE CASCADE;

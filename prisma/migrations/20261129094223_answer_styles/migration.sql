-- AlterTable
ALTER TABLE "Attempt" ADD COLUMN     "style" INTEGER[];

-- CreateIndex
CREATE INDEX "Battle_cellId_idx" ON "Battle"("cellId");

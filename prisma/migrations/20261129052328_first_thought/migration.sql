-- AlterTable
ALTER TABLE "Attempt" ADD COLUMN     "firstThoughtMilliseconds" INTEGER;

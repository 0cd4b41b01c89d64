-- AlterTable
ALTER TABLE "Battle" ADD COLUMN     "ageRestricted" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Community" ADD COLUMN     "moderation" TEXT;

-- AlterTable
ALTER TABLE "Community" ADD COLUMN     "money" JSONB;

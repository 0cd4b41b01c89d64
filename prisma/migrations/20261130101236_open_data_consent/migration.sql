-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "sharesData" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Installation" ADD COLUMN "textsSealed" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "mayBeAsked" BOOLEAN NOT NULL DEFAULT true;

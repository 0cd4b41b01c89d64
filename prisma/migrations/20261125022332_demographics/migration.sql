-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "age" TEXT,
ADD COLUMN     "gender" TEXT,
ADD COLUMN     "interests" TEXT[],
ADD COLUMN     "occupation" TEXT;

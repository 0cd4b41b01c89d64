-- AlterTable
ALTER TABLE "Turn" ADD COLUMN     "event" TEXT;

-- CreateTable
CREATE TABLE "PlatformNote" (
    "lookup" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PlatformNote_pkey" PRIMARY KEY ("lookup")
);

-- CreateIndex
CREATE INDEX "PlatformNote_at_idx" ON "PlatformNote"("at");

-- CreateIndex
CREATE UNIQUE INDEX "Turn_event_key" ON "Turn"("event");

-- Operators of an arena of several processes; before, each process had its own, in its data folder.
-- CreateTable
CREATE TABLE "Operator" (
    "hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "present" TEXT,

    CONSTRAINT "Operator_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "Operator_present_key" ON "Operator"("present");

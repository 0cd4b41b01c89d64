-- CreateTable
CREATE TABLE "Spending" (
    "scope" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,
    "unknown" INTEGER NOT NULL,
    "inputTokens" BIGINT NOT NULL,
    "outputTokens" BIGINT NOT NULL,
    "spent" DECIMAL(20,9) NOT NULL,
    "told" DECIMAL(20,9) NOT NULL DEFAULT 0,

    CONSTRAINT "Spending_pkey" PRIMARY KEY ("scope","name","period")
);

-- CreateTable
CREATE TABLE "Reservation" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "endpoint" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "community" TEXT,
    "most" DECIMAL(20,9) NOT NULL,

    CONSTRAINT "Reservation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Spending_period_idx" ON "Spending"("period");

-- CreateIndex
CREATE INDEX "Reservation_at_idx" ON "Reservation"("at");

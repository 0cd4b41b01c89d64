-- CreateTable
CREATE TABLE "Order" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "community" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "delivery" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "underWay" TEXT,
    "settings" JSONB NOT NULL,
    "progress" JSONB,
    "told" BOOLEAN NOT NULL DEFAULT false,
    "holder" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "orderedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OrderCall" (
    "orderId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "reserved" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "record" TEXT,

    CONSTRAINT "OrderCall_pkey" PRIMARY KEY ("orderId","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "Order_underWay_key" ON "Order"("underWay");

-- CreateIndex
CREATE INDEX "Order_kind_state_orderedAt_idx" ON "Order"("kind", "state", "orderedAt");

-- AddForeignKey
ALTER TABLE "OrderCall" ADD CONSTRAINT "OrderCall_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE CASCADE ON UPDATE CASCADE;

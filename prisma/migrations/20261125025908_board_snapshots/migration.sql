-- CreateTable
CREATE TABLE "BoardSnapshot" (
    "key" TEXT NOT NULL,
    "folded" INTEGER NOT NULL,
    "ratedAt" TIMESTAMPTZ(3) NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "BoardSnapshot_pkey" PRIMARY KEY ("key")
);

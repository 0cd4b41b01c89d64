-- CreateTable
CREATE TABLE "BattleTrace" (
    "battleId" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "eraseSince" TIMESTAMPTZ(3),
    "tryAt" TIMESTAMPTZ(3),
    "erasedFor" TEXT,

    CONSTRAINT "BattleTrace_pkey" PRIMARY KEY ("battleId")
);

-- CreateTable
CREATE TABLE "UnreachedPosts" (
    "person" TEXT NOT NULL,
    "battles" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "UnreachedPosts_pkey" PRIMARY KEY ("person")
);

-- CreateIndex
CREATE INDEX "BattleTrace_tryAt_idx" ON "BattleTrace"("tryAt");

-- CreateIndex
CREATE INDEX "BattleTrace_erasedFor_idx" ON "BattleTrace"("erasedFor");

-- CreateIndex
CREATE INDEX "UnreachedPosts_at_idx" ON "UnreachedPosts"("at");

-- AddForeignKey
ALTER TABLE "BattleTrace" ADD CONSTRAINT "BattleTrace_battleId_fkey" FOREIGN KEY ("battleId") REFERENCES "Battle"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "AskingRules" (
    "id" TEXT NOT NULL,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "askers" TEXT NOT NULL DEFAULT 'everyone',
    "places" TEXT[],
    "dailyBudget" INTEGER,
    "threads" BOOLEAN NOT NULL DEFAULT false,
    "reveal" TEXT NOT NULL DEFAULT 'after-vote',

    CONSTRAINT "AskingRules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SettingChange" (
    "number" SERIAL NOT NULL,
    "community" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "name" TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,

    CONSTRAINT "SettingChange_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "Picture" (
    "battleId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "mediaType" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "Picture_pkey" PRIMARY KEY ("battleId","number")
);

-- CreateIndex
CREATE INDEX "SettingChange_community_number_idx" ON "SettingChange"("community", "number");

-- AddForeignKey
ALTER TABLE "Picture" ADD CONSTRAINT "Picture_battleId_fkey" FOREIGN KEY ("battleId") REFERENCES "Battle"("id") ON DELETE CASCADE ON UPDATE CASCADE;

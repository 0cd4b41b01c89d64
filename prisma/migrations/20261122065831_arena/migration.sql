-- CreateTable
CREATE TABLE "Installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "keyFingerprint" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Model" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "organization" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "input" TEXT[],
    "inputPrice" DOUBLE PRECISION,
    "outputPrice" DOUBLE PRECISION,
    "status" TEXT NOT NULL,
    "league" TEXT NOT NULL,
    "unsupported" TEXT[],

    CONSTRAINT "Model_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Battle" (
    "id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "league" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "community" TEXT NOT NULL,
    "asker" TEXT NOT NULL,
    "private" BOOLEAN NOT NULL,
    "question" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "taskRule" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "drawRule" TEXT NOT NULL,
    "temperature" DOUBLE PRECISION NOT NULL,
    "maxTokens" INTEGER NOT NULL,
    "system" TEXT,
    "delivery" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "openedAt" TIMESTAMPTZ(3),
    "firstVoteAt" TIMESTAMPTZ(3),
    "closesAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "endReason" TEXT,

    CONSTRAINT "Battle_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Attempt" (
    "battleId" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "modelId" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "endpointModel" TEXT NOT NULL,
    "probability" DOUBLE PRECISION NOT NULL,
    "seed" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "text" TEXT,
    "received" TEXT,
    "withheld" TEXT[],
    "tries" INTEGER,
    "finishReason" TEXT,
    "reportedModel" TEXT,
    "inputTokens" INTEGER,
    "outputTokens" INTEGER,
    "cost" DOUBLE PRECISION,
    "firstTextMilliseconds" INTEGER,
    "totalMilliseconds" INTEGER,
    "failure" TEXT,
    "failureDetail" TEXT,

    CONSTRAINT "Attempt_pkey" PRIMARY KEY ("battleId","side","number")
);

-- CreateTable
CREATE TABLE "Vote" (
    "battleId" TEXT NOT NULL,
    "voter" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "choice" TEXT NOT NULL,
    "firstChoice" TEXT NOT NULL,
    "changes" INTEGER NOT NULL DEFAULT 0,
    "means" TEXT NOT NULL,
    "firstMeans" TEXT NOT NULL,
    "castAt" TIMESTAMPTZ(3) NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "lockedAt" TIMESTAMPTZ(3),
    "namesSeenBy" INTEGER NOT NULL,

    CONSTRAINT "Vote_pkey" PRIMARY KEY ("battleId","voter")
);

-- CreateTable
CREATE TABLE "Tally" (
    "battleId" TEXT NOT NULL,
    "a" INTEGER NOT NULL DEFAULT 0,
    "b" INTEGER NOT NULL DEFAULT 0,
    "tie" INTEGER NOT NULL DEFAULT 0,
    "bothBad" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Tally_pkey" PRIMARY KEY ("battleId")
);

-- CreateTable
CREATE TABLE "Cell" (
    "day" DATE NOT NULL,
    "league" TEXT NOT NULL,
    "modelA" TEXT NOT NULL,
    "modelB" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "community" TEXT NOT NULL,
    "battles" INTEGER NOT NULL DEFAULT 0,
    "a" INTEGER NOT NULL DEFAULT 0,
    "b" INTEGER NOT NULL DEFAULT 0,
    "tie" INTEGER NOT NULL DEFAULT 0,
    "bothBad" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Cell_pkey" PRIMARY KEY ("day","league","modelA","modelB","task","language","platform","community")
);

-- CreateTable
CREATE TABLE "PagePost" (
    "id" TEXT NOT NULL,
    "sequence" SERIAL NOT NULL,
    "revision" INTEGER NOT NULL,
    "audience" TEXT,
    "content" TEXT NOT NULL,

    CONSTRAINT "PagePost_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Battle_status_createdAt_idx" ON "Battle"("status", "createdAt");

-- CreateIndex
CREATE INDEX "Battle_asker_createdAt_idx" ON "Battle"("asker", "createdAt");

-- CreateIndex
CREATE INDEX "Battle_community_createdAt_idx" ON "Battle"("community", "createdAt");

-- CreateIndex
CREATE INDEX "Attempt_modelId_idx" ON "Attempt"("modelId");

-- CreateIndex
CREATE INDEX "Vote_voter_castAt_idx" ON "Vote"("voter", "castAt");

-- CreateIndex
CREATE INDEX "Cell_league_community_idx" ON "Cell"("league", "community");

-- CreateIndex
CREATE INDEX "PagePost_sequence_idx" ON "PagePost"("sequence");

-- AddForeignKey
ALTER TABLE "Attempt" ADD CONSTRAINT "Attempt_battleId_fkey" FOREIGN KEY ("battleId") REFERENCES "Battle"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attempt" ADD CONSTRAINT "Attempt_modelId_fkey" FOREIGN KEY ("modelId") REFERENCES "Model"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Vote" ADD CONSTRAINT "Vote_battleId_fkey" FOREIGN KEY ("battleId") REFERENCES "Battle"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Tally" ADD CONSTRAINT "Tally_battleId_fkey" FOREIGN KEY ("battleId") REFERENCES "Battle"("id") ON DELETE CASCADE ON UPDATE CASCADE;

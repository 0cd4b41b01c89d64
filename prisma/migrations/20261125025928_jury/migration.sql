-- CreateTable
CREATE TABLE "JuryBallot" (
    "battleId" TEXT NOT NULL,
    "juror" TEXT NOT NULL,
    "shown" TEXT NOT NULL,
    "choice" TEXT,
    "failure" TEXT,
    "cost" DOUBLE PRECISION,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "JuryBallot_pkey" PRIMARY KEY ("battleId","juror","shown")
);

-- AddForeignKey
ALTER TABLE "JuryBallot" ADD CONSTRAINT "JuryBallot_battleId_fkey" FOREIGN KEY ("battleId") REFERENCES "Battle"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Identifiers of battles begin with the day from now on, and are to be in the same order in every database, whatever language
-- it sorts by: that of their bytes. All of these columns have to be alike, for an index is of use only to what compares in its order.
ALTER TABLE "Battle" ALTER COLUMN "id" TYPE TEXT COLLATE "C", ALTER COLUMN "pair" TYPE TEXT COLLATE "C";
ALTER TABLE "Turn" ALTER COLUMN "battleId" TYPE TEXT COLLATE "C";
ALTER TABLE "QuestionSketch" ALTER COLUMN "battleId" TYPE TEXT COLLATE "C";
ALTER TABLE "Picture" ALTER COLUMN "battleId" TYPE TEXT COLLATE "C";
ALTER TABLE "BattlePost" ALTER COLUMN "battleId" TYPE TEXT COLLATE "C";
ALTER TABLE "BattleTrace" ALTER COLUMN "battleId" TYPE TEXT COLLATE "C";
ALTER TABLE "Attempt" ALTER COLUMN "battleId" TYPE TEXT COLLATE "C";
ALTER TABLE "Vote" ALTER COLUMN "battleId" TYPE TEXT COLLATE "C";
ALTER TABLE "JuryBallot" ALTER COLUMN "battleId" TYPE TEXT COLLATE "C";
ALTER TABLE "Tally" ALTER COLUMN "battleId" TYPE TEXT COLLATE "C";
ALTER TABLE "Report" ALTER COLUMN "battleId" TYPE TEXT COLLATE "C";

-- CreateTable
CREATE TABLE "WeeklyPost" (
    "community" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "delivery" TEXT NOT NULL,
    "taken" DATE NOT NULL,

    CONSTRAINT "WeeklyPost_pkey" PRIMARY KEY ("community")
);

-- CreateIndex
CREATE INDEX "WeeklyPost_platform_taken_idx" ON "WeeklyPost"("platform", "taken");

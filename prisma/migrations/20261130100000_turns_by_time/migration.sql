-- CreateIndex
CREATE INDEX "Turn_askedAt_idx" ON "Turn"("askedAt");

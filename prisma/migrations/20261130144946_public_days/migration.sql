-- CreateTable
CREATE TABLE "PublicDay" (
    "day" DATE NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL,
    "changes" JSONB NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "PublicDay_pkey" PRIMARY KEY ("day")
);

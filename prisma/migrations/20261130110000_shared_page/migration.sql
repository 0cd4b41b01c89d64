-- CreateTable
CREATE TABLE "PageRevision" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "PageRevision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PageFile" (
    "name" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "keptAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PageFile_pkey" PRIMARY KEY ("name")
);

-- Posts that are there already have been numbered without it.
INSERT INTO "PageRevision" ("id", "revision") SELECT 1, COALESCE(max("revision"), 0) FROM "PagePost";

-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN "branding" JSONB;

-- AlterTable
ALTER TABLE "Client" ADD COLUMN "passwordSetAt" DATETIME;

-- CreateTable
CREATE TABLE "WorkspaceLogo" (
    "workspaceId" TEXT NOT NULL PRIMARY KEY,
    "mimeType" TEXT NOT NULL,
    "image" BLOB NOT NULL,
    "version" TEXT NOT NULL,
    CONSTRAINT "WorkspaceLogo_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- AlterTable
ALTER TABLE "AlertEvent" ADD COLUMN "inPortal" BOOLEAN NOT NULL DEFAULT false;
UPDATE "AlertEvent" SET "inPortal" = true WHERE json_extract("summary", '$.portal') = true;

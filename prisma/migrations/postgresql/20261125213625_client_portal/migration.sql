-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "branding" JSONB;

-- AlterTable
ALTER TABLE "Client" ADD COLUMN     "passwordSetAt" TIMESTAMP(3);

-- CreateTable
CREATE TABLE "WorkspaceLogo" (
    "workspaceId" TEXT NOT NULL,
    "mimeType" TEXT NOT NULL,
    "image" BYTEA NOT NULL,
    "version" TEXT NOT NULL,

    CONSTRAINT "WorkspaceLogo_pkey" PRIMARY KEY ("workspaceId")
);

-- AddForeignKey
ALTER TABLE "WorkspaceLogo" ADD CONSTRAINT "WorkspaceLogo_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "AlertEvent" ADD COLUMN "inPortal" BOOLEAN NOT NULL DEFAULT false;
UPDATE "AlertEvent" SET "inPortal" = true WHERE "summary" ->> 'portal' = 'true';

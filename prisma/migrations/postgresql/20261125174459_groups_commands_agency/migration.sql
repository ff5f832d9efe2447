-- DropIndex
DROP INDEX "DeviceGroup_workspaceId_name_key";

-- AlterTable
ALTER TABLE "ApiToken" ADD COLUMN     "autoPublish" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "replacedById" TEXT;

-- AlterTable
ALTER TABLE "DeviceGroup" ADD COLUMN     "nameKey" TEXT;
UPDATE "DeviceGroup" SET "nameKey" = lower("name");
ALTER TABLE "DeviceGroup" ALTER COLUMN "nameKey" SET NOT NULL;

-- CreateTable
CREATE TABLE "ApiTokenTarget" (
    "tokenId" TEXT NOT NULL,
    "playlistId" TEXT NOT NULL,

    CONSTRAINT "ApiTokenTarget_pkey" PRIMARY KEY ("tokenId","playlistId")
);

-- CreateTable
CREATE TABLE "IdempotentRequest" (
    "caller" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "requestHash" TEXT NOT NULL,
    "status" INTEGER,
    "body" JSONB,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "IdempotentRequest_pkey" PRIMARY KEY ("caller","key")
);

-- CreateTable
CREATE TABLE "DeviceCommand" (
    "id" TEXT NOT NULL,
    "deviceId" TEXT NOT NULL,
    "groupId" TEXT,
    "type" TEXT NOT NULL,
    "payload" JSONB,
    "status" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "detail" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdByLabel" TEXT NOT NULL,

    CONSTRAINT "DeviceCommand_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeviceScreenshot" (
    "deviceId" TEXT NOT NULL,
    "takenAt" TIMESTAMP(3) NOT NULL,
    "mimeType" TEXT NOT NULL,
    "image" BYTEA NOT NULL,

    CONSTRAINT "DeviceScreenshot_pkey" PRIMARY KEY ("deviceId")
);

-- CreateTable
CREATE TABLE "Playlist" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Playlist_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ApiTokenTarget_playlistId_idx" ON "ApiTokenTarget"("playlistId");

-- CreateIndex
CREATE INDEX "IdempotentRequest_expiresAt_idx" ON "IdempotentRequest"("expiresAt");

-- CreateIndex
CREATE INDEX "DeviceCommand_deviceId_id_idx" ON "DeviceCommand"("deviceId", "id");

-- CreateIndex
CREATE INDEX "Playlist_workspaceId_id_idx" ON "Playlist"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "DeviceGroup_workspaceId_id_idx" ON "DeviceGroup"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "DeviceGroup_workspaceId_nameKey_key" ON "DeviceGroup"("workspaceId", "nameKey");

-- AddForeignKey
ALTER TABLE "ApiTokenTarget" ADD CONSTRAINT "ApiTokenTarget_tokenId_fkey" FOREIGN KEY ("tokenId") REFERENCES "ApiToken"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiTokenTarget" ADD CONSTRAINT "ApiTokenTarget_playlistId_fkey" FOREIGN KEY ("playlistId") REFERENCES "Playlist"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeviceCommand" ADD CONSTRAINT "DeviceCommand_deviceId_fkey" FOREIGN KEY ("deviceId") REFERENCES "Device"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeviceScreenshot" ADD CONSTRAINT "DeviceScreenshot_deviceId_fkey" FOREIGN KEY ("deviceId") REFERENCES "Device"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Playlist" ADD CONSTRAINT "Playlist_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "OverlayTemplate" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "OverlayTemplate_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Client" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "passwordHash" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Client_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PortalLink" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "clientId" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "previewOf" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "expiresAt" DATETIME,
    "lastUsedAt" DATETIME,
    "revokedAt" DATETIME,
    CONSTRAINT "PortalLink_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "Client" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Project" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "clientId" TEXT,
    "clientName" TEXT,
    "name" TEXT NOT NULL,
    "timezone" TEXT NOT NULL DEFAULT 'UTC',
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" DATETIME,
    CONSTRAINT "Project_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Project_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "Client" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Location" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "lat" REAL,
    "lng" REAL,
    "limits" JSONB,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" DATETIME,
    CONSTRAINT "Location_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Unit" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "model" TEXT NOT NULL DEFAULT '',
    "source" JSONB NOT NULL,
    "slowPaceSec" INTEGER NOT NULL DEFAULT 60,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" DATETIME,
    CONSTRAINT "Unit_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "UnitAssignment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "unitId" TEXT NOT NULL,
    "locationId" TEXT NOT NULL,
    "assignedFrom" DATETIME NOT NULL,
    "assignedUntil" DATETIME,
    "activeUnitId" TEXT,
    "activeLocationId" TEXT,
    CONSTRAINT "UnitAssignment_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "UnitAssignment_locationId_fkey" FOREIGN KEY ("locationId") REFERENCES "Location" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "UnitLease" (
    "unitId" TEXT NOT NULL PRIMARY KEY,
    "holder" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "seq" BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT "UnitLease_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "UnitStatus" (
    "unitId" TEXT NOT NULL PRIMARY KEY,
    "reachable" BOOLEAN,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "lastPollAt" DATETIME,
    "lastSuccessAt" DATETIME,
    "lastError" TEXT,
    "lastErrorAt" DATETIME,
    "connectedSince" DATETIME,
    "measurementState" TEXT,
    "battery" TEXT,
    "clockDriftSec" REAL,
    "lastFrame" JSONB,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "UnitStatus_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "UnitLog" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "unitId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "level" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    CONSTRAINT "UnitLog_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Reading" (
    "unitId" TEXT NOT NULL,
    "minute" INTEGER NOT NULL,
    "leq" REAL,
    "lmax" REAL,
    "lmin" REAL,
    "l10" REAL,
    "l90" REAL,
    "samples" INTEGER NOT NULL,
    "over" INTEGER NOT NULL,

    PRIMARY KEY ("unitId", "minute"),
    CONSTRAINT "Reading_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ReadingQuarter" (
    "unitId" TEXT NOT NULL,
    "minute" INTEGER NOT NULL,
    "energy" REAL,
    "samples" INTEGER NOT NULL,
    "minutes" INTEGER NOT NULL,
    "lmax" REAL,
    "lmin" REAL,
    "l10" REAL,
    "l90" REAL,
    "over" INTEGER NOT NULL,

    PRIMARY KEY ("unitId", "minute"),
    CONSTRAINT "ReadingQuarter_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AlertRule" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "projectId" TEXT,
    "locationId" TEXT,
    "name" TEXT NOT NULL,
    "condition" JSONB NOT NULL,
    "actions" JSONB NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" DATETIME,
    CONSTRAINT "AlertRule_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "AlertRule_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "AlertRule_locationId_fkey" FOREIGN KEY ("locationId") REFERENCES "Location" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AlertState" (
    "ruleId" TEXT NOT NULL,
    "locationId" TEXT NOT NULL,
    "state" JSONB NOT NULL,
    "updatedAt" DATETIME NOT NULL,

    PRIMARY KEY ("ruleId", "locationId"),
    CONSTRAINT "AlertState_ruleId_fkey" FOREIGN KEY ("ruleId") REFERENCES "AlertRule" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "AlertState_locationId_fkey" FOREIGN KEY ("locationId") REFERENCES "Location" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AlertEvent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "ruleId" TEXT NOT NULL,
    "locationId" TEXT NOT NULL,
    "unitId" TEXT,
    "openKey" TEXT,
    "summary" JSONB NOT NULL,
    "onsetAt" DATETIME NOT NULL,
    "value" REAL,
    "peak" REAL,
    "peakAt" DATETIME,
    "clearedAt" DATETIME,
    "acknowledgedAt" DATETIME,
    "acknowledgedById" TEXT,
    "acknowledgedByLabel" TEXT,
    CONSTRAINT "AlertEvent_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "AlertEvent_ruleId_fkey" FOREIGN KEY ("ruleId") REFERENCES "AlertRule" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "AlertEvent_locationId_fkey" FOREIGN KEY ("locationId") REFERENCES "Location" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AlertDelivery" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "moment" TEXT NOT NULL,
    "action" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" DATETIME NOT NULL,
    "doneAt" DATETIME,
    "lastError" TEXT,
    "pipId" TEXT,
    CONSTRAINT "AlertDelivery_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "AlertEvent" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "OverlayTemplate_workspaceId_id_idx" ON "OverlayTemplate"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "OverlayTemplate_workspaceId_nameKey_key" ON "OverlayTemplate"("workspaceId", "nameKey");

-- CreateIndex
CREATE INDEX "Client_workspaceId_id_idx" ON "Client"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Client_workspaceId_slug_key" ON "Client"("workspaceId", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "PortalLink_tokenHash_key" ON "PortalLink"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "PortalLink_previewOf_key" ON "PortalLink"("previewOf");

-- CreateIndex
CREATE INDEX "PortalLink_clientId_id_idx" ON "PortalLink"("clientId", "id");

-- CreateIndex
CREATE INDEX "Project_workspaceId_id_idx" ON "Project"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "Project_clientId_id_idx" ON "Project"("clientId", "id");

-- CreateIndex
CREATE INDEX "Location_projectId_id_idx" ON "Location"("projectId", "id");

-- CreateIndex
CREATE INDEX "Unit_workspaceId_id_idx" ON "Unit"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "UnitAssignment_activeUnitId_key" ON "UnitAssignment"("activeUnitId");

-- CreateIndex
CREATE UNIQUE INDEX "UnitAssignment_activeLocationId_key" ON "UnitAssignment"("activeLocationId");

-- CreateIndex
CREATE INDEX "UnitAssignment_unitId_id_idx" ON "UnitAssignment"("unitId", "id");

-- CreateIndex
CREATE INDEX "UnitAssignment_locationId_id_idx" ON "UnitAssignment"("locationId", "id");

-- CreateIndex
CREATE INDEX "UnitLease_expiresAt_idx" ON "UnitLease"("expiresAt");

-- CreateIndex
CREATE INDEX "UnitLog_unitId_id_idx" ON "UnitLog"("unitId", "id");

-- CreateIndex
CREATE INDEX "AlertRule_workspaceId_id_idx" ON "AlertRule"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "AlertRule_projectId_idx" ON "AlertRule"("projectId");

-- CreateIndex
CREATE INDEX "AlertRule_locationId_idx" ON "AlertRule"("locationId");

-- CreateIndex
CREATE INDEX "AlertState_locationId_idx" ON "AlertState"("locationId");

-- CreateIndex
CREATE UNIQUE INDEX "AlertEvent_openKey_key" ON "AlertEvent"("openKey");

-- CreateIndex
CREATE INDEX "AlertEvent_workspaceId_id_idx" ON "AlertEvent"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "AlertEvent_locationId_id_idx" ON "AlertEvent"("locationId", "id");

-- CreateIndex
CREATE INDEX "AlertEvent_ruleId_id_idx" ON "AlertEvent"("ruleId", "id");

-- CreateIndex
CREATE INDEX "AlertDelivery_status_dueAt_idx" ON "AlertDelivery"("status", "dueAt");

-- CreateIndex
CREATE INDEX "AlertDelivery_eventId_idx" ON "AlertDelivery"("eventId");

-- AlterTable
ALTER TABLE "PersonalAccessToken" ADD COLUMN "replacedById" TEXT;

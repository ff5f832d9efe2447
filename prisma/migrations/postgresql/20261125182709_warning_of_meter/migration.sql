-- AlterTable
ALTER TABLE "UnitStatus" ADD COLUMN     "warning" TEXT;

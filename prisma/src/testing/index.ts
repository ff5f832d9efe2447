export { type DatabaseProxy, startDatabaseOutage, startDatabaseProxy } from './outage.ts';
export {
  createEmptyDatabase,
  createTestDatabase,
  type TestDatabase,
  writeMigratedFile,
} from './test-database.ts';

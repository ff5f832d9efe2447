/** A row of Prisma's bookkeeping table, as far as migrating needs it. */
export interface AppliedMigration {
  name: string;
  checksum: string;
  finished: boolean;
}

/** A row to add to it. Its columns and values are Prisma's, so that Prisma's own tools understand them. */
export interface MigrationRecord {
  id: string;
  name: string;
  checksum: string;
  startedAt: Date;
}

/** One connection that holds the right to migrate. */
export interface MigrationConnection {
  /** The rows of the bookkeeping table, which is created if it is missing. */
  applied(): Promise<AppliedMigration[]>;
  /** Runs the SQL and stores the record in one transaction. */
  apply(sql: string, record: MigrationRecord): Promise<void>;
  close(): Promise<void>;
}

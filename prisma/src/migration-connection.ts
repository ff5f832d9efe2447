/** The columns of Prisma's migrations table that are read. */
export interface AppliedMigration {
  name: string;
  checksum: string;
  finished: boolean;
}

/** A new row of that table, compatible with Prisma's own tools. */
export interface MigrationRecord {
  id: string;
  name: string;
  checksum: string;
  startedAt: Date;
}

/** A connection that holds the migration lock. */
export interface MigrationConnection {
  /** Reads the migrations table, which is created if missing. */
  applied(): Promise<AppliedMigration[]>;
  /** Runs the SQL and stores the record in one transaction. */
  apply(sql: string, record: MigrationRecord): Promise<void>;
  close(): Promise<void>;
}

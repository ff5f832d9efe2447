import { DatabaseError } from '@sitecast/db';
import { browsableUrl, createServer } from './app.ts';
import { ConfigError, readEnv } from './env.ts';
import { createLogger } from './log.ts';

/** How long a shutdown may take before the process exits anyway. */
const SHUTDOWN_MS = 8_000;

async function main(): Promise<void> {
  const config = readEnv(process.env);
  const log = createLogger(config.logLevel);
  const server = await createServer(config, { log });
  const address = config.publicUrl ?? browsableUrl(server.url);
  if (server.setupCode) log.info(`Setup code: ${server.setupCode} (enter it at ${address}/setup)`);
  log.info(`Sitecast is ready: ${address}`);

  let stopping = false;
  const stop = (signal: string) => {
    // A second Ctrl-C exits immediately.
    if (stopping) process.exit(1);
    stopping = true;
    log.info(`${signal}: shutting down`);
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
    server.close().then(
      () => {
        log.info('shut down');
        process.exitCode = 0;
      },
      (error) => {
        log.fatal({ err: error }, 'shutdown failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError)
    for (const problem of error.problems) console.error(`Configuration: ${problem}`);
  else if (error instanceof DatabaseError || isAddressProblem(error)) console.error(error.message);
  else console.error(error);
  process.exit(1);
});

/** The port is in use, or this user may not bind to it. */
function isAddressProblem(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
  );
}

import { createFuzzWorld, type FuzzWorld } from '@sitecast/api/testing/fuzz';
import { pino } from 'pino';
import { startTestServer, type TestServer } from './server.ts';

/** A server that is sent whatever can be sent. @returns faults: what it has logged as an error */
export async function startFuzzedServer(): Promise<{
  server: TestServer;
  world: FuzzWorld;
  faults: string[];
}> {
  const faults: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void faults.push(line) });
  const server = await startTestServer({}, { log });
  return { server, world: await createFuzzWorld(server.app), faults };
}

import { startTestServer } from '@sitecast/server/testing';
import { answerParent } from '../child.ts';
import type { PushInstallation } from './installation.ts';
import { seedScreens } from './seed.ts';
import { sendOnly, startSocketIo, storeFirst } from './socket-io.ts';

export const contenders = {
  /** The whole product: token, tenant and validation; overlay, deliveries and audit stored before anything is sent. */
  Sitecast: startSitecast,
  'socket.io, storing': (screens: number) => startSocketIo(screens, storeFirst(screens)),
  'socket.io, sending only': (screens: number) => startSocketIo(screens, sendOnly),
};
export type ContenderName = keyof typeof contenders;

async function startSitecast(screens: number): Promise<PushInstallation> {
  const server = await startTestServer();
  // The default limits are too low for a benchmark.
  server.app.throttles.overlays.points = Number.MAX_SAFE_INTEGER;
  server.app.throttles.tokenRequests.points = Number.MAX_SAFE_INTEGER;
  return { url: server.url, ...(await seedScreens(server, screens)) };
}

const [name, count] = process.argv.slice(2);
const installation = contenders[name as ContenderName](Number(count));
answerParent(() => installation);

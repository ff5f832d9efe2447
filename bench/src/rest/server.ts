import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { startTestServer } from '@sitecast/server/testing';
import express from 'express';
import { answerParent } from '../child.ts';

/** Where the two requests are sent, and with which token. */
export interface RestInstallation {
  url: string;
  token: string;
  /** The body of `POST /api/pip`. */
  overlay: object;
}

/** The JSON that the bare routes send, recorded from Sitecast. */
export interface CannedAnswers {
  devices: unknown;
  shown: unknown;
}

/** Starts the server, or queries its CPU time in ms. */
export type RestMessage = CannedAnswers | 'cpu';

const DEVICES = 50;

export const contenders = {
  Sitecast: startSitecast,
  'express 5': startExpress,
};
export type ContenderName = keyof typeof contenders;

/** The whole product: token, tenant, validation, database; an overlay is stored with its delivery and audit entry. */
async function startSitecast(): Promise<RestInstallation> {
  const server = await startTestServer();
  const { db, throttles } = server.app;
  // The default limits are too low for a benchmark.
  throttles.overlays.points = Number.MAX_SAFE_INTEGER;
  throttles.tokenRequests.points = Number.MAX_SAFE_INTEGER;

  const { id: workspaceId } = await db.workspace.findFirstOrThrow({ select: { id: true } });
  const info = {
    playerVersion: '1.0.0',
    platform: 'tizen',
    userAgent: 'Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.5) AppleWebKit/537.36 (KHTML, like Gecko)',
    width: 1920,
    height: 1080,
    pixelRatio: 1,
  };
  const devices = Array.from({ length: DEVICES }, (_, n) => ({
    id: randomUUID(),
    workspaceId,
    name: `Screen ${n}`,
    secretHash: randomUUID(),
    lastSeenAt: new Date(),
    info,
  }));
  await db.device.createMany({ data: devices });
  const minted = await fetch(`${server.url}/api/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await server.login()}` },
    body: JSON.stringify({ name: 'Benchmark', scope: 'full' }),
  });
  const { token } = (await minted.json()) as { token: string };
  const overlay = {
    device_id: devices[0]!.id,
    type: 'image',
    uri: 'https://example.com/plan.png',
    duration: 30,
  };
  return { url: server.url, token, overlay };
}

/** Routes that only send JSON from memory. */
async function startExpress({ devices, shown }: CannedAnswers): Promise<Pick<RestInstallation, 'url'>> {
  const web = express();
  web.get('/api/devices', (_req, res) => void res.json(devices));
  web.post('/api/pip', express.json(), (_req, res) => void res.json(shown));
  const server = web.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const [name] = process.argv.slice(2);
answerParent(async (message: RestMessage) =>
  message === 'cpu' ? cpuMs() : contenders[name as ContenderName](message),
);

/** Total CPU time of this process, in ms. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

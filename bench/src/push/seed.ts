import { createHash, randomUUID } from 'node:crypto';
import type { TestServer } from '@sitecast/server/testing';
import type { PushInstallation } from './installation.ts';

/** Creates paired screens in one group directly in the database, and a token. */
export async function seedScreens(server: TestServer, count: number): Promise<Omit<PushInstallation, 'url'>> {
  const { db } = server.app;
  const { id: workspaceId } = await db.workspace.findFirstOrThrow({ select: { id: true } });
  const screens = Array.from({ length: count }, () => ({ id: randomUUID(), secret: randomUUID() }));
  const groupId = randomUUID();
  await db.device.createMany({
    data: screens.map(({ id, secret }, n) => ({
      id,
      workspaceId,
      name: `Screen ${n}`,
      secretHash: sha256(secret),
    })),
  });
  await db.deviceGroup.create({ data: { id: groupId, workspaceId, name: 'All', nameKey: 'all' } });
  await db.deviceGroupMember.createMany({ data: screens.map(({ id }) => ({ groupId, deviceId: id })) });

  const response = await fetch(`${server.url}/api/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await server.login()}` },
    body: JSON.stringify({ name: 'Benchmark', scope: 'full' }),
  });
  const { token } = (await response.json()) as { token: string };
  return { token, targets: { one: screens[0]!.id, all: groupId }, screens };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

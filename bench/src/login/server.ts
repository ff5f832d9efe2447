import { randomUUID } from 'node:crypto';
import { startTestServer } from '@sitecast/server/testing';
import { answerParent } from '../child.ts';

/** Where people log in, and who they are: one password for all. */
export interface Installation {
  url: string;
  emails: string[];
  password: string;
  /** A session of a member of the workspace whose feed runs. */
  session: string;
}

/** Milliseconds between two events of the feed. */
const EVERY_MS = 20;
const PEOPLE = 50;

const server = await startTestServer();
const { db, throttles, events } = server.app;
// All come from one address here.
throttles.loginsByAddress.points = Number.MAX_SAFE_INTEGER;

const { id: workspaceId } = await db.workspace.findFirstOrThrow({ select: { id: true } });
const { passwordHash } = await db.user.findFirstOrThrow({ select: { passwordHash: true } });
const people = Array.from({ length: PEOPLE }, (_, n) => ({
  id: randomUUID(),
  email: `person-${n}@example.com`,
  name: `Person ${n}`,
  passwordHash,
}));
await db.user.createMany({ data: people });
const installation: Installation = {
  url: server.url,
  emails: people.map(({ email }) => email),
  password: server.admin.password,
  session: await server.login(),
};

/** Each event says when it was due: a server too busy to publish in time is late, not silent. */
function publishFrom(due: number): void {
  const pipId = String(performance.timeOrigin + due);
  events.publish(workspaceId, { event: 'overlay', change: 'shown', pipId });
  const next = due + EVERY_MS;
  setTimeout(() => publishFrom(next), Math.max(0, next - performance.now()));
}
publishFrom(performance.now());

answerParent(async () => installation);

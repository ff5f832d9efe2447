import { randomUUID } from 'node:crypto';
import { startTestServer } from '@sitecast/server/testing';
import { answerParent } from '../child.ts';

/** The server and its users, who all have the same password. */
export interface LoginInstallation {
  url: string;
  emails: string[];
  password: string;
  /** A session of a member of the workspace with the feed. */
  session: string;
}

/** Milliseconds between two events of the feed. */
const EVERY_MS = 20;
const PEOPLE = 50;

const server = await startTestServer();
const { db, throttles, events } = server.app;
// All logins come from one address.
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
const installation: LoginInstallation = {
  url: server.url,
  emails: people.map(({ email }) => email),
  password: server.admin.password,
  session: await server.login(),
};

/** Each event carries the time it was due, so that late publishing counts as delay. */
function publishFrom(due: number): void {
  const pipId = String(performance.timeOrigin + due);
  events.publish(workspaceId, { event: 'overlay', change: 'shown', pipId });
  const next = due + EVERY_MS;
  setTimeout(() => publishFrom(next), Math.max(0, next - performance.now()));
}
publishFrom(performance.now());

answerParent(async () => installation);

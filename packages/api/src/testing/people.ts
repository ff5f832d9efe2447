import type { TestApi, Workspace } from './test-api.ts';

/** A platform admin with a session and a caller. */
export async function buildAdmin(api: TestApi, email?: string) {
  const admin = await api.buildUser({ platformRole: 'admin', email });
  const bearer = await api.buildSession(admin);
  return { ...admin, bearer, call: api.call({ bearer }) };
}

/** The audit entries about a user, oldest first: action and details. */
export async function actionsOn(api: TestApi, id: string) {
  const events = await api.app.db.auditEvent.findMany({
    where: { resourceKind: 'user', resourceId: id },
    orderBy: { id: 'asc' },
  });
  return events.map(({ action, details }) => ({ action, details }));
}

/** A member who has accepted their invitation. */
export async function buildMember(api: TestApi, workspace: Workspace, role: 'admin' | 'operator' | 'viewer') {
  const user = await api.buildUser({ memberOf: [{ workspace, role }] });
  await api.app.db.user.update({ where: { id: user.id }, data: { lastLoginAt: api.clock.now() } });
  return { ...user, caller: api.call({ bearer: await api.buildSession(user) }) };
}

/** Opens an invitation link and chooses a password. */
export async function choosePassword(api: TestApi, url: string) {
  const password = 'a long walk by the sea';
  await api.call().passwordLinks.use({ token: url.split('/').at(-1)!, password });
  return password;
}

/** A user with a session, and their callers by session and by token. */
export async function buildPerson(api: TestApi, options: Parameters<TestApi['buildUser']>[0] = {}) {
  const user = await api.buildUser(options);
  const bearer = await api.buildSession(user);
  return { ...user, call: api.call({ bearer }), callWith: (token: string) => api.call({ bearer: token }) };
}

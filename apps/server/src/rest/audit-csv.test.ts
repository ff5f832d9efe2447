import { createBuilders } from '@sitecast/api/testing';
import { expect, test } from 'vitest';
import { ask } from '../../test/http.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

/** A workspace with its admin and `events` in its audit log. */
async function setUp(server: TestServer, events: number) {
  const build = createBuilders(server.app);
  const workspace = await build.workspace();
  const bearer = await build.session(await build.user({ memberOf: [{ workspace, role: 'admin' }] }));
  await server.app.db.auditEvent.createMany({
    data: Array.from({ length: events }, (_, i) => ({
      id: `018f0000-0000-7000-8000-${String(i).padStart(12, '0')}`,
      actorKind: 'user',
      actorLabel: i === 0 ? '=HYPERLINK("http://evil.example")' : `user-${i}@example.com`,
      action: i % 2 ? 'pip.show' : 'pip.clear',
      resourceKind: 'overlay',
      workspaceId: workspace.id,
      details: { title: `Say "${i}", twice` },
    })),
  });
  return { build, workspace, bearer };
}

test('all of it comes as one file, over many pages, newest first', async () => {
  await using server = await startTestServer();
  const { bearer, workspace } = await setUp(server, 450);
  const answer = await ask(server.url, '/api/audit.csv?scope=workspace', { bearer });
  expect(answer).toMatchObject({
    status: 200,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringMatching(/^attachment; filename=audit-\d{4}-\d\d-\d\d\.csv$/),
      'cache-control': 'no-store',
    },
  });
  const lines = answer.text.split('\r\n');
  expect(lines).toHaveLength(452);
  expect(lines[0]).toBe(
    'at,actor_kind,actor,actor_id,action,resource_kind,resource_id,workspace_id,ip,details,id',
  );
  expect(lines[1]).toContain(',user,user-449@example.com,,');
  expect(lines[1]).toContain(`,pip.show,overlay,,${workspace.id},,"{""title"":""Say \\""449\\"", twice""}",`);
  expect(lines[450]).toContain('"\'=HYPERLINK(""http://evil.example"")"');
});

test('filters choose as they do in the list', async () => {
  await using server = await startTestServer();
  const { bearer } = await setUp(server, 10);
  const answer = await ask(server.url, '/api/audit.csv?scope=workspace&action=pip.show', { bearer });
  expect(answer.text.match(/pip\.show/g)).toHaveLength(5);
  expect(answer.text).not.toContain('pip.clear');
});

test('a link can name the workspace that is meant', async () => {
  await using server = await startTestServer();
  const { bearer, build, workspace } = await setUp(server, 1);
  const path = `/api/audit.csv?scope=workspace&workspace_id=${workspace.id}`;
  expect(await ask(server.url, path, { bearer })).toMatchObject({ status: 200 });
  const stranger = await build.session(
    await build.user({ memberOf: [{ workspace: await build.workspace(), role: 'admin' }] }),
  );
  expect(await ask(server.url, path, { bearer: stranger })).toMatchObject({ status: 404 });
});

test('who may not read the list gets no file', async () => {
  await using server = await startTestServer();
  const { bearer, build, workspace } = await setUp(server, 1);
  const { token } = await build.token({ workspace });
  const viewer = await build.session(await build.user({ memberOf: [{ workspace, role: 'viewer' }] }));
  const status = async (path: string, who?: string) =>
    (await ask(server.url, `/api/audit.csv${path}`, { bearer: who })).status;
  expect(await status('?scope=workspace')).toBe(401);
  expect(await status('?scope=workspace', token)).toBe(401);
  expect(await status('?scope=workspace', viewer)).toBe(403);
  expect(await status('?scope=platform', bearer)).toBe(403);
  expect(await status('?scope=platform', await server.login())).toBe(200);
  expect(await status('', bearer)).toBe(200);
  expect(await status('?scope=workspace&limit=5', bearer)).toBe(400);
  expect(await status('?scope=workspace&action=*', bearer)).toBe(400);
});

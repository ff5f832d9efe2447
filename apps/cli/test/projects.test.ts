import { createBuilders } from '@sitecast/api/testing';
import { startTestServer, type TestServer } from '@sitecast/server/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLoggedInHome, type Home } from './home.ts';

let server: TestServer;
let home: Home;
let project: { id: string };
let workspace: { id: string };
beforeAll(async () => {
  server = await startTestServer();
  home = await createLoggedInHome(server);
  workspace = await server.app.db.workspace.findFirstOrThrow({ select: { id: true } });
  project = await createBuilders(server.app).project({ workspace, name: 'Harbour' });
});
afterAll(async () => {
  await home[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const open = (url: string) => fetch(url, { redirect: 'manual' });

describe('portal links', () => {
  test('are created, listed and revoked', async () => {
    expect((await home.run(['projects', 'links', 'Harbour'])).stderr).toContain('No links yet.');
    const made = await home.run(['projects', 'link', 'Harbour', '--label', 'Mr Lee', '--expires', '30']);
    expect(made.stderr).toContain("won't be shown again");
    const [, url] = /^Link +(\S+)$/m.exec(made.stdout)!;
    expect(await open(url!)).toMatchObject({ status: 302 });

    const { stdout } = await home.run(['projects', 'links', project.id]);
    const [, id] = /^Mr Lee .+ ([0-9a-f-]{36})$/m.exec(stdout)!;
    expect(stdout).not.toContain('never');
    expect((await home.run(['projects', 'revoke-link', 'Harbour', id!])).code).toBe(0);
    expect(await open(url!)).toMatchObject({ status: 401 });
    expect(JSON.parse((await home.run(['projects', 'links', 'Harbour', '--json'])).stdout)).toEqual({
      items: [],
      next_cursor: null,
    });
    const unknown = await home.run(['projects', 'revoke-link', 'Harbour', project.id]);
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('Portal link not found') });
  });

  test('are not available to API tokens', async () => {
    const { token } = await createBuilders(server.app).token({ workspace });
    const env = { SITECAST_TOKEN: token, SITECAST_SERVER: server.url };
    for (const command of [['link'], ['links'], ['preview']]) {
      const { code } = await home.run(['projects', ...command, project.id], { env });
      expect(code).toBe(4);
    }
  });
});

test('the preview is a URL for a browser', async () => {
  const { stdout } = await home.run(['projects', 'preview', 'Harbour']);
  expect(stdout).toBe(`${server.url}/projects/${project.id}/portal-preview\n`);
  const answer = await open(stdout.trim());
  expect(answer.headers.get('location')).toContain('/login?next=');
});

import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createBuilders } from '@sitecast/api/testing';
import { startTestServer, type TestServer } from '@sitecast/server/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLoggedInHome, type Home, inTerminal } from './home.ts';

let server: TestServer;
let home: Home;
let build: ReturnType<typeof createBuilders>;
let workspace: { id: string };
let client: { id: string };
const plan = randomBytes(3_000_000);

beforeAll(async () => {
  server = await startTestServer();
  home = await createLoggedInHome(server);
  build = createBuilders(server.app);
  workspace = await server.app.db.workspace.findFirstOrThrow({ select: { id: true } });
  client = await build.client({ workspace, name: 'Port Authority' });
  await writeFile(at('Plan "Köln" 港.bin'), plan);
  await writeFile(at('notes.txt'), 'a note');
});
afterAll(async () => {
  await home[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const at = (...path: string[]) => join(home.path, ...path);
const clients = (...args: string[]) => home.run(['clients', ...args]);

describe('files of a client', () => {
  test('are uploaded and listed', async () => {
    expect((await clients('files', 'Port Authority')).stderr).toContain('No files yet.');
    const added = await clients('upload', 'Port Authority', at('notes.txt'), at('Plan "Köln" 港.bin'));
    expect(added).toMatchObject({ code: 0, stdout: '' });
    expect(added.stderr).toBe('Uploaded notes.txt (6 B).\nUploaded Plan "Köln" 港.bin (3 MB).\n');
    const { stdout } = await clients('files', client.id);
    expect(stdout).toMatch(/^notes\.txt +6 B +text\/plain +\S.* +admin@example\.com +[0-9a-f-]{36}$/m);
    const { items } = JSON.parse((await clients('files', client.id, '--json')).stdout);
    expect(items).toMatchObject([{ name: 'Plan "Köln" 港.bin', size: plan.length }, { name: 'notes.txt' }]);
  });

  test('are downloaded unchanged', async () => {
    const to = at('copy.bin');
    const got = await clients('download', 'Port Authority', 'Plan "Köln" 港.bin', '-o', to);
    expect(got).toMatchObject({ code: 0, stderr: `Saved ${to} (3 MB).\n` });
    expect((await readFile(to)).equals(plan)).toBe(true);
    expect((await clients('download', client.id, 'notes.txt', '-o', '-')).stdout).toBe('a note');
  });

  test('are deleted with --yes', async () => {
    expect(await clients('remove-file', client.id, 'notes.txt')).toMatchObject({ code: 2 });
    expect(await clients('remove-file', client.id, 'notes.txt', '--yes')).toMatchObject({ code: 0 });
    expect(await clients('download', client.id, 'notes.txt')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('No file is named “notes.txt”.'),
    });
  });

  test('are all checked before the first upload', async () => {
    const { id } = await build.client({ workspace });
    await writeFile(at('empty'), '');
    await mkdir(at('folder'), { recursive: true });
    await writeFile(at('film'), '');
    await truncate(at('film'), 50 * 1024 ** 2 + 1);
    for (const [name, why] of [
      ['empty', 'is empty'],
      ['folder', 'is not a file'],
      ['film', 'exceeds the limit of 50 MiB'],
      ['nothing', 'not found'],
    ]) {
      const refused = await clients('upload', id, at('notes.txt'), at(name!));
      expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining(why!) });
    }
    expect(await server.app.db.clientFile.count({ where: { clientId: id } })).toBe(0);
    expect(await clients('upload', id)).toMatchObject({ code: 2 });
  });

  test('never overwrite files or leave the target folder, whatever their name', async () => {
    const { id } = await build.clientFile({ client, name: 'notes.txt', content: 'another note' });
    const kept = await clients('download', client.id, id, '-o', at('nowhere', 'x'));
    expect(kept).toMatchObject({ code: 1, stderr: expect.stringContaining('ENOENT') });
    const hostile = await build.clientFile({ client, name: '../../..', content: 'x' });
    const inside = await home.run(['clients', 'download', client.id, hostile.id], { cwd: home.path });
    expect(inside).toMatchObject({ code: 0, stderr: expect.stringContaining(hostile.id) });
    const again = await home.run(['clients', 'download', client.id, id], { cwd: home.path });
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('already exists') });
    expect(await readFile(at('notes.txt'), 'utf8')).toBe('a note');
    expect((await readdir(home.path)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('that are corrupted in transit are not kept', async () => {
    const { id } = await build.clientFile({ client, name: 'damaged', content: 'whole' });
    const { sha256 } = await server.app.db.clientFile.findUniqueOrThrow({ where: { id } });
    await writeFile(join(server.app.files.folder, sha256.slice(0, 2), sha256), 'other');
    const got = await clients('download', client.id, id, '-o', at('damaged'));
    expect(got).toMatchObject({ code: 1, stderr: expect.stringContaining('is corrupt') });
    await expect(readFile(at('damaged'))).rejects.toThrow('ENOENT');
  });

  test('are available to API tokens by scope and client ID', async () => {
    const { token } = await build.token({ workspace, scope: 'read' });
    const env = { SITECAST_TOKEN: token, SITECAST_SERVER: server.url };
    const run = (...args: string[]) => home.run(['clients', ...args], { env });
    expect(await run('files', client.id)).toMatchObject({ code: 0 });
    expect(await run('files', 'Port Authority')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Use the ID'),
    });
    expect(await run('upload', client.id, at('notes.txt'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('requires a token with scope write or full'),
    });
    expect(await run('list')).toMatchObject({ code: 4 });
  });

  inTerminal('show their progress on a terminal', async () => {
    const { stdout } = await home.terminal(['clients', 'upload', client.id, at('Plan "Köln" 港.bin')]);
    expect(stdout).toMatch(/Uploading Plan "Köln" 港\.bin: \d+ %/);
    expect(stdout).toContain('Uploaded Plan');
  });

  test('report an unreachable server', async () => {
    const env = { SITECAST_TOKEN: 'st_x', SITECAST_SERVER: 'http://127.0.0.1:1' };
    const gone = await home.run(['clients', 'upload', client.id, at('notes.txt')], { env });
    expect(gone).toMatchObject({ code: 1, stderr: expect.stringContaining('Cannot reach') });
  });
});

test('clients are listed', async () => {
  expect((await clients('list')).stdout).toMatch(/^Port Authority +open +0 +never +[0-9a-f-]{36}$/m);
});

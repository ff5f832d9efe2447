import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createBuilders } from '@sitecast/api/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../test/http.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';

/** Ignored by git, and inside the package: what is generated there finds its dependencies. */
const GENERATED = fileURLToPath(new URL('../../../generated', import.meta.url));

/** What somebody writes who has generated a client from the document. */
const script = `
import createClient from 'openapi-fetch';
import type { components, paths } from './api.ts';

export type Device = components['schemas']['Device'];

export async function sendToFirst(baseUrl: string, token: string, uri: string) {
  const client = createClient<paths>({ baseUrl, headers: { authorization: \`Bearer \${token}\` } });
  const { data: page } = await client.GET('/api/devices', { params: { query: { limit: 1 } } });
  const device: Device | undefined = page?.items[0];
  if (!device) throw new Error('There is no screen');
  const shown = await client.POST('/api/pip', {
    params: { header: { 'Idempotency-Key': 'once' } },
    body: { device_id: device.id, type: 'image', uri, position: { x: 10, y: 20 }, duration: 30 },
  });
  if (shown.error) throw new Error(shown.error.detail);
  const { data } = await client.GET('/api/pip/{pip_id}', { params: { path: { pip_id: shown.data.pip_id } } });
  return { shown: shown.data, overlay: data, problem: await refusalOf(client, device.id) };
}

async function refusalOf(client: ReturnType<typeof createClient<paths>>, device_id: string) {
  const { error } = await client.POST('/api/pip', { body: { device_id, type: 'image', uri: '' } });
  return error?.code;
}
`;

const mistakes = `
import createClient from 'openapi-fetch';
import type { paths } from './api.ts';

const client = createClient<paths>({ baseUrl: '' });
// @ts-expect-error there is no such route
await client.GET('/api/nothing');
// @ts-expect-error no such method
await client.PUT('/api/pip');
// @ts-expect-error without a target
await client.POST('/api/pip', { body: { type: 'image', uri: '' } });
// @ts-expect-error not one of the types
await client.POST('/api/pip', { body: { device_id: '', type: 'audio', uri: '' } });
// @ts-expect-error camelCase
await client.POST('/api/pip', { body: { deviceId: '', type: 'image', uri: '' } });
const { data } = await client.GET('/api/devices/{device_id}', { params: { path: { device_id: '' } } });
// @ts-expect-error no field of a screen
data?.secret;
`;

let server: TestServer;
let folder: string;

beforeAll(async () => {
  server = await startTestServer();
  await mkdir(GENERATED, { recursive: true });
  folder = await mkdtemp(join(GENERATED, 'client-'));
  const { text } = await ask(server.url, '/api/openapi.json');
  await writeFile(join(folder, 'openapi.json'), text);
  await run('openapi-typescript', 'bin/cli.js', join(folder, 'openapi.json'), '-o', join(folder, 'api.ts'));
  await writeFile(join(folder, 'script.ts'), script);
  await writeFile(join(folder, 'mistakes.ts'), mistakes);
  const compilerOptions = { strict: true, noEmit: true, module: 'nodenext', target: 'es2023', types: [] };
  const options = { ...compilerOptions, allowImportingTsExtensions: true };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

test('a client generated from it has the right types, and refuses what the server would refuse', async () => {
  const compiling = run('typescript', 'bin/tsc', '--project', folder);
  const { stdout } = await compiling.catch((error: { stdout: string }) => error);
  expect(stdout).toBe('');
});

test('a client generated from it sends an overlay', async () => {
  const build = createBuilders(server.app);
  const { token, workspaceId } = await build.token();
  const { id: device_id } = await build.device({ workspace: { id: workspaceId } });
  const uri = 'https://example.com/plan.png';
  const { sendToFirst } = await import(join(folder, 'script.ts'));
  const { shown, overlay, problem } = await sendToFirst(server.url, token, uri);
  expect(shown).toMatchObject({ success: true, results: [{ device_id, status: 'offline' }] });
  expect(overlay).toMatchObject({ pip_id: shown.pip_id, payload: { uri, position: { x: 10, y: 20 } } });
  expect(problem).toBe('VALIDATION');
});

/** Runs what a package brings for the command line. */
function run(name: string, file: string, ...args: string[]) {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return promisify(execFile)(process.execPath, [join(dirname(manifest), file), ...args]);
}

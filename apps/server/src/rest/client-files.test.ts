import { randomBytes, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { createBuilders } from '@sitecast/api/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { multipart } from '../../test/firewall/requests.ts';
import { type Ask, ask } from '../../test/http.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

const MIB = 1024 ** 2;

let server: TestServer;
let build: ReturnType<typeof createBuilders>;
let bearer: string;
let clientId: string;
let workspace: { id: string };

beforeAll(async () => {
  server = await startTestServer();
  build = createBuilders(server.app);
  workspace = await build.workspace();
  bearer = (await build.token({ workspace, scope: 'write' })).token;
  clientId = (await build.client({ workspace })).id;
});
afterAll(() => server[Symbol.asyncDispose]());

const filesOf = (id = clientId) => `/api/clients/${id}/files`;
const post = (form: Partial<Ask>, to = clientId) => ask(server.url, filesOf(to), { bearer, ...form });
const download = (fileId: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${filesOf()}/${fileId}/download`, {
    headers: { authorization: `Bearer ${bearer}`, ...headers },
  });
/** What is on its way. */
const waiting = () => readdir(join(server.app.files.folder, 'incoming')).catch(() => []);

/** A request whose body the test writes bit by bit. */
function begin(headers: Record<string, string | number>, to = clientId) {
  const sent = request(server.url + filesOf(to), {
    method: 'POST',
    agent: false,
    headers: { authorization: `Bearer ${bearer}`, ...headers },
  });
  const answer = new Promise<{ status: number; text: string; connection: unknown }>((resolve, reject) => {
    sent.on('response', async (response) => {
      const parts: Buffer[] = [];
      for await (const part of response) parts.push(part);
      const { statusCode: status = 0, headers } = response;
      resolve({ status, text: Buffer.concat(parts).toString(), connection: headers.connection });
    });
    sent.on('error', reject);
  });
  answer.catch(() => {});
  return { sent, answer };
}

const HEAD = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n';
const ofX = { 'content-type': 'multipart/form-data; boundary=x' };

describe('a file', () => {
  test('comes back as it went, to be saved under its name, and harmless as a page', async () => {
    const content = randomBytes(3 * MIB);
    const added = await post(multipart('Plan “Köln” 港.html', content));
    expect(added.status, added.text).toBe(201);
    const file = added.json();
    expect(file).toMatchObject({ name: 'Plan “Köln” 港.html', size: content.length });
    const answer = await download(file.id);
    expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': String(content.length),
      'content-disposition': expect.stringMatching(
        /^attachment; filename=".*"; filename\*=UTF-8''Plan%20%E2%80%9CK%C3%B6ln%E2%80%9D%20%E6%B8%AF\.html$/,
      ),
      etag: `"${file.sha256}"`,
      'cache-control': 'private, no-cache',
      'content-security-policy': expect.stringContaining('sandbox'),
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
    });
    expect(await waiting()).toEqual([]);
  });

  test('is sent in parts, and not again to who has it', async () => {
    const { id, sha256 } = (await post(multipart('a.txt', '0123456789'))).json();
    const etag = `"${sha256}"`;
    const part = async (range: string, more = {}) => {
      const answer = await download(id, { range, ...more });
      return [answer.status, answer.headers.get('content-range'), await answer.text()];
    };
    expect(await part('bytes=2-4')).toEqual([206, 'bytes 2-4/10', '234']);
    expect(await part('bytes=-3')).toEqual([206, 'bytes 7-9/10', '789']);
    expect(await part('bytes=8-')).toEqual([206, 'bytes 8-9/10', '89']);
    expect(await part('bytes=2-4', { 'if-range': etag })).toEqual([206, 'bytes 2-4/10', '234']);
    expect(await part('bytes=2-4', { 'if-range': '"another"' })).toEqual([200, null, '0123456789']);
    for (const nonsense of ['bytes=a-b', 'lines=1-2', 'bytes=0-1,3-4'])
      expect((await part(nonsense))[2]).toBe('0123456789');
    const beyond = await download(id, { range: 'bytes=10-20' });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('content-range')).toBe('bytes */10');
    expect(beyond.headers.get('content-disposition')).toBeNull();
    expect(await beyond.json()).toMatchObject({ code: 'RANGE_NOT_SATISFIABLE' });
    // `fetch` would ask for a fresh one.
    const known = { bearer, headers: { 'if-none-match': etag } };
    const again = await ask(server.url, `${filesOf()}/${id}/download`, known);
    expect(again).toMatchObject({ status: 304, text: '', headers: { etag } });
    expect((await download(id, { 'if-none-match': '"another"' })).status).toBe(200);
    const other = await download(id, { 'if-match': '"another"' });
    expect(other.status).toBe(412);
    expect(await other.json()).toMatchObject({ code: 'PRECONDITION_FAILED' });
  });

  test.each([
    ['../../x', 'x'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['a%0D%0Ab', 'a%0D%0Ab'],
    ['-rf', '-rf'],
    ['Plan %22A%22.pdf', 'Plan "A".pdf'],
    ["it's; filename=evil.exe", "it's; filename=evil.exe"],
    ['🏗️.pdf', '🏗️.pdf'],
  ])('that calls itself %j is called %j', async (given, name) => {
    const added = await post(multipart(given, 'x'));
    expect(added.json()).toMatchObject({ name });
    const answer = await download(added.json().id);
    const disposition = decodeURIComponent(answer.headers.get('content-disposition')!);
    expect(disposition.replaceAll('\\', '')).toContain(name);
  });

  test.each(['a\r\nb', 'a\0b', 'a\tb', '..', '', 'x'.repeat(201), '\u202egnp.exe'])(
    'that calls itself %j is refused',
    async (name) => {
      const refused = await post(multipart(name, 'x'));
      expect(refused.status, refused.text).toBe(400);
      expect(refused.json()).toMatchObject({ code: 'VALIDATION' });
    },
  );

  test('in filename* may hide nothing either', async () => {
    const body = `--x\r\nContent-Disposition: form-data; name="file"; filename*=UTF-8''a%0D%0AX-Evil%3A%20b\r\n\r\nx\r\n--x--\r\n`;
    expect(await post({ body, headers: ofX })).toMatchObject({ status: 400 });
  });

  test('is judged by what it holds', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    for (const [name, content, mimeType] of [
      ['a.html', '<script>alert(1)</script>', 'text/plain'],
      ['a.pdf', png, 'image/png'],
      ['a.png', Buffer.from([0, 1, 2, 3]), 'application/octet-stream'],
      ['a.txt', 'schön', 'text/plain'],
    ] as const)
      expect((await post(multipart(name, content))).json()).toMatchObject({ mime_type: mimeType });
  });

  test('is the same bytes for two who bring them at once, until both have gone', async () => {
    const content = randomBytes(MIB);
    const form = multipart('same.bin', content);
    const added = await Promise.all([1, 2, 3].map(() => post(form)));
    const ids = added.map((answer) => answer.json().id);
    expect(new Set(ids).size).toBe(3);
    const { sha256 } = added[0]!.json() as { sha256: string };
    for (const id of ids) {
      const kept = await download(id);
      expect(Buffer.from(await kept.arrayBuffer()).equals(content)).toBe(true);
      expect(await ask(server.url, `${filesOf()}/${id}`, { bearer, method: 'DELETE' })).toMatchObject({
        status: 204,
      });
      expect((await download(id)).status).toBe(404);
    }
    expect(await readdir(join(server.app.files.folder, sha256.slice(0, 2)))).not.toContain(sha256);
  });

  test('outlives the server, which sweeps away at its start what nobody has any more', async () => {
    await using first = await startTestServer();
    const made = createBuilders(first.app);
    const [client, gone] = [await made.client(), await made.client()];
    const { id } = await made.clientFile({ client, content: 'still here' });
    const { sha256 } = await made.clientFile({ client: gone, content: 'of a client that is gone' });
    await first.app.db.client.delete({ where: { id: gone.id } });
    const { token } = await made.token({ workspace: { id: client.workspaceId } });
    const shelf = join(first.app.files.folder, sha256.slice(0, 2));
    expect(await readdir(shelf)).toContain(sha256);
    await first.close();
    const second = await startTestServer({ dataDir: first.dataDir });
    const answer = await ask(second.url, `${filesOf(client.id)}/${id}/download`, { bearer: token });
    expect(answer).toMatchObject({ status: 200, text: 'still here' });
    await expect.poll(() => readdir(shelf)).not.toContain(sha256);
    await second.close();
  });
});

describe('a body', () => {
  test('that is too large is refused by what it says of itself, before any of it has come', async () => {
    const { sent, answer } = begin({ ...ofX, 'content-length': 60 * MIB });
    sent.flushHeaders();
    const { status, text, connection } = await answer;
    expect([status, connection]).toEqual([413, 'close']);
    expect(JSON.parse(text)).toMatchObject({ code: 'TOO_LARGE', detail: 'Files can be at most 50 MiB.' });
    sent.destroy();
  });

  test('that says nothing of its size is read up to the limit and no further', {
    timeout: 60_000,
  }, async () => {
    const { sent, answer } = begin(ofX);
    const chunk = Buffer.alloc(MIB);
    let written = 0;
    let answered = false;
    const over = answer.then(() => {
      answered = true;
    });
    sent.write(HEAD);
    while (!answered && written < 500) {
      written++;
      const drained = new Promise((resolve) => sent.once('drain', resolve));
      if (!sent.write(chunk)) await Promise.race([drained, over]);
    }
    expect(JSON.parse((await answer).text)).toMatchObject({ status: 413, code: 'TOO_LARGE' });
    // What is beyond is in the buffers of the two systems.
    expect(written).toBeLessThan(70);
    sent.destroy();
    expect(await waiting()).toEqual([]);
  });

  test('of exactly the limit is taken', { timeout: 60_000 }, async () => {
    const added = await post(multipart('large.bin', Buffer.alloc(50 * MIB)));
    expect(added.status, added.text).toBe(201);
    expect(await post(multipart('larger.bin', Buffer.alloc(50 * MIB + 1)))).toMatchObject({ status: 413 });
  });

  test('that is cut leaves neither a row nor bytes', async () => {
    const { id: client } = await build.client({ workspace });
    const { sent, answer } = begin({ ...ofX, 'content-length': 10 * MIB }, client);
    sent.write(HEAD);
    sent.write(Buffer.alloc(MIB));
    await expect.poll(async () => (await waiting()).length).toBe(1);
    sent.destroy();
    await expect(answer).rejects.toThrow();
    await expect.poll(waiting).toEqual([]);
    expect((await ask(server.url, filesOf(client), { bearer })).json()).toMatchObject({ items: [] });
  });

  test.each([
    ['without its end', `${HEAD}x`, 400],
    ['whose end is another', `${HEAD}x\r\n--y--\r\n`, 400],
    ['with nothing in it', '', 400],
    ['with no file', '--x--\r\n', 400],
    ['that is no multipart', 'hello', 400],
    ['with an empty file', `${HEAD}\r\n--x--\r\n`, 400],
    ['with a field', `--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--x--\r\n`, 400],
    ['with a file of another name', `${HEAD.replace('"file"', '"plan"')}x\r\n--x--\r\n`, 400],
    ['with two files', `${HEAD}x\r\n${HEAD}y\r\n--x--\r\n`, 400],
    [
      'with a field after the file',
      `${HEAD}x\r\n--x\r\nContent-Disposition: form-data; name="note"\r\n\r\nx\r\n--x--\r\n`,
      400,
    ],
  ])('%s is refused', async (_, body, status) => {
    const { id: client } = await build.client({ workspace });
    const refused = await post({ body, method: 'POST', headers: ofX }, client);
    expect(refused.status, refused.text).toBe(status);
    expect((await ask(server.url, filesOf(client), { bearer })).json()).toMatchObject({ items: [] });
    expect(await waiting()).toEqual([]);
  });

  test('of another type or encoding is refused', async () => {
    const { body } = multipart('a', 'x');
    expect(await post({ json: {} })).toMatchObject({ status: 415 });
    expect(await post({ body, headers: { 'content-type': 'text/plain' } })).toMatchObject({ status: 415 });
    expect(await post({ body, headers: { 'content-type': 'multipart/form-data' } })).toMatchObject({
      status: 400,
    });
    expect(await post({ body, headers: { ...ofX, 'content-encoding': 'gzip' } })).toMatchObject({
      status: 415,
    });
  });

  test('is not read for who may not send it', async () => {
    const reader = (await build.token({ workspace, scope: 'read' })).token;
    const foreign = (await build.token()).token;
    for (const [token, status] of [
      [reader, 403],
      [foreign, 404],
      ['nobody', 401],
    ] as const) {
      const { sent, answer } = begin({ ...ofX, authorization: `Bearer ${token}` });
      sent.flushHeaders();
      expect(await answer).toMatchObject({ status, connection: 'close' });
      sent.destroy();
    }
    expect(await waiting()).toEqual([]);
  });

  test('that the page of another site sends with the cookie is refused', async () => {
    const user = await build.user({ memberOf: [{ workspace, role: 'operator' }] });
    const cookie = `sitecast=${await build.session(user)}`;
    const { body, headers } = multipart('a', 'x');
    const from = (origin: Record<string, string>) =>
      ask(server.url, filesOf(), { cookie, body, headers: { ...headers, ...origin } });
    expect(await from({ 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403 });
    expect(await from({ origin: 'https://evil.example' })).toMatchObject({ status: 403 });
    expect(await from({ 'sec-fetch-site': 'same-origin' })).toMatchObject({ status: 201 });
  });

  test('sent again under an Idempotency-Key is another file', async () => {
    const { body, headers } = multipart('a', randomUUID());
    const once = { body, headers: { ...headers, 'idempotency-key': randomUUID() } };
    const [first, second] = [await post(once), await post(once)];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.json().id).not.toBe(first.json().id);
    expect(second.headers['idempotency-replayed']).toBeUndefined();
  });
});

test('bytes that are missing are a fault of ours, which is told to nobody', async () => {
  const { id } = await build.clientFile({ client: { id: clientId }, content: randomUUID() });
  await server.app.db.clientFile.update({ where: { id }, data: { sha256: 'f'.repeat(64) } });
  const answer = await download(id);
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain('ENOENT');
});

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../core/errors.ts';
import type { Upload } from '../../core/ports.ts';
import { sweepFiles } from '../../files/sweep.ts';
import { createTestApi, type TestApi } from '../../testing/index.ts';
import { fileName } from './file-name.ts';

/** An upload as it arrives with a request. */
function upload(name: string, content: string | Buffer | Iterable<Buffer>): Upload {
  const parts = typeof content === 'string' ? [Buffer.from(content)] : content;
  return {
    bodyBytes: null,
    open: async () => ({ name, content: Readable.from(Buffer.isBuffer(parts) ? [parts] : parts) }),
  };
}

/** An upload whose body must not be read. */
const unread: Upload = {
  bodyBytes: null,
  open: async () => {
    throw new Error('The body was read.');
  },
};

async function setUp() {
  const api = await createTestApi();
  const mine = await api.buildWorkspace();
  const client = await api.buildClient({ workspace: mine });
  const add = (name: string, content: string | Buffer | Iterable<Buffer>) =>
    mine.as('operator', { upload: upload(name, content) }).clients.addFile({ clientId: client.id });
  return { api, mine, clientId: client.id, add, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() };
}

/** The hashes of the stored files. */
async function storedHashes({ app }: TestApi): Promise<string[]> {
  const names = await readdir(app.files.folder, { recursive: true });
  return names.filter((name) => /\/[0-9a-f]{64}$/.test(name)).map((name) => name.slice(3));
}

describe('a file', () => {
  test('is uploaded, listed newest first and deleted, with an audit entry each', async () => {
    await using one = await setUp();
    const { clientId, mine } = one;
    const plan = await one.add('C:\\plans\\Plan – Köln.pdf', Buffer.from('%PDF-1.7\nx'));
    expect(plan).toMatchObject({ name: 'Plan – Köln.pdf', mimeType: 'application/pdf', size: 10 });
    expect(plan.createdBy).toBe((await mine.member('operator')).email);
    const notes = await one.add('notes.pdf', 'only text');
    expect(notes).toMatchObject({ mimeType: 'text/plain' });
    const viewer = mine.as('viewer');
    expect(await viewer.clients.files({ clientId })).toEqual({ items: [notes, plan], nextCursor: null });
    const page = await viewer.clients.files({ clientId, limit: 1 });
    expect(page).toMatchObject({ items: [{ id: notes.id }], nextCursor: expect.any(String) });
    const next = await viewer.clients.files({ clientId, cursor: page.nextCursor! });
    expect(next).toMatchObject({ items: [{ id: plan.id }], nextCursor: null });
    expect(await viewer.clients.getFile({ clientId, fileId: plan.id })).toEqual(plan);
    await mine.as('operator').clients.removeFile({ clientId, fileId: plan.id });
    expect(await viewer.clients.files({ clientId })).toMatchObject({ items: [{ id: notes.id }] });
    expect(await storedHashes(one.api)).toEqual([notes.sha256]);
    const { items } = await mine.as('admin').audit.list({ scope: 'workspace', action: 'client_file.*' });
    expect(items).toMatchObject([
      { action: 'client_file.remove', resource: { id: plan.id }, details: { clientId, name: plan.name } },
      { action: 'client_file.add', resource: { kind: 'client_file', id: notes.id } },
      { action: 'client_file.add', resource: { id: plan.id }, details: { size: 10 } },
    ]);
  });

  test('with the same content as another is stored until both are deleted', async () => {
    await using one = await setUp();
    const { clientId, mine } = one;
    const other = await one.api.buildClient();
    const [a, b] = await Promise.all([one.add('a.txt', 'same'), one.add('b.txt', 'same')]);
    const elsewhere = await one.api.buildClientFile({ client: other, content: 'same' });
    for (const { id: fileId } of [a, b]) {
      expect(await storedHashes(one.api)).toEqual([a.sha256]);
      await mine.as('operator').clients.removeFile({ clientId, fileId });
    }
    expect(await storedHashes(one.api)).toEqual([elsewhere.sha256]);
    await one.api.app.db.clientFile.delete({ where: { id: elsewhere.id } });
    await one.api.app.files.remove(elsewhere.sha256);
    expect(await storedHashes(one.api)).toEqual([]);
  });

  test('can be uploaded with a write token and read with a read token', async () => {
    await using one = await setUp();
    const { clientId, mine } = one;
    const token = mine.withToken('write', { upload: upload('a', 'b') });
    const { id: fileId, createdBy } = await token.clients.addFile({ clientId });
    expect(createdBy).toContain('@');
    expect(await mine.withToken('read').clients.getFile({ clientId, fileId })).toMatchObject({ name: 'a' });
    for (const caller of [
      mine.withToken('read', { upload: unread }),
      mine.as('viewer', { upload: unread }),
    ]) {
      await expect(caller.clients.addFile({ clientId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(caller.clients.removeFile({ clientId, fileId })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    }
  });

  test('of another workspace or client is not found, and an upload to one is not read', async () => {
    await using one = await setUp();
    const { clientId, mine } = one;
    const { id: fileId } = await one.add('a', 'b');
    const other = await one.api.buildClient({ workspace: mine });
    const stranger = (await one.api.buildWorkspace()).as('admin', { upload: unread });
    const notFound = { code: 'NOT_FOUND' };
    for (const call of [
      () => stranger.clients.files({ clientId }),
      () => stranger.clients.getFile({ clientId, fileId }),
      () => stranger.clients.addFile({ clientId }),
      () => stranger.clients.removeFile({ clientId, fileId }),
      () => mine.as('admin').clients.getFile({ clientId: other.id, fileId }),
      () => mine.as('admin').clients.removeFile({ clientId: other.id, fileId }),
    ])
      await expect(call()).rejects.toMatchObject(notFound);
    expect(await one.add('c', 'd')).toBeDefined();
    expect(await storedHashes(one.api)).toHaveLength(2);
  });

  test('that is empty, too large or badly named is refused, and nothing is stored', async () => {
    await using one = await setUp();
    const part = Buffer.alloc(1024 ** 2);
    function* parts(count: number) {
      for (let i = 0; i < count; i++) yield part;
    }
    await expect(one.add('a', '')).rejects.toMatchObject({ appCode: 'VALIDATION' });
    await expect(one.add('a', parts(51))).rejects.toMatchObject({
      appCode: 'TOO_LARGE',
      message: 'Files can be at most 50 MiB.',
    });
    await expect(one.add('a\r\nb', 'x')).rejects.toMatchObject({ errors: [{ path: ['file'] }] });
    const announced = { ...unread, bodyBytes: 51 * 1024 ** 2 };
    await expect(
      one.mine.as('operator', { upload: announced }).clients.addFile({ clientId: one.clientId }),
    ).rejects.toMatchObject({ appCode: 'TOO_LARGE' });
    await expect(one.mine.as('operator').clients.addFile({ clientId: one.clientId })).rejects.toMatchObject({
      appCode: 'UNSUPPORTED_MEDIA_TYPE',
    });
    expect(await one.mine.as('viewer').clients.files({ clientId: one.clientId })).toMatchObject({
      items: [],
    });
    expect(await readdir(join(one.api.app.files.folder, 'incoming'))).toEqual([]);
    expect(await one.add('a', parts(50))).toMatchObject({
      size: 50 * 1024 ** 2,
      mimeType: 'application/octet-stream',
    });
  });

  test('whose client is deleted during the upload is not stored', async () => {
    await using one = await setUp();
    const { db } = one.api.app;
    async function* slow() {
      yield Buffer.from('x');
      await db.client.delete({ where: { id: one.clientId } });
    }
    const open = async () => ({ name: 'a', content: slow() });
    const operator = one.mine.as('operator', { upload: { bodyBytes: null, open } });
    await expect(operator.clients.addFile({ clientId: one.clientId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await storedHashes(one.api)).toEqual([]);
  });

  test('of a deleted workspace is removed by the sweep', async () => {
    await using one = await setUp();
    const { files, db } = one.api.app;
    const [gone, kept] = [await one.add('a', 'gone'), await one.api.buildClientFile({ content: 'kept' })];
    await db.workspace.delete({ where: { id: one.mine.id } });
    expect(await storedHashes(one.api)).toHaveLength(2);
    const wanted = async (hashes: string[]) => new Set(hashes.filter((hash) => hash !== gone.sha256));
    await sweepFiles({ store: files, wanted });
    expect(await storedHashes(one.api)).toEqual([kept.sha256]);
  });

  test('publishes a change of its client when it is added or deleted', async () => {
    await using one = await setUp();
    const leaving = new AbortController();
    const events = await one.mine.as('viewer', { signal: leaving.signal }).workspaces.events();
    const next = async () => (await events[Symbol.asyncIterator]().next()).value;
    expect(await next()).toMatchObject({ event: 'snapshot' });
    const changed = { event: 'client', change: 'changed', clientId: one.clientId };
    const { id: fileId } = await one.add('a', 'b');
    expect(await next()).toEqual(changed);
    await one.mine.as('operator').clients.removeFile({ clientId: one.clientId, fileId });
    expect(await next()).toEqual(changed);
    leaving.abort();
  });
});

describe('a file name', () => {
  test.each([
    ['plan.pdf', 'plan.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\Report.docx', 'Report.docx'],
    [' a b .txt ', 'a b .txt'],
    ['Cafe\u0301.txt', 'Café.txt'],
    ['港の図面.pdf', '港の図面.pdf'],
    ['👩‍👩‍👧.png', '👩‍👩‍👧.png'],
    ['"quoted"; filename=x.exe', '"quoted"; filename=x.exe'],
    ['.env', '.env'],
    [`${'a'.repeat(200)}`, 'a'.repeat(200)],
  ])('%j becomes %j', (input, name) => expect(fileName(input)).toBe(name));

  test.each([
    ...['', ' ', '.', '..', 'a/', 'a\\', '../..'],
    ...['a\r\nb', 'a\0b', 'a\x7f', 'a\u0085b', 'gnp.\u202eexe', 'a\u2028b', '\n/a', '\ud800.txt'],
    'a'.repeat(201),
  ])('%j is refused', (input) => {
    expect(() => fileName(input)).toThrow(AppError);
  });
});

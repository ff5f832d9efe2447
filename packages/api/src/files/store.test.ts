import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createFileStore } from './store.ts';
import { sweepFiles } from './sweep.ts';

const NO_LIMIT = { maxBytes: 1e9 };
const PLAN = Buffer.from('the plan of the site');
const hashOf = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const from = (...parts: Buffer[]) => Readable.from(parts);

/** A store whose rows are a list of hashes. */
async function setUp() {
  const folder = join(await mkdtemp(join(tmpdir(), 'sitecast-store-')), 'files');
  const rows: string[] = [];
  const wanted = async (hashes: string[]) => new Set(hashes.filter((hash) => rows.includes(hash)));
  const store = createFileStore({ folder, wanted });
  return {
    folder,
    rows,
    store,
    wanted,
    sweep: () => sweepFiles({ store, wanted }),
    async add(content: Buffer) {
      const file = await store.receive(from(content), NO_LIMIT);
      await store.keep(file, async () => rows.push(file.sha256));
      await store.discard(file);
      return file.sha256;
    },
    delete(hash: string) {
      rows.splice(rows.indexOf(hash), 1);
      return store.remove(hash);
    },
    read: async (hash: string) => readFile(join(folder, await store.find(hash))),
    waiting: () => readdir(join(folder, 'incoming')),
    [Symbol.asyncDispose]: () => rm(join(folder, '..'), { recursive: true, force: true }),
  };
}

describe('a file', () => {
  test('is kept under its hash, and its owner alone may read it', async () => {
    await using one = await setUp();
    const parts = [randomBytes(300_000), randomBytes(1), randomBytes(70_000)];
    const file = await one.store.receive(from(...parts), NO_LIMIT);
    const whole = Buffer.concat(parts);
    expect(file).toMatchObject({ sha256: hashOf(whole), size: whole.length });
    await one.store.keep(file, async () => one.rows.push(file.sha256));
    await one.store.discard(file);
    expect(await one.store.find(file.sha256)).toBe(join(file.sha256.slice(0, 2), file.sha256));
    expect(await one.read(file.sha256)).toEqual(whole);
    expect(await one.waiting()).toEqual([]);
    const place = join(one.folder, await one.store.find(file.sha256));
    expect((await stat(place)).mode & 0o777).toBe(0o600);
    expect((await stat(join(place, '..'))).mode & 0o777).toBe(0o700);
  });

  test('that is too large, or is cut, leaves nothing, and no more of it is read', async () => {
    await using one = await setUp();
    let read = 0;
    async function* endless() {
      for (; ; read++) yield Buffer.alloc(1_000);
    }
    await expect(one.store.receive(endless(), { maxBytes: 10_500 })).rejects.toMatchObject({
      appCode: 'TOO_LARGE',
    });
    expect(read).toBe(10);
    async function* cut() {
      yield PLAN;
      throw new Error('cut');
    }
    await expect(one.store.receive(cut(), NO_LIMIT)).rejects.toThrow('cut');
    expect(await one.waiting()).toEqual([]);
  });

  test('whose row could not be written leaves nothing, unless another row has the same bytes', async () => {
    await using one = await setUp();
    const fail = async () => {
      const file = await one.store.receive(from(PLAN), NO_LIMIT);
      const failing = async () => {
        throw new Error('no row');
      };
      await expect(one.store.keep(file, failing)).rejects.toThrow('no row');
      await one.store.discard(file);
    };
    await fail();
    await expect(one.store.find(hashOf(PLAN))).rejects.toMatchObject({ code: 'ENOENT' });
    const hash = await one.add(PLAN);
    await fail();
    expect(await one.read(hash)).toEqual(PLAN);
  });

  test('that two rows have goes with the second', async () => {
    await using one = await setUp();
    const [hash] = await Promise.all([one.add(PLAN), one.add(PLAN)]);
    await one.delete(hash);
    expect(await one.read(hash)).toEqual(PLAN);
    await one.delete(hash);
    await expect(one.store.find(hash)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await one.waiting()).toEqual([]);
  });
});

describe('who removes bytes while the same ones come', () => {
  test('takes them from an upload whose row is not written yet, which puts them back', async () => {
    await using one = await setUp();
    const file = await one.store.receive(from(PLAN), NO_LIMIT);
    await one.store.keep(file, async () => {
      await one.store.remove(file.sha256);
      await expect(stat(join(one.folder, file.sha256.slice(0, 2), file.sha256))).rejects.toThrow('ENOENT');
      one.rows.push(file.sha256);
    });
    await one.store.discard(file);
    expect(await one.read(file.sha256)).toEqual(PLAN);
  });

  test.each([1, 2])('puts them back when a row has come since question %i', async (question) => {
    await using one = await setUp();
    const hash = await one.add(PLAN);
    one.rows.splice(0);
    let asked = 0;
    const wanted = async (hashes: string[]) => {
      if (++asked === question && question === 2) await one.add(PLAN);
      const answer = await one.wanted(hashes);
      if (asked === question && question === 1) await one.add(PLAN);
      return answer;
    };
    await createFileStore({ folder: one.folder, wanted }).remove(hash);
    expect(asked).toBe(2);
    expect(await one.read(hash)).toEqual(PLAN);
    expect(await one.waiting()).toEqual([]);
  });

  test('loses none when many do both at once', async () => {
    await using one = await setUp();
    let [coming, going] = [0, 0];
    const work = async () => {
      for (let i = 0; i < 25; i++) {
        const hash = await one.add(PLAN);
        coming++;
        // It has been acknowledged: it is there.
        expect(await one.read(hash)).toEqual(PLAN);
        await one.delete(hash);
        going++;
      }
    };
    await Promise.all(Array.from({ length: 6 }, work));
    expect([coming, going]).toEqual([150, 150]);
    await expect(one.store.find(hashOf(PLAN))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await one.waiting()).toEqual([]);
  });
});

describe('a sweep', () => {
  const age = (path: string) => utimes(path, new Date(0), new Date(0));

  test('takes what no row points at, and old uploads, and nothing else', async () => {
    await using one = await setUp();
    const [kept, lost] = [await one.add(PLAN), await one.add(Buffer.from('of a client that is gone'))];
    one.rows.splice(one.rows.indexOf(lost), 1);
    const incoming = join(one.folder, 'incoming');
    for (const name of ['cut', 'under-way']) await writeFile(join(incoming, name), 'x');
    await age(join(incoming, 'cut'));
    await writeFile(join(one.folder, 'README'), 'not ours');
    await one.sweep();
    expect(await one.read(kept)).toEqual(PLAN);
    await expect(one.store.find(lost)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await one.waiting()).toEqual(['under-way']);
    expect(await readFile(join(one.folder, 'README'), 'utf8')).toBe('not ours');
  });

  test('puts back what a crash had left aside and a row points at', async () => {
    await using one = await setUp();
    const hash = hashOf(PLAN);
    one.rows.push(hash);
    const unwanted = hashOf(Buffer.from('other'));
    const file = await one.store.receive(from(PLAN), NO_LIMIT);
    const other = join(one.folder, 'incoming', `${unwanted}.1`);
    await writeFile(other, 'other');
    for (const path of [file.path, other]) await age(path);
    await one.sweep();
    expect(await one.read(hash)).toEqual(PLAN);
    expect(await one.waiting()).toEqual([]);
    await expect(one.store.find(unwanted)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('of a folder that there is not yet does nothing', async () => {
    await using one = await setUp();
    await one.sweep();
    await expect(stat(one.folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

test('kill -9 in the middle of an upload leaves nothing but what is swept', async () => {
  await using one = await setUp();
  const hash = await one.add(PLAN);
  const script = fileURLToPath(new URL('./testing-receiver.ts', import.meta.url));
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), script, one.folder],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exited = once(child, 'exit');
  await Promise.race([once(child.stdout!, 'data'), exited]);
  child.kill('SIGKILL');
  await exited;
  const [draft, ...more] = await one.waiting();
  expect(more).toEqual([]);
  const path = join(one.folder, 'incoming', draft!);
  expect((await stat(path)).size).toBeGreaterThan(0);
  expect((await readdir(one.folder)).sort()).toEqual([hash.slice(0, 2), 'incoming'].sort());
  await one.sweep();
  expect(await one.waiting()).toEqual([draft]);
  await age(path);
  await one.sweep();
  expect(await one.waiting()).toEqual([]);
  expect(await one.read(hash)).toEqual(PLAN);

  async function age(file: string) {
    await utimes(file, new Date(0), new Date(0));
  }
});

import { recordMinutes } from '@sitecast/api';
import { createBuilders } from '@sitecast/api/testing';
import { expect, test } from 'vitest';
import { ask } from '../../test/http.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

async function setUp(server: TestServer) {
  const build = createBuilders(server.app);
  const workspace = await build.workspace();
  const project = await build.project({ workspace, timezone: 'Europe/Berlin' });
  const unit = await build.unit({ at: await build.location({ project }) });
  const { token } = await build.token({ workspace, scope: 'read' });
  const record = (...minutes: string[]) =>
    recordMinutes(
      server.app.db,
      minutes.map((at) => ({
        unitId: unit.id,
        reading: { at, leq: 50, lmax: 61.5, lmin: 40, l10: 55, l90: -0.5, samples: 60, overload: false },
      })),
    );
  return { build, unit, token, record, path: `/api/units/${unit.id}/history.csv` };
}

test('a file has the times of the site, with the zone, and how much was measured', async () => {
  await using server = await startTestServer();
  const { token, record, path, unit } = await setUp(server);
  await record('2026-10-25T00:30:00.000Z', '2026-10-25T00:31:00.000Z');
  const answer = await ask(server.url, `${path}?from=2026-10-25T00:00:00Z&to=2026-10-25T02:00:00Z&step=1h`, {
    bearer: token,
  });
  expect(answer).toMatchObject({
    status: 200,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringContaining(`filename=history-${unit.id}-1h-`),
    },
  });
  // The hour that occurs twice.
  expect(answer.text.split('\r\n')).toEqual([
    'from,to,timezone,laeq_db,lmax_db,lmin_db,l10_db,l90_db,samples,overload,coverage_percent',
    '2026-10-25T02:00:00+02:00,2026-10-25T02:00:00+01:00,Europe/Berlin,50,61.5,40,55,-0.5,120,no,3.3',
    '2026-10-25T02:00:00+01:00,2026-10-25T03:00:00+01:00,Europe/Berlin,,,,,,0,no,0',
    '',
  ]);
});

test('it may be longer than one answer of the API: nothing is missing and nothing is twice', async () => {
  await using server = await startTestServer();
  const { token, path } = await setUp(server);
  const query = 'from=2026-03-20T00:00:00Z&to=2026-04-10T00:00:00Z&step=1m';
  const answer = await ask(server.url, `${path}?${query}`, { bearer: token });
  const [, ...lines] = answer.text.trimEnd().split('\r\n');
  expect(lines).toHaveLength(21 * 1440);
  const columns = lines.map((line) => line.split(','));
  for (const [index, [from]] of columns.entries()) if (index > 0) expect(from).toBe(columns[index - 1]![1]);
  expect(columns[0]![0]).toBe('2026-03-20T01:00:00+01:00');
  expect(columns.at(-1)![1]).toBe('2026-04-10T02:00:00+02:00');
});

test('who may not read the meter, or asks for nonsense, gets a problem and no file', async () => {
  await using server = await startTestServer();
  const { token, path, build } = await setUp(server);
  const foreign = (await build.token()).token;
  const range = '?from=2026-03-20T00:00:00Z&to=2026-03-21T00:00:00Z';
  const status = async (query: string, bearer?: string) =>
    (await ask(server.url, `${path}${query}`, { bearer })).status;
  expect(await status(range)).toBe(401);
  expect(await status(range, foreign)).toBe(404);
  expect(await status(range, token)).toBe(200);
  for (const wrong of [
    '',
    '?from=yesterday&to=2026-03-21T00:00:00Z',
    '?from=2026-03-20T00:00:00Z&to=tomorrow',
    '?from=2026-03-21T00:00:00Z&to=2026-03-20T00:00:00Z',
    `${range}&step=2h`,
    `${range}&timezone=Mars`,
    `${range}&limit=5`,
    '?from=0001-01-01T00:00:00Z&to=9999-01-01T00:00:00Z&step=1d',
  ])
    expect(await status(wrong, token), wrong).toBe(400);
  expect(await ask(server.url, path, { bearer: token, method: 'POST' })).toMatchObject({ status: 405 });
});

import { recordMinutes } from '@sitecast/api';
import { createBuilders } from '@sitecast/api/testing';
import { startTestServer, type TestServer } from '@sitecast/server/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLoggedInHome, type Home, inTerminal } from './home.ts';

let server: TestServer;
let home: Home;
let project: { id: string };
let unit: { id: string };
let build: ReturnType<typeof createBuilders>;
beforeAll(async () => {
  server = await startTestServer();
  home = await createLoggedInHome(server);
  build = createBuilders(server.app);
  const workspace = await server.app.db.workspace.findFirstOrThrow({ select: { id: true } });
  project = await build.project({ workspace, name: 'Harbour', timezone: 'Europe/Berlin' });
  const location = await build.location({ project, name: 'Gate' });
  unit = await build.unit({ at: location, name: 'NL-43', source: { kind: 'simulator', scene: 'site' } });
  server.app.meters.changed(unit.id);
  await recordMinutes(server.app.db, [
    {
      unitId: unit.id,
      reading: {
        at: '2026-03-29T00:59:00.000Z',
        ...{ leq: 61.26, lmax: 80, lmin: 40, l10: 65, l90: 45, samples: 60, overload: false },
      },
    },
  ]);
});
afterAll(async () => {
  await home[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

describe('projects', () => {
  test('are listed, and shown with their locations by name or ID', async () => {
    const { stdout } = await home.run(['projects', 'list']);
    expect(stdout).toMatch(new RegExp(`^Harbour +Europe/Berlin +1 +${project.id}$`, 'm'));
    for (const name of ['Harbour', project.id]) {
      const shown = await home.run(['projects', 'show', name]);
      expect(shown.stdout).toMatch(/^Time zone +Europe\/Berlin$/m);
      expect(shown.stdout).toMatch(/^Gate +NL-43 /m);
    }
    const json = JSON.parse((await home.run(['projects', 'show', 'Harbour', '--json'])).stdout);
    expect(json).toMatchObject({ id: project.id, locations: [{ name: 'Gate', unit: { id: unit.id } }] });
  });

  test('an unknown project is an error', async () => {
    const unknown = await home.run(['projects', 'show', 'Airport']);
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('No project is named') });
    const gone = await home.run(['projects', 'show', '018f0000-0000-7000-8000-000000000009']);
    expect(gone).toMatchObject({ code: 1, stderr: expect.stringContaining('Project not found') });
  });
});

describe('meters', () => {
  test('are listed with their location', async () => {
    const { stdout } = await home.run(['meters', 'list']);
    expect(stdout).toMatch(new RegExp(`^NL-43 .+Gate +Harbour +${unit.id}$`, 'm'));
    expect(JSON.parse((await home.run(['meters', 'list', '--json'])).stdout)).toMatchObject({
      items: [{ name: 'NL-43', location: { project_name: 'Harbour' } }],
      next_cursor: null,
    });
  });

  test('are watched with a line of JSON for each value', async () => {
    const { code, stdout } = await home.run(['meters', 'watch', 'NL-43', '--count', '3', '--json']);
    expect(code).toBe(0);
    const frames = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(frames).toHaveLength(3);
    for (const frame of frames)
      expect(frame).toMatchObject({ unit_id: unit.id, lp: expect.any(Number), feed_status: 'ok' });
    expect(frames[2].seq).toBeGreaterThan(frames[1].seq);
  });

  test('are watched as text, one line per value in a pipe', async () => {
    const { stdout } = await home.run(['meters', 'watch', 'NL-43', '--count', '2']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^NL-43 +\d+\.\d dB [█▏▎▍▌▋▊▉·]{40} {2}Leq [\d.]+ dB {2}Lmax [\d.]+ dB {2}\d\d:\d\d:\d\d$/,
    );
  });

  inTerminal('are watched on a single line that fits the terminal', async () => {
    const { code, stdout } = await home.terminal(['meters', 'watch', 'NL-43', '--count', '2'], [], 60);
    expect(code).toBe(0);
    expect(stdout.split('\r\n')).toHaveLength(2);
    const drawn = stdout.split('\r').filter((line) => line.includes('dB'));
    expect(drawn).toHaveLength(2);
    for (const line of drawn) expect(line.replace('\u001b[K', '').trimEnd().length).toBeLessThan(60);
  });

  test('watching a meter without access fails at once', async () => {
    const theirs = await build.unit();
    const { code, stderr } = await home.run(['meters', 'watch', theirs.id]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'error: Meter not found in this workspace.\n' });
    expect(await home.run(['meters', 'watch', 'NL-43', '--count', '0'])).toMatchObject({ code: 2 });
  });
});

describe('history', () => {
  const night = ['--from', '2026-03-28T23:00:00Z', '--to', '2026-03-29T02:00:00Z', '--step', '1h'];

  test('is a table in the time zone of the site', async () => {
    const { stdout } = await home.run(['meters', 'history', 'NL-43', ...night]);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.replaceAll(/ {2,}/g, ' | ')),
    ).toEqual([
      'FROM (Europe/Berlin) | LAEQ | LMAX | LMIN | COVERAGE',
      '2026-03-29 00:00 | – | – | – | 0.0 %',
      '2026-03-29 01:00 | 61.3 dB | 80.0 dB | 40.0 dB | 1.7 %',
      '2026-03-29 03:00 | – | – | – | 0.0 %',
    ]);
  });

  test('is printed as CSV and JSON for scripts', async () => {
    const csv = await home.run(['meters', 'history', 'NL-43', ...night, '--csv']);
    expect(csv.stdout.split('\r\n')[2]).toBe(
      '2026-03-29T01:00:00+01:00,2026-03-29T03:00:00+02:00,Europe/Berlin,61.3,80,40,65,45,60,no,1.7',
    );
    const json = await home.run(['meters', 'history', 'NL-43', ...night, '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      step: '1h',
      timezone: 'Europe/Berlin',
      points: [{ leq: null }, { leq: 61.3 }, { leq: null }],
    });
  });

  test('without readings says so, and errors name the invalid option', async () => {
    const { stdout, stderr } = await home.run(['meters', 'history', 'NL-43', '--from', '2d', '--to', '1d']);
    expect(stdout.trimEnd().split('\n').length).toBeGreaterThan(96);
    expect(stderr).toContain('No readings');
    for (const [args, said] of [
      [['--from', 'yesterday'], '--from'],
      [['--step', '2h'], '--step'],
      [['--timezone', 'Mars'], '--timezone'],
      [['--from', '400d', '--step', '1m'], '--step'],
      [['--from', '1d', '--to', '2d'], '--to'],
      [['--csv', '--json'], 'together'],
      [['--csv', '--from', '1d', '--to', '2d'], 'to'],
    ] as [string[], string][]) {
      const { code, stderr: problem } = await home.run(['meters', 'history', 'NL-43', ...args]);
      expect({ code, problem }, args.join(' ')).toEqual({ code: 2, problem: expect.stringContaining(said) });
    }
  });
});

test('alerts are listed, with --open only open ones', async () => {
  expect((await home.run(['alerts', 'list'])).stderr).toContain('No alerts yet');
  const workspace = await server.app.db.workspace.findFirstOrThrow({ orderBy: { id: 'asc' } });
  const { id } = await build.alert({ workspace });
  const { stdout } = await home.run(['alerts', 'list']);
  expect(stdout).toMatch(new RegExp(`^open +.+75\\.0 dB.+${id}$`, 'm'));
  expect(JSON.parse((await home.run(['alerts', 'list', '--open', '--json'])).stdout)).toMatchObject({
    items: [{ id, open: true, peak: 75 }],
  });
});

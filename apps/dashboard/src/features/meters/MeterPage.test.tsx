import '../../testing/in-sight.ts';
import type { HistoryPoint } from '@sitecast/api/sites/readings/schema';
import type { Unit, UnitStatus, UpdateUnit } from '@sitecast/api/sites/units/schema';
import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router';
import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { frameOf, liveFrames, UNIT_ID, unitOf, whole } from '../../testing/meter.ts';
import { renderInWorkspace } from '../../testing/render.tsx';
// Lazy in the page; loaded here up front.
import '../../ui/Confirm.tsx';
import { MeterPage } from './MeterPage.tsx';

const status: UnitStatus = {
  unitId: UNIT_ID,
  feedStatus: 'ok',
  reachable: true,
  failures: 0,
  lastPollAt: null,
  lastSuccessAt: null,
  lastError: 'timed out',
  lastErrorAt: null,
  connectedSince: null,
  measurementState: 'Start',
  measurementStartTime: null,
  battery: 'Low',
  batteryLow: true,
  clockDriftSeconds: -75.2,
  clockWarning: true,
  connectionUptimeSeconds: 3 * 3600 + 5 * 60,
  warning: null,
  lastFrame: frameOf(),
  updatedAt: null,
};

function pointOf(from: string, changes: Partial<HistoryPoint>): HistoryPoint {
  const to = new Date(Date.parse(from) + 300_000).toISOString();
  const level = { leq: 55, lmax: 70, lmin: 40, l10: 58, l90: 45 };
  return { from, to, ...level, samples: 300, overload: false, coverage: 100, ...changes };
}

function renderPage(unit: Unit, known: Partial<UnitStatus> = {}, role: 'admin' | 'viewer' = 'admin') {
  const frames = liveFrames();
  const calls: [string, unknown][] = [];
  const asked: { from: string; to: string; step: string }[] = [];
  const note = (name: string, answer: unknown = undefined) => ({
    async mutate(input: unknown) {
      calls.push([name, input]);
      return answer;
    },
  });
  const history = createMemoryHistory();
  history.set({ value: `/meters/${UNIT_ID}` });
  renderInWorkspace(
    () => (
      <MemoryRouter history={history}>
        <Route path="/meters" component={() => <h1>All meters</h1>} />
        <Route path="/meters/:unitId" component={MeterPage} />
      </MemoryRouter>
    ),
    {
      units: {
        get: { query: async () => structuredClone(unit) },
        status: { query: async () => ({ ...status, ...known }) },
        recent: { query: async () => ({ frames: [] }) },
        live: frames.live,
        history: {
          async query(input: (typeof asked)[number]) {
            asked.push(input);
            const points =
              input.step === '1m'
                ? []
                : [
                    pointOf('2026-05-04T10:00:00.000Z', {}),
                    pointOf('2026-05-04T10:05:00.000Z', { leq: null, coverage: 0, samples: 0 }),
                    pointOf('2026-05-04T10:10:00.000Z', { leq: 61.5, coverage: 50 }),
                  ];
            return { step: input.step, timezone: 'Europe/Berlin', points };
          },
        },
        log: whole({
          id: 'l1',
          at: '2026-05-04T10:00:00.000Z',
          level: 'error',
          message: 'The meter refuses',
        }),
        assignments: whole({
          id: 'a1',
          unit: { id: unit.id, name: unit.name },
          location: unit.location,
          assignedFrom: '2026-05-04T10:00:00.000Z',
          assignedUntil: null,
        }),
        startMeasuring: note('start'),
        stopMeasuring: note('stop'),
        unassign: note('unassign'),
        update: {
          async mutate(input: UpdateUnit) {
            calls.push(['update', input]);
            return { ...unit, name: input.name };
          },
        },
        remove: note('remove'),
      },
      locations: {
        levels: {
          query: async () => ({
            date: '2026-05-04',
            timezone: 'Europe/Berlin',
            day: { ...pointOf('2026-05-04T05:00:00.000Z', { leq: 71.2 }), limit: 70 },
            evening: { ...pointOf('2026-05-04T17:00:00.000Z', { leq: 50 }), limit: 65 },
            night: { ...pointOf('2126-05-04T21:00:00.000Z', { leq: null, coverage: 0 }), limit: null },
          }),
        },
      },
    },
    role,
  );
  return { frames, calls, asked };
}

const levelOf = (label: string) => screen.getByText(label).parentElement!.querySelector('dd')!.textContent;

test('shows what the meter measures, live', async () => {
  const { frames } = renderPage(unitOf());
  await screen.findByRole('heading', { name: 'Meter 1' });
  await waitFor(() => expect(frames.readers.size).toBe(1));
  frames.send(frameOf({ lp: 82.4, leq: 71.1, lpeak: 101.3, ln2: 65.7, over: true }));
  await screen.findByText('82.4');
  expect([levelOf('L10'), levelOf('Lpeak')]).toEqual(['65.7', '101.3']);
  screen.getByText('Overload');
  screen.getByText('Above 80 dB');
  screen.getByText('Above 70 dB');
  frames.send(frameOf({ lp: null, feedStatus: 'unreachable' }));
  await screen.findAllByText('Unreachable');
});

test('shows the status of the meter', async () => {
  renderPage(unitOf());
  await screen.findByText('The meter refuses');
  await screen.findByText('75 s behind');
  screen.getByText('Low');
  screen.getByText('timed out');
  screen.getByText('3 hr 5 min');
  await screen.findByText('71.2');
  screen.getByText(/Above 70 dB · 100% coverage/);
  screen.getByText(/no limit · Not yet/);
});

test('warns when only a power cycle helps', async () => {
  renderPage(unitOf(), { warning: 'It has refused for 10 minutes.', reachable: false });
  const alert = await screen.findByRole('alert');
  within(alert).getByText('Switch the instrument off and on again');
  within(alert).getByText('It has refused for 10 minutes.');
});

test('stopping the measurement asks first', async () => {
  const { calls } = renderPage(unitOf());
  fireEvent.click(await screen.findByRole('button', { name: 'Stop measuring' }));
  const question = await screen.findByRole('alertdialog', { name: 'Stop measuring with Meter 1?' });
  expect(calls).toEqual([]);
  fireEvent.click(within(question).getByRole('button', { name: 'Stop measuring' }));
  await screen.findByText('Meter 1 stopped measuring');
  expect(calls).toEqual([['stop', { unitId: UNIT_ID }]]);
});

test('the history shows its time zone and coverage, and can be downloaded', async () => {
  const { asked } = renderPage(unitOf());
  await screen.findByRole('heading', { name: 'Meter 1' });
  fireEvent.click(screen.getByRole('radio', { name: '24 hours' }));
  await screen.findByText('50% coverage');
  screen.getByText('Times in Europe/Berlin', { selector: 'p span' });
  screen.getByText('Between 55.0 and 61.5 dB, last 61.5 dB.');
  const { from, to } = asked.find(({ step }) => step === '5m')!;
  expect(Date.parse(to) - Date.parse(from)).toBe(86_400_000);
  const csv = new URL(screen.getByRole('link', { name: 'Download CSV' }).getAttribute('href')!, 'http://x');
  expect(csv.pathname).toBe(`/api/units/${UNIT_ID}/history.csv`);
  expect(Object.fromEntries(csv.searchParams)).toEqual({ from, to, step: '5m', workspace_id: 'w1' });
});

test('a custom period is in the site’s time zone', async () => {
  const { asked } = renderPage(unitOf());
  await screen.findByRole('heading', { name: 'Meter 1' });
  fireEvent.click(screen.getByRole('radio', { name: 'Custom' }));
  const type = async (label: string, value: string) =>
    fireEvent.input(await screen.findByLabelText(label), { target: { value } });
  await type('From', '2026-05-04T12:00');
  await type('To', '2026-05-03T12:00');
  fireEvent.click(screen.getByRole('button', { name: 'Show' }));
  await screen.findByText('The end must be after the start');
  await type('To', '2026-05-11T12:00');
  fireEvent.click(screen.getByRole('button', { name: 'Show' }));
  await waitFor(() =>
    expect(asked.at(-1)).toMatchObject({
      from: '2026-05-04T10:00:00.000Z',
      to: '2026-05-11T10:00:00.000Z',
      step: '15m',
    }),
  );
});

test('settings are saved; removing asks first', async () => {
  const { calls } = renderPage(unitOf());
  fireEvent.input(await screen.findByLabelText('Host'), { target: { value: 'crane.local' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  await screen.findByText('Meter 1 saved');
  expect(calls.at(-1)).toEqual([
    'update',
    {
      unitId: UNIT_ID,
      name: 'Meter 1',
      model: 'NL-43',
      slowPaceSec: 60,
      source: { kind: 'nl43', host: 'crane.local', port: 2255 },
    },
  ]);
  fireEvent.click(screen.getByRole('button', { name: 'Remove meter' }));
  const question = await screen.findByRole('alertdialog', { name: 'Remove Meter 1?' });
  fireEvent.click(within(question).getByRole('button', { name: 'Remove meter' }));
  await screen.findByRole('heading', { name: 'All meters' });
  expect(calls.at(-1)).toEqual(['remove', { unitId: UNIT_ID }]);
});

test('unassigning from a location asks first', async () => {
  const { calls } = renderPage(unitOf());
  fireEvent.click(await screen.findByRole('button', { name: 'Unassign' }));
  const question = await screen.findByRole('alertdialog', { name: 'Unassign Meter 1 from Quay 3?' });
  fireEvent.click(within(question).getByRole('button', { name: 'Unassign' }));
  await screen.findByText('Meter 1 unassigned from Quay 3');
  expect(calls).toEqual([['unassign', { unitId: UNIT_ID }]]);
});

test('a viewer cannot change anything', async () => {
  renderPage(unitOf(), {}, 'viewer');
  await screen.findByText('The meter refuses');
  for (const name of ['Stop measuring', 'Remove meter', 'Unassign', 'Move'])
    expect(screen.queryByRole('button', { name })).toBeNull();
});

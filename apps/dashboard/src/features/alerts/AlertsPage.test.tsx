import type { CreateRule, DryRun, Rule, UpdateRule } from '@sitecast/api/alerts/rules/schema';
import type { Alert } from '@sitecast/api/alerts/schema';
import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router';
import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { deviceOf } from '../../testing/device.ts';
import { selectFromMenu } from '../../testing/menu.ts';
import { whole } from '../../testing/meter.ts';
import { renderInWorkspace } from '../../testing/render.tsx';
// They come a moment later: here they are there already.
import './RuleDialog.tsx';
import './DryRunDialog.tsx';
import { AlertsPage } from './AlertsPage.tsx';

const id = (last: string) => `01990000-0000-7000-8000-0000000000${last}`;
const PROJECT = id('c1');
const QUAY = id('b1');
const TEMPLATE = id('d1');
const LOBBY = id('e1');

const level: Rule['condition'] = {
  kind: 'level',
  metric: 'lp',
  direction: 'above',
  threshold: 72,
  margin: 2,
  forSeconds: 3,
  cooldownSeconds: 0,
  active: null,
};

function alertOf(changes: Partial<Alert>): Alert {
  return {
    id: 'al1',
    ruleId: id('f1'),
    ruleName: 'Passing trains',
    condition: level,
    location: { id: QUAY, name: 'Quay 3', projectId: PROJECT, projectName: 'Harbour' },
    unitId: 'u1',
    open: true,
    onsetAt: new Date(Date.now() - 65_000).toISOString(),
    value: 73.1,
    peak: 81.4,
    peakAt: new Date().toISOString(),
    clearedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    ...changes,
  };
}

function ruleOf(changes: Partial<Rule> = {}): Rule {
  return {
    id: id('f1'),
    name: 'Passing trains',
    projectId: PROJECT,
    locationId: null,
    placeName: 'Harbour',
    condition: level,
    actions: [{ kind: 'webhook', url: 'https://hooks.example/noise' }],
    enabled: true,
    createdAt: '2026-05-04T10:00:00.000Z',
    ...changes,
  };
}

function renderPage(
  { alerts = [], rules = [] }: { alerts?: Alert[]; rules?: Rule[] },
  show = '',
  role: 'admin' | 'viewer' = 'admin',
) {
  const calls: [string, unknown][] = [];
  const history = createMemoryHistory();
  history.set({ value: `/alerts${show}` });
  const template = { id: TEMPLATE, createdAt: '', payload: { type: 'image', uri: 'https://a.example/x' } };
  const places = [{ id: PROJECT, name: 'Harbour', timezone: 'UTC', clientId: null, clientName: null }];
  renderInWorkspace(
    () => (
      <MemoryRouter history={history}>
        <Route path="/alerts" component={AlertsPage} />
      </MemoryRouter>
    ),
    {
      alerts: {
        list: {
          query: async ({ open }: { open: boolean }) => ({
            items: alerts.filter((one) => one.open === open),
            nextCursor: null,
          }),
        },
        get: {
          query: async () => ({
            ...alerts[0],
            deliveries: [
              {
                moment: 'onset',
                kind: 'email',
                to: 'ada@example.com',
                status: 'failed',
                attempts: 3,
                lastError: 'No such mailbox',
                doneAt: null,
              },
              {
                moment: 'onset',
                kind: 'overlay',
                to: LOBBY,
                status: 'done',
                attempts: 1,
                lastError: null,
                doneAt: null,
              },
            ],
          }),
        },
        acknowledge: {
          async mutate(input: unknown) {
            calls.push(['acknowledge', input]);
          },
        },
        rule: {
          list: whole(...rules),
          create: {
            async mutate(input: CreateRule) {
              calls.push(['create', input]);
              const secrets = input.actions
                .filter((one) => one.kind === 'webhook')
                .map(({ url }) => ({ url, secret: 'whsec_1234' }));
              return { ...ruleOf({ name: input.name }), secrets };
            },
          },
          update: {
            async mutate(input: UpdateRule) {
              calls.push(['update', input]);
              return { ...ruleOf(), secrets: [] };
            },
          },
          remove: {
            async mutate(input: unknown) {
              calls.push(['remove', input]);
            },
          },
          dryRun: {
            async query(input: DryRun) {
              calls.push(['dryRun', input]);
              const to = Date.parse('2026-05-11T10:00:00.000Z');
              const iso = (at: number) => new Date(at).toISOString();
              const one = {
                onsetAt: iso(to - 7_200_000),
                clearedAt: iso(to - 3_600_000),
                peak: 77.7,
                peakAt: iso(to - 7_000_000),
              };
              return {
                from: iso(to - 7 * 86_400_000),
                to: iso(to),
                possible: true,
                locations: [{ locationId: QUAY, name: 'Quay 3', minutes: 10_080, alerts: [one, one] }],
              };
            },
          },
        },
      },
      projects: { list: whole(...places) },
      locations: { list: whole({ id: QUAY, name: 'Quay 3', projectId: PROJECT }) },
      devices: { list: whole(deviceOf({ id: LOBBY, name: 'Lobby' })) },
      groups: { list: whole() },
      pip: {
        template: {
          list: whole(
            { ...template, name: 'Noise', placeholders: ['location', 'value'] },
            { ...template, id: id('d2'), name: 'Birthday', placeholders: ['person'] },
          ),
        },
      },
    } as never,
    role,
  );
  return calls;
}

const type = (label: string | RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

async function choose(label: RegExp, option: string) {
  fireEvent.keyDown(await screen.findByRole('button', { name: label }), { key: 'Enter' });
  const item = await screen.findByRole('option', { name: option });
  fireEvent.keyDown(item, { key: 'Enter' });
}

test('an open alert says what, where, how bad and for how long, and is acknowledged', async () => {
  const calls = renderPage({ alerts: [alertOf({})] });
  const open = await screen.findByRole('list', { name: 'Open' });
  within(open).getByText('Passing trains');
  within(open).getByText(/Lp above 72 dB for 3 sec/);
  within(open).getByText('81.4 dB');
  within(open).getByText(/^for 1 min/);
  await screen.findByText('Resolved alerts appear here.');
  press('Acknowledge Passing trains at Quay 3');
  await screen.findByText('Alert acknowledged');
  expect(calls).toEqual([['acknowledge', { alertId: 'al1' }]]);
});

test('a past alert tells who saw it and what became of what it sent', async () => {
  const clearedAt = new Date().toISOString();
  renderPage({
    alerts: [
      alertOf({ open: false, clearedAt, acknowledgedAt: clearedAt, acknowledgedBy: 'ben@example.com' }),
    ],
  });
  const past = await screen.findByRole('list', { name: 'Past' });
  within(past).getByText(/^lasted 1 min/);
  press('Details of Passing trains');
  await within(past).findByText('Acknowledged by ben@example.com');
  await within(past).findByText('ada@example.com');
  within(past).getByText('3 attempts: No such mailbox');
  await within(past).findByText('Lobby');
});

test('a rule is switched off and on from the list', async () => {
  const calls = renderPage({ rules: [ruleOf()] }, '?show=rules');
  fireEvent.click(await screen.findByRole('switch', { name: 'Passing trains enabled' }));
  await screen.findByText('Passing trains disabled');
  expect(calls).toEqual([['update', { ruleId: id('f1'), enabled: false }]]);
});

test('a rule with all its parts is made, tried before, and the secret of its webhook shown once', async () => {
  const calls = renderPage({}, '?show=rules');
  await screen.findByText(/Create a rule to be alerted/);
  fireEvent.click(screen.getAllByRole('button', { name: 'Create rule' })[0]!);
  await screen.findByRole('dialog', { name: 'Create rule' });
  await screen.findByRole('button', { name: /^Location/ });
  type('Name', 'Night limit');
  type('Threshold', '45,5');
  type('For at least', '60');
  type('Cool-down', '600');
  fireEvent.click(screen.getByRole('switch', { name: 'Only at certain times' }));
  press('Sunday');
  press('Saturday');
  press('Test on the last 7 days');
  await screen.findByText('It would have raised 2 alerts.');
  screen.getByText('2 alerts · 168 h of data');
  const condition = {
    kind: 'level',
    metric: 'laeq15min',
    direction: 'above',
    threshold: 45.5,
    margin: 2,
    forSeconds: 60,
    cooldownSeconds: 600,
    active: { days: [1, 2, 3, 4, 5], from: '22:00', until: '06:00' },
  };
  expect(calls).toEqual([['dryRun', { projectId: PROJECT, condition, days: 7 }]]);

  await selectFromMenu('Add', 'E-mail');
  type('E-mail addresses', 'ada@example.com; ben@example.com');
  await selectFromMenu('Add', 'Webhook');
  type('URL', 'https://hooks.example/noise');
  await selectFromMenu('Add', 'Overlay');
  await choose(/^Template/, 'Noise');
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Lobby' }));
  fireEvent.click(screen.getAllByRole('button', { name: 'Create rule' }).at(-1)!);
  await screen.findByText('Night limit created');
  expect(calls[1]).toEqual([
    'create',
    {
      name: 'Night limit',
      projectId: PROJECT,
      condition,
      enabled: true,
      actions: [
        { kind: 'email', to: ['ada@example.com', 'ben@example.com'] },
        { kind: 'webhook', url: 'https://hooks.example/noise', newSecret: false },
        { kind: 'overlay', templateId: TEMPLATE, targetIds: [LOBBY] },
      ],
    },
  ]);
  expect((screen.getByLabelText('Signing secret') as HTMLInputElement).value).toBe('whsec_1234');
  press('I’ve saved it');
  await waitFor(() => expect(screen.queryByLabelText('Signing secret')).toBeNull());
});

test('a template that wants what an alert does not have is not offered', async () => {
  renderPage({}, '?show=rules');
  await screen.findByText(/Create a rule to be alerted/);
  fireEvent.click(screen.getAllByRole('button', { name: 'Create rule' })[0]!);
  await selectFromMenu('Add', 'Overlay');
  fireEvent.keyDown(await screen.findByRole('button', { name: /^Template/ }), { key: 'Enter' });
  await screen.findByRole('option', { name: 'Noise' });
  expect(screen.queryByRole('option', { name: 'Birthday' })).toBeNull();
});

test('what is wrong with an action is said at it', async () => {
  const calls = renderPage({}, '?show=rules');
  await screen.findByText(/Create a rule to be alerted/);
  fireEvent.click(screen.getAllByRole('button', { name: 'Create rule' })[0]!);
  await screen.findByRole('button', { name: /^Location/ });
  type('Name', 'Night limit');
  await selectFromMenu('Add', 'E-mail');
  type('E-mail addresses', 'ada@example.com, nobody');
  fireEvent.click(screen.getAllByRole('button', { name: 'Create rule' }).at(-1)!);
  await screen.findByText('Enter an e-mail address');
  expect(calls).toEqual([]);
});

test('a rule that is there keeps what is not changed, and its webhook its secret', async () => {
  const calls = renderPage({ rules: [ruleOf()] }, '?show=rules');
  fireEvent.click(await screen.findByRole('button', { name: 'Passing trains' }));
  await screen.findByRole('dialog', { name: 'Passing trains' });
  type('Threshold', '75');
  press('Save rule');
  await screen.findByText('Passing trains saved');
  expect(calls).toEqual([
    [
      'update',
      {
        ruleId: id('f1'),
        name: 'Passing trains',
        condition: { ...level, threshold: 75 },
        actions: [{ kind: 'webhook', url: 'https://hooks.example/noise', newSecret: false }],
        enabled: true,
      },
    ],
  ]);
});

test('a rule is deleted after asking', async () => {
  const calls = renderPage({ rules: [ruleOf()] }, '?show=rules');
  await selectFromMenu('Manage Passing trains', 'Delete');
  const question = await screen.findByRole('alertdialog', { name: 'Delete Passing trains?' });
  fireEvent.click(within(question).getByRole('button', { name: 'Delete' }));
  await screen.findByText('Passing trains deleted');
  expect(calls).toEqual([['remove', { ruleId: id('f1') }]]);
});

test('a viewer sees the rules, may try them, and changes none', async () => {
  const calls = renderPage({ rules: [ruleOf()] }, '?show=rules', 'viewer');
  await selectFromMenu('Manage Passing trains', 'Test on the last 7 days');
  await screen.findByText('It would have raised 2 alerts.');
  expect(calls).toEqual([['dryRun', { projectId: PROJECT, condition: level }]]);
  expect(screen.queryByRole('button', { name: 'Create rule' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Passing trains' })).toBeNull();
});

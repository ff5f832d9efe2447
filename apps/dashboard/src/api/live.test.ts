import type { OverlayWithDeliveries } from '@sitecast/api/screens/overlays/schema';
import type { DeliveryStatus } from '@sitecast/protocol/workspace-events';
import { QueryClient } from '@tanstack/solid-query';
import { expect, test } from 'vitest';
import { keys } from './keys.ts';
import { applyEvent } from './live.ts';

const at = '2026-05-04T10:00:00.000Z';

function cache() {
  const queries = new QueryClient();
  const stale = (key: readonly unknown[]) => queries.getQueryState(key)?.isInvalidated;
  return { queries, stale };
}

function overlay(status: DeliveryStatus) {
  const delivery = { deviceId: 'lobby', name: 'Lobby', status, at, detail: null };
  return { pipId: 'doorbell', deliveries: [delivery, { ...delivery, deviceId: 'canteen' }] };
}

test('a screen’s report on an overlay shows immediately, for that screen only', () => {
  const { queries, stale } = cache();
  queries.setQueryData(keys.overlay('doorbell'), overlay('sent'));
  queries.setQueryData(keys.overlaysOf('lobby', true), []);
  applyEvent(queries, {
    event: 'delivery',
    pipId: 'doorbell',
    deviceId: 'lobby',
    status: 'failed',
    detail: 'the image could not be loaded',
    at,
  });
  const { deliveries } = queries.getQueryData<OverlayWithDeliveries>(keys.overlay('doorbell'))!;
  expect(deliveries.map(({ status, detail }) => [status, detail])).toEqual([
    ['failed', 'the image could not be loaded'],
    ['sent', null],
  ]);
  expect(stale(keys.overlaysOf('lobby', true))).toBe(true);
});

test('after a reconnect every visible query is refetched', () => {
  const { queries, stale } = cache();
  const shown = [keys.screenList, keys.screen('lobby'), keys.overlay('doorbell'), keys.tokens];
  for (const key of shown) queries.setQueryData(key, {});
  applyEvent(queries, { event: 'snapshot', at });
  expect(shown.map(stale)).toEqual([true, true, true, true]);
});

test('a screen that went offline is refetched, the others are not', () => {
  const { queries, stale } = cache();
  for (const key of [keys.screenList, keys.screen('lobby'), keys.screen('canteen')])
    queries.setQueryData(key, {});
  applyEvent(queries, { event: 'device', change: 'offline', deviceId: 'lobby' });
  expect([keys.screenList, keys.screen('lobby'), keys.screen('canteen')].map(stale)).toEqual([
    true,
    true,
    false,
  ]);
});

test('a screen’s answer to a command shows immediately', () => {
  const { queries, stale } = cache();
  queries.setQueryData(keys.commands('lobby'), {});
  queries.setQueryData(keys.commands('canteen'), {});
  applyEvent(queries, {
    event: 'command',
    commandId: 'c',
    deviceId: 'lobby',
    type: 'reboot',
    status: 'unsupported',
    detail: 'a browser cannot',
    at,
  });
  expect(queries.getQueryData(keys.command('lobby', 'c'))).toEqual({
    status: 'unsupported',
    detail: 'a browser cannot',
  });
  expect([stale(keys.commands('lobby')), stale(keys.commands('canteen'))]).toEqual([true, false]);
});

test('a changed group is refetched, with the screens that name it', () => {
  const { queries, stale } = cache();
  const shown = [keys.group('g'), keys.groups(''), keys.screens({}), keys.screen('lobby')];
  for (const key of shown) queries.setQueryData(key, {});
  queries.setQueryData(keys.tokens, {});
  applyEvent(queries, { event: 'group', change: 'changed', groupId: 'g' });
  expect(shown.map(stale)).toEqual([true, true, true, true]);
  expect(stale(keys.tokens)).toBe(false);
});

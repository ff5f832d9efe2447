import type { PortalFrame } from '@sitecast/api/portal/view/schema';
import { screen } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { expect, test } from 'vitest';
import type { Phase } from '../../live/machine.ts';
import { frameOf, renderInPortal } from '../../testing/portal.tsx';
import { LevelCards } from './LevelCards.tsx';

function show(first: { phase: Phase; frame: PortalFrame | null; measured?: boolean }) {
  const [phase, setPhase] = createSignal(first.phase);
  const [frame, setFrame] = createSignal(first.frame);
  renderInPortal(() => (
    <LevelCards
      frame={frame()}
      phase={phase()}
      measured={first.measured ?? true}
      timezone="Europe/Berlin"
      limits={{ now: 60, max: null }}
    />
  ));
  const value = (name: string) => document.querySelector(`[data-value="${name}"]`)?.textContent;
  const isFresh = () => document.querySelector('[data-fresh]')?.getAttribute('data-fresh') === 'true';
  return { setPhase, setFrame, value, isFresh };
}

test('shows the current values with the local time of the site', () => {
  const cards = show({ phase: 'live', frame: frameOf() });
  expect(['lp', 'leq', 'lmax', 'l1', 'l10'].map(cards.value)).toEqual([
    '61.2',
    '58.4',
    '79.9',
    '69.6',
    '61.8',
  ]);
  screen.getByText('Live');
  screen.getByText('12:00:00');
  screen.getByText('Near the limit');
  // There is no limit for maximum levels.
  screen.getByText('No limit');
  screen.getByText('No limit');

  cards.setFrame(frameOf({ lp: 63.5, timestamp: '2026-05-04T10:00:01.000Z' }));
  expect(cards.value('lp')).toBe('63.5');
  screen.getByText('12:00:01');
});

test('a lost connection is shown and greys out the last values', () => {
  const cards = show({ phase: 'live', frame: frameOf() });
  expect(cards.isFresh()).toBe(true);
  cards.setPhase('reconnecting');
  expect(screen.getByRole('status').textContent).toContain('Connection lost. Reconnecting…');
  expect(cards.value('lp')).toBe('61.2');
  expect(cards.isFresh()).toBe(false);
  expect(screen.queryByText('Near the limit')).toBeNull();
  screen.getByText('Last value', { exact: false });
});

test('an unreachable meter is distinguished from a lost connection', () => {
  const cards = show({ phase: 'live', frame: frameOf({ feedStatus: 'unreachable' }) });
  screen.getByText('Meter unreachable');
  expect(cards.isFresh()).toBe(false);
});

test('only the current level is shown while the measurement is stopped', () => {
  const frame = frameOf({ measurementState: 'Stop', leq: null, lmax: null, ln1: null, ln2: null });
  const cards = show({ phase: 'live', frame });
  screen.getByText('Measurement stopped');
  expect(['lp', 'leq', 'lmax', 'l1', 'l10'].map(cards.value)).toEqual(['61.2', '–', '–', '–', '–']);
});

test('values that change every second are not announced', () => {
  show({ phase: 'live', frame: frameOf() });
  expect(screen.getByRole('status').textContent).toBe('Live');
  expect(document.querySelector('[aria-live]')).toBeNull();
});

test('a location without a meter says so', () => {
  show({ phase: 'hidden', frame: null, measured: false });
  screen.getByText('No meter assigned');
});

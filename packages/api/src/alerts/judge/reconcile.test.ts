import { quiet } from '@sitecast/monitor/alerts';
import { expect, test } from 'vitest';
import { isNewer } from './reconcile.ts';

const at = '2026-06-01T12:00:01.000Z';
const alert = { onsetAt: at, since: at, peak: 75, peakAt: at };
const before = { evaluatedUntil: Date.parse(at) - 1_000, open: null };

test('a state is stored only if it is newer and agrees on whether an alert is open', () => {
  const state = { ...quiet, lastAt: at };
  expect(isNewer(before, state)).toBe(true);
  expect(isNewer({ ...before, evaluatedUntil: Date.parse(at) }, state)).toBe(false);
  expect(isNewer({ ...before, open: { id: 'other' } }, state)).toBe(false);
  expect(isNewer(before, { ...state, alert })).toBe(false);
  expect(isNewer({ ...before, open: { id: 'this' } }, { ...state, alert })).toBe(true);
  expect(isNewer(before, quiet)).toBe(false);
});

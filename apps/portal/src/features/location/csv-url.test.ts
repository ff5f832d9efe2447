import { expect, test } from 'vitest';
import { csvUrl, spans, stepsFor } from './csv-url.ts';

test('the URL has the span and the step', () => {
  const address = new URL(csvUrl('quay', 'week', '15m', new Date('2026-05-04T10:00:00.000Z')), 'http://x');
  expect(address.pathname).toBe('/portal/api/location/quay/history.csv');
  expect(Object.fromEntries(address.searchParams)).toEqual({
    from: '2026-04-27T10:00:00.000Z',
    to: '2026-05-04T10:00:00.000Z',
    step: '15m',
  });
});

test('no file is too long for a spreadsheet', () => {
  const minutes = { '1m': 1, '15m': 15, '1h': 60, '1d': 1440 };
  for (const [span, days] of Object.entries(spans))
    for (const step of stepsFor(span as keyof typeof spans))
      expect((days * 1440) / minutes[step]).toBeLessThan(11_000);
});

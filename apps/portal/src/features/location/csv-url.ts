/** Length in days, back from now. */
export const spans = { day: 1, week: 7, month: 30, quarter: 90 } as const;
export type CsvSpan = keyof typeof spans;
export type CsvStep = '1m' | '15m' | '1h' | '1d';

const DAY_MS = 86_400_000;

/** The steps offered for a span, limited so that files don't become too long. */
export function stepsFor(span: CsvSpan): CsvStep[] {
  if (span === 'day') return ['1m', '15m', '1h'];
  return span === 'week' ? ['1m', '15m', '1h', '1d'] : ['15m', '1h', '1d'];
}

/** The URL of the CSV file, which the server writes in the project's time zone. */
export function csvUrl(locationId: string, span: CsvSpan, step: CsvStep, now: Date): string {
  const from = new Date(now.getTime() - spans[span] * DAY_MS);
  const query = new URLSearchParams({ from: from.toISOString(), to: now.toISOString(), step });
  return `/portal/api/location/${locationId}/history.csv?${query}`;
}

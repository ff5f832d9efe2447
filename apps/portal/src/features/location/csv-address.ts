/** Days back from now. */
export const spans = { day: 1, week: 7, month: 30, quarter: 90 } as const;
export type CsvSpan = keyof typeof spans;
export type CsvStep = '1m' | '15m' | '1h' | '1d';

const DAY_MS = 86_400_000;

/** A line for each minute of three months is no table that anybody opens. */
export function stepsFor(span: CsvSpan): CsvStep[] {
  if (span === 'day') return ['1m', '15m', '1h'];
  return span === 'week' ? ['1m', '15m', '1h', '1d'] : ['15m', '1h', '1d'];
}

/** Where the table is: the server writes it, in the project's zone. */
export function csvAddress(locationId: string, span: CsvSpan, step: CsvStep, now: Date): string {
  const from = new Date(now.getTime() - spans[span] * DAY_MS);
  const query = new URLSearchParams({ from: from.toISOString(), to: now.toISOString(), step });
  return `/portal/api/location/${locationId}/history.csv?${query}`;
}

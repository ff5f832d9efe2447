/** The middle value, or the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new Error('The median of no values is undefined');
  return (lower + upper) / 2;
}

/** The quantile by nearest rank. @param share 0–1: 0.99 for p99, 1 for the maximum */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.ceil(sorted.length * share) - 1];
  if (value === undefined) throw new Error('The quantile of no values is undefined');
  return value;
}

/** Prints rows as a table with aligned columns; every row has the columns of the first. */
export function printTable(rows: Record<string, string>[]) {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  for (const [first = '', ...rest] of lines) {
    const numbers = rest.map((cell, index) => cell.padStart((widths[index + 1] ?? 0) + 2));
    console.log(first.padEnd(widths[0] ?? 0) + numbers.join(''));
  }
}

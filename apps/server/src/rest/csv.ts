export type CsvValue = string | number | null;

/** One record of a CSV file (RFC 4180), with its line break. Null is an empty field. */
export function csvRecord(fields: CsvValue[]): string {
  return `${fields.map(csvField).join(',')}\r\n`;
}

function csvField(value: CsvValue): string {
  if (typeof value === 'number') return String(value);
  const text = withoutFormula(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Prefixes what a spreadsheet would run as a formula with an apostrophe, which makes it text.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function withoutFormula(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}

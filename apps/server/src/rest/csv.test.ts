import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvRecord } from './csv.ts';

test('fields are quoted where they have to be', () => {
  expect(csvRecord(['a', '', null, 'b c', 'say "hi"', 'x,y', 'two\nlines'])).toBe(
    'a,,,b c,"say ""hi""","x,y","two\nlines"\r\n',
  );
});

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1',
  '=HYPERLINK("http://evil.example","x")',
])('a spreadsheet takes %j for a text', (text) => {
  const [field] = readRecord(csvRecord([text]));
  expect(field).toBe(`'${text}`);
});

test('whatever the fields hold, a reader gets them back, and none of them is a formula', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', '@', 'a') }),
  );
  fc.assert(
    fc.property(fc.array(text, { minLength: 1 }), (fields) => {
      const read = readRecord(csvRecord(fields));
      expect(read.map((field, i) => (field === fields[i] ? field : field.replace(/^'/, '')))).toEqual(fields);
      for (const field of read) expect(field).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});

/** A reader as RFC 4180 has it, of one record. */
function readRecord(record: string): string[] {
  expect(record.endsWith('\r\n')).toBe(true);
  const fields = [...`,${record.slice(0, -2)}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?=,|$)/g)];
  return fields.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!);
}

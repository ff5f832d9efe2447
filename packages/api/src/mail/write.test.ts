import { languageCodes } from '@sitecast/i18n';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeLink, writeMembership } from './write.ts';

const baseUrl = 'https://screens.example.com';
const link = { url: `${baseUrl}/reset/rl_0123`, expiresAt: new Date('2026-05-04T15:07:00Z') };
const letters = ['login', 'ownReset', 'adminReset', 'invitation'] as const;

describe.each(languageCodes)('in %s', (language) => {
  test.each(letters)('the mail of %s has its link alone on a line, and says how long it works', (what) => {
    const { subject, text } = writeLink({ baseUrl, language }, what, link);
    expect(subject).toContain('Sitecast');
    const [lead, url, rest] = text.split('\n\n');
    expect(lead).toContain(baseUrl);
    expect(url).toBe(link.url);
    expect(rest).toMatch(/\b2026\b.*\b15:07 UTC\./u);
  });

  test('a new member reads which workspace it is, and where to log in', () => {
    const { subject, text } = writeMembership({ baseUrl, language }, 'Zoë & Söhne <b>🎪</b>');
    for (const said of [subject, text]) expect(said).toContain('Zoë & Söhne <b>🎪</b>');
    expect(text.split('\n\n')[1]).toBe(`${baseUrl}/login`);
  });
});

test('no two languages say the same', () => {
  for (const what of letters) {
    const said = languageCodes.map((language) => writeLink({ baseUrl, language }, what, link).text);
    expect(new Set(said).size).toBe(languageCodes.length);
  }
});

test('whatever a workspace is called, it writes no line of its own into a mail', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('\r', '\n', '\t', '\u0000', '\u0085', '\u2028', 'Bcc: eve', ' ', 'é'),
      }),
      (name) => {
        const { subject, text } = writeMembership({ baseUrl, language: 'en' }, name);
        expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(text.split(/[\r\n\u0085\u2028]/)).toHaveLength(3);
      },
    ),
  );
});

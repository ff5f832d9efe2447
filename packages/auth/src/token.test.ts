import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32 } from './checksum.ts';
import { API_TOKEN_PATTERN, apiTokenPrefix, generateApiToken, generateCode, isApiToken } from './token.ts';

describe('an API token', () => {
  test('has the documented format and is unique', () => {
    const tokens = Array.from({ length: 1_000 }, generateApiToken);
    for (const token of tokens) {
      expect(token).toMatch(API_TOKEN_PATTERN);
      expect(isApiToken(token)).toBe(true);
      expect(apiTokenPrefix(token)).toBe(token.slice(0, 11));
    }
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  test('ends with the CRC-32 of the preceding characters', () => {
    // The check value of CRC-32/ISO-HDLC.
    expect(crc32('123456789')).toBe('cbf43926');
    const token = generateApiToken();
    expect(token).toBe(`${token.slice(0, 35)}_${crc32(token.slice(0, 35))}`);
  });

  test('with one changed character is invalid', () => {
    const characters = [...'ABCXYZabcxyz0129_- \0ü'];
    fc.assert(
      fc.property(fc.nat(43), fc.constantFrom(...characters), (at, character) => {
        const token = generateApiToken();
        fc.pre(token[at] !== character);
        expect(isApiToken(token.slice(0, at) + character + token.slice(at + 1))).toBe(false);
      }),
    );
  });

  test('that is truncated or extended is invalid, as is any other text', () => {
    const token = generateApiToken();
    for (const text of [
      token.slice(1),
      token.slice(0, -1),
      `${token}\n`,
      ` ${token}`,
      token.toUpperCase(),
      '',
    ])
      expect(isApiToken(text)).toBe(false);
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !isApiToken(text)));
  });
});

test('a pairing code has six digits, including leading zeros', () => {
  const codes = Array.from({ length: 2_000 }, () => generateCode());
  for (const code of codes) expect(code).toMatch(/^\d{6}$/);
  expect(codes.some((code) => code.startsWith('0'))).toBe(true);
});

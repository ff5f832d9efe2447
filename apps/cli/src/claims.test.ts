import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readClaims } from './claims.ts';
import { ExitCode, UserError } from './errors.ts';

function jwt(payload: unknown): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256' })}.${part(payload)}.c2lnbmF0dXJl`;
}

test('reads e-mail address, role and expiry, in any script', () => {
  expect(readClaims(jwt({ email: 'jürgen@例え.jp', role: 'admin', exp: 1_700_000_000 }))).toEqual({
    email: 'jürgen@例え.jp',
    role: 'admin',
    expiresAt: new Date('2023-11-14T22:13:20Z'),
  });
});

test('claims of the wrong type are ignored', () => {
  fc.assert(
    fc.property(fc.object(), (claims) => {
      const { email, role } = readClaims(jwt(claims));
      expect(email === null || email === claims.email).toBe(true);
      expect(role === null || role === claims.role).toBe(true);
    }),
  );
  expect(readClaims(jwt({ email: 5, role: null, exp: 'soon' }))).toEqual({
    email: null,
    role: null,
    expiresAt: null,
  });
});

test('anything that is not a token is a usage error', () => {
  const parts = fc.array(fc.oneof(fc.base64String(), fc.string(), fc.constant('bnVsbA')), { maxLength: 4 });
  fc.assert(
    fc.property(
      parts.map((words) => words.join('.')).filter((text) => !text.startsWith('st_')),
      (text) => {
        try {
          readClaims(text);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          expect(error).toMatchObject({ exitCode: ExitCode.Usage });
        }
      },
    ),
  );
});

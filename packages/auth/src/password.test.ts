import argon2 from 'argon2';
import { describe, expect, test } from 'vitest';
import { DUMMY_HASH, hashPassword, passwordProblem, verifyPassword } from './password.ts';

describe('the policy', () => {
  test.each([
    'a long walk by the sea',
    'abcde7890123',
    'correct horse battery staple',
    'пароль достаточно длинный',
    '🎉🎈🎁🎂🍰🥳 party!',
    `aBcDe${'x'.repeat(251)}`,
  ])('accepts "%s"', (password) => {
    expect(passwordProblem(password, { email: 'ada@example.com' })).toBeNull();
  });

  test.each([
    ['', 'at least 12'],
    ['elevenchars', 'at least 12'],
    [`aBcDe${'x'.repeat(252)}`, 'at most 256'],
    ['aaaaaaaaaaaaaaaa', 'variety'],
    ['abababababababab', 'variety'],
    ['passwordpassword', 'common'],
    ['PasswordPassword', 'common'],
    ['ada.lovelace@example.com', 'e-mail'],
    ['ADA.LOVELACE@EXAMPLE.COM', 'e-mail'],
    ['ada.lovelace', 'e-mail'],
  ])('rejects "%s": %s', (password, reason) => {
    expect(passwordProblem(password, { email: 'Ada.Lovelace@example.com' })).toContain(reason);
  });
});

describe('hashing', () => {
  test('uses argon2id with the OWASP parameters and a new salt each time', async () => {
    const [one, two] = await Promise.all([hashPassword('a password'), hashPassword('a password')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,p=1,t=2\$|^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
  });

  test('verifies the right password and no other', async () => {
    const hash = await hashPassword('a long walk');
    expect(await verifyPassword(hash, 'a long walk')).toBe(true);
    for (const wrong of ['a long walk ', 'A long walk', '', '\0', 'x'.repeat(1_024)])
      expect(await verifyPassword(hash, wrong)).toBe(false);
  });

  test('is also done for unknown users, and fails', async () => {
    const before = process.cpuUsage();
    expect(await verifyPassword(null, 'a long walk')).toBe(false);
    const spent = process.cpuUsage(before);
    // Hashing takes tens of milliseconds of CPU time, skipping it far less than one.
    expect(spent.user + spent.system).toBeGreaterThan(5_000);
  });

  test('uses the same parameters for unknown users', async () => {
    const parametersOf = (hash: string) => hash.split('$').slice(0, 4).join('$');
    expect(parametersOf(DUMMY_HASH)).toBe(parametersOf(await hashPassword('a long walk')));
  });

  test('throws if it fails, rather than reporting a wrong password', async () => {
    await expect(verifyPassword('$argon2id$damaged', 'a password')).rejects.toThrow();
  });

  test('still verifies hashes with older parameters', async () => {
    const old = await argon2.hash('a long walk', { memoryCost: 8_192, timeCost: 3 });
    expect(await verifyPassword(old, 'a long walk')).toBe(true);
  });
});

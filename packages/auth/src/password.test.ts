import argon2 from 'argon2';
import { describe, expect, test } from 'vitest';
import { DECOY, hashPassword, passwordProblem, verifyPassword } from './password.ts';

describe('the policy', () => {
  test.each([
    'a long walk by the sea',
    'abcde7890123',
    'correct horse battery staple',
    'пароль достаточно длинный',
    '🎉🎈🎁🎂🍰🥳 party!',
    `aBcDe${'x'.repeat(251)}`,
  ])('takes "%s"', (password) => {
    expect(passwordProblem(password, { email: 'ada@example.com' })).toBeNull();
  });

  test.each([
    ['', 'at least 12'],
    ['elevenchars', 'at least 12'],
    [`aBcDe${'x'.repeat(252)}`, 'at most 256'],
    ['aaaaaaaaaaaaaaaa', 'different'],
    ['abababababababab', 'different'],
    ['passwordpassword', 'common'],
    ['PasswordPassword', 'common'],
    ['ada.lovelace@example.com', 'e-mail'],
    ['ADA.LOVELACE@EXAMPLE.COM', 'e-mail'],
    ['ada.lovelace', 'e-mail'],
  ])('refuses "%s": %s', (password, reason) => {
    expect(passwordProblem(password, { email: 'Ada.Lovelace@example.com' })).toContain(reason);
  });
});

describe('hashing', () => {
  test('is argon2id with the parameters of OWASP, with a salt of its own each time', async () => {
    const [one, two] = await Promise.all([hashPassword('a password'), hashPassword('a password')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,p=1,t=2\$|^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
  });

  test('knows the password again, and no other', async () => {
    const hash = await hashPassword('a long walk');
    expect(await verifyPassword(hash, 'a long walk')).toBe(true);
    for (const wrong of ['a long walk ', 'A long walk', '', '\0', 'x'.repeat(1_024)])
      expect(await verifyPassword(hash, wrong)).toBe(false);
  });

  test('is done for nobody too, and says no', async () => {
    const before = process.cpuUsage();
    expect(await verifyPassword(null, 'a long walk')).toBe(false);
    const spent = process.cpuUsage(before);
    // Hashing costs tens of milliseconds of processor time, an answer without it far below one.
    expect(spent.user + spent.system).toBeGreaterThan(5_000);
  });

  test('for nobody works as hard as for a user of today', async () => {
    const parametersOf = (hash: string) => hash.split('$').slice(0, 4).join('$');
    expect(parametersOf(DECOY)).toBe(parametersOf(await hashPassword('a long walk')));
  });

  test('that fails is an error, never a wrong password', async () => {
    await expect(verifyPassword('$argon2id$damaged', 'a password')).rejects.toThrow();
  });

  test('of the parameters of another time is still verified', async () => {
    const old = await argon2.hash('a long walk', { memoryCost: 8_192, timeCost: 3 });
    expect(await verifyPassword(old, 'a long walk')).toBe(true);
  });
});

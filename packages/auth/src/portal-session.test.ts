import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { signingKey, signSession } from './jwt.ts';
import { signPortalSession, verifyPortalSession } from './portal-session.ts';

const key = signingKey('a key of at least thirty-two characters');
const now = new Date('2026-06-01T12:00:00Z');
const claims = { linkId: 'link', password: null };
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);

test('a sealed cookie is read again, with the password that was given', async () => {
  expect(await verifyPortalSession(key, await signPortalSession(key, claims, now), now)).toEqual({
    ...claims,
    issuedAt: now,
  });
  const sealed = await signPortalSession(key, { ...claims, password: 5 }, now);
  expect(await verifyPortalSession(key, sealed, now)).toMatchObject({ password: 5 });
});

test('changed, cut or signed by another key it is worth nothing', async () => {
  const sealed = await signPortalSession(key, claims, now);
  const [header, payload, signature] = sealed.split('.');
  const other = signingKey('another key of at least thirty-two characters');
  for (const wrong of [
    '',
    'nonsense',
    sealed.slice(0, -4),
    `${header}.${payload}`,
    `${header}.${payload}.`,
    `${header}.${payload!.slice(0, -2)}A.${signature}`,
    `${sealed}A`,
    await signPortalSession(other, claims, now),
  ])
    expect(await verifyPortalSession(key, wrong, now), wrong).toBeNull();
});

test('it lasts thirty days by our clock, and none comes from the future', async () => {
  const sealed = await signPortalSession(key, claims, now);
  expect(await verifyPortalSession(key, sealed, days(29.9))).not.toBeNull();
  expect(await verifyPortalSession(key, sealed, days(30.01))).toBeNull();
  expect(await verifyPortalSession(key, sealed, new Date(now.getTime() - 60_000))).toBeNull();
  // Two processes whose clocks differ a little.
  expect(await verifyPortalSession(key, sealed, new Date(now.getTime() - 2_000))).not.toBeNull();
});

test('what was signed for something else opens no portal', async () => {
  expect(
    await verifyPortalSession(key, await signSession(key, { userId: 'u', sessionId: 's' }, days(1)), now),
  ).toBeNull();
  const signed = (payload: Record<string, unknown>, alg = 'HS256') =>
    new SignJWT(payload).setProtectedHeader({ alg }).sign(key);
  const whole = { typ: 'portal', sub: 'link', iat: now.getTime() / 1000 };
  expect(await verifyPortalSession(key, await signed(whole), now)).not.toBeNull();
  for (const wrong of [{ typ: 'pat' }, { typ: undefined }, { sub: undefined }, { iat: undefined }])
    expect(await verifyPortalSession(key, await signed({ ...whole, ...wrong }), now)).toBeNull();
  expect(await verifyPortalSession(key, await signed(whole, 'HS512'), now)).toBeNull();
});

import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { signingKey, signSession } from './jwt.ts';
import { signPortalSession, verifyPortalSession } from './portal-session.ts';

const key = signingKey('a key of at least thirty-two characters');
const now = new Date('2026-06-01T12:00:00Z');
const claims = { linkId: 'link', password: null };
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);

test('a signed cookie is verified, with the password that was entered', async () => {
  expect(await verifyPortalSession(key, await signPortalSession(key, claims, now), now)).toEqual({
    ...claims,
    issuedAt: now,
  });
  const signedCookie = await signPortalSession(key, { ...claims, password: 5 }, now);
  expect(await verifyPortalSession(key, signedCookie, now)).toMatchObject({ password: 5 });
});

test('a modified or truncated cookie, or one signed with another key, is rejected', async () => {
  const signedCookie = await signPortalSession(key, claims, now);
  const [header, payload, signature] = signedCookie.split('.');
  const other = signingKey('another key of at least thirty-two characters');
  for (const wrong of [
    '',
    'nonsense',
    signedCookie.slice(0, -4),
    `${header}.${payload}`,
    `${header}.${payload}.`,
    `${header}.${payload!.slice(0, -2)}A.${signature}`,
    `${signedCookie}A`,
    await signPortalSession(other, claims, now),
  ])
    expect(await verifyPortalSession(key, wrong, now), wrong).toBeNull();
});

test('a cookie is valid for thirty days, and not before it was issued', async () => {
  const signedCookie = await signPortalSession(key, claims, now);
  expect(await verifyPortalSession(key, signedCookie, days(29.9))).not.toBeNull();
  expect(await verifyPortalSession(key, signedCookie, days(30.01))).toBeNull();
  expect(await verifyPortalSession(key, signedCookie, new Date(now.getTime() - 60_000))).toBeNull();
  // The clocks of two processes may differ slightly.
  expect(await verifyPortalSession(key, signedCookie, new Date(now.getTime() - 2_000))).not.toBeNull();
});

test('tokens of other types are rejected', async () => {
  expect(
    await verifyPortalSession(key, await signSession(key, { userId: 'u', sessionId: 's' }, days(1)), now),
  ).toBeNull();
  const signed = (payload: Record<string, unknown>, alg = 'HS256') =>
    new SignJWT(payload).setProtectedHeader({ alg }).sign(key);
  const valid = { typ: 'portal', sub: 'link', iat: now.getTime() / 1000 };
  expect(await verifyPortalSession(key, await signed(valid), now)).not.toBeNull();
  for (const wrong of [{ typ: 'pat' }, { typ: undefined }, { sub: undefined }, { iat: undefined }])
    expect(await verifyPortalSession(key, await signed({ ...valid, ...wrong }), now)).toBeNull();
  expect(await verifyPortalSession(key, await signed(valid, 'HS512'), now)).toBeNull();
});

import { decodeJwt, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { signingKey, signPersonalToken, signSession, verifyPersonalToken, verifySession } from './jwt.ts';

const key = signingKey('a key of at least thirty-two characters');
const claims = { userId: 'user', sessionId: 'session' };
const soon = () => new Date(Date.now() + 60_000);

test('a signed session is verified', async () => {
  expect(await verifySession(key, await signSession(key, claims, soon()))).toEqual(claims);
});

test('a session with one changed character is rejected', async () => {
  const token = await signSession(key, claims, soon());
  for (let at = 0; at < token.length; at++) {
    // The last character of each part has unused bits, so changing it may not change the bytes.
    if (token[at] === '.' || token[at + 1] === '.' || at === token.length - 1) continue;
    const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
    expect(await verifySession(key, changed), `changed at ${at}`).toBeNull();
  }
});

test('a truncated, empty or malformed session is rejected', async () => {
  const token = await signSession(key, claims, soon());
  const [header, payload] = token.split('.');
  for (const text of [
    '',
    '.',
    '..',
    'abc',
    `${header}.${payload}.`,
    `${header}.${payload}`,
    token.slice(0, -5),
    '\0',
  ])
    expect(await verifySession(key, text)).toBeNull();
});

test('a session signed with another key is rejected', async () => {
  const other = signingKey('another key of at least thirty-two characters');
  expect(await verifySession(key, await signSession(other, claims, soon()))).toBeNull();
});

test('an expired session is rejected', async () => {
  expect(await verifySession(key, await signSession(key, claims, new Date(Date.now() - 1_000)))).toBeNull();
});

test('a token of another type or algorithm, or with missing claims, is rejected', async () => {
  const signed = (payload: Record<string, unknown>, alg = 'HS256') =>
    new SignJWT(payload).setProtectedHeader({ alg }).sign(key);
  const exp = Math.floor(soon().getTime() / 1000);
  const valid = { typ: 'session', sub: 'user', jti: 'session', exp };
  expect(await verifySession(key, await signed(valid))).toEqual(claims);
  for (const wrong of [
    { typ: 'pat' },
    { typ: undefined },
    { sub: undefined },
    { jti: undefined },
    { exp: undefined },
  ])
    expect(await verifySession(key, await signed({ ...valid, ...wrong }))).toBeNull();
  expect(await verifySession(key, await signed(valid, 'HS512'))).toBeNull();
});

test('an unsigned session (alg none) is rejected in every spelling', async () => {
  const unsigned = new UnsecuredJWT({ typ: 'session' })
    .setSubject('user')
    .setJti('session')
    .setExpirationTime(soon())
    .encode();
  expect(await verifySession(key, unsigned)).toBeNull();
  const [, payload] = unsigned.split('.');
  for (const alg of ['none', 'None', 'NONE', '']) {
    const header = Buffer.from(JSON.stringify({ alg })).toString('base64url');
    for (const signature of ['', 'AAAA'])
      expect(await verifySession(key, `${header}.${payload}.${signature}`)).toBeNull();
  }
});

describe('a personal token', () => {
  const pat = { userId: 'user', tokenId: 'token' };

  test('is verified, and has an exp claim only if it expires', async () => {
    const [expiring, lasting] = [
      await signPersonalToken(key, pat, soon()),
      await signPersonalToken(key, pat, null),
    ];
    expect(await verifyPersonalToken(key, expiring)).toEqual(pat);
    expect(await verifyPersonalToken(key, lasting)).toEqual(pat);
    expect(decodeJwt(expiring)).toMatchObject({ typ: 'pat', sub: 'user', jti: 'token' });
    expect(decodeJwt(expiring).exp).toBeTypeOf('number');
    expect(decodeJwt(lasting)).not.toHaveProperty('exp');
  });

  test('is not accepted as a session, nor a session as a token', async () => {
    expect(await verifySession(key, await signPersonalToken(key, pat, soon()))).toBeNull();
    expect(await verifyPersonalToken(key, await signSession(key, claims, soon()))).toBeNull();
  });

  test('with another key, expired or with missing claims is rejected', async () => {
    const other = signingKey('another key of at least thirty-two characters');
    const signed = (payload: Record<string, unknown>) =>
      new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).sign(key);
    for (const token of [
      await signPersonalToken(other, pat, null),
      await signPersonalToken(key, pat, new Date(Date.now() - 1_000)),
      await signed({ typ: 'pat', sub: 'user' }),
      await signed({ typ: 'pat', jti: 'token' }),
      await signed({ sub: 'user', jti: 'token' }),
    ])
      expect(await verifyPersonalToken(key, token)).toBeNull();
  });
});

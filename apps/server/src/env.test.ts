import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startTestServer } from '../test/server.ts';
import { ConfigError, readEnv } from './env.ts';

function problems(env: Record<string, string>): string[] {
  try {
    readEnv(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems;
  }
}

test('without any setting it starts, with SQLite in ./data', () => {
  const dataDir = resolve('data');
  expect(readEnv({})).toEqual({
    host: '0.0.0.0',
    port: 8080,
    dataDir,
    databaseUrl: `file://${dataDir}/sitecast.db`,
    natsUrl: null,
    publicUrl: null,
    secretKey: null,
    trustProxy: 0,
    firstAdmin: null,
    smtp: null,
    oidc: null,
    demo: false,
    logLevel: 'info',
  });
});

test('every setting is read; an empty one is none', () => {
  expect(
    readEnv({
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: '/var/lib/sitecast',
      DATABASE_URL: 'postgres://db/sitecast',
      NATS_URL: 'nats://bus:4222',
      PUBLIC_URL: 'https://screens.example.com:8443/',
      SECRET_KEY: 'x'.repeat(32),
      TRUST_PROXY: '2',
      ADMIN_EMAIL: 'ada@example.com',
      ADMIN_PASSWORD: 'a long walk by the sea',
      SMTP_URL: 'smtps://screens:a%40b@mail.example.com:465',
      SMTP_FROM: 'Sitecast <screens@example.com>',
      OIDC_ISSUER: 'https://accounts.google.com',
      OIDC_CLIENT_ID: 'sitecast',
      OIDC_CLIENT_SECRET: 'only the two of them know',
      DEMO: '1',
      LOG_LEVEL: 'debug',
    }),
  ).toMatchObject({
    demo: true,
    port: 0,
    dataDir: '/var/lib/sitecast',
    publicUrl: 'https://screens.example.com:8443',
    trustProxy: 2,
    firstAdmin: { email: 'ada@example.com', password: 'a long walk by the sea' },
    smtp: { url: 'smtps://screens:a%40b@mail.example.com:465', from: 'Sitecast <screens@example.com>' },
    oidc: {
      issuer: 'https://accounts.google.com',
      clientId: 'sitecast',
      clientSecret: 'only the two of them know',
    },
  });
  expect(readEnv({ PORT: '', PUBLIC_URL: '', ADMIN_EMAIL: '' })).toEqual(readEnv({}));
});

describe('a wrong value is told in one line', () => {
  test.each([
    ['PORT', 'abc'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['DATABASE_URL', 'mysql://db'],
    ['DATABASE_URL', 'sitecast.db'],
    ['NATS_URL', 'http://bus'],
    ['PUBLIC_URL', 'screens.example.com'],
    ['PUBLIC_URL', 'ftp://screens.example.com'],
    ['PUBLIC_URL', 'https://screens.example.com/path'],
    ['PUBLIC_URL', 'https://user:password@screens.example.com'],
    ['PUBLIC_URL', 'https://screens.example.com?a=1'],
    ['SECRET_KEY', 'too short'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '-1'],
    ['ADMIN_PASSWORD', 'a long walk by the sea'],
    ['SMTP_URL', 'mail.example.com'],
    ['SMTP_URL', 'https://mail.example.com'],
    ['SMTP_URL', 'smtp://'],
    ['SMTP_FROM', 'Sitecast'],
    ['OIDC_ISSUER', 'https://accounts.google.com'],
    ['OIDC_CLIENT_SECRET', 'only the two of them know'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s', (name, value) => {
    const lines = problems({ [name]: value });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(name === 'ADMIN_PASSWORD' ? 'ADMIN_EMAIL' : name);
    expect(lines[0]).not.toContain('\n');
  });

  test('ADMIN_EMAIL=ada', () => {
    const lines = problems({ ADMIN_EMAIL: 'ada', ADMIN_PASSWORD: 'a long walk by the sea' });
    expect(lines).toEqual(['ADMIN_EMAIL must be an e-mail address']);
  });

  const oidc = { OIDC_CLIENT_ID: 'sitecast', OIDC_CLIENT_SECRET: 'swordfish' };

  test.each(['accounts.google.com', 'http://id.example.com', 'https://id.example.com?a=1', 'ftp://id'])(
    'OIDC_ISSUER=%s',
    (issuer) => {
      const lines = problems({ ...oidc, OIDC_ISSUER: issuer, PUBLIC_URL: 'https://screens.example.com' });
      expect(lines).toEqual([expect.stringMatching(/^OIDC_ISSUER must be an https URL/)]);
    },
  );

  test('single sign-on without PUBLIC_URL', () => {
    const lines = problems({ ...oidc, OIDC_ISSUER: 'https://id.example.com' });
    expect(lines).toEqual([expect.stringMatching(/^PUBLIC_URL must be set with OIDC_ISSUER/)]);
  });

  test('each of several in its own', () => {
    const lines = problems({ PORT: 'abc', LOG_LEVEL: 'loud', SECRET_KEY: 'short' });
    expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual(['LOG_LEVEL', 'PORT', 'SECRET_KEY']);
  });

  test('a secret is not repeated', () => {
    const lines = problems({
      SECRET_KEY: 'swordfish',
      ADMIN_PASSWORD: 'swordfish',
      DATABASE_URL: 'swordfish',
      SMTP_URL: 'swordfish',
    });
    expect(lines.join()).not.toContain('swordfish');
  });
});

test('a first admin’s weak password ended in a stack instead of a line', async () => {
  const starting = startTestServer({ firstAdmin: { email: 'ada@example.com', password: 'short' } });
  await expect(starting).rejects.toMatchObject({
    problems: [expect.stringMatching(/^ADMIN_PASSWORD is too weak: .*12 characters/)],
  });
});

test('a bus that is away ended in a stack instead of a line', async () => {
  await expect(startTestServer({ natsUrl: 'nats://127.0.0.1:1' })).rejects.toMatchObject({
    problems: [expect.stringMatching(/^NATS_URL: the server cannot be reached: /)],
  });
});

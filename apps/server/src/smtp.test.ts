import { eventually } from '@sitecast/api/testing';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { ask } from '../test/http.ts';
import { startTestMailServer } from '../test/mail-server.ts';
import { startTestServer, type TestServer } from '../test/server.ts';
import { createSmtpMailer } from './smtp.ts';

const from = 'Sitecast <screens@example.com>';
const mail = { to: 'ada@example.com', subject: 'Bienvenue à Sitecast', text: 'Hello,\nhere is a link.\n' };

/** What is logged, a line each. */
function createLog() {
  const lines: string[] = [];
  return { lines, log: pino({}, { write: (line: string) => void lines.push(line) }) };
}

test('a mail arrives as it was written', async () => {
  await using server = await startTestMailServer();
  const { log, lines } = createLog();
  expect(await createSmtpMailer({ url: server.url, from }, log).send(mail)).toBe(true);
  expect(server.taken).toMatchObject([{ to: ['ada@example.com'] }]);
  const { message } = server.taken[0]!;
  expect(message).toContain('From: Sitecast <screens@example.com>');
  expect(message).toContain('To: ada@example.com');
  expect(message).toMatch(/^Subject: =\?UTF-8\?/m);
  expect(message).toContain('Hello,\r\nhere is a link.');
  expect(lines).toEqual([]);
});

test('no line of a subject becomes a header, no address a second recipient', async () => {
  await using server = await startTestMailServer();
  const { log } = createLog();
  const send = createSmtpMailer({ url: server.url, from }, log).send;
  await send({ ...mail, subject: 'Hello\r\nBcc: eve@example.com' });
  await send({ ...mail, to: 'ada@example.com,eve@example.com' });
  for (const { to, message } of server.taken) {
    expect(to).not.toContain('eve@example.com');
    expect(message).not.toMatch(/^Bcc:/m);
  }
});

test('a mail that is refused is logged and answered with false', async () => {
  await using server = await startTestMailServer({
    onRcptTo: (_address, _session, done) => done(new Error('No such mailbox')),
  });
  const { log, lines } = createLog();
  expect(await createSmtpMailer({ url: server.url, from }, log).send(mail)).toBe(false);
  expect(lines.join()).toContain('No such mailbox');
});

test('a server that is away is logged and answered with false', async () => {
  const { log, lines } = createLog();
  expect(await createSmtpMailer({ url: 'smtp://127.0.0.1:1', from }, log).send(mail)).toBe(false);
  expect(lines.join()).toContain('ECONNREFUSED');
});

test('a server that takes the connection and says nothing is waited for only so long', async () => {
  await using server = await startTestMailServer({ onConnect: () => {} });
  const { log, lines } = createLog();
  expect(await createSmtpMailer({ url: server.url, from }, log, 50).send(mail)).toBe(false);
  expect(lines).toHaveLength(1);
});

test('a password is never sent to a server without TLS, and never logged', async () => {
  const logins: unknown[] = [];
  await using server = await startTestMailServer({
    allowInsecureAuth: true,
    onAuth: (auth, _session, done) => {
      logins.push(auth);
      done(null, { user: 'ada' });
    },
  });
  const { log, lines } = createLog();
  const url = server.url.replace('://', '://screens:swordfish@');
  expect(await createSmtpMailer({ url, from }, log).send(mail)).toBe(false);
  expect(logins).toEqual([]);
  expect(lines).toHaveLength(1);
  expect(lines.join()).not.toContain('swordfish');
});

test('a login link arrives by mail, leads to PUBLIC_URL whoever asks, and logs in once', async () => {
  await using mails = await startTestMailServer();
  const publicUrl = 'https://screens.example.com';
  await using server = await startTestServer({ publicUrl, smtp: { url: mails.url, from } });
  const asked = await ask(server.url, '/trpc/session.sendLoginLink', {
    json: { email: server.admin.email },
    headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
  });
  expect(asked).toMatchObject({ status: 200 });
  await eventually(() => expect(mails.taken).toHaveLength(1));
  const message = mails.taken[0]!.message.replaceAll('=\r\n', '');
  expect(message).not.toContain('evil.example');
  const token = /https:\/\/screens\.example\.com\/login\/link\/(\S+)/.exec(message)![1];

  const used = await ask(server.url, '/trpc/session.useLoginLink', { json: { token } });
  expect(used).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
  const cookie = String(used.headers['set-cookie']).split(';')[0];
  expect(await ask(server.url, '/trpc/session.me', { cookie })).toMatchObject({ status: 200 });
  expect(await ask(server.url, '/trpc/session.useLoginLink', { json: { token } })).toMatchObject({
    status: 410,
  });
});

test.each([
  ['fr-CH, fr;q=0.9, en;q=0.8', 'Connectez-vous à Sitecast'],
  ['en;q=0.4, ja, pt-BR;q=0.8', 'Iniciar sessão no Sitecast'],
  ['ja', 'Log in to Sitecast'],
  ['*', 'Log in to Sitecast'],
  [';;,q=9', 'Log in to Sitecast'],
  [undefined, 'Log in to Sitecast'],
])('a mail to somebody whose browser reads %s is called “%s”', async (accepted, subject) => {
  await using mails = await startTestMailServer();
  await using server = await startTestServer({
    publicUrl: 'https://screens.example.com',
    smtp: { url: mails.url, from },
  });
  await ask(server.url, '/trpc/session.sendLoginLink', {
    json: { email: server.admin.email },
    headers: accepted === undefined ? {} : { 'accept-language': accepted },
  });
  await eventually(() => expect(mails.taken).toHaveLength(1));
  const [, written] = /^Subject: ([^\r]*)/m.exec(mails.taken[0]!.message)!;
  expect(readHeader(written!)).toBe(subject);
});

/** Undoes the quoting of a header's words (RFC 2047 §4.2), which are in UTF-8 here. */
function readHeader(text: string): string {
  return text.replaceAll(/=\?UTF-8\?Q\?(.*?)\?=/g, (_, quoted: string) =>
    decodeURIComponent(quoted.replaceAll('_', ' ').replaceAll('=', '%')),
  );
}

describe('an invitation', () => {
  async function invite(server: TestServer) {
    const json = { email: 'ada@example.com', role: 'operator' };
    const answer = await ask(server.url, '/api/members', { bearer: await server.login(), json });
    expect(answer.status).toBe(201);
    return answer.json() as { invite_url: string; invite_email_sent: boolean };
  }

  test('arrives by mail, and its link leads to a password and into the workspace', async () => {
    await using mails = await startTestMailServer();
    await using server = await startTestServer({ smtp: { url: mails.url, from } });
    const { invite_url: url, invite_email_sent: sent } = await invite(server);
    expect(sent).toBe(true);
    const [{ to, message }] = mails.taken as [{ to: string[]; message: string }];
    expect(to).toEqual(['ada@example.com']);
    // Quoted-printable breaks long lines.
    expect(message.replaceAll('=\r\n', '')).toContain(url);

    const password = 'a long walk by the sea';
    const token = new URL(url).pathname.split('/').at(-1);
    const used = await ask(server.url, '/trpc/passwordLinks.use', { json: { token, password } });
    expect(used.status).toBe(200);
    const login = await ask(server.url, '/auth/token', { json: { email: 'ada@example.com', password } });
    const bearer = login.json().access_token as string;
    expect(await ask(server.url, '/api/devices', { bearer })).toMatchObject({ status: 200 });
  });

  test('is made all the same when the mail server is away', async () => {
    await using server = await startTestServer(
      { smtp: { url: 'smtp://127.0.0.1:1', from } },
      { log: pino({ level: 'silent' }) },
    );
    expect(await invite(server)).toMatchObject({
      invite_url: expect.stringContaining('/reset/'),
      invite_email_sent: false,
    });
  });
});

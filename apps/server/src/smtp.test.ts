import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createSmtpMailer } from './smtp.ts';
import { startTestMailServer } from './testing-smtp.ts';

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

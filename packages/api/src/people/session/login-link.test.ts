import { describe, expect, test, vi } from 'vitest';
import { createOutbox, createTestApi, eventually } from '../../testing/index.ts';

const publicUrl = 'https://screens.example.com';
const password = 'a long walk by the sea';
const email = 'ada@example.com';

async function createMailingApi() {
  const mail = createOutbox();
  const api = await createTestApi({ mail, publicUrl });
  return {
    api,
    mails: mail.mails,
    /** Waits for the mail with this number and returns the token in it. */
    token: (number = 1) =>
      eventually(() => {
        expect(mail.mails).toHaveLength(number);
        return /\/(?:reset|login\/link)\/(\S+)/.exec(mail.mails.at(-1)!.text)![1]!;
      }),
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  };
}

describe('a login link', () => {
  test('is mailed to the user and logs them in once', async () => {
    await using mailing = await createMailingApi();
    const { api, mails } = mailing;
    const user = await api.buildUser({ email, password });
    expect(await api.call().session.loginOptions()).toMatchObject({ linksByMail: true });

    expect(await api.call().session.sendLoginLink({ email: ' Ada@Example.com ' })).toBeUndefined();

    const token = await mailing.token();
    expect(mails[0]).toMatchObject({
      to: email,
      subject: 'Log in to Sitecast',
      text: expect.stringContaining(`${publicUrl}/login/link/${token}`),
    });
    const sessionCookie = { set: vi.fn(), clear: vi.fn() };
    const me = await api.call({ sessionCookie }).session.useLoginLink({ token });
    expect(me).toMatchObject({ userId: user.id, via: 'session' });
    const sessionToken = sessionCookie.set.mock.calls[0]![0];
    expect(await api.call({ sessionToken }).session.me()).toEqual(me);
    await expect(api.call().session.useLoginLink({ token })).rejects.toMatchObject({ appCode: 'EXPIRED' });
    const actions = await api.app.db.auditEvent.findMany({
      select: { action: true },
      orderBy: { id: 'asc' },
    });
    expect(actions).toEqual([{ action: 'user.request_login_link' }, { action: 'user.login' }]);
    expect(JSON.stringify(await api.app.db.credentialLink.findMany())).not.toContain(token);
  });

  test('expires after 15 minutes', async () => {
    await using mailing = await createMailingApi();
    const { api } = mailing;
    await api.buildUser({ email, password });
    await api.call().session.sendLoginLink({ email });
    const early = await mailing.token();
    await api.call().session.sendLoginLink({ email });
    const late = await mailing.token(2);
    api.clock.advance(15 * 60 - 1);
    await api.call().session.useLoginLink({ token: early });
    api.clock.advance(1);
    await expect(api.call().session.useLoginLink({ token: late })).rejects.toMatchObject({
      appCode: 'EXPIRED',
    });
  });

  test('leads to the requested page, but never to another site', async () => {
    await using mailing = await createMailingApi();
    const { api, mails } = mailing;
    await api.buildUser({ email, password });
    const linkFor = async (next: string, number: number) => {
      await api.call().session.sendLoginLink({ email, next });
      const token = await mailing.token(number);
      return mails.at(-1)!.text.split('\n\n')[1]!.replace(token.split('?')[0]!, '…');
    };
    const path = `${publicUrl}/login/link/…`;
    expect(await linkFor('/screens?code=1&x=ä', 1)).toBe(
      `${path}?next=${encodeURIComponent('/screens?code=1&x=ä')}`,
    );
    for (const [i, hostile] of ['//evil.example', 'https://evil.example', '/\\evil.example', '/'].entries())
      expect(await linkFor(hostile, i + 2)).toBe(path);
  });

  test('is mailed in the language of the request', async () => {
    await using mailing = await createMailingApi();
    const { api, mails } = mailing;
    await api.buildUser({ email, password });
    await api.call({ language: 'fr' }).session.sendLoginLink({ email });
    await mailing.token();
    await api.call({ language: 'de' }).passwordLinks.request({ email });
    await mailing.token(2);
    expect(mails.map(({ subject }) => subject)).toEqual([
      'Connectez-vous à Sitecast',
      'Neues Passwort für Sitecast wählen',
    ]);
  });

  test('logs in only once in ten concurrent uses', async () => {
    await using mailing = await createMailingApi();
    const { api } = mailing;
    await api.buildUser({ email, password });
    await api.call().session.sendLoginLink({ email });
    const token = await mailing.token();
    const uses = await Promise.allSettled(
      Array.from({ length: 10 }, () => api.call().session.useLoginLink({ token })),
    );
    expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await api.app.db.session.count()).toBe(1);
  });

  test('sets no password, and password links log no one in', async () => {
    await using mailing = await createMailingApi();
    const { api } = mailing;
    await api.buildUser({ email, password });
    await api.call().session.sendLoginLink({ email });
    const login = await mailing.token();
    await api.call().passwordLinks.request({ email });
    const reset = await mailing.token(2);
    const admin = api.call({
      bearer: await api.buildSession(await api.buildUser({ platformRole: 'admin' })),
    });
    const { inviteUrl } = await admin.users.create({ email: 'eve@example.com' });
    const notFound = { appCode: 'NOT_FOUND' };

    await expect(api.call().passwordLinks.get({ token: login })).rejects.toMatchObject(notFound);
    await expect(
      api.call().passwordLinks.use({ token: login, password: 'another long password' }),
    ).rejects.toMatchObject(notFound);
    for (const token of [reset, inviteUrl.split('/').at(-1)!, 'nothing'])
      await expect(api.call().session.useLoginLink({ token })).rejects.toMatchObject(notFound);

    // Each still works for its own purpose.
    await api.call().session.useLoginLink({ token: login });
    await api.call().passwordLinks.use({ token: reset, password: 'another long password' });
  });

  test('is ended by a new password and by deactivation of the user', async () => {
    await using mailing = await createMailingApi();
    const { api } = mailing;
    const user = await api.buildUser({ email, password });
    const bearer = await api.buildSession(user);
    await api.call().session.sendLoginLink({ email });
    const first = await mailing.token();
    const change = { currentPassword: password, newPassword: 'two boats on the river' };
    await api.call({ bearer }).session.changePassword(change);
    await expect(api.call().session.useLoginLink({ token: first })).rejects.toMatchObject({
      appCode: 'NOT_FOUND',
    });

    await api.call().session.sendLoginLink({ email });
    const second = await mailing.token(2);
    const admin = api.call({
      bearer: await api.buildSession(await api.buildUser({ platformRole: 'admin' })),
    });
    await admin.users.deactivate({ userId: user.id });
    await expect(api.call().session.useLoginLink({ token: second })).rejects.toMatchObject({
      appCode: 'NOT_FOUND',
    });
  });
});

describe('requesting a link', () => {
  const requests = {
    'to log in': 'sendLoginLink',
    'to choose a password': 'request',
  } as const;

  test.each(Object.entries(requests))(
    '%s gets the same response for every address, and a mail only for an active user',
    async (_, procedure) => {
      await using mailing = await createMailingApi();
      const { api, mails } = mailing;
      await api.buildUser({ email: 'off@example.com', password, active: false });
      await api.buildUser({ email, password });
      const request = (to: string) =>
        procedure === 'request'
          ? api.call().passwordLinks.request({ email: to })
          : api.call().session.sendLoginLink({ email: to });
      for (const to of ['nobody@example.com', 'off@example.com', 'not an address', email])
        expect(await request(to)).toBeUndefined();
      await mailing.token();
      expect(mails).toMatchObject([{ to: email }]);
      expect(await api.app.db.credentialLink.count()).toBe(1);
    },
  );

  test('works while failed logins lock the account', async () => {
    await using mailing = await createMailingApi();
    const { api } = mailing;
    await api.buildUser({ email, password });
    const login = (given: string) => api.call().session.token({ email, password: given });
    for (let failures = 0; failures < 5; failures++) await login('wrong').catch(() => {});
    await expect(login(password)).rejects.toMatchObject({ appCode: 'TOO_MANY_REQUESTS' });
    await api.call().session.sendLoginLink({ email });
    await api.call().session.useLoginLink({ token: await mailing.token() });
    await api.call().passwordLinks.request({ email });
    await api.call().passwordLinks.use({ token: await mailing.token(2), password });
    await login(password);
  });

  test('is limited per account, existing or not, and per IP address', async () => {
    await using mailing = await createMailingApi();
    const { api } = mailing;
    await api.buildUser({ email, password });
    const request = (to: string, ip?: string) => api.call({ ip }).passwordLinks.request({ email: to });
    const tooMany = { appCode: 'TOO_MANY_REQUESTS' };
    for (const to of [email, 'nobody@example.com']) {
      for (let i = 0; i < 5; i++) await request(to);
      await expect(request(to, '198.51.100.1')).rejects.toMatchObject(tooMany);
    }
    for (let i = 10; i < 20; i++) await request(`user${i}@example.com`);
    await expect(request('user20@example.com')).rejects.toMatchObject(tooMany);
    await request('user20@example.com', '198.51.100.1');
    // Wait for all mails before the server closes.
    await mailing.token(5);
  });

  test('does not end an open invitation', async () => {
    await using mailing = await createMailingApi();
    const { api } = mailing;
    const admin = api.call({
      bearer: await api.buildSession(await api.buildUser({ platformRole: 'admin' })),
    });
    const { inviteUrl } = await admin.users.create({ email });
    await api.call().passwordLinks.request({ email });
    await mailing.token();
    const token = inviteUrl.split('/').at(-1)!;
    expect(await api.call().passwordLinks.get({ token })).toMatchObject({ purpose: 'invite' });
  });

  test('to log in sends nothing to an invited user who has not chosen a password', async () => {
    await using mailing = await createMailingApi();
    const { api, mails } = mailing;
    await api.buildUser({ email });
    await api.call().session.sendLoginLink({ email });
    await api.call().passwordLinks.request({ email });
    await mailing.token();
    expect(mails).toMatchObject([{ subject: 'Choose a new password for Sitecast' }]);
  });

  // Otherwise the request's Host header would decide where the link leads.
  test.each([
    ['without a mail server', { publicUrl }],
    ['without PUBLIC_URL', { mail: createOutbox() }],
  ])('%s is neither offered nor accepted', async (_, options) => {
    await using api = await createTestApi(options);
    expect(await api.call().session.loginOptions()).toMatchObject({ linksByMail: false });
    for (const request of [
      api.call().session.sendLoginLink({ email }),
      api.call().passwordLinks.request({ email }),
    ])
      await expect(request).rejects.toMatchObject({ appCode: 'NOT_FOUND' });
  });
});

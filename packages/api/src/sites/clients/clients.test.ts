import { describe, expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';

const unauthorized = { code: 'UNAUTHORIZED' };

describe('a client', () => {
  test('is created with a unique slug and renamed', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const operator = mine.as('operator');
    const created = await operator.clients.create({ name: ' Häfen & Köln GmbH ' });
    expect(created).toMatchObject({
      name: 'Häfen & Köln GmbH',
      slug: 'hafen-koln-gmbh',
      active: true,
      hasPassword: false,
    });
    const slugs = [];
    for (const name of ['Häfen & Köln GmbH', 'Preview', 'preview 0199', '港'])
      slugs.push((await operator.clients.create({ name })).slug);
    expect(slugs).toEqual(['hafen-koln-gmbh-2', 'client-preview', 'client-preview-0199', 'client']);
    await expect(operator.clients.create({ name: 'X', slug: created.slug })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    const clientId = created.id;
    expect(await operator.clients.update({ clientId, name: 'Port' })).toMatchObject({
      name: 'Port',
      slug: created.slug,
    });
    expect(await mine.as('viewer').clients.get({ clientId })).toMatchObject({ name: 'Port' });
    // Slugs are unique per workspace only.
    await (await api.buildWorkspace()).as('operator').clients.create({ name: 'X', slug: created.slug });
  });

  test('of another workspace is not found and cannot be assigned to a project', async () => {
    await using api = await createTestApi();
    const { id: clientId } = await api.buildClient();
    const mine = await api.buildWorkspace();
    const operator = mine.as('operator');
    const { id: projectId } = await api.buildProject({ workspace: mine });
    for (const call of [
      () => operator.clients.get({ clientId }),
      () => operator.clients.update({ clientId, active: false }),
      () => operator.clients.setPassword({ clientId, password: null }),
      () => operator.projects.create({ name: 'P', clientId }),
      () => operator.projects.update({ projectId, clientId }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await api.app.db.project.count({ where: { clientId } })).toBe(0);
  });

  test('loses portal access at once when deactivated, and regains it when activated', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const client = await api.buildClient({ workspace: mine });
    const { session: portalSession } = await api.buildPortalLink({ client });
    const operator = mine.as('operator');
    await api.callPortal({ portalSession }).portal.overview();
    await operator.clients.update({ clientId: client.id, active: false });
    await expect(api.callPortal({ portalSession }).portal.overview()).rejects.toMatchObject(unauthorized);
    await operator.clients.update({ clientId: client.id, active: true });
    await api.callPortal({ portalSession }).portal.overview();
  });
});

describe('a portal password', () => {
  async function setUp() {
    const api = await createTestApi();
    const mine = await api.buildWorkspace();
    const client = await api.buildClient({ workspace: mine });
    const { session } = await api.buildPortalLink({ client });
    let cookie = session;
    const portalCookie = {
      set(sealed: string) {
        cookie = sealed;
      },
      clear() {},
    };
    const setPassword = (password: string | null) =>
      mine.as('operator').clients.setPassword({ clientId: client.id, password });
    const portal = () => api.callPortal({ portalCookie, portalSession: cookie }).portal;
    return { api, mine, setPassword, portal, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() };
  }

  test('applies to open sessions too, until it is removed', async () => {
    await using one = await setUp();
    await one.portal().overview();
    expect(await one.setPassword('open sesame')).toMatchObject({ hasPassword: true });
    await expect(one.portal().overview()).rejects.toMatchObject({
      ...unauthorized,
      appCode: 'PORTAL_PASSWORD_REQUIRED',
    });
    expect(await one.portal().session()).toMatchObject({ passwordNeeded: true });
    await expect(one.portal().enterPassword({ password: 'wrong' })).rejects.toMatchObject({
      appCode: 'WRONG_PASSWORD',
    });
    expect(await one.portal().enterPassword({ password: 'open sesame' })).toMatchObject({
      passwordNeeded: false,
    });
    await one.portal().overview();
    one.api.clock.advance(1);
    await one.setPassword('another one');
    await expect(one.portal().overview()).rejects.toMatchObject({ appCode: 'PORTAL_PASSWORD_REQUIRED' });
    await one.setPassword(null);
    await one.portal().overview();
    const { items } = await one.mine.as('admin').audit.list({ scope: 'workspace', action: 'client.*' });
    expect(items.map(({ action }) => action)).toEqual([
      'client.clear_password',
      'client.set_password',
      'client.set_password',
    ]);
    expect(JSON.stringify(items)).not.toContain('sesame');
  });

  test('allows five attempts', async () => {
    await using one = await setUp();
    await one.setPassword('open sesame');
    for (let n = 0; n < 5; n++)
      await expect(one.portal().enterPassword({ password: `wrong ${n}` })).rejects.toMatchObject({
        appCode: 'WRONG_PASSWORD',
      });
    await expect(one.portal().enterPassword({ password: 'open sesame' })).rejects.toMatchObject({
      appCode: 'TOO_MANY_REQUESTS',
      retryAfter: expect.toSatisfy((seconds) => seconds > 890 && seconds <= 900),
    });
  });
});

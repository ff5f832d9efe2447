import { describe, expect, test } from 'vitest';
import { deliveriesOf, firstAlert } from '../../testing/alert-deliveries.ts';
import { setUpAlert } from '../../testing/alerts.ts';
import { createOutbox, createTestApi, eventually } from '../../testing/index.ts';

describe('a mail', () => {
  const actions = async () => [
    { kind: 'email' as const, to: ['ada@example.com', 'bob@example.com'], language: 'en' as const },
  ];

  test('goes to each address, in the project’s time zone', async () => {
    const outbox = createOutbox();
    await using api = await createTestApi({ mail: outbox, publicUrl: 'https://screens.example.com' });
    const { hear } = await setUpAlert(api, { actions });
    await hear(75);
    await eventually(() => expect(outbox.mails).toHaveLength(2));
    expect(outbox.mails.map(({ to }) => to).sort()).toEqual(['ada@example.com', 'bob@example.com']);
    expect(outbox.mails[0]).toMatchObject({
      subject: 'Alert: Loud, Gate',
      text: expect.stringMatching(
        /^Lp above 70 dB at Gate \(Harbour\)\.\nSince: .+ \(Europe\/Berlin\)\nLp 75\.0 dB\n\nRule: Loud\nhttps:\/\/screens\.example\.com\/alerts$/,
      ),
    });
    await hear(50);
    await eventually(() => expect(outbox.mails).toHaveLength(4));
    expect(outbox.mails[3]).toMatchObject({
      subject: 'Resolved: Loud, Gate',
      text: expect.stringContaining('Peak: Lp 75.0 dB'),
    });
  });

  test('is in the language of the rule’s author, and line breaks in names add no lines', async () => {
    const outbox = createOutbox();
    await using api = await createTestApi({ mail: outbox });
    const { mine, rule, hear } = await setUpAlert(api);
    await mine.as('operator', { language: 'de' }).alerts.rule.update({
      ruleId: rule.id,
      name: 'Laut\r\nBcc: eve@example.com',
      actions: [{ kind: 'email', to: ['ada@example.com'] }],
    });
    await hear(75.5);
    await eventually(() => expect(outbox.mails).toHaveLength(1));
    expect(outbox.mails[0]).toMatchObject({
      subject: 'Alarm: Laut Bcc: eve@example.com, Gate',
      text: expect.stringMatching(
        /^Lp über 70 dB: Gate \(Harbour\)\.\nSeit: .+\nLp 75,5 dB\n\nRegel: Laut Bcc/,
      ),
    });
  });

  test('without a mail server fails and says why', async () => {
    await using api = await createTestApi();
    const { hear } = await setUpAlert(api, { actions });
    await hear(75);
    await eventually(async () =>
      expect(await deliveriesOf(api, await firstAlert(api))).toMatchObject([
        { kind: 'email', to: 'ada@example.com', status: 'failed', lastError: 'No mail server is set' },
        { to: 'bob@example.com', status: 'failed' },
      ]),
    );
  });
});

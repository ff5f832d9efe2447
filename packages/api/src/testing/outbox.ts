import type { Mail, Mailer } from '../core/ports.ts';

/** A mailer that only records mails: `createTestApi({ mail: outbox })`. */
export interface Outbox extends Mailer {
  mails: Mail[];
}

export function createOutbox(): Outbox {
  const mails: Mail[] = [];
  return {
    mails,
    async send(mail) {
      mails.push(mail);
      return true;
    },
  };
}

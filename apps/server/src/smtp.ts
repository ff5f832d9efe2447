import type { Mailer } from '@sitecast/api';
import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';

/** Whoever waits for a mail to be sent waits this long at most, in ms. */
const SEND_WITHIN = 10_000;

export interface SmtpConfig {
  /** `smtp://user:password@host:587`, or `smtps://…:465` for TLS from the first byte. */
  url: string;
  /** The sender: `screens@example.com` or `Sitecast <screens@example.com>`. */
  from: string;
}

/** Sends mail by SMTP, on a new connection each time: a few mails a day keep none open. */
export function createSmtpMailer({ url, from }: SmtpConfig, log: Logger, sendWithin = SEND_WITHIN): Mailer {
  const transport = createTransport({
    url,
    // A password never travels unencrypted, also not when somebody on the way hides that the server can do TLS.
    requireTLS: new URL(url).username !== '',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text }) {
      try {
        await transport.sendMail({
          from,
          // As an object: an address with a comma in it would be read as two.
          to: { name: '', address: to },
          subject,
          text,
          signal: AbortSignal.timeout(sendWithin),
        });
        return true;
      } catch (error) {
        log.error({ err: error, subject }, 'a mail could not be sent');
        return false;
      }
    },
  };
}

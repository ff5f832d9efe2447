import type { Mailer } from '@sitecast/api';
import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';

/** How long sending may take, in ms: requests wait for it. */
const SEND_TIMEOUT_MS = 10_000;

export interface SmtpConfig {
  /** `smtp://user:password@host:587`, or `smtps://…:465` for TLS from the first byte. */
  url: string;
  /** The sender: `screens@example.com` or `Sitecast <screens@example.com>`. */
  from: string;
}

/** Sends e-mail by SMTP, over a new connection each time: a few a day are not worth keeping one open. */
export function createSmtpMailer(
  { url, from }: SmtpConfig,
  log: Logger,
  timeoutMs = SEND_TIMEOUT_MS,
): Mailer {
  const transport = createTransport({
    url,
    // Never send a password unencrypted, even if someone on the network strips STARTTLS.
    requireTLS: new URL(url).username !== '',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text }) {
      try {
        await transport.sendMail({
          from,
          // As an object: a string with a comma would be parsed as two addresses.
          to: { name: '', address: to },
          subject,
          text,
          signal: AbortSignal.timeout(timeoutMs),
        });
        return true;
      } catch (error) {
        log.error({ err: error, subject }, 'sending an e-mail failed');
        return false;
      }
    },
  };
}

import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface TestMailServer extends AsyncDisposable {
  /** For `SMTP_URL`, without credentials. */
  url: string;
  /** What it has taken: the envelope's recipients, and the message as it came. */
  taken: { to: string[]; message: string }[];
}

/** A real SMTP server on a port of its own at 127.0.0.1: `await using mail = await startTestMailServer()`. */
export async function startTestMailServer(options: SMTPServerOptions = {}): Promise<TestMailServer> {
  const taken: TestMailServer['taken'] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        taken.push({ to, message: Buffer.concat(parts).toString() });
        done();
      });
    },
    ...options,
  });
  // A client that gives up is no fault of the server's.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

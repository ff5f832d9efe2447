import pino, { type Logger } from 'pino';
import pretty from 'pino-pretty';

/** Logs plain text to a terminal and JSON lines elsewhere. Credentials are redacted. */
export function createLogger(level: string): Logger {
  const options = {
    level,
    redact: ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.token', '*.secret'],
  };
  if (!process.stdout.isTTY) return pino(options);
  return pino(options, pretty({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss', sync: true }));
}

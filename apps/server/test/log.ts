import { Writable } from 'node:stream';
import { type Logger, pino } from 'pino';

export interface LogLine {
  level: number;
  msg: string;
}

/** A log of which a test reads the lines, warnings and errors only. */
export function createTestLog(): { log: Logger; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const stream = new Writable({
    write(line, _encoding, done) {
      lines.push(JSON.parse(line.toString()));
      done();
    },
  });
  return { log: pino({ level: 'warn' }, stream), lines };
}

import { connect } from 'node:net';
import { DriverError } from '../driver.ts';
import { safeLookup } from '../safe-lookup.ts';
import type { Timers } from '../timers.ts';
import type { Command } from './commands.ts';
import { createLineSplitter } from './line-splitter.ts';
import { parseResult, resultCodes } from './protocol.ts';

const CONNECT_TIMEOUT_MS = 5_000;
const ANSWER_TIMEOUT_MS = 3_000;

export interface Target {
  host: string;
  port: number;
}

/** One connection to an instrument, from its begin to its end. */
export interface Session {
  /**
   * Sends a command when those before it have been answered and the instrument has had its pause.
   *
   * @throws DriverError `refused` with the instrument's reason; `timeout` when there was no answer within 3 s, and
   * `unreachable` when the connection has ended or ends: it is over then
   */
  send<T>(command: Command<T>): Promise<T>;
  /** Resolves with the reason when the connection has ended. */
  readonly ended: Promise<DriverError>;
  close(): void;
}

/** @throws DriverError `unreachable`; its cause has the `code` of the socket's error */
export function openSession(target: Target, timers: Timers): Promise<Session> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...target, lookup: safeLookup, keepAlive: true, keepAliveInitialDelay: 30_000 });
    socket.setNoDelay();
    const splitter = createLineSplitter();
    let opened = false;
    let failure: DriverError | undefined;
    let onLine: ((line: string) => void) | undefined;
    let onEnd: (() => void) | undefined;
    let tail: Promise<unknown> = Promise.resolve();
    let readyAt = 0;
    let told: (reason: DriverError) => void;
    const ended = new Promise<DriverError>((tell) => {
      told = tell;
    });

    function end(reason: DriverError) {
      if (failure) return;
      failure = reason;
      cancelConnect();
      socket.destroy();
      onEnd?.();
      told(reason);
      if (!opened) reject(reason);
    }

    const cancelConnect = timers.after(CONNECT_TIMEOUT_MS, () =>
      end(new DriverError('unreachable', `No connection to ${nameOf(target)} within 5 s`)),
    );

    socket.on('connect', () => {
      if (failure) return;
      opened = true;
      cancelConnect();
      resolve({ send, ended, close: () => end(new DriverError('unreachable', 'The connection was closed')) });
    });
    socket.on('data', (chunk) => {
      // Between commands nobody listens: what comes then is late or noise.
      for (const line of splitter.push(chunk)) onLine?.(line);
    });
    socket.on('error', (cause) => end(explain(target, cause)));
    socket.on('close', () =>
      end(new DriverError('unreachable', `${nameOf(target)} has ended the connection`)),
    );

    function send<T>(command: Command<T>): Promise<T> {
      const answer = tail.then(() => exchange(command));
      tail = answer.catch(() => {});
      return answer;
    }

    async function exchange<T>(command: Command<T>): Promise<T> {
      if (!failure) await rest();
      if (failure) throw failure;
      return new Promise<T>((answered, failed) => {
        const cancel = timers.after(ANSWER_TIMEOUT_MS, () =>
          end(new DriverError('timeout', `No answer to ${command.name} within 3 s`)),
        );
        function settle(finish: () => void) {
          cancel();
          onLine = undefined;
          onEnd = undefined;
          readyAt = timers.now() + command.pauseMs;
          finish();
        }
        onEnd = () => settle(() => failed(failure));
        onLine = createAnswerReader(
          command,
          (value) => settle(() => answered(value)),
          (reason) => settle(() => failed(reason)),
        );
        socket.write(command.line);
      });
    }

    /** What the instrument needs between an answer and the next command; over at once when the connection is. */
    function rest(): Promise<void> {
      const left = readyAt - timers.now();
      if (left <= 0) return Promise.resolve();
      return new Promise((done) => {
        const cancel = timers.after(left, finish);
        function finish() {
          cancel();
          onEnd = undefined;
          done();
        }
        onEnd = finish;
      });
    }
  });
}

/** Reads lines until the command is answered. What is neither a result nor the data asked for is noise. */
function createAnswerReader<T>(
  command: Command<T>,
  answered: (value: T) => void,
  failed: (reason: DriverError) => void,
): (line: string) => void {
  let accepted = false;
  return (line) => {
    const result = parseResult(line);
    if (result !== undefined && result !== '0000') {
      failed(new DriverError('refused', `${command.name}: ${resultCodes[result]} (R+${result})`));
    } else if (result === '0000') {
      accepted = true;
      if (!command.parse) answered(undefined as T);
    } else if (accepted) {
      const value = command.parse?.(line);
      if (value !== undefined) answered(value);
    }
  };
}

function explain(target: Target, cause: NodeJS.ErrnoException): DriverError {
  const reasons: Record<string, string> = {
    ECONNREFUSED: `${nameOf(target)} refuses the connection`,
    ECONNRESET: `${nameOf(target)} has broken the connection off`,
    EHOSTUNREACH: `No way to ${nameOf(target)}`,
    ENETUNREACH: `No way to ${nameOf(target)}`,
    ETIMEDOUT: `No connection to ${nameOf(target)}`,
    ENOTFOUND: `There is no host named ${target.host}`,
  };
  return new DriverError('unreachable', reasons[cause.code ?? ''] ?? cause.message, { cause });
}

function nameOf({ host, port }: Target): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

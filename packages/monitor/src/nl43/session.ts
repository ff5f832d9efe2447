import { connect } from 'node:net';
import { DriverError } from '../driver.ts';
import { safeLookup } from '../safe-lookup.ts';
import type { Timers } from '../timers.ts';
import type { Command } from './commands.ts';
import { createLineSplitter } from './line-splitter.ts';
import { parseResult, resultCodes } from './protocol.ts';

const CONNECT_TIMEOUT_MS = 5_000;
const ANSWER_TIMEOUT_MS = 3_000;

export interface Address {
  host: string;
  port: number;
}

/** One TCP connection to an instrument. */
export interface Session {
  /**
   * Sends a command once the previous ones have been answered and the required pause is over.
   *
   * @throws DriverError `refused` with the instrument's reason; `timeout` if there is no answer within 3 s, or
   * `unreachable` if the connection ends, both of which end the session
   */
  send<T>(command: Command<T>): Promise<T>;
  /** Resolves with the reason when the connection ends. */
  readonly ended: Promise<DriverError>;
  close(): void;
}

/** @throws DriverError `unreachable`; `cause` is the socket error with its `code` */
export function openSession(address: Address, timers: Timers): Promise<Session> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      ...address,
      lookup: safeLookup,
      keepAlive: true,
      keepAliveInitialDelay: 30_000,
    });
    socket.setNoDelay();
    const splitter = createLineSplitter();
    let opened = false;
    let failure: DriverError | undefined;
    let onLine: ((line: string) => void) | undefined;
    let onEnd: (() => void) | undefined;
    let tail: Promise<unknown> = Promise.resolve();
    let readyAt = 0;
    let reportEnd: (reason: DriverError) => void;
    const ended = new Promise<DriverError>((resolveEnded) => {
      reportEnd = resolveEnded;
    });

    function end(reason: DriverError) {
      if (failure) return;
      failure = reason;
      cancelConnect();
      socket.destroy();
      onEnd?.();
      reportEnd(reason);
      if (!opened) reject(reason);
    }

    const cancelConnect = timers.after(CONNECT_TIMEOUT_MS, () =>
      end(new DriverError('unreachable', `No connection to ${nameOf(address)} within 5 s`)),
    );

    socket.on('connect', () => {
      if (failure) return;
      opened = true;
      cancelConnect();
      resolve({ send, ended, close: () => end(new DriverError('unreachable', 'The connection was closed')) });
    });
    socket.on('data', (chunk) => {
      // Lines between commands are late or noise, and are ignored.
      for (const line of splitter.push(chunk)) onLine?.(line);
    });
    socket.on('error', (cause) => end(explain(address, cause)));
    socket.on('close', () => end(new DriverError('unreachable', `${nameOf(address)} closed the connection`)));

    function send<T>(command: Command<T>): Promise<T> {
      const answer = tail.then(() => exchange(command));
      tail = answer.catch(() => {});
      return answer;
    }

    async function exchange<T>(command: Command<T>): Promise<T> {
      if (!failure) await pause();
      if (failure) throw failure;
      return new Promise<T>((resolveAnswer, rejectAnswer) => {
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
        onEnd = () => settle(() => rejectAnswer(failure));
        onLine = createAnswerReader(
          command,
          (value) => settle(() => resolveAnswer(value)),
          (reason) => settle(() => rejectAnswer(reason)),
        );
        socket.write(command.line);
      });
    }

    /** Waits for the minimum time between an answer and the next command, or until the connection ends. */
    function pause(): Promise<void> {
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

/** Reads lines until the command is answered. Lines that are neither a result nor the expected data are ignored. */
function createAnswerReader<T>(
  command: Command<T>,
  resolveAnswer: (value: T) => void,
  rejectAnswer: (reason: DriverError) => void,
): (line: string) => void {
  let accepted = false;
  return (line) => {
    const result = parseResult(line);
    if (result !== undefined && result !== '0000') {
      rejectAnswer(new DriverError('refused', `${command.name}: ${resultCodes[result]} (R+${result})`));
    } else if (result === '0000') {
      accepted = true;
      if (!command.parse) resolveAnswer(undefined as T);
    } else if (accepted) {
      const value = command.parse?.(line);
      if (value !== undefined) resolveAnswer(value);
    }
  };
}

function explain(address: Address, cause: NodeJS.ErrnoException): DriverError {
  const reasons: Record<string, string> = {
    ECONNREFUSED: `${nameOf(address)} refused the connection`,
    ECONNRESET: `${nameOf(address)} reset the connection`,
    EHOSTUNREACH: `No route to ${nameOf(address)}`,
    ENETUNREACH: `No route to ${nameOf(address)}`,
    ETIMEDOUT: `Connecting to ${nameOf(address)} timed out`,
    ENOTFOUND: `Host ${address.host} not found`,
  };
  return new DriverError('unreachable', reasons[cause.code ?? ''] ?? cause.message, { cause });
}

function nameOf({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

import { isForbiddenAddress } from '../address.ts';
import { DriverError, type DriverState } from '../driver.ts';
import { createAlarm, isoNow, type Timers } from '../timers.ts';
import type { Command } from './commands.ts';
import { type Address, openSession, type Session } from './session.ts';

const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 60_000;
/** While someone is viewing, recovery should show soon. */
const MAX_RETRY_LIVE_MS = 5_000;
const WEDGED_AFTER_MS = 10 * 60_000;

const WEDGED =
  'The meter has refused connections for ten minutes. It may still be measuring while its network port is stuck, a ' +
  'known fault of these instruments after hours of use. Turn the meter off and on again.';

export interface ConnectionOptions {
  timers: Timers;
  /** Whether someone is viewing the unit; checked again on `wake`. */
  isLive(): boolean;
  onState(state: DriverState): void;
  /** Called for each new connection. */
  onSession(session: Session): void;
}

/** The only connection to an instrument, re-established whenever it ends, until `close`. */
export interface Connection {
  /** Sends on the current connection. @throws DriverError */
  send<T>(command: Command<T>): Promise<T>;
  /** Reports that the instrument answered: resets failures and the retry delay. */
  answered(): void;
  failed(error: Error): void;
  /** Re-checks the retry delay, for example when someone starts viewing. */
  wake(): void;
  close(): Promise<void>;
}

export function openConnection(address: Address, options: ConnectionOptions): Connection {
  const { timers, isLive, onState, onSession } = options;
  const alarm = createAlarm(timers);
  const refusals = createRefusals(timers, onState);
  let session: Session | undefined;
  let closed = false;
  let isAnswering = false;
  /** Since the last answer: connection attempts, which increase the retry delay, and failures of any kind. */
  let attempts = 0;
  let failures = 0;

  function failed(error: Error) {
    if (closed) return;
    isAnswering = false;
    failures++;
    onState({ kind: 'failure', at: isoNow(timers), message: error.message, failures });
  }

  async function run() {
    while (!closed) {
      try {
        if (isForbiddenAddress(address.host)) {
          throw new DriverError('unreachable', 'This address is not allowed for a meter');
        }
        session = await openSession(address, timers);
        if (closed) return session.close();
        refusals.reset();
        onState({ kind: 'connected', at: isoNow(timers) });
        onSession(session);
        const { message } = await session.ended;
        if (!closed) onState({ kind: 'disconnected', at: isoNow(timers), message });
      } catch (error) {
        failed(error as Error);
        if (!closed) refusals.note(error);
      }
      session = undefined;
      // A connection made right after the last one may time out.
      const endedAt = timers.now();
      const wait = FIRST_RETRY_MS * 2 ** Math.min(attempts++, 6);
      await alarm.wait(() =>
        closed ? 0 : endedAt + Math.min(wait, isLive() ? MAX_RETRY_LIVE_MS : MAX_RETRY_MS),
      );
    }
  }
  const running = run();

  return {
    async send(command) {
      if (!session) throw new DriverError('unreachable', 'Not connected to the meter');
      return session.send(command);
    },
    answered() {
      if (closed) return;
      if (!isAnswering) onState({ kind: 'reachable', at: isoNow(timers) });
      isAnswering = true;
      attempts = 0;
      failures = 0;
    },
    failed,
    wake: alarm.wake,
    async close() {
      closed = true;
      session?.close();
      alarm.wake();
      await running;
    },
  };
}

/** Reports once when the port has refused connections for so long that it is considered stuck. */
function createRefusals(timers: Timers, onState: (state: DriverState) => void) {
  let since: number | undefined;
  let isReported = false;
  return {
    note(error: unknown) {
      const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
      if (cause?.code !== 'ECONNREFUSED') return;
      since ??= timers.now();
      if (isReported || timers.now() - since < WEDGED_AFTER_MS) return;
      isReported = true;
      onState({
        kind: 'wedged',
        at: isoNow(timers),
        since: new Date(since).toISOString(),
        message: WEDGED,
      });
    },
    reset() {
      since = undefined;
      isReported = false;
    },
  };
}

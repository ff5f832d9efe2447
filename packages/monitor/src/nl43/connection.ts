import { isForbiddenAddress } from '../address.ts';
import { DriverError, type DriverState } from '../driver.ts';
import { createAlarm, isoNow, type Timers } from '../timers.ts';
import type { Command } from './commands.ts';
import { openSession, type Session, type Target } from './session.ts';

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
/** While somebody watches, he shall see soon that the meter is back. */
const LONGEST_RETRY_WATCHED_MS = 5_000;
const WEDGED_AFTER_MS = 10 * 60_000;

const WEDGED =
  'The meter has refused connections for ten minutes. It may be measuring on while its network port is stuck, which ' +
  'is known of these instruments after hours of use: only switching it off and on again helps.';

export interface ConnectionOptions {
  timers: Timers;
  /** Asked anew whenever `wake` is called. */
  isWatched(): boolean;
  onState(state: DriverState): void;
  /** A connection stands; what is to be done on it. */
  onSession(session: Session): void;
}

/** The one connection to an instrument, made again whenever it ends, until `close`. */
export interface Connection {
  /** Sends on the connection that stands now. @throws DriverError */
  send<T>(command: Command<T>): Promise<T>;
  /** The instrument answered: the next loss begins with a short wait again. */
  answered(): void;
  failed(error: Error): void;
  /** Somebody began to watch: a long wait becomes a short one. */
  wake(): void;
  close(): Promise<void>;
}

export function openConnection(target: Target, options: ConnectionOptions): Connection {
  const { timers, isWatched, onState, onSession } = options;
  const alarm = createAlarm(timers);
  const refusals = createRefusals(timers, onState);
  let session: Session | undefined;
  let closed = false;
  let isAnswering = false;
  /** Since the instrument last answered: attempts to connect that made the wait longer, and failures of any kind. */
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
        if (isForbiddenAddress(target.host)) {
          throw new DriverError('unreachable', 'No meter can have this address');
        }
        session = await openSession(target, timers);
        if (closed) return session.close();
        refusals.over();
        onState({ kind: 'connected', at: isoNow(timers) });
        onSession(session);
        const { message } = await session.ended;
        if (!closed) onState({ kind: 'disconnected', at: isoNow(timers), message });
      } catch (error) {
        failed(error as Error);
        if (!closed) refusals.note(error);
      }
      session = undefined;
      // The instrument may time out a connection that comes right after the last one.
      const from = timers.now();
      const wait = FIRST_RETRY_MS * 2 ** Math.min(attempts++, 6);
      await alarm.wait(() =>
        closed ? 0 : from + Math.min(wait, isWatched() ? LONGEST_RETRY_WATCHED_MS : LONGEST_RETRY_MS),
      );
    }
  }
  const running = run();

  return {
    async send(command) {
      if (!session) throw new DriverError('unreachable', 'There is no connection to the meter now');
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

/** Tells the operator, once, when the port has refused for so long that it is stuck. */
function createRefusals(timers: Timers, onState: (state: DriverState) => void) {
  let since: number | undefined;
  let isTold = false;
  return {
    note(error: unknown) {
      const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
      if (cause?.code !== 'ECONNREFUSED') return;
      since ??= timers.now();
      if (isTold || timers.now() - since < WEDGED_AFTER_MS) return;
      isTold = true;
      onState({
        kind: 'wedged',
        at: isoNow(timers),
        since: new Date(since).toISOString(),
        message: WEDGED,
      });
    },
    over() {
      since = undefined;
      isTold = false;
    },
  };
}

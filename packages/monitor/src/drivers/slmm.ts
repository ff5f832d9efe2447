import { WebSocket } from 'ws';
import { type Driver, type OnFrame, type OnState, type Pace, UNREACHABLE_AFTER } from '../driver.ts';
import type { MeasurementState, MeterFrame } from '../frame.ts';
import { safeLookup } from '../safe-lookup.ts';
import type { SlmmSource } from '../source.ts';
import { createAlarm, isoNow, type Timers } from '../timers.ts';
import { fetchSlmmStatus, slmmUrl } from './slmm-http.ts';
import { readState, readTime, SlmmMessage, type SlmmStatus, toMeterFrame } from './slmm-wire.ts';

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
const LONGEST_RETRY_WATCHED_MS = 5_000;
/** The server sends a heartbeat every 25 s when it has nothing else to say. */
const SILENCE_MS = 60_000;
const CONNECT_TIMEOUT_MS = 10_000;
const REPLAY_TOLERANCE_MS = 500;

/**
 * Reads a unit of an SLMM server, which has the meter's one connection. While somebody watches, by its WebSocket, which
 * makes the server read the meter about once a second; while nobody does, by its cached status, which costs the meter
 * nothing.
 *
 * @param random 0–1, spreads the moments at which many processes come back to a server that was restarted
 */
export function createSlmmDriver(source: SlmmSource, timers: Timers, random = Math.random): Driver {
  const alarm = createAlarm(timers);
  let pace: Pace = { kind: 'slow', intervalMs: 60_000 };
  let socket: WebSocket | undefined;
  const abort = new AbortController();
  let stopped = false;
  let running: Promise<void> | undefined;

  async function run(teller: ReturnType<typeof createTeller>) {
    let attempts = 0;
    while (!stopped) {
      const from = timers.now();
      const isLive = pace.kind === 'live';
      try {
        if (isLive) await listen(teller, () => (attempts = 0));
        else teller.status(await fetchSlmmStatus(source, abort.signal));
        if (!isLive) attempts = 0;
      } catch (error) {
        attempts++;
        teller.failed(error as Error);
      }
      const failedAt = timers.now();
      const jitter = 0.5 + random() / 2;
      await alarm.wait(() => {
        // A change of the pace doesn't wait for what the other pace had to wait for.
        if (stopped || isLive !== (pace.kind === 'live')) return 0;
        if (attempts === 0 && !isLive) return from + pace.intervalMs;
        const longest = isLive ? LONGEST_RETRY_WATCHED_MS : LONGEST_RETRY_MS;
        return failedAt + jitter * Math.min(longest, FIRST_RETRY_MS * 2 ** Math.min(attempts, 6));
      });
    }
  }

  /** Until the connection ends, or nobody watches any more. @throws when it ended by itself */
  function listen(teller: ReturnType<typeof createTeller>, heard: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const opening = new WebSocket(slmmUrl(source, 'ws', 'monitor'), {
        lookup: safeLookup,
        maxPayload: 64 * 1024,
        perMessageDeflate: false,
      });
      socket = opening;
      let reason = 'The SLMM server has ended the connection';
      let isOpen = false;
      let cancel = () => {};
      const giveUpAfter = (ms: number, message: string) => {
        cancel();
        cancel = timers.after(ms, () => {
          reason = message;
          opening.terminate();
        });
      };
      giveUpAfter(CONNECT_TIMEOUT_MS, 'The SLMM server does not answer');
      opening.on('open', () => {
        isOpen = true;
        giveUpAfter(SILENCE_MS, 'The SLMM server has been silent for a minute');
        teller.connected();
      });
      opening.on('message', (data) => {
        giveUpAfter(SILENCE_MS, 'The SLMM server has been silent for a minute');
        heard();
        teller.message(String(data));
      });
      opening.on('error', (error) => {
        reason = `The SLMM server can't be reached: ${error.message}`;
      });
      opening.on('close', () => {
        cancel();
        socket = undefined;
        if (isOpen) teller.disconnected(reason);
        if (stopped || pace.kind !== 'live') resolve();
        else reject(new Error(reason));
      });
    });
  }

  return {
    start(_unit, first, onFrame, onState) {
      pace = first;
      const isStopped = () => stopped;
      running = run(
        createTeller(
          timers,
          (frame) => isStopped() || onFrame(frame),
          (state) => isStopped() || onState(state),
        ),
      );
    },
    setPace(next) {
      pace = next;
      if (pace.kind !== 'live') socket?.terminate();
      alarm.wake();
    },
    async stop() {
      stopped = true;
      abort.abort();
      socket?.terminate();
      alarm.wake();
      await running;
    },
  };
}

/** Makes frames and states of what the server says. */
function createTeller(timers: Timers, onFrame: OnFrame, onState: OnState) {
  let failures = 0;
  let isReachable = false;
  let measurement: MeasurementState = 'unknown';
  let battery: string | undefined;
  /** The time of the last value: an older one, or the same again, is nothing new. */
  let last: number | undefined;

  function failed(error: Error, atLeast = 1) {
    failures = Math.max(failures + 1, atLeast);
    isReachable = false;
    onState({ kind: 'failure', at: isoNow(timers), message: error.message, failures });
  }

  /** The server tells it once, when it has failed often enough itself. */
  function unreachable(message: string) {
    if (isReachable || failures < UNREACHABLE_AFTER) failed(new Error(message), UNREACHABLE_AFTER);
  }

  function value(frame: MeterFrame, isReplay: boolean) {
    const at = Date.parse(frame.timestamp);
    // The first message of a connection is the server's last one again, which may have been long ago. The cached status
    // has the same value under a time that differs a little.
    const isNew = isReplay ? last !== undefined && at > last + REPLAY_TOLERANCE_MS : at > (last ?? 0);
    last = Math.max(last ?? at, at);
    if (!isNew) return;
    failures = 0;
    if (!isReachable) onState({ kind: 'reachable', at: isoNow(timers) });
    isReachable = true;
    if (frame.measurementState !== measurement) {
      measurement = frame.measurementState;
      const { measurementStartTime: startTime } = frame;
      onState({
        kind: 'measurement',
        at: isoNow(timers),
        state: measurement,
        ...(startTime && { startTime }),
      });
    }
    onFrame(frame);
  }

  let isFirst = true;
  return {
    failed: (error: Error) => failed(error),
    connected() {
      isFirst = true;
      onState({ kind: 'connected', at: isoNow(timers) });
    },
    disconnected(message: string) {
      onState({ kind: 'disconnected', at: isoNow(timers), message });
    },
    message(text: string) {
      const isReplay = isFirst;
      isFirst = false;
      const message = SlmmMessage.safeParse(readJson(text)).data;
      if (!message) return;
      if (message.feed_status === 'unreachable') return unreachable("The SLMM server can't reach the meter");
      const frame = message.heartbeat ? undefined : toMeterFrame(message);
      if (frame) value(frame, isReplay);
    },
    status(status: SlmmStatus) {
      if (status.battery_level !== null && status.battery_level !== undefined) {
        const level = String(status.battery_level);
        if (level !== battery) onState({ kind: 'battery', at: isoNow(timers), level });
        battery = level;
      }
      if (status.is_reachable === false) {
        return unreachable(status.last_error ?? "The SLMM server can't reach the meter");
      }
      const timestamp = readTime(status.last_seen);
      const frame = timestamp && toMeterFrame({ ...status, timestamp });
      if (frame) value({ ...frame, measurementState: readState(status.measurement_state) }, false);
    },
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

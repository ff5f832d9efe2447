import { WebSocket } from 'ws';
import { type Driver, type OnFrame, type OnState, type Pace, UNREACHABLE_AFTER_FAILURES } from '../driver.ts';
import type { MeasurementState, MeterFrame } from '../frame.ts';
import { safeLookup } from '../safe-lookup.ts';
import type { SlmmSource } from '../source.ts';
import { createAlarm, isoNow, type Timers } from '../timers.ts';
import { fetchSlmmStatus, slmmUrl } from './slmm-http.ts';
import { parseState, parseTime, SlmmMessage, type SlmmStatus, toMeterFrame } from './slmm-wire.ts';

const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 60_000;
const MAX_RETRY_LIVE_MS = 5_000;
/** The server sends a heartbeat after 25 s without other messages. */
const IDLE_TIMEOUT_MS = 60_000;
const CONNECT_TIMEOUT_MS = 10_000;
const REPLAY_TOLERANCE_MS = 500;

/**
 * Reads a unit of an SLMM server, which holds the only connection to the meter. In live mode it uses the server's
 * WebSocket, which makes the server read the meter about once a second; in slow mode its cached status, which does not
 * query the meter.
 *
 * @param random 0–1, jitter for the reconnects of many processes after a server restart
 */
export function createSlmmDriver(source: SlmmSource, timers: Timers, random = Math.random): Driver {
  const alarm = createAlarm(timers);
  let pace: Pace = { kind: 'slow', intervalMs: 60_000 };
  let socket: WebSocket | undefined;
  const abort = new AbortController();
  let stopped = false;
  let running: Promise<void> | undefined;

  async function run(reporter: ReturnType<typeof createReporter>) {
    let attempts = 0;
    while (!stopped) {
      const startedAt = timers.now();
      const isLive = pace.kind === 'live';
      try {
        if (isLive) await subscribe(reporter, () => (attempts = 0));
        else reporter.status(await fetchSlmmStatus(source, abort.signal));
        if (!isLive) attempts = 0;
      } catch (error) {
        attempts++;
        reporter.failed(error as Error);
      }
      const failedAt = timers.now();
      const jitter = 0.5 + random() / 2;
      await alarm.wait(() => {
        // A change of pace takes effect at once.
        if (stopped || isLive !== (pace.kind === 'live')) return 0;
        if (attempts === 0 && !isLive) return startedAt + pace.intervalMs;
        const maxDelay = isLive ? MAX_RETRY_LIVE_MS : MAX_RETRY_MS;
        return failedAt + jitter * Math.min(maxDelay, FIRST_RETRY_MS * 2 ** Math.min(attempts, 6));
      });
    }
  }

  /** Runs until live mode ends. @throws if the connection ends first */
  function subscribe(reporter: ReturnType<typeof createReporter>, onMessage: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const connecting = new WebSocket(slmmUrl(source, 'ws', 'monitor'), {
        lookup: safeLookup,
        maxPayload: 64 * 1024,
        perMessageDeflate: false,
      });
      socket = connecting;
      let reason = 'The SLMM server closed the connection';
      let isOpen = false;
      let cancel = () => {};
      const disconnectAfter = (ms: number, message: string) => {
        cancel();
        cancel = timers.after(ms, () => {
          reason = message;
          connecting.terminate();
        });
      };
      disconnectAfter(CONNECT_TIMEOUT_MS, 'No answer from the SLMM server');
      connecting.on('open', () => {
        isOpen = true;
        disconnectAfter(IDLE_TIMEOUT_MS, 'No message from the SLMM server for a minute');
        reporter.connected();
      });
      connecting.on('message', (data) => {
        disconnectAfter(IDLE_TIMEOUT_MS, 'No message from the SLMM server for a minute');
        onMessage();
        reporter.message(String(data));
      });
      connecting.on('error', (error) => {
        reason = `The SLMM server can't be reached: ${error.message}`;
      });
      connecting.on('close', () => {
        cancel();
        socket = undefined;
        if (isOpen) reporter.disconnected(reason);
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
        createReporter(
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

/** Turns the server's messages into frames and states. */
function createReporter(timers: Timers, onFrame: OnFrame, onState: OnState) {
  let failures = 0;
  let isReachable = false;
  let measurement: MeasurementState = 'unknown';
  let battery: string | undefined;
  /** Time of the last value in ms; older or repeated values are ignored. */
  let last: number | undefined;

  function failed(error: Error, atLeast = 1) {
    failures = Math.max(failures + 1, atLeast);
    isReachable = false;
    onState({ kind: 'failure', at: isoNow(timers), message: error.message, failures });
  }

  /** Reported at once: the server only sends this after several failures of its own. */
  function unreachable(message: string) {
    if (isReachable || failures < UNREACHABLE_AFTER_FAILURES)
      failed(new Error(message), UNREACHABLE_AFTER_FAILURES);
  }

  function value(frame: MeterFrame, isReplay: boolean) {
    const at = Date.parse(frame.timestamp);
    // The first message of a connection repeats the server's last value, which may be old. In the cached status the same
    // value has a slightly different time.
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
      const message = SlmmMessage.safeParse(parseJson(text)).data;
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
      const timestamp = parseTime(status.last_seen);
      const frame = timestamp && toMeterFrame({ ...status, timestamp });
      if (frame) value({ ...frame, measurementState: parseState(status.measurement_state) }, false);
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

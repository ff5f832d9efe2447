import type { UnitLive } from '@sitecast/api';
import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import { ExitCode, UserError, usageError } from '../errors.ts';
import { connectionOptions, flag, numeric } from '../options.ts';
import { resolveUnit } from '../targets.ts';
import { meterArgument } from './meters.ts';
import { levelLine } from './meters-level-line.ts';

type Frame = NonNullable<UnitLive['frame']>;

export const watchMeter = defineCommand({
  name: 'meters watch',
  summary: 'Show the live level of a meter until Ctrl-C',
  arguments: { meter: meterArgument },
  options: {
    count: numeric('<n>', 'Stop after this many values'),
    ...connectionOptions,
    json: flag('Print each value as a line of JSON'),
  },
  async run(context, { meter, count, json, ...flags }) {
    if (count !== undefined && !(Number.isInteger(count) && count > 0))
      throw usageError('--count must be a positive integer.');
    const { output } = context;
    const connection = await context.connect(flags);
    const unitId = await resolveUnit(connection, meter);
    // Checks token and meter first, because the live connection would retry forever.
    const { name } = await connection.api.units.get.query({ unitId });
    let shown = 0;
    await watch(context, connection.api.units.live, unitId, {
      frame(frame) {
        if (json) output.jsonLine(frame);
        else output.redraw((columns) => levelLine(name, frame, columns));
        shown++;
        return shown === count;
      },
      lost() {
        if (!json) output.redraw(() => `${name}  no connection to the server, retrying`);
      },
    });
  },
});

interface FrameHandler {
  /** Handles a new frame. Returns true to stop. */
  frame(frame: Frame): boolean;
  /** Called when the connection is lost; it reconnects by itself. */
  lost(): void;
}

type LiveProcedure = Awaited<ReturnType<Context['connect']>>['api']['units']['live'];

/** Passes on new frames until the handler stops, Ctrl-C is pressed or the meter is removed. */
function watch(context: Context, live: LiveProcedure, unitId: string, handler: FrameHandler): Promise<void> {
  return new Promise((resolve, reject) => {
    let latest: Frame | undefined;
    const subscription = live.subscribe(
      { unitId },
      {
        onData({ frame }) {
          // Skips heartbeats, and the latest frame repeated after a reconnect.
          if (frame === null || frame.heartbeat || isSame(frame, latest)) return;
          latest = frame;
          if (handler.frame(frame)) end();
        },
        onConnectionStateChange({ state, error }) {
          if (state === 'connecting' && error) {
            latest = undefined;
            handler.lost();
          }
        },
        onError: reject,
        onComplete: () => reject(new UserError('This meter has been removed.', ExitCode.Failed)),
      },
    );
    function end() {
      resolve();
      subscription.unsubscribe();
    }
    context.onInterrupt(end);
  });
}

/** A status change may have the sequence number of the last value. */
function isSame(a: Frame, b: Frame | undefined): boolean {
  return a.seq === b?.seq && a.feedStatus === b.feedStatus;
}

import type { UnitLive } from '@sitecast/api';
import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import { ExitCode, misused, UserError } from '../errors.ts';
import { connectionOptions, flag, numeric } from '../options.ts';
import { resolveUnit } from '../targets.ts';
import { meterArgument } from './meters.ts';
import { levelLine } from './meters-level-line.ts';

type Frame = NonNullable<UnitLive['frame']>;

export const watchMeter = defineCommand({
  name: 'meters watch',
  summary: 'Show the level of a meter live, until Ctrl-C',
  arguments: { meter: meterArgument },
  options: {
    count: numeric('<n>', 'End after so many values'),
    ...connectionOptions,
    json: flag('Print each value as one line of JSON'),
  },
  async run(context, { meter, count, json, ...flags }) {
    if (count !== undefined && !(Number.isInteger(count) && count > 0))
      throw misused('--count takes a whole number.');
    const { output } = context;
    const connection = await context.connect(flags);
    const unitId = await resolveUnit(connection, meter);
    // A refused token, or a meter that is not there, is told by an answer; the live connection would try again.
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
        if (!json) output.redraw(() => `${name}  no connection to the server, trying again`);
      },
    });
  },
});

interface Viewer {
  /** Something new. Returns true when that was enough. */
  frame(frame: Frame): boolean;
  /** The connection is gone; it comes back by itself. */
  lost(): void;
}

type Live = Awaited<ReturnType<Context['connect']>>['api']['units']['live'];

/** Hands over what is new until that was enough, Ctrl-C is pressed, or the meter is no more. */
function watch(context: Context, live: Live, unitId: string, viewer: Viewer): Promise<void> {
  return new Promise((resolve, reject) => {
    let latest: Frame | undefined;
    const subscription = live.subscribe(
      { unitId },
      {
        onData({ frame }) {
          // A sign of life is no value, and after a lost connection the newest frame comes again.
          if (frame === null || frame.heartbeat || isSame(frame, latest)) return;
          latest = frame;
          if (viewer.frame(frame)) end();
        },
        onConnectionStateChange({ state, error }) {
          if (state === 'connecting' && error) {
            latest = undefined;
            viewer.lost();
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

/** News of the feed may come under the number of the last value. */
function isSame(a: Frame, b: Frame | undefined): boolean {
  return a.seq === b?.seq && a.feedStatus === b.feedStatus;
}

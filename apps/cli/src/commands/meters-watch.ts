import type { UnitLive } from '@sitecast/api';
import { defineCommand } from '../command.ts';
import type { Connection } from '../connection.ts';
import { misused } from '../errors.ts';
import { connectionOptions, flag, numeric } from '../options.ts';
import { resolveUnit } from '../targets.ts';
import { decibels, meterArgument } from './meters.ts';

type Frame = NonNullable<UnitLive['frame']>;

/** The ends of the bar, in dB: a quiet room and a jackhammer. */
const QUIET = 30;
const LOUD = 110;
const BAR = 40;

export const watchMeter = defineCommand({
  name: 'meters watch',
  summary: 'Show the level of a meter live, until Ctrl-C',
  arguments: { meter: meterArgument },
  options: {
    count: numeric('<n>', 'End after so many values'),
    ...connectionOptions,
    json: flag('Print each value as one line of JSON'),
  },
  async run({ connect, output }, { meter, count, json, ...flags }) {
    if (count !== undefined && !(Number.isInteger(count) && count > 0))
      throw misused('--count takes a whole number.');
    const connection = await connect(flags);
    const unitId = await resolveUnit(connection, meter);
    // A refused token, or a meter that is not there, is told by an answer; the live connection would try again.
    const { name } = await connection.api.units.get.query({ unitId });
    let shown = 0;
    await eachFrame(connection, unitId, (frame) => {
      if (json) output.jsonLine(frame);
      else output.redraw(`${name}  ${lineOf(frame)}`);
      shown++;
      return shown === count;
    });
  },
});

/** Hands over every new frame until the function says that it has seen enough. */
function eachFrame({ api }: Connection, unitId: string, show: (frame: Frame) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let latest = -1;
    const subscription = api.units.live.subscribe(
      { unitId },
      {
        onData({ frame }) {
          // After a lost connection the newest frame comes again.
          if (frame === null || frame.seq === latest) return;
          latest = frame.seq;
          if (!show(frame)) return;
          subscription.unsubscribe();
          resolve();
        },
        onError: reject,
      },
    );
  });
}

function lineOf({ lp, leq, lmax, feedStatus, timestamp }: Frame): string {
  const time = new Date(timestamp).toLocaleTimeString('sv-SE');
  if (feedStatus === 'unreachable') return `unreachable  last value ${decibels(lp)} at ${time}`;
  const level = decibels(lp).padStart(8);
  const note = feedStatus === 'stale' ? '  nothing new' : '';
  return `${level} ${bar(lp)}  Leq ${decibels(leq)}  Lmax ${decibels(lmax)}  ${time}${note}`;
}

/** In eighths of a column. */
function bar(level: number | null): string {
  const share = level === null ? 0 : Math.min(1, Math.max(0, (level - QUIET) / (LOUD - QUIET)));
  const eighths = Math.round(share * BAR * 8);
  const rest = eighths % 8 === 0 ? '' : String.fromCodePoint(0x2590 - (eighths % 8));
  return ('█'.repeat(Math.floor(eighths / 8)) + rest).padEnd(BAR, '·');
}

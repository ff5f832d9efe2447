import type { UnitLive } from '@sitecast/api';
import { displayWidth, truncate } from '../text.ts';
import { decibels } from './meters.ts';

type Frame = NonNullable<UnitLive['frame']>;

/** The range of the bar, in dB: from a quiet room to a jackhammer. */
const MIN_DB = 30;
const MAX_DB = 110;
const MAX_BAR = 40;
/** A shorter bar is useless. */
const MIN_BAR = 8;
const MAX_NAME = 24;

/** A meter's level in one line. Less important parts are dropped if there are few columns. */
export function levelLine(name: string, frame: Frame, columns: number): string {
  const { lp, leq, lmax, feedStatus, timestamp } = frame;
  const title = columns === Number.POSITIVE_INFINITY ? name : truncate(name, Math.min(MAX_NAME, columns / 3));
  const time = new Date(timestamp).toLocaleTimeString('sv-SE');
  if (feedStatus === 'unreachable') return `${title}  unreachable, last value ${decibels(lp)} at ${time}`;
  if (feedStatus === 'stale') return `${title}  no new value since ${time}, last ${decibels(lp)}`;
  const head = `${title} ${decibels(lp).padStart(9)} `;
  const note = frame.measurementState === 'Stop' ? '  stopped' : '';
  const tails = [`${note}  Leq ${decibels(leq)}  Lmax ${decibels(lmax)}  ${time}`, `${note}  ${time}`, note];
  for (const tail of tails) {
    const room = columns - displayWidth(head) - tail.length;
    if (room >= MIN_BAR) return head + bar(lp, Math.min(MAX_BAR, Math.floor(room))) + tail;
  }
  return head.trimEnd() + note;
}

/** A bar with a resolution of an eighth of a column. */
function bar(level: number | null, columns: number): string {
  const share = level === null ? 0 : Math.min(1, Math.max(0, (level - MIN_DB) / (MAX_DB - MIN_DB)));
  const eighths = Math.round(share * columns * 8);
  const rest = eighths % 8 === 0 ? '' : String.fromCodePoint(0x2590 - (eighths % 8));
  return ('█'.repeat(Math.floor(eighths / 8)) + rest).padEnd(columns, '·');
}

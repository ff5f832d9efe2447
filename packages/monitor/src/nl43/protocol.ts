import type { MeasurementState } from '../frame.ts';

/**
 * Rion's protocol for the NL-43 and NL-53, as pure functions. Parsers return undefined for invalid lines and never throw.
 */

/** The levels of one channel of `DOD?`, in the instrument's order. */
export const dodLevels = [
  'lp',
  'leq',
  'le',
  'lmax',
  'lmin',
  'ln1',
  'ln2',
  'ln3',
  'ln4',
  'ln5',
  'lpeak',
  'lieq',
  'leqMov',
  'ltm5',
] as const;

/** The levels of one channel of `DRD?`, in the instrument's order. */
export const drdLevels = ['lp', 'leq', 'lmax', 'lmin', 'lpeak', 'lieq'] as const;

type Channel<Name extends string> = Record<Name, number | null> & Record<'over' | 'under', boolean | null>;
export type DodChannel = Channel<(typeof dodLevels)[number]>;
export type DrdChannel = Channel<(typeof drdLevels)[number]>;

export interface DrdLine {
  /** 1–600, incremented every 100 ms. */
  counter: number;
  channels: DrdChannel[];
}

export const resultCodes = {
  '0000': 'done',
  '0001': 'unknown command',
  '0002': 'invalid parameter',
  '0003': 'the command only works the other way, as a setting or as a request',
  '0004': 'the instrument is busy or in the wrong state',
} as const;
export type ResultCode = keyof typeof resultCodes;

/** Stops the stream started by `DRD?`. */
export const SUB = '\x1a';

/** Appends CR LF. @throws RangeError unless it is one line of 1–200 printable ASCII characters without the prompt */
export function encodeCommand(line: string): string {
  if (!/^[\x20-\x7e]{1,200}$/.test(line) || line.startsWith('$')) {
    throw new RangeError('A command must be one line of ASCII without the prompt');
  }
  return `${line}\r\n`;
}

export function parseResult(line: string): ResultCode | undefined {
  const code = /^R\+(\d{4})$/.exec(line.trim())?.[1];
  return code !== undefined && code in resultCodes ? (code as ResultCode) : undefined;
}

/** The channels of `DOD?`, main channel first: 4, or only the main channel. */
export function parseDod(line: string): DodChannel[] | undefined {
  const fields = line.split(',');
  if (fields.length !== 16 && fields.length !== 64) return undefined;
  return parseChannels(fields, dodLevels);
}

export function parseDrd(line: string): DrdLine | undefined {
  const [first = '', ...fields] = line.split(',');
  const counter = /^\s*\d{1,3}\s*$/.test(first) ? Number(first) : 0;
  if (counter < 1 || counter > 600 || fields.length !== 32) return undefined;
  const channels = parseChannels(fields, drdLevels);
  return channels && { counter, channels };
}

export function parseMeasure(line: string): Exclude<MeasurementState, 'unknown'> | undefined {
  return oneOf(['Start', 'Stop'], line);
}

/** The instrument's local time as `YYYY-MM-DDTHH:MM:SS`, without a zone. */
export function parseClock(line: string): string | undefined {
  const match = /^(\d{4})\/(\d\d)\/(\d\d)[ ,](\d\d):(\d\d):(\d\d)$/.exec(line.trim());
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const time = Date.parse(`${local}.000Z`);
  // Date.parse takes 30 February for 2 March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(local) ? local : undefined;
}

/** The battery level as the instrument words it: `Full` and so on, or percent. */
export function parseBattery(line: string): string | undefined {
  const level = line.trim();
  return /^[A-Za-z0-9][A-Za-z0-9 %/.-]{0,31}$/.test(level) ? level : undefined;
}

/** Whether the battery is low: `Low`, `Empty` and the like, or at most 20 %. */
export function isBatteryLow(level: string): boolean {
  const percent = /^\s*(\d{1,3})\s*%?\s*$/.exec(level)?.[1];
  return percent === undefined ? /low|empty/i.test(level) : Number(percent) <= 20;
}

export function parseFrequencyWeighting(line: string): 'A' | 'C' | 'Z' | undefined {
  return oneOf(['A', 'C', 'Z'], line);
}

export function parseTimeWeighting(line: string): 'F' | 'S' | 'I' | undefined {
  return oneOf(['F', 'S', 'I'], line);
}

export function parseSwitch(line: string): boolean | undefined {
  const word = oneOf(['On', 'Off'], line);
  return word && word === 'On';
}

function oneOf<T extends string>(words: T[], line: string): T | undefined {
  return words.find((word) => word.toLowerCase() === line.trim().toLowerCase());
}

function parseChannels<Name extends string>(
  fields: string[],
  names: readonly Name[],
): Channel<Name>[] | undefined {
  const width = names.length + 2;
  const channels: Channel<Name>[] = [];
  for (let start = 0; start < fields.length; start += width) {
    const levels = names.map((name, index) => [name, parseLevel(fields[start + index]!)] as const);
    const flags = (['over', 'under'] as const).map(
      (name, index) => [name, parseFlag(fields[start + names.length + index]!)] as const,
    );
    if ([...levels, ...flags].some(([, value]) => value === undefined)) return undefined;
    channels.push(Object.fromEntries([...levels, ...flags]) as Channel<Name>);
  }
  return channels;
}

/** A right-justified level; null for `-.-` or an empty field, undefined if invalid. */
function parseLevel(field: string): number | null | undefined {
  const text = field.trim();
  if (/^[-.]*$/.test(text)) return null;
  if (!/^-?\d{1,3}(\.\d{1,2})?$/.test(text)) return undefined;
  const level = Number(text);
  return level >= -100 && level <= 250 ? level : undefined;
}

function parseFlag(field: string): boolean | null | undefined {
  const text = field.trim();
  if (text === '' || text === '-') return null;
  return text === '1' ? true : text === '0' ? false : undefined;
}

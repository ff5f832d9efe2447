import {
  encodeCommand,
  parseBattery,
  parseClock,
  parseDod,
  parseFrequencyWeighting,
  parseMeasure,
  parseSwitch,
  parseTimeWeighting,
} from './protocol.ts';

/** Minimum time between an answer and the next command. */
const PAUSE_MS = 200;
/** The same after `DOD?`. */
const DOD_PAUSE_MS = 1_000;

export interface Command<T> {
  /** For messages. */
  name: string;
  /** As sent, with CR LF. */
  line: string;
  pauseMs: number;
  /** Parses the data line that follows the result of a request; a setting command has none. */
  parse?: (line: string) => T | undefined;
}

/** The commands in use, from Rion's NL-43 communication guide. The single spaces in names are mandatory. */
export const commands = {
  dod: { ...request('DOD?', (line) => withLine(parseDod(line), line)), pauseMs: DOD_PAUSE_MS },
  measure: request('Measure?', parseMeasure),
  startMeasuring: setting('Measure,Start'),
  stopMeasuring: setting('Measure,Stop'),
  clock: request('Clock?', parseClock),
  battery: request('Battery Level?', parseBattery),
  frequencyWeighting: request('Frequency Weighting (Main)?', parseFrequencyWeighting),
  timeWeighting: request('Time Weighting (Main)?', parseTimeWeighting),
  sleepMode: request('Sleep Mode?', parseSwitch),
  ftp: request('FTP?', parseSwitch),
};

function request<T>(name: string, parse: (line: string) => T | undefined): Command<T> {
  return { name, line: encodeCommand(name), pauseMs: PAUSE_MS, parse };
}

function setting(name: string): Command<void> {
  return { name, line: encodeCommand(name), pauseMs: PAUSE_MS };
}

function withLine<T>(channels: T[] | undefined, line: string) {
  const main = channels?.[0];
  return main && { main, line };
}

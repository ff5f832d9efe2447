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

/** The instrument needs this long after an answer before the next command. */
const PAUSE_MS = 200;
/** … and this long after `DOD?`. */
const DOD_PAUSE_MS = 1_000;

export interface Command<T> {
  /** As people write it, for messages. */
  name: string;
  /** As it is sent. */
  line: string;
  pauseMs: number;
  /** Reads the data line that follows the result of a request; a setting has none. */
  parse?: (line: string) => T | undefined;
}

/** What we ask and tell an instrument. Names have mandatory single spaces. */
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

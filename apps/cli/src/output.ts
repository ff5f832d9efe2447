import pc from 'picocolors';
import { type Cell, type Column, detailLines, type Paint, tableLines } from './table.ts';
import { printable, printableJson, separate, truncate } from './text.ts';

/** Data goes to stdout, messages to stderr, so that pipes only get data. */
export interface Output {
  /** Data in the format of the REST API, with snake_case names. */
  json(value: unknown): void;
  /** The same on one line, for streams of values. */
  jsonLine(value: unknown): void;
  /**
   * Replaces the previous line on a terminal; appends a line elsewhere.
   * @param line renders the line for a number of columns, which may be infinite
   */
  redraw(line: (columns: number) => string): void;
  /** A single value. */
  line(text: string): void;
  table<Row>(columns: Column<Row>[], rows: Row[]): void;
  details(details: [label: string, value: Cell | null][]): void;
  /** A message. */
  say(line: string): void;
  /** Progress, on a terminal only; replaced by the next output. */
  progress(line: string): void;
  /** An error message of one or more lines. */
  error(...lines: string[]): void;
}

interface OutputStreams {
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
}

export function createOutput({ stdout, stderr }: OutputStreams, color: boolean): Output {
  const paint = painter(color && stdout.isTTY === true);
  const { red } = pc.createColors(color && stderr.isTTY === true);
  // Pipes, and terminals of unknown size, are not limited in width.
  const columns = () => (stdout.isTTY && stdout.columns > 0 ? stdout.columns : Number.POSITIVE_INFINITY);
  // Whether a redrawn line or progress must be ended before other output.
  let isDrawn = false;
  let hasProgress = false;
  const endDrawing = () => {
    if (isDrawn) stdout.write('\n');
    if (hasProgress) stderr.write('\r\u001b[K');
    isDrawn = false;
    hasProgress = false;
  };
  process.once('exit', endDrawing);
  const write = (stream: NodeJS.WriteStream, lines: string[]) => {
    endDrawing();
    stream.write(lines.map((line) => `${line}\n`).join(''));
  };
  return {
    json: (value) => write(stdout, [printableJson(toSnakeCase(value))]),
    jsonLine: (value) => write(stdout, [printableJson(toSnakeCase(value), 0)]),
    redraw(line) {
      const width = columns();
      if (width === Number.POSITIVE_INFINITY) return void write(stdout, [printable(line(width))]);
      stdout.write(`\r${truncate(printable(line(width - 1)), width - 1)}\u001b[K`);
      isDrawn = true;
    },
    line: (text) => write(stdout, [printable(text)]),
    table: (head, rows) => write(stdout, tableLines(head, rows, columns(), paint)),
    details: (details) => write(stdout, detailLines(details, paint)),
    say: (line) => write(stderr, [printable(line)]),
    progress(line) {
      if (stderr.isTTY !== true) return;
      const width = stderr.columns > 0 ? stderr.columns - 1 : 79;
      stderr.write(`\r${truncate(printable(line), width)}\u001b[K`);
      hasProgress = true;
    },
    error: (first, ...more) =>
      write(stderr, [
        `${red('error:')} ${printable(first ?? '')}`,
        ...more.map((line) => `  ${printable(line)}`),
      ]),
  };
}

function painter(enabled: boolean): Paint {
  const { green, red, dim, bold } = pc.createColors(enabled);
  const tones = { good: green, bad: red, quiet: dim, heading: bold };
  return (text, tone) => tones[tone](text);
}

/** Converts field names, not values. */
function toSnakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toSnakeCase);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [separate(name, '_'), toSnakeCase(inner)]),
  );
}
